"""Decide: the decision, its entry in the structure's feed and the journal are one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import FeedRow, StructureRow
from app.department.database.prescriptions import Courrier, DecisionRow, Etat, PrescriptionRow
from app.department.failures import ChangedMeanwhileError
from app.department.records.journal import Action, Actor, note
from app.department.records.stock import credit
from app.domain.convention import Motif
from app.domain.prescription import Sens

MESSAGE_LIMIT = 1000


class MotifRequiredError(ValueError):
    """A refusal needs a motive of the convention's closed list, an acceptance has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the agent decided, and what he had before his eyes when he did.

    `seen_revision` and `seen_number` are those of the page shown to him: if either changed since,
    nothing is written.
    """

    sens: Sens
    motif: str
    message: str  # one line: the feed carries no line break
    seen_revision: int
    seen_number: int

    def __post_init__(self) -> None:
        if " ".join(self.message.split()) != self.message or len(self.message) > MESSAGE_LIMIT:
            raise ValueError("a message is one line of at most MESSAGE_LIMIT characters")

    def checked(self, motifs: Sequence[Motif]) -> "Verdict":
        """Return the verdict if it is complete.

        Raises:
            MotifRequiredError: see the class.
        """
        codes = {motif.code for motif in motifs}
        if self.sens is Sens.REFUSEE and self.motif not in codes:
            raise MotifRequiredError
        if self.sens is Sens.ACCEPTEE and self.motif:
            raise MotifRequiredError
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When somebody acts: the instant, and the day on the wall."""

    now: datetime
    today: date


def last_number(session: Session, prescription_id: str) -> int:
    """Return the number of the last decision, 0 before the first."""
    number = session.scalar(
        select(func.max(DecisionRow.number)).where(DecisionRow.prescription_id == prescription_id)
    )
    return number or 0


def decide(
    session: Session, *, prescription_id: str, verdict: Verdict, account_id: str, moment: Moment
) -> DecisionRow:
    """Record a decision, or the correction of an earlier one, and add it to the feed.

    Raises:
        ChangedMeanwhileError: the prescription was corrected, withdrawn or decided since.
    """
    owner = select(PrescriptionRow.structure_id).where(PrescriptionRow.id == prescription_id)
    structure = session.scalars(
        select(StructureRow)
        .where(StructureRow.id == owner.scalar_subquery())
        .with_for_update()  # taken first: whoever waits here sees what was committed before him
    ).one()
    row = session.scalars(
        select(PrescriptionRow).where(PrescriptionRow.id == prescription_id)
    ).one()
    number = last_number(session, prescription_id)
    if row.revision != verdict.seen_revision or number != verdict.seen_number:
        raise ChangedMeanwhileError
    if row.etat in {Etat.RETIREE, Etat.EFFACEE}:
        raise ChangedMeanwhileError
    decision = _keep(session, row, verdict, account_id, moment, number + 1)
    _announce(session, structure, decision)
    credit.follow(session, row, decision, Actor.account(account_id))
    note(
        session,
        at=moment.now,
        actor=Actor.account(account_id),
        action=Action.DECISION,
        on=prescription_id,
        detail=f"{verdict.sens} {verdict.motif} n{decision.number}".replace("  ", " "),
    )
    return decision


def _keep(  # noqa: PLR0913, PLR0917 - one row made of what `decide` gathered
    session: Session,
    row: PrescriptionRow,
    verdict: Verdict,
    account_id: str,
    moment: Moment,
    number: int,
) -> DecisionRow:
    session.execute(  # a letter not printed yet would tell what is no longer true
        update(DecisionRow)
        .where(DecisionRow.prescription_id == row.id, DecisionRow.courrier != Courrier.IMPRIME)
        .values(courrier=Courrier.REMPLACE)
    )
    decision = DecisionRow(
        prescription_id=row.id,
        number=number,
        revision=row.revision,
        sens=verdict.sens,
        motif=verdict.motif,
        message=verdict.message,
        decided_on=moment.today,
        decided_at=moment.now,
        account_id=account_id,
    )
    row.etat = Etat.ACCEPTEE if verdict.sens is Sens.ACCEPTEE else Etat.REFUSEE
    session.add(decision)
    session.flush()
    return decision


def _announce(session: Session, structure: StructureRow, decision: DecisionRow) -> None:
    structure.feed_sequence += 1
    session.add(
        FeedRow(
            structure_id=structure.id,
            sequence=structure.feed_sequence,
            prescription_id=decision.prescription_id,
            number=decision.number,
            created_at=decision.decided_at,
        )
    )
    session.flush()
