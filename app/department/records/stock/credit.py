"""Credits: how many carnets a structure may still be granted in a period.

Sources: « le nombre annuel de Pass attribués à la structure » (001 art. 5), refusals for stock or
budget (000 l. 102). A credit is no barrier: the agent sees what is left, and decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.prescriptions import DecisionRow, PrescriptionRow
from app.department.database.stock import CreditMovementRow, CreditRow, SliceRow
from app.department.records.journal import Action, Actor, note
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.domain.identifiers import uuid7
from app.domain.prescription import Sens
from app.sync.protocol.slices import SliceState


class CreditKind(StrEnum):
    """Why a credit moved."""

    ATTRIBUTION = "attribution"
    AJUSTEMENT = "ajustement"
    DECISION = "decision"
    CORRECTION = "correction"  # an accepted decision was taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A credit with its figures, in carnets. `promised`: to laptops, handed out or not."""

    credit: CreditRow
    given: int
    granted: int
    promised: int

    @property
    def left(self) -> int:
        """Return what may still be granted; negative where more was granted than given."""
        return self.given - self.granted

    @property
    def free(self) -> int:
        """Return what may still be promised to laptops."""
        return max(0, min(self.left, self.given - self.promised))


def open_credit(  # noqa: PLR0913 - a credit is these facts
    session: Session,
    *,
    structure_id: str,
    starts_on: date,
    ends_on: date,
    carnets: int,
    actor: Actor,
    at: datetime,
) -> CreditRow:
    """Give a structure carnets for a period.

    Raises:
        StockRefusedError: the period ends before it starts, or meets another of the structure.
    """
    session.get_one(StructureRow, structure_id, with_for_update=True)
    if ends_on < starts_on or carnets < 1:
        raise StockRefusedError(Refusal.PERIODE)
    if session.scalar(
        select(CreditRow.id).where(
            CreditRow.structure_id == structure_id,
            CreditRow.starts_on <= ends_on,
            CreditRow.ends_on >= starts_on,
        )
    ):
        raise StockRefusedError(Refusal.PERIODES_SE_CHEVAUCHENT)
    row = CreditRow(
        id=uuid7(at),
        structure_id=structure_id,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=at,
    )
    session.add(row)
    session.flush()
    _give(session, row, CreditKind.ATTRIBUTION, carnets, actor, at, "")
    return row


def adjust(  # noqa: PLR0913 - a movement is these facts
    session: Session, *, credit_id: str, carnets: int, remark: str, actor: Actor, at: datetime
) -> None:
    """Add carnets to a credit, or take some of it (negative).

    Raises:
        StockRefusedError: more than is left would be taken.
    """
    found = session.get(CreditRow, credit_id)
    if found is None:
        raise StockRefusedError(Refusal.CREDIT_INCONNU)
    session.get_one(StructureRow, found.structure_id, with_for_update=True)
    if carnets < 0 and -carnets > balance(session, found).free:
        raise StockRefusedError(Refusal.CREDIT_INSUFFISANT)
    _give(session, found, CreditKind.AJUSTEMENT, carnets, actor, at, remark)


def follow(session: Session, row: PrescriptionRow, decision: DecisionRow, actor: Actor) -> None:
    """Move the structure's credit as a decision says, in its transaction and under its lock.

    What an acceptance took comes back on the day it was taken from, so to the same credit.
    """
    moved = session.scalars(
        select(CreditMovementRow)
        .where(CreditMovementRow.prescription_id == row.id)
        .order_by(CreditMovementRow.id)
    ).all()
    accepted = decision.sens == Sens.ACCEPTEE
    wanted = -int(row.payload.get("carnets", 0)) if accepted else 0
    change = wanted - sum(one.carnets for one in moved)
    if change == 0:
        return
    on = moved[-1].on if change > 0 and moved else decision.decided_on
    session.add(
        CreditMovementRow(
            structure_id=row.structure_id,
            on=on,
            carnets=change,
            kind=CreditKind.DECISION if change < 0 else CreditKind.CORRECTION,
            credit_id=None,
            prescription_id=row.id,
            decision_number=decision.number,
            at=decision.decided_at,
            account_id=actor.id,
            note="",
        )
    )
    session.flush()


