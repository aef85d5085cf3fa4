import csv
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.entretien import Canal, Choix, Consentement, Etape, Issue, LectureNotice
from app.domain.identifiers import EntretienId
from app.domain.personne import AdressePostale
from app.domain.prescription import Suivi
from app.storage import outbox
from app.storage.acces import MotifAcces
from app.usecases.exchange import payloads, sending
from app.usecases.interview import deciding, interviewing, papers, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.deciding import AlreadySentError, Decided, ReasonMissingError
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.people import overview, persons
from app.usecases.people.openings import ReasonNeededError
from app.usecases.people.persons import ElsewhereError, Typed
from app.usecases.workplace import Workplace
from tests.documents.examples import text_of
from tests.paths import RESOURCES
from tests.ui.examples import came_to_the_decision
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    MakeWorkplace,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)

__all__ = ["new_workplace", "workplace"]  # fixtures

ILLKIRCH = AdressePostale(
    voie="4 rue des Vignes fictives",
    code_postal="67400",
    commune="Illkirch-Graffenstaden",
    code_insee="67218",
)


def answers_of(person: str) -> dict[str, str]:
    """The answers of an example person by question, several codes separated by spaces."""
    file = RESOURCES / "demonstration" / "exemples_reponses.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return {
            row["question"]: row["reponse"].replace("|", " ")
            for row in csv.DictReader(stream)
            if row["personne"] == person
        }


def consent(place: Workplace) -> Consentement:
    return Consentement(
        prescription=True,
        questionnaire=True,
        indicateurs=True,
        recontact=False,
        lecture=LectureNotice.A_VOIX_HAUTE,
        notice_version=papers.notice_version(place),
        given_on=place.clock.today(),
    )


def typed(nom: str = "Exemplier", age: str = "70+") -> Typed:
    return Typed(civilite="Madame", nom=nom, prenom="Simone", tranche_age=age, adresse=ILLKIRCH)


NERAC = replace(ILLKIRCH, code_postal="47600", commune="Nérac", code_insee="47195")


