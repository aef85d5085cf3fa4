"""Who had which carnet, until its term: the only table of carnets that is about persons.

Functions take the caller's session and never commit. A row past its term is never returned; the
movement that it stands beside stays in the ledger and names nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId, PersonneId, PrescriptionId
from app.storage.tables.carnets import CarnetMouvementRow, CarnetRemiseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Remise:
    """A carnet in a person's hands. `due_on`: the first day on which nobody knows it any more.

    `service` and `categorie` are what it was counted under: the prescription may be corrected while
    the carnet is out.
    """

    id: str
    mouvement: int
    personne_id: PersonneId
    prescription_id: PrescriptionId
    agent_id: AgentId
    remis_on: date
    due_on: date
    service: str
    categorie: int | None
    gestes: tuple[str, ...] = ()
    annulee: bool = False
    lot_id: str = ""
    number: int = 0


def keep(session: Session, remise: Remise) -> None:
    """Keep a hand-over, in place of how it was known."""
    session.merge(
        CarnetRemiseRow(
            id=remise.id,
            mouvement=remise.mouvement,
            personne_id=remise.personne_id,
            prescription_id=remise.prescription_id,
            agent_id=remise.agent_id,
            remis_on=remise.remis_on,
            due_on=remise.due_on,
            gestes=",".join(remise.gestes),
            annulee=remise.annulee,
            service=remise.service,
            categorie=remise.categorie,
        )
    )
    session.flush()


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[Remise]:
    """Return the hand-overs to a person, those taken back too, the latest first."""
    return _found(session, CarnetRemiseRow.personne_id == personne_id)


def of_prescription(session: Session, prescription_id: PrescriptionId) -> Sequence[Remise]:
    """Return the hand-overs under a prescription, those taken back too, the latest first."""
    return _found(session, CarnetRemiseRow.prescription_id == prescription_id)


def of_mouvement(session: Session, number: int) -> Remise | None:
    """Return the hand-over that a movement is."""
    return next(iter(_found(session, CarnetRemiseRow.mouvement == number)), None)


def load(session: Session, remise_id: str) -> Remise | None:
    """Return one hand-over."""
    found = _found(session, CarnetRemiseRow.id == remise_id)
    return found[0] if found else None


def of_day(session: Session, day: date) -> Sequence[Remise]:
    """Return what was handed over on a day, the latest first."""
    return _found(session, CarnetRemiseRow.remis_on == day)


def standing(session: Session) -> frozenset[PrescriptionId]:
    """Return the prescriptions under which a carnet is in somebody's hands."""
    rows = session.scalars(
        select(CarnetRemiseRow.prescription_id).where(CarnetRemiseRow.annulee.is_(False))
    )
    return frozenset(PrescriptionId(one) for one in rows)


def _found(session: Session, condition: ColumnElement[bool]) -> list[Remise]:
    rows = session.execute(
        select(CarnetRemiseRow, CarnetMouvementRow)
        .join(CarnetMouvementRow, CarnetMouvementRow.number == CarnetRemiseRow.mouvement)
        .where(condition)
        .order_by(CarnetRemiseRow.mouvement.desc())
    )
    return [
        Remise(
            id=row.id,
            mouvement=row.mouvement,
            personne_id=PersonneId(row.personne_id),
            prescription_id=PrescriptionId(row.prescription_id),
            agent_id=AgentId(row.agent_id),
            remis_on=row.remis_on,
            due_on=row.due_on,
            service=row.service,
            categorie=row.categorie,
            gestes=tuple(one for one in row.gestes.split(",") if one),
            annulee=row.annulee,
            lot_id=moved.lot_id,
            number=moved.first,
        )
        for row, moved in rows
    ]
