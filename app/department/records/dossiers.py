"""What belongs to one person: prescriptions that are surely hers, and those that may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.department.database.handling import Avis, DuplicateRow
from app.department.database.prescriptions import DecisionRow, PrescriptionRow
from app.department.records import alike, duplicates, prescriptions
from app.department.records.printing import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One prescription with its decisions, the runs of their letters, and why it is shown."""

    row: PrescriptionRow
    decisions: Sequence[tuple[DecisionRow, int | None]]
    pair: DuplicateRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """`sure`: of the same structure and alike, or said to be the same by an agent."""

    sure: Sequence[Held]
    perhaps: Sequence[Held]


def gather(session: Session, row: PrescriptionRow, now: datetime) -> Dossier:
    """Return what is held on the person of `row`, its own prescription first."""
    duplicates.refresh(session, row, now)
    pairs = duplicates.pairs_on(session, row.id)
    own = [row, *alike.same_structure(session, row)]
    same = [one for one in pairs if one.pair.avis == Avis.MEME]
    perhaps = [one for one in pairs if one.pair.avis == Avis.A_VOIR]
    return Dossier(
        sure=[
            *(_held(session, one) for one in own),
            *(_held(session, one.other(row.id), one.pair) for one in same),
        ],
        perhaps=[_held(session, one.other(row.id), one.pair) for one in perhaps],
    )


def _held(session: Session, row: PrescriptionRow, pair: DuplicateRow | None = None) -> Held:
    decisions = prescriptions.decisions_of(session, row.id)
    return Held(
        row=row, decisions=[(one, runs.run_of(session, one)) for one in decisions], pair=pair
    )