def interview(place: Workplace, person: str = "X01", *, nom: str = "Exemplier") -> EntretienId:
    """Receive an example person up to the diagnosis, as the pages do."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    receiving.record_consent(place, entretien.id, consent(place))
    home = NERAC if place.convention.profile == LOT_ET_GARONNE else ILLKIRCH
    persons.register(place, entretien.id, replace(typed(nom), adresse=home))
    taken = interviewing.take(place, entretien.id)
    paths = {path.rpartition("/")[2]: path for path in taken.questionnaire.form.by_path}
    for question, value in answers_of(person).items():
        path = paths[question]
        interviewing.keep_answer(place, entretien.id, path, value, position=path)
    taken = interviewing.take(place, entretien.id)
    answers = answers_by_name(taken.questionnaire, taken.answers, place.clock)
    diagnosis = interviewing.assess(place, taken, answers)
    interviewing.keep_diagnosis(place, taken, diagnosis)
    return entretien.id


def follow(place: Workplace, entretien_id: EntretienId) -> Decided:
    taken = interviewing.take(place, entretien_id)
    answers = answers_by_name(taken.questionnaire, taken.answers, place.clock)
    diagnosis = interviewing.assess(place, taken, answers)
    advised = next(
        offer for offer in deciding.offers(place, taken.entretien, diagnosis) if offer.advised
    )
    choix = Choix(service=advised.service, carnets=advised.carnets, advised=advised.service)
    return deciding.decide(place, entretien_id, choix)


@pytest.mark.obligation("S1-22")
def test_an_interview_ends_in_a_prescription_that_waits_to_be_sent(workplace: Workplace) -> None:
    entretien_id = interview(workplace)
    decided = follow(workplace, entretien_id)
    prescription = decided.prescription
    assert prescription is not None
    # exemples_attendus.csv, X01: assistance, 1 carnet, catégorie 1
    assert (prescription.service, prescription.carnets, prescription.categorie) == (
        "assistance",
        1,
        1,
    )
    assert prescription.reference == "2026-CCASILL-0001"
    assert overview.detail(workplace, prescription.id).known.suivi is Suivi.PREPAREE
    assert sending.outbox_state(workplace).waiting.preparees == 1
    deciding.finish(workplace, entretien_id, Issue.PRESCRIPTION)
    assert receiving.load_interview(workplace, entretien_id).etape is Etape.TERMINE
    assert receiving.unfinished(workplace) == []


@pytest.mark.obligation("S1-20")
def test_another_choice_needs_a_reason_of_the_list(workplace: Workplace) -> None:
    entretien_id = interview(workplace)
    taken = interviewing.take(workplace, entretien_id)
    answers = answers_by_name(taken.questionnaire, taken.answers, workplace.clock)
    diagnosis = interviewing.assess(workplace, taken, answers)
    offered = deciding.offers(workplace, taken.entretien, diagnosis)
    assert [one.advised for one in offered] == [True, *[False] * (len(offered) - 1)]
    assert {"assistance", "formation", "coup_de_pouce"} <= {one.service for one in offered}
    without = Choix(service="formation", carnets=1, advised="assistance")
    with pytest.raises(ReasonMissingError):
        deciding.decide(workplace, entretien_id, without)
    reason = workplace.convention.autre_choix[0]
    decided = deciding.decide(
        workplace,
        entretien_id,
        Choix(service="formation", carnets=1, advised="assistance", reason=reason),
    )
    assert decided.prescription is not None
    assert decided.prescription.service == "formation"


def test_the_sheet_says_nothing_of_an_advice_that_was_not_followed(
    workplace: Workplace, tmp_path: Path
) -> None:
    entretien_id = interview(workplace)
    reason = workplace.convention.autre_choix[0]
    deciding.decide(
        workplace,
        entretien_id,
        Choix(service="formation", carnets=1, advised="assistance", reason=reason),
    )
    sheet = next(p for p in papers.papers_of(workplace, entretien_id) if p.kind == "feuille")
    text = text_of(tmp_path, papers.produce(workplace, sheet.id).content)
    assert "C’est ce que nous avons choisi ensemble." in text
    assert "fera vos démarches avec vous" not in text  # services.csv: the words of assistance


def test_deciding_twice_makes_one_prescription(workplace: Workplace) -> None:
    entretien_id = interview(workplace)
    first = follow(workplace, entretien_id).prescription
    again = follow(workplace, entretien_id).prescription
    assert first is not None
    assert again == first
    assert len(overview.listing(workplace)) == 1
    assert len(papers.papers_of(workplace, entretien_id)) == 4


def test_a_prescription_can_be_undone_until_it_has_left(workplace: Workplace) -> None:
    prescription = follow(workplace, interview(workplace)).prescription
    assert prescription is not None
    deciding.undo(workplace, prescription.id)
    assert overview.detail(workplace, prescription.id).known.suivi is Suivi.ANNULEE
    assert sending.outbox_state(workplace).waiting.total == 0
    with pytest.raises(AlreadySentError):
        deciding.undo(workplace, prescription.id)


@pytest.mark.obligation("S0-31")
def test_a_new_prescription_of_a_known_person_follows_the_earlier_one(
    workplace: Workplace,
) -> None:
    first_interview = interview(workplace)
    first = follow(workplace, first_interview).prescription
    assert first is not None
    known = persons.find(workplace, "exempl")[0]
    assert known.prescriptions == 1
    second = receiving.receive(workplace, Canal.TELEPHONE)
    receiving.record_consent(workplace, second.id, consent(workplace))
    persons.recognise(workplace, second.id, known.personne, reason_elsewhere="")
    came_to_the_decision(workplace, second.id)
    choix = Choix(service="assistance", carnets=1, advised="assistance")
    again = deciding.decide(workplace, second.id, choix).prescription
    assert again is not None
    assert again.earlier == first.id
    assert again.reference == "2026-CCASILL-0002"


def test_the_four_papers_are_made_and_name_no_person_in_their_file_names(
    workplace: Workplace,
) -> None:
    entretien_id = interview(workplace)
    follow(workplace, entretien_id)
    made = [
        papers.produce(workplace, paper.id) for paper in papers.papers_of(workplace, entretien_id)
    ]
    assert sorted(paper.file_name for paper in made) == [
        "2026-CCASILL-0001-feuille.pdf",
        "2026-CCASILL-0001-lettre.pdf",
        "2026-CCASILL-0001-notice.pdf",
        "2026-CCASILL-0001-prescription.pdf",
    ]
    assert all(paper.content.startswith(b"%PDF") for paper in made)


def test_a_refusal_keeps_nothing_but_the_count(workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    receiving.put_aside(workplace, entretien.id, Issue.REFUS)
    with pytest.raises(InterviewGoneError):
        receiving.load_interview(workplace, entretien.id)


def test_somebody_entered_for_a_refused_interview_alone_is_erased_with_it(
    workplace: Workplace,
) -> None:
    entretien_id = interview(workplace)
    receiving.put_aside(workplace, entretien_id, Issue.REFUS)
    assert persons.find(workplace, "exempl") == []
    interview(workplace)
    follow(workplace, interview(workplace, nom="Maquette"))
    again = receiving.receive(workplace, Canal.SUR_PLACE)
    receiving.record_consent(workplace, again.id, consent(workplace))
    persons.recognise(
        workplace, again.id, persons.find(workplace, "maquette")[0].personne, reason_elsewhere=""
    )
    receiving.put_aside(workplace, again.id, Issue.ABANDON)
    assert len(persons.find(workplace, "maquette")) == 1  # known before: stays


def test_a_corrected_address_is_what_leaves(workplace: Workplace) -> None:
    prescription = follow(workplace, interview(workplace)).prescription
    assert prescription is not None
    person = persons.find(workplace, "exempl")[0].personne
    moved = replace(person, adresse=replace(ILLKIRCH, voie="9 rue du Nouvel Exemple"))
    persons.correct(workplace, moved)
    with workplace.database.reading() as session:
        (envoi,) = outbox.of_item(session, prescription.id)
    assert "9 rue du Nouvel Exemple" in envoi.payload
    assert (envoi.revision, envoi.state) == (1, Suivi.PREPAREE)


def test_interviews_on_hold_are_taken_up_where_they_stood(workplace: Workplace) -> None:
    first = receiving.receive(workplace, Canal.SUR_PLACE)
    receiving.record_consent(workplace, first.id, consent(workplace))
    persons.register(workplace, first.id, typed())
    interviewing.keep_answer(workplace, first.id, "/a/F4", "apprendre", position="/a/D1")
    receiving.hold(workplace, first.id)
    second = receiving.receive(workplace, Canal.TELEPHONE)
    waiting = receiving.unfinished(workplace)
    assert {item.id for item in waiting} == {first.id, second.id}
    held = next(item for item in waiting if item.id == first.id)
    assert held.on_hold
    assert held.answered == 1
    assert held.who == "Simone EXEMPLIER"
    taken = receiving.take_up(workplace, first.id)
    assert taken.position == "/a/D1"
    assert not taken.on_hold


def test_a_colleague_sees_his_own_and_opens_mine_with_a_logged_reason(
    workplace: Workplace,
) -> None:
    interview(workplace)
    other = as_agent(workplace, add_colleague(workplace))
    assert persons.find(other, "exempl") == []
    found = persons.find(other, "exempl", everyone=True)
    assert [item.mine for item in found] == [False]
    with pytest.raises(ReasonNeededError):
        persons.open_record(other, found[0].personne.id)
    dossier = persons.open_record(other, found[0].personne.id, reason=MotifAcces.ACCUEIL)
    assert dossier.personne.nom == "Exemplier"
    assert receiving.unfinished(other) == []


@pytest.mark.obligation("S0-34")
def test_a_double_is_found_before_anything_is_typed_twice(workplace: Workplace) -> None:
    interview(workplace)
    found = persons.doubles(workplace, nom="EXEMPLIER", prenom="simone")
    assert [item.personne.nom for item in found] == ["Exemplier"]


@pytest.mark.obligation("S1-14")
def test_somebody_from_elsewhere_is_received_with_a_reason_of_the_list(
    workplace: Workplace,
) -> None:
    haguenau = replace(ILLKIRCH, code_postal="67500", commune="Haguenau", code_insee="67180")
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    receiving.record_consent(workplace, entretien.id, consent(workplace))
    elsewhere = replace(typed(), adresse=haguenau)
    with pytest.raises(ElsewhereError):
        persons.register(workplace, entretien.id, elsewhere)
    reason = workplace.convention.hors_territoire[1]
    person = persons.register(workplace, entretien.id, replace(elsewhere, reason_elsewhere=reason))
    dossier = persons.open_record(workplace, person.id)
    assert [(event.kind, event.detail) for event in dossier.history] == [
        ("enregistree", ""),
        ("hors_territoire", "raison_f7574c800b48"),  # SHA-256 of its words
    ]
    # the référent may rewrite the list (decision 0043): the reason given stays the reason given
    listed = ("Vient souvent", *workplace.convention.hors_territoire)
    later = replace(workplace, convention=replace(workplace.convention, hors_territoire=listed))
    assert persons.reason_of(later, dossier) == "Travaille dans l’Eurométropole"


@pytest.mark.obligation("S0-39")
def test_lot_et_garonne_keeps_neither_age_nor_category_and_sends_the_address_alone(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    entretien_id = interview(place, "X11", nom="Esquisse")
    prescription = follow(place, entretien_id).prescription
    assert prescription is not None
    person = persons.find(place, "esquisse")[0].personne
    assert (person.civilite, person.tranche_age, prescription.categorie) == ("", "", None)
    sent = payloads.payload_of(place, prescription, person)
    assert '"nom":"Esquisse"' in sent
    for forbidden in ("civilite", "tranche_age", "categorie"):
        assert forbidden not in sent
