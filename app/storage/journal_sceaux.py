"""Seal the months of the journal, let an old one go, and check that nothing was changed.

Signing and checking a signature come from outside: storage knows no keys.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.journal import ILLISIBLE, gone_on, month_of, segment_of
from app.storage import journal
from app.storage.tables.journal import JournalRow, SegmentRow

Sign = Callable[[bytes], bytes]
Check = Callable[[bytes, bytes, bytes], bool]
"""Takes the public key, the signature and what was signed."""


class Etat(StrEnum):
    """What the check of a month found."""

    SCELLE = "scelle"  # whole, and its seal is this laptop's
    OUVERT = "ouvert"  # whole, not sealed yet: the month under way
    RETIRE = "retire"  # its entries went at their time; its seal holds
    AUTRE_CLE = "autre_cle"  # whole, sealed by another key: the laptop was restored
    ENTREE = "entree"  # an entry was changed
    MANQUE = "manque"  # entries are missing, or too many
    SCEAU = "sceau"  # the seal does not fit
    SUITE = "suite"  # it does not follow the month before

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return self in {Etat.SCELLE, Etat.OUVERT, Etat.RETIRE, Etat.AUTRE_CLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mois:
    """A month that was checked; `rang` is the first entry that is wrong, 0 when none is.

    `empreinte` is the digest that sums the month up, for a copy kept elsewhere.
    """

    segment: str
    entrees: int
    etat: Etat
    rang: int = 0
    empreinte: str = field(default="", compare=False)


def seal(session: Session, sign: Sign, public: bytes, *, now: datetime) -> int:
    """Seal every month but the one of `now`, a date that is believed; return how many they were.

    A month that was opened under a date too far ahead is over too.
    """
    current = journal.start_segment(session, segment_of(now))
    open_ones = session.scalars(
        select(SegmentRow).where(
            SegmentRow.scelle_at.is_(None), SegmentRow.segment != current.segment
        )
    ).all()
    for segment in open_ones:
        segment.scelle_at, segment.cle = now, public
        segment.signature = sign(_sealed(segment))
    session.flush()
    return len(open_ones)


def let_go(session: Session, today: date) -> int:
    """Erase the entries of the sealed months whose time is over; return how many months."""
    old = [one for one in _over(session, today) if one.scelle_at is not None]
    for segment in old:
        session.execute(delete(JournalRow).where(JournalRow.segment == segment.segment))
        segment.retire = True
    session.flush()
    return len(old)


def count_due(session: Session, today: date) -> int:
    """Return how many entries would go if `today` were believed."""
    return sum(one.nombre for one in _over(session, today))


def _over(session: Session, today: date) -> list[SegmentRow]:
    kept = session.scalars(select(SegmentRow).where(SegmentRow.retire.is_(False)))
    return [segment for segment in kept if gone_on(_lived_in(segment)) <= today]


def _lived_in(segment: SegmentRow) -> str:
    """Return the month that a segment belongs to: one ahead of its seal was never lived through."""
    sealed = segment.scelle_at
    month = month_of(segment.segment)
    return month if sealed is None or sealed == ILLISIBLE else min(month, segment_of(sealed))


def verify(session: Session, check: Check, public: bytes | None) -> Sequence[Mois]:
    """Check every month, the first one first; `public` is this laptop's key, if it has one."""
    found: list[Mois] = []
    origin = journal.BEGINNING
    known: set[str] = set()
    for segment in journal.in_order(session.scalars(select(SegmentRow))):
        known.add(segment.segment)
        if segment.origine != origin:
            found.append(_month(segment, Etat.SUITE))
        else:
            found.append(_verified(session, segment, check, public))
        origin = hashlib.sha256(journal.statement(segment)).hexdigest()
    strays = session.scalars(
        select(JournalRow.segment).where(JournalRow.segment.not_in(known)).distinct()
    )
    found += [Mois(segment=one, entrees=0, etat=Etat.MANQUE) for one in strays]
    return found


def _verified(session: Session, segment: SegmentRow, check: Check, public: bytes | None) -> Mois:
    if segment.scelle_at is not None and not check(
        segment.cle, segment.signature, _sealed(segment)
    ):
        return _month(segment, Etat.SCEAU)
    wrong = _wrong_entry(session, segment)
    if wrong is not None:
        return wrong
    if segment.scelle_at is None:
        return _month(segment, Etat.OUVERT)
    if segment.cle != public:
        return _month(segment, Etat.AUTRE_CLE)
    return _month(segment, Etat.RETIRE if segment.retire else Etat.SCELLE)


def _wrong_entry(session: Session, segment: SegmentRow) -> Mois | None:
    rows = session.scalars(
        select(JournalRow).where(JournalRow.segment == segment.segment).order_by(JournalRow.rang)
    ).all()
    if segment.retire:
        return _month(segment, Etat.MANQUE, rows[0].rang) if rows else None
    before = segment.origine
    for rang, row in enumerate(rows, start=1):
        if row.rang != rang:
            return _month(segment, Etat.MANQUE, rang)
        if row.empreinte != journal.chained(before, row):
            return _month(segment, Etat.ENTREE, rang)
        before = row.empreinte
    if len(rows) != segment.nombre or before != segment.derniere:
        return _month(segment, Etat.MANQUE, len(rows) + 1)
    return None


def _month(segment: SegmentRow, etat: Etat, rang: int = 0) -> Mois:
    return Mois(
        segment=segment.segment,
        entrees=segment.nombre,
        etat=etat,
        rang=rang,
        empreinte=segment.derniere,
    )


def _sealed(segment: SegmentRow) -> bytes:
    at = segment.scelle_at.isoformat() if segment.scelle_at else ""
    return journal.statement(segment) + b"\0" + at.encode()
