"""What a database holds, in numbers and categories: what a breach of it would be about.

Everything in the file counts, rows past their term included: whoever has it has them. Functions
take the caller's session and change nothing.
"""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.violation import Donnees, Etendue, Inventaire
from app.storage import appareil, rapports
from app.storage.due import INCLUDE_DUE
from app.storage.tables.dossiers import EntretienRow, PapierRow, PersonneRow, ReponseRow
from app.storage.tables.envois import PrescriptionRow
from app.storage.tables.mandats import MandatRow
from app.storage.tables.structure import AgentRow


def take(
    session: Session, etendue: Etendue, at: datetime, *, backup_at: datetime | None
) -> Inventaire:
    """Count what this database holds; `at` is the instant of its state."""
    persons = _number(session, PersonneRow.id)
    interviews = _number(session, EntretienRow.id)
    given = _number(session, PrescriptionRow.id)
    papers = _number(session, PapierRow.id)
    mandates = _number(session, MandatRow.id)
    answers = _number(session, ReponseRow.entretien_id)
    device = appareil.load(session)
    found = (
        (Donnees.IDENTITE, persons),
        (Donnees.ADRESSE, persons),
        (Donnees.CIVILITE_AGE, _with_civility_or_age(session)),
        (Donnees.REPONSES, answers),
        (Donnees.PRESCRIPTIONS, given),
        (Donnees.MANDATS, mandates),
        (Donnees.AGENTS, 1),
    )
    return Inventaire(
        etendue=etendue,
        at=at,
        personnes=persons,
        agents=_number(session, AgentRow.id),
        enregistrements=persons + interviews + given + mandates + papers,
        donnees=tuple(kind for kind, number in found if number),
        chiffre=True,  # a database of Passerelle is never in clear
        backup_at=backup_at,
        sync_at=rapports.last_success(session),
        appareil=device.device_id if device else "",
    )


def _number(session: Session, column: InstrumentedAttribute[str]) -> int:
    query = select(func.count(column))
    return session.scalar(query, execution_options={INCLUDE_DUE: True}) or 0


def _with_civility_or_age(session: Session) -> int:
    query = select(func.count(PersonneRow.id)).where(
        or_(PersonneRow.civilite != "", PersonneRow.tranche_age != "")
    )
    return session.scalar(query, execution_options={INCLUDE_DUE: True}) or 0
