"""The words of a search turned into a query that an index answers, however many rows there are."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from app.department.database.base import table_of
from app.department.database.prescriptions import PrescriptionRow, WordRow
from app.department.records.persons import asked_words

_P, _W = table_of(PrescriptionRow).c, table_of(WordRow).c
COMMON: Final = 10_000  # a beginning that so many words share is looked for the other way round
_LAST: Final = chr(0x10FFFF)
_REFERENCE: Final = 8  # signs, a figure among them: no such beginning is common


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for. `rarest` is the word with the fewest finds; None: all are common.

    With a rare word the finds are gathered first, then put in order; when all are common, the list
    is walked in its order and nearly every row fits.
    """

    words: tuple[str, ...]
    rarest: str | None

    @property
    def shape(self) -> "Shape":
        """Return how many words there are of each kind: what the query looks like."""
        return Shape(rare=self.rarest is not None, others=len(self._others))

    @property
    def values(self) -> dict[str, str]:
        """Return the values of the parameters in `conditions_of(shape)`."""
        words = [*([self.rarest] if self.rarest else []), *self._others]
        return {
            name: value
            for number, word in enumerate(words)
            for name, value in ((f"from_{number}", word), (f"to_{number}", word + _LAST))
        }

    @property
    def _others(self) -> list[str]:
        return [word for word in self.words if word != self.rarest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A search without its words: whether one is rare, and how many others there are."""

    rare: bool = False
    others: int = 0


def conditions_of(shape: Shape) -> list[ColumnElement[bool]]:
    """Return what a prescription has to fulfil, with parameters in the place of words."""
    first = int(shape.rare)
    others = [_has(number) for number in range(first, first + shape.others)]
    return [_P.id.in_(_finds(0)), *others] if shape.rare else others


def search(session: Session, text: str) -> Search:
    """Read what was typed, and look which of its words narrows most."""
    words = asked_words(text)
    references = [word for word in words if _is_reference(word)]
    if references:
        return Search(words=words, rarest=max(references, key=len))
    sizes = {word: _size(session, word) for word in words}
    rare = [word for word in words if sizes[word] < COMMON]
    return Search(words=words, rarest=min(rare, key=sizes.__getitem__, default=None))


def _is_reference(word: str) -> bool:
    """Tell whether a word is so long a part of a reference that looking is dearer than knowing."""
    return len(word) >= _REFERENCE and any(sign.isdigit() for sign in word)


def _finds(number: int) -> Select[str]:
    return select(_W.prescription_id).where(_begins(number)).distinct()


def _begins(number: int) -> ColumnElement[bool]:
    low, high = (bindparam(f"{name}_{number}", type_=String) for name in ("from", "to"))
    return and_(_W.word >= low, _W.word < high)


def _has(number: int) -> ColumnElement[bool]:
    return exists().where(_W.prescription_id == _P.id, _begins(number))


_SIZE: Final = select(func.count()).select_from(
    select(_W.word).where(_begins(0)).limit(COMMON).subquery()
)


def _size(session: Session, word: str) -> int:
    return session.scalar(_SIZE, {"from_0": word, "to_0": word + _LAST}) or 0
