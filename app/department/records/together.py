"""Decide on many prescriptions at once: each is a transaction with an outcome of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.department.database.handling import BatchItemRow, BatchRow
from app.department.database.prescriptions import Etat, PrescriptionRow
from app.department.failures import ChangedMeanwhileError
from app.department.records import prescriptions
from app.department.records.decisions import Moment, Verdict, decide
from app.department.records.journal import Action, Actor, note
from app.department.records.prescriptions import Line
from app.department.web import Service
from app.domain.prescription import Sens

MOST: Final = 200  # the longest page of the list


class Outcome(StrEnum):
    """What became of one prescription of a batch."""

    A_FAIRE = "a_faire"  # the service stopped before it: nothing was decided
    FAITE = "faite"
    DEJA_DECIDEE = "deja_decidee"
    CORRIGEE = "corrigee"
    RETIREE = "retiree"
    EFFACEE = "effacee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A prescription as the agent saw it when he ticked its box."""

    id: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A prescription chosen, and why it cannot be decided now (None: it can)."""

    line: Line
    obstacle: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What every decision of the batch says, and who takes them."""

    id: str
    sens: Sens
    motif: str
    message: str
    account_id: str
    choices: tuple[Choice, ...]


def look(session: Session, choices: Sequence[Choice]) -> Sequence[Chosen]:
    """Return the prescriptions chosen, in the order of the choice, as they stand now."""
    seen = {choice.id: choice.revision for choice in choices}
    return [
        Chosen(line=line, obstacle=_obstacle(line.etat, line.revision, seen[line.id]))
        for line in prescriptions.named(session, list(seen))
    ]


def take(service: Service, batch: Batch, moment: Moment) -> None:
    """Decide on each prescription of the batch; a batch that was taken already is left as it is.

    Killed between two of them, what is left stays undecided and its outcome says so.
    """
    try:
        with service.database.writing() as session:
            _begin(session, batch, moment.now)
    except IntegrityError:  # the form was sent twice
        return
    for position, choice in enumerate(batch.choices):
        outcome = _decide(service, batch, choice, moment)
        if outcome is not Outcome.FAITE:
            with service.database.writing() as session:
                _tell(session, batch.id, position, outcome)


def get(session: Session, id_: str) -> BatchRow | None:
    """Return a batch."""
    return session.get(BatchRow, id_)


def outcomes(session: Session, batch_id: str) -> Sequence[tuple[Outcome, Line]]:
    """Return what became of each prescription, in the order of the choice."""
    items = session.scalars(
        select(BatchItemRow)
        .where(BatchItemRow.batch_id == batch_id)
        .order_by(BatchItemRow.position)
    ).all()
    found = {
        line.id: line
        for line in prescriptions.named(session, [item.prescription_id for item in items])
    }
    return [(Outcome(item.outcome), found[item.prescription_id]) for item in items]


def _begin(session: Session, batch: Batch, now: datetime) -> None:
    session.add(
        BatchRow(
            id=batch.id,
            decided_at=now,
            account_id=batch.account_id,
            sens=batch.sens,
            motif=batch.motif,
        )
    )
    session.flush()
    known = {line.id for line in prescriptions.named(session, [one.id for one in batch.choices])}
    for position, choice in enumerate(batch.choices):
        if choice.id in known:
            session.add(
                BatchItemRow(
                    batch_id=batch.id,
                    position=position,
                    prescription_id=choice.id,
                    outcome=Outcome.A_FAIRE,
                )
            )
    note(
        session,
        at=now,
        actor=Actor.account(batch.account_id),
        action=Action.DECISION_LOT,
        on=batch.id,
        detail=f"{batch.sens} {batch.motif} {len(known)} choisies".replace("  ", " "),
    )


def _decide(service: Service, batch: Batch, choice: Choice, moment: Moment) -> Outcome:
    verdict = Verdict(
        sens=batch.sens,
        motif=batch.motif,
        message=batch.message,
        seen_revision=choice.revision,
        seen_number=0,  # a correction of a decision is never taken in a batch
    )
    try:
        with service.database.writing() as session:
            if session.get(PrescriptionRow, choice.id) is None:
                return Outcome.EFFACEE
            decide(
                session,
                prescription_id=choice.id,
                verdict=verdict,
                account_id=batch.account_id,
                moment=moment,
            )
            _tell(session, batch.id, batch.choices.index(choice), Outcome.FAITE)
    except ChangedMeanwhileError:
        with service.database.reading() as session:
            row = session.get(PrescriptionRow, choice.id)
            etat = row.etat if row else Etat.EFFACEE
            revision = row.revision if row else 0
        return _obstacle(etat, revision, choice.revision) or Outcome.A_FAIRE
    return Outcome.FAITE


def _tell(session: Session, batch_id: str, position: int, outcome: Outcome) -> None:
    session.execute(
        update(BatchItemRow)
        .where(BatchItemRow.batch_id == batch_id, BatchItemRow.position == position)
        .values(outcome=outcome)
    )


def _obstacle(etat: str, revision: int, seen: int) -> Outcome | None:
    match etat:
        case Etat.A_DECIDER:
            return None if revision == seen else Outcome.CORRIGEE
        case Etat.RETIREE:
            return Outcome.RETIREE
        case Etat.EFFACEE:
            return Outcome.EFFACEE
        case _:
            return Outcome.DEJA_DECIDEE
