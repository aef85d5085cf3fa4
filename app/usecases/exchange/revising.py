"""Correct or withdraw a prescription that has left, until the Département decides.

A correction is the next revision, whole; a withdrawal names nobody. Both are undone until they
leave (docs/protocole.md § 3; docs/decisions/0005).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.kinds import PapierKind
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import MotifRetrait, Prescription, Suivi
from app.domain.raisons import code_of, words_of
from app.storage import entretiens, evenements, outbox, papiers, prescriptions, tenues
from app.storage.evenements import Evenement
from app.storage.outbox import NAMELESS, Envoi, KindEnvoi
from app.storage.prescriptions import SuiviPrescription
from app.usecases.carnets.held import require_not_handed
from app.usecases.exchange.payloads import as_told, is_revisable, requeue, revise
from app.usecases.interview.deciding import Offer, ReasonMissingError
from app.usecases.interview.interviewing import questionnaire_of
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_prescription
from app.usecases.people.overview import PrescriptionGoneError
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PREPARED = "correction_preparee"
_REASON = "motif_"  # in the history: the code of the reason before, for who undoes
ITS_PAPERS = (PapierKind.PRESCRIPTION.value, PapierKind.LETTRE.value)


class NotRevisableError(AppError):
    """The prescription can no longer be changed: decided, withdrawn, limited, or never sent."""


class RevisionLeftError(AppError):
    """The correction, or the withdrawal, has left: it can no longer be undone."""


def services(workplace: Workplace, prescription: Prescription) -> list[Offer]:
    """Return the services that the prescription may be corrected to, in the guide's words."""
    require(workplace, Acte.CONSULTER)
    guide = questionnaire_of(workplace, prescription.questionnaire_hash).guide
    with workplace.database.reading() as session:
        require_prescription(session, workplace, prescription.id)
        entretien = entretiens.load(session, prescription.entretien_id)
    advised = entretien.choix.advised if entretien and entretien.choix else ""
    return [
        Offer(
            service=rule.service,
            label=guide.service_labels[rule.service].label,
            carnets=rule.carnets,
            advised=rule.service == advised,
        )
        for rule in guide.carnets
        if rule.profil == workplace.convention.guide_profile and rule.carnets > 0
    ]


def correct(
    workplace: Workplace, prescription_id: PrescriptionId, service: str, *, reason: str = ""
) -> bool:
    """Correct what is prescribed; the papers that say it are to be printed again.

    What the record says of the person goes with it. Sent with the next synchronisation; returns
    whether there is anything to send.

    Raises:
        NotRevisableError: decided meanwhile, withdrawn, limited, or not sent yet.
        CarnetHandedError: the person has more carnets than what is prescribed now.
        ReasonMissingError: another service than the advice, without a reason of the list.
        PrescriptionGoneError: erased meanwhile.
        NotAllowedError: the agent's roles do not let him prescribe.
    """
    require(workplace, Acte.PRESCRIRE)
    known = _known(workplace, prescription_id)
    offer = next(one for one in services(workplace, known.prescription) if one.service == service)
    if not offer.advised and reason not in workplace.convention.autre_choix:
        raise ReasonMissingError
    with workplace.database.writing() as session:
        require_prescription(session, workplace, prescription_id)
        known = _revisable(session, workplace, prescription_id)
        if tenues.load(session, prescription_id) is not None:
            raise NotRevisableError  # compared first: the Département holds something else
        require_not_handed(session, prescription_id, more_than=offer.carnets)
        corrected = replace(known.prescription, service=service, carnets=offer.carnets)
        former = choose(session, workplace, corrected, "" if offer.advised else reason)
        detail = f"{_REASON}{code_of(former) if former else ''}"
        if service != known.prescription.service:
            _print_again(session, workplace, prescription_id)
        return revise(session, workplace, corrected, known.personne, detail=detail)


def take_up(workplace: Workplace, prescription_id: PrescriptionId) -> None:
    """Take up what was set aside « à corriger », with what the record says now.

    Raises:
        NotRevisableError: it is not set aside any more, or is limited.
        PrescriptionGoneError: erased meanwhile.
        NotAllowedError: the agent's roles do not let him prescribe.
    """
    require(workplace, Acte.PRESCRIRE)
    with workplace.database.writing() as session:
        require_prescription(session, workplace, prescription_id)
        known = _loaded(session, prescription_id)
        queued = outbox.of_item(session, prescription_id)
        if not queued or queued[-1].state is not Suivi.A_CORRIGER:
            raise NotRevisableError
        if outbox.can_be_undone(session, prescription_id):
            requeue(session, workplace, known.prescription, known.personne)
        elif is_revisable(session, workplace, known):
            revise(session, workplace, known.prescription, known.personne)
        else:
            raise NotRevisableError


def undo_correction(workplace: Workplace, prescription_id: PrescriptionId) -> None:
    """Go back to what the Département was told; the person's record stays as it is.

    Raises:
        RevisionLeftError: the correction has left.
        PrescriptionGoneError: erased meanwhile.
    """
    require(workplace, Acte.PRESCRIRE)
    with workplace.database.writing() as session:
        require_prescription(session, workplace, prescription_id)
        known = _loaded(session, prescription_id)
        queued = outbox.of_item(session, prescription_id)
        if not can_undo_correction(queued) or not outbox.remove(session, queued[-1]):
            raise RevisionLeftError
        last = queued[-2]
        back = as_told(known.prescription, last.payload, last.revision)
        if back.service != known.prescription.service:
            reason = _former_reason(session, workplace, prescription_id)
            choose(session, workplace, back, reason)
            _print_again(session, workplace, prescription_id)
        prescriptions.put(session, back, last.state, _event(workplace, "correction_annulee"))


