"""Keep and find prescriptions in the encrypted database.

Every function takes the caller's session and never commits: the use case owns the transaction, so a
prescription and its place in the outbox are kept together or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.domain.champs import ForbiddenFieldError
from app.domain.convention import Champ, Convention
from app.domain.dossier import EtatDossier
from app.domain.identifiers import AgentId, EntretienId, PersonneId, PrescriptionId
from app.domain.personne import Personne
from app.domain.prescription import Decision, Prescription, Suivi
from app.storage import decisions, dossiers_prepares, entretiens, outbox, personnes
from app.storage.evenements import Evenement, note
from app.storage.tables.dossiers import PersonneRow
from app.storage.tables.envois import DecisionRow, NumeroRow, PrescriptionRow

_UNDONE: Final = tuple(suivi.value for suivi in Suivi if not suivi.stands)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiviPrescription:
    """A prescription, where it stands since when, and what the Département decided.

    `etat` is its dossier's on Démarches simplifiées, None where there is none.
    """

    prescription: Prescription
    suivi: Suivi
    since: datetime
    personne: Personne
    decision: Decision | None
    etat: EtatDossier | None = None


def next_reference(session: Session, structure_code: str, year: int) -> str:
    """Give the next reference of the year (« 2026-CCASILL-0001 »); no number is given twice.

    Call it in the writing transaction that keeps the prescription: undone together, the number is
    free again; an erased prescription's number is not.
    """
    first = insert(NumeroRow).values(year=year, last=1)
    number = session.execute(
        first.on_conflict_do_update(
            index_elements=[NumeroRow.year], set_={"last": NumeroRow.last + 1}
        ).returning(NumeroRow.last)
    ).scalar_one()
    return f"{year}-{structure_code}-{number:04d}"


def keep(
    session: Session, prescription: Prescription, convention: Convention, *, at: datetime
) -> None:
    """Keep a new prescription in the state « préparée »; queue it with `outbox.queue`.

    Its term, and its interview's, is the convention's retention from the day it was prescribed; the
    decision puts it later. The person is kept as long.

    Raises:
        ForbiddenFieldError: a category is given that the convention does not allow.
        sqlalchemy.exc.IntegrityError: this id or reference is already kept.
    """
    if prescription.categorie is not None and not convention.allows(Champ.CATEGORIE):
        raise ForbiddenFieldError(f"{Champ.CATEGORIE} is not kept under {convention.profile}")
    row = PrescriptionRow(suivi=Suivi.PREPAREE.value, suivi_at=at)
    _write(row, prescription)
    row.due_on = convention.retention.due_on(prescription.prescribed_on)
    session.add(row)
    session.flush()
    entretiens.set_due(session, prescription.entretien_id, row.due_on)
    note(
        session, prescription.id, Evenement(kind="prescrite", at=at, agent_id=prescription.agent_id)
    )


def load(session: Session, prescription_id: PrescriptionId) -> SuiviPrescription | None:
    """Return a prescription with what became of it, None when unknown or past its term."""
    found = _found(session, PrescriptionRow.id == prescription_id)
    return found[0] if found else None


def by_suivi(
    session: Session,
    *,
    suivis: Sequence[Suivi] = (),
    agent_id: AgentId | None = None,
    limit: int | None = 500,
) -> Sequence[SuiviPrescription]:
    """Return prescriptions, the latest first; no `suivis` gives every state."""
    conditions: list[ColumnElement[bool]] = []
    if suivis:
        conditions.append(PrescriptionRow.suivi.in_([suivi.value for suivi in suivis]))
    if agent_id is not None:
        conditions.append(PrescriptionRow.agent_id == agent_id)
    return _found(session, *conditions, limit=limit)


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[SuiviPrescription]:
    """Return the prescriptions of a person, the latest first."""
    return _found(session, PrescriptionRow.personne_id == personne_id)


def summaries(
    session: Session, personne_ids: Sequence[PersonneId]
) -> Mapping[PersonneId, tuple[int, date]]:
    """Return, for the persons who have any, how many prescriptions stand and the last one's day.

    One that was undone or withdrawn does not count. One query for a whole list of persons.
    """
    rows = session.execute(
        select(
            PrescriptionRow.personne_id,
            func.count(PrescriptionRow.id),
            func.max(PrescriptionRow.prescribed_on),
        )
        .where(
            PrescriptionRow.personne_id.in_(personne_ids),
            PrescriptionRow.suivi.not_in(_UNDONE),
        )
        .group_by(PrescriptionRow.personne_id)
    )
    return {PersonneId(id_): (number, last_on) for id_, number, last_on in rows}


def of_entretien(session: Session, entretien_id: EntretienId) -> SuiviPrescription | None:
    """Return the latest prescription that came out of an interview, if any."""
    found = _found(session, PrescriptionRow.entretien_id == entretien_id)
    return found[0] if found else None


def latest_of(session: Session, personne_id: PersonneId) -> PrescriptionId | None:
    """Return the prescription which a new one of this person follows (`earlier`).

    One that was undone or withdrawn does not count.
    """
    return next(
        (
            found.prescription.id
            for found in of_personne(session, personne_id)
            if found.suivi.stands
        ),
        None,
    )


def oldest_in(session: Session, suivis: Sequence[Suivi]) -> date | None:
    """Return the day of the oldest prescription that stands in one of these states."""
    return session.scalars(
        select(func.min(PrescriptionRow.prescribed_on)).where(
            PrescriptionRow.suivi.in_([suivi.value for suivi in suivis])
        )
    ).one()


def correct(
    session: Session, prescription: Prescription, *, at: datetime, agent_id: AgentId
) -> bool:
    """Replace a prescription that has not left; tell whether it could be.

    The caller raises `revision` and queues the corrected payload with `outbox.queue`.
    """
    row = session.get_one(PrescriptionRow, prescription.id)
    if not outbox.can_be_undone(session, prescription.id):
        return False
    _write(row, prescription)
    row.suivi, row.suivi_at = Suivi.PREPAREE.value, at
    session.flush()
    note(session, prescription.id, Evenement(kind="corrigee", at=at, agent_id=agent_id))
    return True


def put(session: Session, prescription: Prescription, suivi: Suivi, evenement: Evenement) -> None:
    """Keep what is prescribed now, where it stands, and what happened: one revision to the next."""
    row = session.get_one(PrescriptionRow, prescription.id)
    _write(row, prescription)
    row.suivi, row.suivi_at = suivi.value, evenement.at
    session.flush()
    note(session, prescription.id, evenement)


def annuler(
    session: Session, prescription_id: PrescriptionId, *, at: datetime, agent_id: AgentId
) -> bool:
    """Undo a prescription that has not left; tell whether it could be.

    False when it has been handed to the channel, even without an acknowledgement: the Département
    may have it, and it alone can undo it then (docs/decisions/0005).
    """
    row = session.get_one(PrescriptionRow, prescription_id)
    if not can_be_undone(session, prescription_id):
        return False
    outbox.drop(session, prescription_id)
    row.suivi, row.suivi_at = Suivi.ANNULEE.value, at
    session.flush()
    note(session, prescription_id, Evenement(kind="annulee", at=at, agent_id=agent_id))
    return True


def can_be_undone(session: Session, prescription_id: PrescriptionId) -> bool:
    """Tell whether a prescription has not left, or never leaves under its convention."""
    row = session.get(PrescriptionRow, prescription_id)
    stays = row is not None and row.suivi == Suivi.PREPAREE.value
    if stays and not outbox.of_item(session, prescription_id):
        return True
    return outbox.can_be_undone(session, prescription_id)


def _found(
    session: Session, *conditions: ColumnElement[bool], limit: int | None = None
) -> Sequence[SuiviPrescription]:
    query = (
        select(PrescriptionRow, PersonneRow, DecisionRow)
        .join(PersonneRow, PersonneRow.id == PrescriptionRow.personne_id)
        .outerjoin(DecisionRow, DecisionRow.prescription_id == PrescriptionRow.id)
        .where(*conditions)
        .order_by(PrescriptionRow.prescribed_on.desc(), PrescriptionRow.id.desc())
        .limit(limit)
    )
    rows = [(row, personne, decision) for row, personne, decision in session.execute(query)]
    etats = dossiers_prepares.etats(session, [row.id for row, _, _ in rows])
    return [
        SuiviPrescription(
            prescription=_prescription(row),
            suivi=Suivi(row.suivi),
            since=row.suivi_at,
            personne=personnes.personne_of(personne),
            decision=_decision(decision),
            etat=etats.get(row.id),
        )
        for row, personne, decision in rows
    ]


def _write(row: PrescriptionRow, prescription: Prescription) -> None:
    row.id, row.reference = prescription.id, prescription.reference
    row.personne_id, row.entretien_id = prescription.personne_id, prescription.entretien_id
    row.agent_id, row.prescribed_on = prescription.agent_id, prescription.prescribed_on
    row.service, row.carnets = prescription.service, prescription.carnets
    row.convention_hash = prescription.convention_hash
    row.questionnaire_hash = prescription.questionnaire_hash
    row.categorie, row.revision = prescription.categorie, prescription.revision
    row.earlier = prescription.earlier


def _prescription(row: PrescriptionRow) -> Prescription:
    return Prescription(
        id=PrescriptionId(row.id),
        reference=row.reference,
        personne_id=PersonneId(row.personne_id),
        entretien_id=EntretienId(row.entretien_id),
        agent_id=AgentId(row.agent_id),
        prescribed_on=row.prescribed_on,
        service=row.service,
        carnets=row.carnets,
        convention_hash=row.convention_hash,
        questionnaire_hash=row.questionnaire_hash,
        categorie=row.categorie,
        revision=row.revision,
        earlier=None if row.earlier is None else PrescriptionId(row.earlier),
    )


def _decision(row: DecisionRow | None) -> Decision | None:
    """Take what the outer join found; its type does not say that it may find nothing."""
    return None if row is None else decisions.decision_of(row)