def balance(session: Session, credit: CreditRow) -> Balance:
    """Return a credit's figures: always the sum of its movements."""
    (found,) = balances(session, [credit])
    return found


def balances(session: Session, credits_: Sequence[CreditRow]) -> Sequence[Balance]:
    """Return the figures of several credits, in their order, in three queries for all."""
    wanted = [row.id for row in credits_]
    given, granted = _given(session, wanted), _granted(session, wanted)
    promised = _promised(session, wanted)
    return [
        Balance(
            credit=row,
            given=given.get(row.id, 0),
            granted=-granted.get(row.id, 0),
            promised=promised.get(row.id, 0),
        )
        for row in credits_
    ]


def _given(session: Session, wanted: Sequence[str]) -> dict[str, int]:
    found = session.execute(
        select(CreditMovementRow.credit_id, func.sum(CreditMovementRow.carnets))
        .where(CreditMovementRow.credit_id.in_(wanted))
        .group_by(CreditMovementRow.credit_id)
    )
    return {id_: int(carnets) for id_, carnets in found if id_ is not None}


def _granted(session: Session, wanted: Sequence[str]) -> dict[str, int]:
    """Return what decisions of each period took, less than 0."""
    found = session.execute(
        select(CreditRow.id, func.sum(CreditMovementRow.carnets))
        .join(
            CreditMovementRow,
            (CreditMovementRow.structure_id == CreditRow.structure_id)
            & CreditMovementRow.credit_id.is_(None)
            & CreditMovementRow.on.between(CreditRow.starts_on, CreditRow.ends_on),
        )
        .where(CreditRow.id.in_(wanted))
        .group_by(CreditRow.id)
    )
    return {id_: int(carnets) for id_, carnets in found}


def _promised(session: Session, wanted: Sequence[str]) -> dict[str, int]:
    """Return what laptops were let promise: of a closed slice, what was handed over."""
    closed = SliceRow.state == SliceState.CLOSE
    found = session.execute(
        select(
            SliceRow.credit_id,
            func.sum(case((closed, SliceRow.handed), else_=SliceRow.carnets)),
        )
        .where(SliceRow.credit_id.in_(wanted))
        .group_by(SliceRow.credit_id)
    )
    return {id_: int(carnets) for id_, carnets in found if id_ is not None}


def of_structure(session: Session, structure_id: str) -> Sequence[Balance]:
    """Return the credits of a structure, the latest period first."""
    found = session.scalars(
        select(CreditRow)
        .where(CreditRow.structure_id == structure_id)
        .order_by(CreditRow.starts_on.desc())
    ).all()
    return balances(session, found)


def covering(session: Session, structure_id: str, day: date) -> Balance | None:
    """Return the credit of a structure on a day, None where it has none."""
    return covering_all(session, [structure_id], day).get(structure_id)


def covering_all(session: Session, structures: Sequence[str], day: date) -> dict[str, Balance]:
    """Return the credits of these structures on a day, by structure."""
    rows = session.scalars(
        select(CreditRow).where(
            CreditRow.structure_id.in_(structures),
            CreditRow.starts_on <= day,
            CreditRow.ends_on >= day,
        )
    ).all()
    return {one.credit.structure_id: one for one in balances(session, rows)}


def _give(  # noqa: PLR0913, PLR0917 - one row made of what its callers gathered
    session: Session,
    credit: CreditRow,
    kind: CreditKind,
    carnets: int,
    actor: Actor,
    at: datetime,
    remark: str,
) -> None:
    session.add(
        CreditMovementRow(
            structure_id=credit.structure_id,
            on=credit.starts_on,
            carnets=carnets,
            kind=kind,
            credit_id=credit.id,
            prescription_id=None,
            decision_number=None,
            at=at,
            account_id=actor.id,
            note=remark,
        )
    )
    session.flush()
    note(
        session,
        at=at,
        actor=actor,
        action=Action.CREDIT_CHANGE,
        on=credit.structure_id,
        detail=f"{kind} {carnets:+d} {credit.starts_on}",
    )
