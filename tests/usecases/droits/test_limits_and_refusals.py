"""Limitation, rectification, withdrawal and objection: what each does, and what it leaves."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.demande import ActionLocale, Droit
from app.domain.droits import BaseLegale, Effet, Finalite, MotifLimitation, effet_du_refus
from app.domain.entretien import Issue
from app.domain.identifiers import PersonneId, PrescriptionId
from app.domain.prescription import Decision, Sens, Suivi
from app.storage import decisions, limitations, oppositions, outbox, personnes, reponses
from app.storage.acces import MotifAcces
from app.storage.failures import LimitedRecordError
from app.usecases.destruction.erasing_proof import certificate
from app.usecases.droits.asked_erasing import erase
from app.usecases.droits.holding import held
from app.usecases.droits.limiting import lift, limit
from app.usecases.droits.rectifying import rectify
from app.usecases.droits.refusing import agreed, consequence, refuse
from app.usecases.interview import deciding, receiving
from app.usecases.people import persons
from app.usecases.people.exporting import Left, track
from app.usecases.people.openings import PersonGoneError, ReasonNeededError
from app.usecases.registers import demandes
from app.usecases.workplace import Workplace
from tests.storage.database.pages import decrypted
from tests.ui.workplace import add_colleague, as_agent

RETRAIT, OPPOSITION = Droit.RETRAIT_CONSENTEMENT, Droit.OPPOSITION


def ended(place: Workplace, somebody: PersonneId) -> None:
    (interview,) = held(place, somebody).interviews
    deciding.finish(place, interview.entretien.id, Issue.PRESCRIPTION)


def actions(place: Workplace, somebody: PersonneId) -> list[ActionLocale]:
    found = demandes.of_person(place, somebody)
    return [fait.action for one in found for fait in one.demande.faits]


def kinds(place: Workplace, somebody: PersonneId) -> list[str]:
    return [event.kind for event in persons.open_record(place, somebody).history]


def under_a_mission(place: Workplace) -> Workplace:
    convention = place.convention
    return replace(
        place,
        convention=replace(
            convention, protection=replace(convention.protection, base=BaseLegale.MISSION)
        ),
    )


def test_a_limited_record_is_read_but_not_changed_nor_used(
    workplace: Workplace, somebody: PersonneId
) -> None:
    limit(workplace, somebody, MotifLimitation.EXACTITUDE)
    dossier = persons.open_record(workplace, somebody)
    with pytest.raises(LimitedRecordError):
        persons.correct(workplace, replace(dossier.personne, prenom="Autre"))
    entretien = receiving.receive(workplace, dossier.entretiens[0].canal)
    with pytest.raises(LimitedRecordError):
        persons.recognise(workplace, entretien.id, dossier.personne, reason_elsewhere="")
    with pytest.raises(LimitedRecordError):
        deciding.finish(workplace, dossier.entretiens[0].id, Issue.PRESCRIPTION)
    with workplace.database.reading() as session:
        assert outbox.to_send(session) == []
    assert actions(workplace, somebody) == [ActionLocale.LIMITEE]
    assert held(workplace, somebody).limitation is not None


def test_lifting_gives_everything_back_and_is_noted(
    workplace: Workplace, somebody: PersonneId
) -> None:
    limit(workplace, somebody, MotifLimitation.JUSTICE)
    due = persons.open_record(workplace, somebody).due_on
    lift(workplace, somebody)
    dossier = persons.open_record(workplace, somebody)
    persons.correct(workplace, replace(dossier.personne, prenom="Autre"))
    with workplace.database.reading() as session:
        assert [envoi.id for envoi in outbox.to_send(session)]
        assert limitations.of(session, somebody) is None
    assert dossier.due_on == due
    assert kinds(workplace, somebody)[-3:] == ["limitee", "limitation_levee", "corrigee"]


def test_a_colleagues_record_is_not_limited_without_its_reason(
    workplace: Workplace, somebody: PersonneId
) -> None:
    colleague = as_agent(workplace, add_colleague(workplace))
    with pytest.raises(ReasonNeededError):
        limit(colleague, somebody, MotifLimitation.JUSTICE)
    with pytest.raises(ReasonNeededError):
        refuse(colleague, somebody, Finalite.RECONTACT, RETRAIT)
    with pytest.raises(ReasonNeededError):
        erase(colleague, somebody)
    persons.open_record(colleague, somebody, reason=MotifAcces.DROITS)
    limit(colleague, somebody, MotifLimitation.JUSTICE)


def test_a_limited_record_is_still_erased_on_request(
    workplace: Workplace, somebody: PersonneId
) -> None:
    limit(workplace, somebody, MotifLimitation.ILLICITE)
    assert erase(workplace, somebody).proof is not None
    with pytest.raises(PersonGoneError):
        persons.open_record(workplace, somebody)
    with pytest.raises(PersonGoneError):
        limit(workplace, somebody, MotifLimitation.ILLICITE)


@pytest.mark.obligation("S1-31")
def test_a_correction_asked_for_as_a_right_keeps_the_term_and_says_who_has_to_hear_of_it(
    workplace: Workplace, somebody: PersonneId
) -> None:
    before = persons.open_record(workplace, somebody)
    workplace.clock.go_on(days=40)  # type: ignore[attr-defined]  # a clock of the tests
    changed = replace(before.personne, prenom="Simonne")
    assert rectify(workplace, changed) == ()
    with workplace.database.writing() as session:
        for envoi in outbox.to_send(session):
            assert "Simonne" in envoi.payload  # what had not left leaves corrected
            outbox.advance(session, envoi, Suivi.REMISE, at=workplace.clock.now())
    assert rectify(workplace, replace(changed, nom="Autre")) == ()  # corrected there, by itself
    with workplace.database.writing() as session:
        *_, correction = outbox.to_send(session)
        assert (correction.revision, "Autre" in correction.payload) == (2, True)
        decided = Decision(
            prescription_id=PrescriptionId(correction.id),
            sens=Sens.ACCEPTEE,
            decided_on=date(2026, 11, 30),
        )
        decisions.receive(
            session, decided, received_at=workplace.clock.now(), due_on=date(2030, 11, 22)
        )
    assert rectify(workplace, replace(changed, nom="Autres")) == ("2026-CCASILL-0001",)
    after = held(workplace, somebody)
    assert after.due_on == before.due_on == date(2030, 11, 22)
    assert after.prescriptions[0].history[-1].kind == "correction_a_transmettre"
    assert actions(workplace, somebody) == [ActionLocale.CORRIGEE] * 3


@pytest.mark.parametrize(
    ("base", "finalite", "effet"),
    [
        (BaseLegale.CONSENTEMENT, Finalite.PRESCRIPTION, Effet.TOUT_EFFACER),
        (BaseLegale.CONSENTEMENT, Finalite.QUESTIONNAIRE, Effet.EFFACER_REPONSES),
        (BaseLegale.CONSENTEMENT, Finalite.INDICATEURS, Effet.NE_PLUS_UTILISER),
        (BaseLegale.CONSENTEMENT, Finalite.RECONTACT, Effet.NE_PLUS_UTILISER),
        (BaseLegale.MISSION, Finalite.PRESCRIPTION, Effet.LIMITER),
        (BaseLegale.MISSION, Finalite.QUESTIONNAIRE, Effet.LIMITER),
        (BaseLegale.MISSION, Finalite.INDICATEURS, Effet.NE_PLUS_UTILISER),
        (BaseLegale.MISSION, Finalite.RECONTACT, Effet.NE_PLUS_UTILISER),
    ],
)
def test_what_a_no_does_follows_from_the_legal_basis(
    base: BaseLegale, finalite: Finalite, effet: Effet
) -> None:
    assert effet_du_refus(base, finalite) is effet


@pytest.mark.obligation("S1-29")
def test_withdrawing_the_request_itself_erases_everything_with_its_proof(
    workplace: Workplace, somebody: PersonneId
) -> None:
    served = refuse(workplace, somebody, Finalite.PRESCRIPTION, RETRAIT)
    assert served.effet is Effet.TOUT_EFFACER
    assert served.proof is not None
    assert served.proof.bilan["personnes"] == 1
    assert certificate(workplace, served.proof.numero).content
    with pytest.raises(PersonGoneError):
        persons.open_record(workplace, somebody)


def test_withdrawing_the_keeping_of_answers_erases_them_and_keeps_the_prescription(
    workplace: Workplace, somebody: PersonneId, tmp_path: Path
) -> None:
    ended(workplace, somebody)
    answer = "accompagnement"  # X01, F4
    pages = decrypted(workplace.database.path, workplace.vault.database_key())
    limit(workplace, somebody, MotifLimitation.JUSTICE)  # a withdrawal is served all the same
    repeats, sheet = tmp_path / "donnees.pdf", tmp_path / "prescription.pdf"
    for path, kind in ((repeats, "donnees"), (sheet, "prescription")):
        path.write_bytes(kind.encode())
        digest = hashlib.sha256(kind.encode()).hexdigest()
        track(workplace, Left(subject_id=somebody, kind=kind, sha256=digest, path=path))
    served = refuse(workplace, somebody, Finalite.QUESTIONNAIRE, RETRAIT)
    assert served.effet is Effet.EFFACER_REPONSES
    assert served.proof is not None
    assert served.proof.bilan["reponses"] == 16
    assert served.proof.bilan["diagnostics"] == 1
    assert (repeats.exists(), sheet.exists()) == (False, True)
    assert served.proof.bilan["fichiers_effaces"] == 1
    assert "personnes" not in served.proof.bilan
    found = held(workplace, somebody)
    assert [(one.asked, one.erased_on) for one in found.interviews] == [((), date(2026, 11, 22))]
    assert found.assessments == ()
    assert len(found.prescriptions) == 1
    assert found.limitation is not None
    after = decrypted(workplace.database.path, workplace.vault.database_key())
    assert pages.count(answer.encode()) > after.count(answer.encode())
    done = {ActionLocale.LIMITEE, ActionLocale.CONSENTEMENT_RETIRE}
    assert set(actions(workplace, somebody)) == done


def test_an_interview_under_way_ends_as_if_she_had_said_no_at_its_beginning(
    workplace: Workplace, somebody: PersonneId
) -> None:
    refuse(workplace, somebody, Finalite.QUESTIONNAIRE, RETRAIT)
    (interview,) = held(workplace, somebody).interviews
    assert interview.asked  # they serve her now
    consent = interview.entretien.consentement
    assert consent is not None
    assert (consent.questionnaire, consent.prescription) == (False, True)
    from app.usecases.interview import papers  # noqa: PLC0415 - only this test prints

    ended(workplace, somebody)
    for paper in papers.papers_of(workplace, interview.entretien.id):
        papers.mark_printed(workplace, paper.id, "0" * 64)
    with workplace.database.reading() as session:
        assert reponses.load(session, interview.entretien.id) == {}


def test_an_optional_purpose_ends_and_nothing_is_erased(
    workplace: Workplace, somebody: PersonneId
) -> None:
    assert agreed(workplace, somebody) == (
        Finalite.PRESCRIPTION, Finalite.QUESTIONNAIRE, Finalite.INDICATEURS,
    )  # fmt: skip
    served = refuse(workplace, somebody, Finalite.INDICATEURS, RETRAIT)
    assert (served.effet, served.proof) == (Effet.NE_PLUS_UTILISER, None)
    assert Finalite.INDICATEURS not in agreed(workplace, somebody)
    with workplace.database.reading() as session:
        (no,) = oppositions.of(session, somebody)
        assert personnes.load(session, somebody) is not None
    assert (no.finalite, no.droit) == (Finalite.INDICATEURS, RETRAIT)
    assert kinds(workplace, somebody)[-1] == "accord_retire"


def test_an_objection_under_a_public_task_limits_the_record_until_the_answer(
    workplace: Workplace, somebody: PersonneId
) -> None:
    place = under_a_mission(workplace)
    assert consequence(place, Finalite.PRESCRIPTION) is Effet.LIMITER
    served = refuse(place, somebody, Finalite.PRESCRIPTION, OPPOSITION)
    assert (served.effet, served.proof) == (Effet.LIMITER, None)
    limitation = held(place, somebody).limitation
    assert limitation is not None
    assert limitation.motif is MotifLimitation.OPPOSITION
    assert actions(place, somebody) == [ActionLocale.OPPOSITION_NOTEE]
    assert kinds(place, somebody)[-2:] == ["opposition", "limitee"]
