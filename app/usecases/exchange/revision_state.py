"""Where each revision of a prescription stands, and what may be done about it now."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Suivi
from app.storage import entretiens, limitations, outbox, prescriptions, tenues
from app.storage.outbox import KindEnvoi
from app.usecases.exchange.payloads import is_revisable
from app.usecases.exchange.revising import can_undo_correction, can_undo_withdrawal, services
from app.usecases.interview.deciding import Offer
from app.usecases.laptop.habilitations import mine, require
from app.usecases.people.openings import require_prescription
from app.usecases.people.overview import PrescriptionGoneError
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision in the outbox; `code` and `place` say why the last attempt failed."""

    number: int
    withdrawal: bool
    state: Suivi
    at: datetime | None
    code: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """Every revision, first to last, and the doors that are open."""

    revisions: tuple[Revision, ...]
    suivi: Suivi
    service: str
    reason: str
    services: tuple[Offer, ...]
    can_correct: bool
    can_withdraw: bool
    can_undo_correction: bool
    can_undo_withdrawal: bool
    can_compare: bool
    can_take_up: bool


def revisions_of(workplace: Workplace, prescription_id: PrescriptionId) -> Revisions:
    """Return where every revision stands.

    Raises:
        PrescriptionGoneError: erased, or past its term.
    """
    require(workplace, Acte.CONSULTER)
    may = Acte.PRESCRIRE in mine(workplace).actes
    with workplace.database.reading() as session:
        require_prescription(session, workplace, prescription_id)
        known = prescriptions.load(session, prescription_id)
        if known is None:
            raise PrescriptionGoneError
        queued = outbox.of_item(session, prescription_id)
        conflict = tenues.load(session, prescription_id) is not None
        revisable = may and is_revisable(session, workplace, known)
        may = may and limitations.of(session, known.personne.id) is None
        entretien = entretiens.load(session, known.prescription.entretien_id)
    aside = bool(queued) and queued[-1].state is Suivi.A_CORRIGER
    return Revisions(
        revisions=tuple(
            Revision(
                number=envoi.revision,
                withdrawal=envoi.kind is KindEnvoi.RETRAIT,
                state=envoi.state,
                at=envoi.last_at,
                code=envoi.last_code,
                place=envoi.last_place,
            )
            for envoi in queued
        ),
        suivi=known.suivi,
        service=known.prescription.service,
        reason=entretien.choix.reason if entretien and entretien.choix else "",
        services=tuple(services(workplace, known.prescription)) if revisable else (),
        can_correct=revisable and not conflict,
        can_withdraw=revisable,
        can_undo_correction=revisable and can_undo_correction(queued),
        can_undo_withdrawal=may and can_undo_withdrawal(queued),
        can_compare=revisable and conflict,
        can_take_up=may and aside and not conflict and workplace.convention.demarche is None,
    )
