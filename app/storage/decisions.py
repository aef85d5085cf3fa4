"""The decisions of the Département, received once each whatever the interruptions.

Functions take the caller's session and never commit: a page of the feed and the cursor after it are
one transaction.
"""

from datetime import date, datetime
from enum import Enum, auto
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.domain.identifiers import EntretienId, PrescriptionId
from app.domain.prescription import Decision, Sens, Suivi
from app.storage import entretiens, outbox, parametres
from app.storage.evenements import Evenement, note
from app.storage.tables.envois import DecisionRow, PrescriptionRow

_CURSOR: Final = "decisions.curseur"
_UNKNOWN: Final = "decisions.inconnues"


class Accueil(Enum):
    """What became of a decision that arrived."""

    NOUVELLE = auto()
    DEJA_CONNUE = auto()
    REMPLACEE = auto()  # the Département changed its decision: its answer wins
    PRECISEE = auto()  # the same decision, now with its motive or its words
    INCONNUE = auto()  # no such prescription here (erased, or another laptop's): counted, ignored


NEW: Final = frozenset({Accueil.NOUVELLE, Accueil.REMPLACEE, Accueil.PRECISEE})
"""What a worker has not seen yet."""


def receive(
    session: Session, decision: Decision, *, received_at: datetime, due_on: date
) -> Accueil:
    """Keep a decision; receiving it again changes nothing.

    The prescription becomes « décidée », its payload leaves the outbox, and the record is kept
    until `due_on`, which the convention's retention gives from the day of the decision.
    """
    row = session.get(PrescriptionRow, decision.prescription_id)
    if row is None:
        parametres.keep(session, _UNKNOWN, unknown(session) + 1)
        return Accueil.INCONNUE
    kept = session.get(DecisionRow, decision.prescription_id)
    if kept is not None and decision_of(kept) == decision:
        return Accueil.DEJA_CONNUE
    arrived = _arrived(kept, decision)
    session.merge(
        DecisionRow(
            prescription_id=decision.prescription_id,
            sens=decision.sens.value,
            decided_on=decision.decided_on,
            motif=decision.motif,
            message=decision.message,
            received_at=received_at,
        )
    )
    outbox.drop(session, decision.prescription_id)
    row.suivi, row.suivi_at, row.due_on = Suivi.DECIDEE.value, received_at, due_on
    session.flush()
    entretiens.set_due(session, EntretienId(row.entretien_id), due_on)
    kind = "decision_precisee" if arrived is Accueil.PRECISEE else decision.sens.value
    note(session, row.id, Evenement(kind=kind, at=received_at))
    return arrived


def _arrived(kept: DecisionRow | None, decision: Decision) -> Accueil:
    if kept is None:
        return Accueil.NOUVELLE
    same = (kept.sens, kept.decided_on) == (decision.sens.value, decision.decided_on)
    return Accueil.PRECISEE if same else Accueil.REMPLACEE


def load(session: Session, prescription_id: PrescriptionId) -> Decision | None:
    """Return the decision on a prescription, if there is one."""
    row = session.get(DecisionRow, prescription_id)
    return None if row is None else decision_of(row)


def forget(session: Session, prescription_id: PrescriptionId) -> None:
    """Forget a decision that the Département does not have any more."""
    session.execute(delete(DecisionRow).where(DecisionRow.prescription_id == prescription_id))


def unknown(session: Session) -> int:
    """Count the decisions that were for no prescription of this laptop."""
    return parametres.number(session, _UNKNOWN)


def cursor(session: Session) -> str:
    """Return how far the feed of decisions was read, as the service wrote it; empty at first."""
    return parametres.text(session, _CURSOR)


def keep_cursor(session: Session, value: str) -> None:
    """Remember how far the feed was read."""
    parametres.keep(session, _CURSOR, value)


def decision_of(row: DecisionRow) -> Decision:
    """Return the domain's value of a row (for the other modules of this room)."""
    return Decision(
        prescription_id=PrescriptionId(row.prescription_id),
        sens=Sens(row.sens),
        decided_on=row.decided_on,
        motif=row.motif,
        message=row.message,
    )
