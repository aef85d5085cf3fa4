"""Decide with the person: follow the advice or choose otherwise, prescribe, or end without."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.documents.kinds import PapierKind
from app.domain.convention import Champ
from app.domain.entretien import Choix, Entretien, Etape, Issue
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, PapierId, PrescriptionId, uuid7
from app.domain.indicateurs import Fiche
from app.domain.personne import Personne
from app.domain.prescription import Prescription
from app.questionnaire.guide.diagnosis import Diagnosis
from app.storage import (
    diagnostics,
    entretiens,
    limitations,
    outbox,
    papiers,
    personnes,
    prescriptions,
)
from app.storage.papiers import Papier
from app.usecases.carnets.held import require_not_handed
from app.usecases.demarches_simplifiees.demarches_check import faults_of, set_aside_if_unfit
from app.usecases.demarches_simplifiees.demarches_words import fault_words
from app.usecases.destruction.daily_erasing import erase_answers
from app.usecases.exchange.payloads import payload_of
from app.usecases.interview.counting import (
    AGE,
    PREPARED,
    UNDONE,
    count_ending,
    count_prescription,
)
from app.usecases.interview.interviewing import questionnaire_of
from app.usecases.interview.papers import answers_must_go
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.interview.steps import require_steps
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.vie import require_open
from app.usecases.people.openings import require_interview, require_prescription
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class AlreadySentError(AppError):
    """The prescription has left: it can no longer be undone here."""


class ReasonMissingError(AppError):
    """Another choice than the advice needs a reason of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A service that may be chosen, in words, with the carnets that go with it."""

    service: str
    label: str
    carnets: int
    advised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of the decision; `prescription` is None for an orientation or nothing.

    `to_correct` says what the Département's form would not take of it, while the person is there.
    """

    entretien: Entretien
    prescription: Prescription | None
    to_correct: tuple[str, ...] = ()


def offers(workplace: Workplace, entretien: Entretien, diagnosis: Diagnosis) -> list[Offer]:
    """Return the services that can be chosen, the advised one first (001 l. 110: the agent's)."""
    guide = questionnaire_of(workplace, entretien.questionnaire_hash).guide
    found = [
        Offer(
            service=rule.service,
            label=guide.service_labels[rule.service].label,
            carnets=rule.carnets,
            advised=rule.service == diagnosis.service,
        )
        for rule in guide.carnets
        if rule.profil == workplace.convention.guide_profile
    ]
    return sorted(found, key=lambda offer: not offer.advised)


def decide(workplace: Workplace, entretien_id: EntretienId, choix: Choix) -> Decided:
    """Keep the decision; with carnets, make the prescription and queue it, in one transaction.

    Under a convention that sends nothing (003) it is kept and queued for nobody.
    Source: 000 art. 4 (« Effectuer la prescription »), 001 art. 4 l. 110-114, 003 l. 161-172.

    Raises:
        ReasonMissingError: another choice than the advice, without a reason of the list.
        InterviewGoneError: the interview was erased meanwhile.
        LimitedRecordError: the record is limited.
        ConventionClosedError, ConventionNotYetError: Pass, under a convention not in force.
        NotAllowedError: Pass, by somebody who may not prescribe (001, art. 4, l. 112).
        AgreementMissingError, DiagnosisMissingError: Pass, before those steps (000, art. 4).
    """
    require(workplace, Acte.RECEVOIR)
    if choix.carnets > 0:
        require(workplace, Acte.PRESCRIRE)
        require_open(workplace)
    if not choix.follows and choix.reason not in workplace.convention.autre_choix:
        raise ReasonMissingError
    due_on = _due_on_without_prescription(workplace)  # a prescription puts it later
    with workplace.database.writing() as session:
        require_interview(session, workplace, entretien_id)
        entretien = entretiens.load(session, entretien_id)
        personne = (
            personnes.load(session, entretien.personne_id)
            if entretien and entretien.personne_id
            else None
        )
        if entretien is None or personne is None:
            raise InterviewGoneError
        limitations.refuse_limited(session, personne.id)
        decided = replace(
            entretien, choix=choix, etape=Etape.PAPIERS, touched_at=workplace.clock.now()
        )
        entretiens.keep(session, decided, due_on=due_on)
        former = prescriptions.of_entretien(session, entretien_id)
        prescription = None
        if former is None and choix.carnets > 0:
            require_steps(session, decided)
            prescription = _prescribe(session, workplace, decided, personne)
        elif former is not None:
            prescription = former.prescription
        _want_papers(session, workplace, decided, prescription)
    faults = faults_of(workplace, prescription.id) if prescription else ()
    return Decided(
        entretien=decided,
        prescription=prescription,
        to_correct=tuple(fault_words(one) for one in faults),
    )


def undo(workplace: Workplace, prescription_id: PrescriptionId) -> None:
    """Undo a prescription that has not left (docs/decisions/0005).

    Raises:
        AlreadySentError: it has left; the Département answers for it now.
        CarnetHandedError: its carnet is in the person's hands.
        LimitedRecordError: the record is limited; the database says so.
    """
    require(workplace, Acte.PRESCRIRE)
    with workplace.database.writing() as session:
        require_prescription(session, workplace, prescription_id)
        require_not_handed(session, prescription_id)
        undone = prescriptions.annuler(
            session,
            prescription_id,
            at=workplace.clock.now(),
            agent_id=workplace.agent.id,
        )
        if undone:
            count_prescription(session, workplace, UNDONE)
    if not undone:
        raise AlreadySentError


