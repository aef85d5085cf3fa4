"""The words of a search turned into a query that an index answers, however many rows there are."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from app.department.database.prescriptions import PrescriptionRow, WordRow
from app.department.records.persons import asked_words

COMMON: Final = 10_000  # a beginning that so many words share is looked for the other way round
_LAST: Final = chr(0x10FFFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for. `rarest` is the word with the fewest finds; None: all are common.

    With a rare word the finds are gathered first, then put in order; when all are common, the list
    is walked in its order and nearly every row fits.
    """

    words: tuple[str, ...]
    rarest: str | None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what a prescription has to fulfil."""
        others = [_has(word) for word in self.words if word != self.rarest]
        return [PrescriptionRow.id.in_(finds(self.rarest)), *others] if self.rarest else others


def search(session: Session, text: str) -> Search:
    """Read what was typed, and look which of its words narrows most."""
    words = asked_words(text)
    sizes = {word: _size(session, word) for word in words}
    rare = [word for word in words if sizes[word] < COMMON]
    return Search(words=words, rarest=min(rare, key=sizes.__getitem__, default=None))


def finds(word: str) -> Select[str]:
    """Return the identifiers found under a word or its beginning."""
    return select(WordRow.prescription_id).where(_begins(word)).distinct()


def _begins(word: str) -> ColumnElement[bool]:
    return and_(WordRow.word >= word, WordRow.word < word + _LAST)


def _has(word: str) -> ColumnElement[bool]:
    return exists().where(WordRow.prescription_id == PrescriptionRow.id, _begins(word))


def _size(session: Session, word: str) -> int:
    begun = select(WordRow.word).where(_begins(word)).limit(COMMON).subquery()
    return session.scalar(select(func.count()).select_from(begun)) or 0