def withdraw(workplace: Workplace, prescription_id: PrescriptionId, motif: MotifRetrait) -> None:
    """Withdraw a prescription that has left; the reason stays in its history, here.

    Raises:
        NotRevisableError: decided meanwhile, withdrawn, limited, or not sent yet.
        CarnetHandedError: its carnet is in the person's hands.
        PrescriptionGoneError: erased meanwhile.
        NotAllowedError: the agent's roles do not let him prescribe.
    """
    require(workplace, Acte.PRESCRIRE)
    with workplace.database.writing() as session:
        require_prescription(session, workplace, prescription_id)
        known = _revisable(session, workplace, prescription_id)
        require_not_handed(session, prescription_id)
        queued = outbox.of_item(session, prescription_id)
        for envoi in queued:
            if not envoi.has_left:
                outbox.remove(session, envoi)
        last = [envoi for envoi in queued if envoi.has_left][-1]
        tenues.forget(session, prescription_id)
        revision = max(envoi.revision for envoi in queued) + 1
        outbox.queue(
            session, prescription_id, payload=NAMELESS, revision=revision, kind=KindEnvoi.RETRAIT
        )
        event = _event(workplace, Suivi.RETIREE.value, motif.value)
        withdrawn = as_told(known.prescription, last.payload, revision)
        prescriptions.put(session, withdrawn, Suivi.RETIREE, event)


def undo_withdrawal(workplace: Workplace, prescription_id: PrescriptionId) -> None:
    """Let a prescription stand after all; a correction that had not left is not prepared again.

    Raises:
        RevisionLeftError: the withdrawal has left.
        PrescriptionGoneError: erased meanwhile.
    """
    require(workplace, Acte.PRESCRIRE)
    with workplace.database.writing() as session:
        require_prescription(session, workplace, prescription_id)
        known = _loaded(session, prescription_id)
        queued = outbox.of_item(session, prescription_id)
        if not can_undo_withdrawal(queued) or not outbox.remove(session, queued[-1]):
            raise RevisionLeftError
        last = queued[-2]
        back = as_told(known.prescription, last.payload, last.revision)
        prescriptions.put(session, back, last.state, _event(workplace, "retrait_annule"))


def can_undo_correction(queued: Sequence[Envoi]) -> bool:
    """Tell whether the last revision is a correction that has not left."""
    return _is_unsent(queued, KindEnvoi.PRESCRIPTION) and len(queued) > 1


def can_undo_withdrawal(queued: Sequence[Envoi]) -> bool:
    """Tell whether there is a withdrawal that has not left."""
    return _is_unsent(queued, KindEnvoi.RETRAIT) and len(queued) > 1


def _is_unsent(queued: Sequence[Envoi], kind: KindEnvoi) -> bool:
    return bool(queued) and queued[-1].kind is kind and not queued[-1].has_left


def _known(workplace: Workplace, prescription_id: PrescriptionId) -> SuiviPrescription:
    with workplace.database.reading() as session:
        return _loaded(session, prescription_id)


def _loaded(session: "Session", prescription_id: PrescriptionId) -> SuiviPrescription:
    known = prescriptions.load(session, prescription_id)
    if known is None:
        raise PrescriptionGoneError
    return known


def _revisable(
    session: "Session", workplace: Workplace, prescription_id: PrescriptionId
) -> SuiviPrescription:
    known = _loaded(session, prescription_id)
    if not is_revisable(session, workplace, known):
        raise NotRevisableError
    return known


def choose(
    session: "Session", workplace: Workplace, prescription: Prescription, reason: str | None
) -> str:
    """Let the interview say what is prescribed now; return the reason that it gave before.

    None leaves the reason as it is.
    """
    entretien = entretiens.load(session, prescription.entretien_id)
    if entretien is None or entretien.choix is None:
        return ""
    choix = replace(
        entretien.choix,
        service=prescription.service,
        carnets=prescription.carnets,
        reason=entretien.choix.reason if reason is None else reason,
    )
    due_on = workplace.convention.retention.due_on(prescription.prescribed_on)
    entretiens.keep(session, replace(entretien, choix=choix), due_on=due_on)
    return entretien.choix.reason


def _former_reason(
    session: "Session", workplace: Workplace, prescription_id: PrescriptionId
) -> str:
    """Return the reason that stood when the last revision left."""
    code = ""
    for event in reversed(evenements.of(session, prescription_id)):
        if event.kind == Suivi.REMISE.value:
            break
        if event.kind == _PREPARED and event.detail.startswith(_REASON):
            code = event.detail.removeprefix(_REASON)
    return words_of(code, workplace.convention.autre_choix)


def _print_again(session: "Session", workplace: Workplace, prescription_id: PrescriptionId) -> None:
    papiers.want_again(session, prescription_id, ITS_PAPERS, on=workplace.clock.today())


def _event(workplace: Workplace, kind: str, detail: str = "") -> Evenement:
    return Evenement(
        kind=kind, detail=detail, at=workplace.clock.now(), agent_id=workplace.agent.id
    )