def finish(
    workplace: Workplace, entretien_id: EntretienId, issue: Issue, *, fiche: Fiche | None = None
) -> None:
    """End an interview: its ending is counted without a name.

    Where answers may not stay with a name they are erased here if the person's sheet was printed,
    else when it is, at the latest at the end of the day (000 l. 116, docs/decisions/0012).

    Raises:
        InterviewGoneError: it was erased meanwhile.
        LimitedRecordError: the record is limited.
    """
    require(workplace, Acte.RECEVOIR)
    with workplace.database.writing() as session:
        require_interview(session, workplace, entretien_id)
        entretien = entretiens.load(session, entretien_id)
        if entretien is None:
            raise InterviewGoneError
        if entretien.etape is Etape.TERMINE:
            return
        limitations.refuse_limited(session, entretien.personne_id)
        ended = replace(
            entretien,
            etape=Etape.TERMINE,
            issue=issue,
            on_hold=False,
            touched_at=workplace.clock.now(),
        )
        due_on = _due_on_without_prescription(workplace)  # later where there is a prescription
        entretiens.keep(session, ended, due_on=due_on)
        kept = diagnostics.load(session, entretien_id)
        personne = (
            personnes.load(session, ended.personne_id) if ended.personne_id is not None else None
        )
        count_ending(
            session,
            workplace,
            ended,
            results=_results(kept.content if kept else "", ended, personne),
            fiche=fiche,
        )
        if answers_must_go(workplace, ended, papiers.of_entretien(session, entretien_id)):
            erase_answers(workplace, session, entretien_id)


def _due_on_without_prescription(workplace: Workplace) -> date:
    """Return the term of an interview that led to nothing yet (domain/retention)."""
    return workplace.convention.retention.without_prescription_due_on(workplace.clock.today())


def _results(
    diagnosis: str, entretien: Entretien, personne: Personne | None
) -> tuple[tuple[str, str], ...]:
    """Return what is counted of the diagnosis and of the choice (001 l. 118 and art. 6)."""
    found: dict[str, object] = json.loads(diagnosis) if diagnosis else {}
    service = entretien.choix.service if entretien.choix else ""
    categorie = str(found.get("categorie", ""))
    return (
        ("niveau", str(found.get("niveau", ""))),
        ("motivation", str(found.get("motivation", ""))),
        ("categorie", categorie),
        ("service", service),
        ("categorie*service", f"{categorie}*{service}" if categorie and service else ""),
        (AGE, personne.tranche_age if personne else ""),
    )


def _prescribe(
    session: "Session", workplace: Workplace, entretien: Entretien, personne: Personne
) -> Prescription:
    convention, now = workplace.convention, workplace.clock.now()
    today = workplace.clock.today()
    choix = entretien.choix
    if choix is None:
        raise InterviewGoneError
    kept = diagnostics.load(session, entretien.id)
    found = json.loads(kept.content)["categorie"] if kept else ""
    prescription = Prescription(
        id=PrescriptionId(uuid7(now)),
        reference=prescriptions.next_reference(session, workplace.structure.code, today.year),
        personne_id=personne.id,
        entretien_id=entretien.id,
        agent_id=workplace.agent.id,
        prescribed_on=today,
        service=choix.service,
        carnets=choix.carnets,
        convention_hash=convention.hash,
        questionnaire_hash=entretien.questionnaire_hash,
        categorie=found if isinstance(found, int) and convention.allows(Champ.CATEGORIE) else None,
        earlier=prescriptions.latest_of(session, personne.id),
    )
    prescriptions.keep(session, prescription, convention, at=now)
    if convention.sends:
        payload = payload_of(workplace, prescription, personne)
        outbox.queue(session, prescription.id, payload=payload)
        set_aside_if_unfit(session, workplace, prescription.id)
    count_prescription(session, workplace, PREPARED)
    return prescription


def _want_papers(
    session: "Session",
    workplace: Workplace,
    entretien: Entretien,
    prescription: Prescription | None,
) -> None:
    """Note which papers this ending gives; each is printed when the agent wants."""
    known = {papier.kind for papier in papiers.of_entretien(session, entretien.id)}
    due_on = workplace.record_due_on() if prescription else _due_on_without_prescription(workplace)
    wanted = [PapierKind.FEUILLE, PapierKind.NOTICE]
    if prescription is not None:
        wanted += [PapierKind.PRESCRIPTION, PapierKind.LETTRE]
    for kind in wanted:
        if kind.value in known:
            continue
        papier = Papier(
            id=PapierId(uuid7(workplace.clock.now())),
            kind=kind.value,
            wanted_on=workplace.clock.today(),
            entretien_id=entretien.id,
            prescription_id=prescription.id if prescription else None,
            personne_id=entretien.personne_id,
        )
        papiers.keep(session, papier, due_on=due_on)
