"""What agents type about carnets: numbers as printed, dates, places. Wrong ones have a sentence."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.console import stock_words as words
from app.department.database.actors import StructureRow
from app.department.database.stock import LotRow
from app.department.records.stock import places
from app.domain.carnets import Run, RunsError, parse_runs
from app.sync.protocol.slices import LONGEST_PREFIX, MOST_CARNETS

_PRINTED: Final = re.compile(r"([A-Za-z0-9/. -]*?)(\d{1,15})\Z", re.ASCII)
_MOST_DIGITS: Final = 6
_REMARK: Final = 160
_NAME: Final = 80


class FormError(Exception):
    """A field is missing or wrong; `sentence` says which and what is asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a form, read one by one.

    Every method raises:
        FormError: the field is missing or wrong.
    """

    fields: dict[str, str]
    today: date

    def past_day(self, name: str = "jour") -> date:
        """Return a day that is not to come."""
        found = _day(self.fields.get(name, ""))
        if found is None or found > self.today:
            raise FormError(words.DATE_NEEDED)
        return found

    def day(self, name: str, needed: str) -> date:
        """Return a day; without one, `needed` is said."""
        found = _day(self.fields.get(name, ""))
        if found is None:
            raise FormError(needed)
        return found

    def count(self, name: str, *, negative: bool = False) -> int:
        """Return a number of carnets, not 0."""
        text = "".join(self.fields.get(name, "").split()).replace("−", "-")  # « 12 000 » too
        sign = -1 if negative and text.startswith("-") else 1
        digits = text.removeprefix("-") if sign < 0 else text.removeprefix("+")
        if not digits.isascii() or not digits.isdecimal() or len(digits) > _MOST_DIGITS:
            raise FormError(words.NUMBER_NEEDED)
        if not 0 < int(digits) <= MOST_CARNETS:
            raise FormError(words.NUMBER_NEEDED)
        return sign * int(digits)

    def numbering(self) -> tuple[str, int, Run]:
        """Return prefix, digits and run of a new lot, from its numbers as printed."""
        first, last = (_PRINTED.match(self.fields.get(name, "").strip()) for name in _ENDS)
        if first is None or last is None or first[1] != last[1]:
            raise FormError(words.NUMBERS_NEEDED)
        prefix, ends = first[1].lstrip(), (int(first[2]), int(last[2]))
        if len(prefix) > LONGEST_PREFIX or ends[0] > ends[1]:
            raise FormError(words.NUMBERS_NEEDED)
        run = Run(first=ends[0], last=ends[1])
        if run.carnets > MOST_CARNETS:
            raise FormError(words.NUMBERS_NEEDED)
        return prefix, len(first[2]), run

    def run_of(self, lot: LotRow) -> Run:
        """Return numbers of a known lot, typed with or without its prefix."""
        found: list[int] = []
        for name in _ENDS:
            text = without_prefix(self.fields.get(name, "").strip(), lot.prefix)
            if not text.isascii() or not text.isdecimal() or len(text) > lot.digits + 3:
                raise FormError(words.NUMBERS_NEEDED)
            found.append(int(text[:15]))
        if found[0] > found[1]:
            raise FormError(words.NUMBERS_NEEDED)
        return Run(first=found[0], last=found[1])

    def runs_of(self, lot: LotRow, name: str) -> tuple[Run, ...]:
        """Return numbers and runs of a known lot, each number with or without its prefix."""
        # « 21-40 » is a run, unless the number after « 21- » is as long as it is printed
        most = lot.digits if lot.prefix[:1].isdecimal() else 1
        text = without_prefix(self.fields.get(name, ""), lot.prefix, digits=most, anywhere=True)
        try:
            return parse_runs(text)
        except RunsError as wrong:
            raise FormError(words.RUNS_NEEDED.format(wrong.part[:40])) from wrong

    def lot(self, session: Session) -> LotRow:
        """Return the lot that was chosen."""
        row = session.get(LotRow, self.fields.get("lot", "")[:36])
        if row is None:
            raise FormError(words.LOT_NEEDED)
        return row

    def place(self, session: Session) -> str:
        """Return the stock that was chosen: the Département's or a structure's."""
        wanted = self.fields.get("lieu", "")
        if wanted == places.DEPARTEMENT:
            return wanted
        row = session.get(StructureRow, wanted[:80])
        if row is None:
            raise FormError(words.PLACE_NEEDED)
        return places.structure_place(row.id)

    def text(self, name: str) -> str:
        """Return a short text of one line, not empty."""
        found = " ".join(self.fields.get(name, "").split())[:_NAME]
        if not found:
            raise FormError(words.NAME_NEEDED)
        return found

    def remark(self) -> str:
        """Return what was written beside; it may be empty."""
        return " ".join(self.fields.get("remarque", "").split())[:_REMARK]


_ENDS: Final = ("premier", "dernier")


def without_prefix(text: str, prefix: str, *, digits: int = 1, anywhere: bool = False) -> str:
    """Return a printed number without its lot's prefix, typed in capitals or not, spaced or not.

    `anywhere`: every number of a list, where the prefix begins it and `digits` digits follow.
    """
    if not prefix.strip():
        return text.strip()
    begins = r"(?<![0-9A-Za-z])" if anywhere else r"\A"
    pattern = rf"{begins}{re.escape(prefix.strip())}\s*(?=\d{{{digits}}})"
    return re.sub(pattern, "", text, flags=re.ASCII | re.IGNORECASE).strip()


def structure_names(session: Session) -> dict[str, str]:
    """Return the structures' names by their code, in the order of the names."""
    found = session.execute(
        select(StructureRow.id, StructureRow.name).order_by(StructureRow.name).limit(2000)
    )
    return {id_: name for id_, name in found}  # noqa: C416 - rows to pairs


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None  # noqa: PLR2004 - a slip of the keyboard
