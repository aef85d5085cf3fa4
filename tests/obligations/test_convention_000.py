"""Rows of the convention of Lot-et-Garonne: what its lines say, through the use cases."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.conventions.loading import load_convention
from app.domain.entretien import Canal, Choix, Entretien
from app.storage.acces import MotifAcces
from app.usecases.interview import deciding, interviewing, papers, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.steps import AgreementMissingError, DiagnosisMissingError
from app.usecases.laptop import dating, housekeeping
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.documents.examples import text_of
from tests.obligations.conftest import Place
from tests.paths import RESOURCES
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, WallClock, new_workplace
from tests.usecases.test_day import NERAC, answers_of, consent, follow, interview, typed

__all__ = ["new_workplace"]  # a fixture

FORMATION = Choix(service="formation", carnets=1, advised="formation")


def begun(place: Workplace, nom: str) -> Entretien:
    """Receive somebody of Nérac, without a word of the notice yet."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    persons.register(place, entretien.id, replace(typed(nom), adresse=NERAC))
    return entretien


def advised(place: Workplace, answers: dict[str, str]) -> tuple[str, str, int, list[str]]:
    """Return state, service, carnets and missing questions of a diagnosis of `answers`."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    taken = interviewing.take(place, entretien.id)
    paths = {path.rpartition("/")[2]: path for path in taken.questionnaire.form.by_path}
    given = {paths[name]: value for name, value in answers.items()}
    named = answers_by_name(taken.questionnaire, given, place.clock)
    found = interviewing.assess(place, taken, named)
    said = found.as_json()
    return (
        str(said["etat"]),
        str(said["service"]),
        int(str(said["carnets"] or 0)),
        [str(one) for one in found.missing],
    )


@pytest.mark.obligation("S0-07", "S0-18", "S0-43")
def test_pass_are_prescribed_after_the_agreement_and_the_diagnosis_in_this_order(
    place: Place,
) -> None:
    """L. 91-98: questionnaire, wish, presentation, diagnosis, prescription; l. 122: consent."""
    lot = place(LOT_ET_GARONNE)
    before = len(overview.listing(lot))
    entretien = begun(lot, "Ordonnance")
    with pytest.raises(AgreementMissingError):
        deciding.decide(lot, entretien.id, FORMATION)
    refused = replace(consent(lot), prescription=False)
    receiving.record_consent(lot, entretien.id, refused)
    taken = interviewing.take(lot, entretien.id)
    interviewing.keep_diagnosis(lot, taken, interviewing.assess(lot, taken, {}))
    with pytest.raises(AgreementMissingError):
        deciding.decide(lot, entretien.id, FORMATION)
    other = begun(lot, "Suite")
    receiving.record_consent(lot, other.id, consent(lot))
    with pytest.raises(DiagnosisMissingError):
        deciding.decide(lot, other.id, FORMATION)
    assert len(overview.listing(lot)) == before
    taken = interviewing.take(lot, other.id)
    interviewing.keep_diagnosis(lot, taken, interviewing.assess(lot, taken, {}))
    assert deciding.decide(lot, other.id, FORMATION).prescription is not None


@pytest.mark.obligation("S0-25", "S0-26")
def test_without_the_wish_to_be_trained_there_are_no_pass(place: Place) -> None:
    """L. 92: « Vérifier si l’utilisateur souhaite suivre une formation »; l. 46: « désirant »."""
    lot = place(LOT_ET_GARONNE)
    andree = answers_of("X11")
    assert andree["F4"] == "apprendre"
    assert advised(lot, andree)[:3] == ("etabli", "formation", 1)
    # asked before anything else, and nothing is advised while it has no answer
    questions = [path.rpartition("/")[2] for path in lot.questionnaire.form.by_path]
    asked = [name for name in questions if name in lot.questionnaire.guide.questions]
    assert asked[0] == "F4"
    without = {name: value for name, value in andree.items() if name != "F4"}
    state, _, _, missing = advised(lot, without)
    assert state == "incomplet"
    assert "F4" in missing
    # l. 91: « Diagnostic oral + questionnaire »: the wish alone decides nothing
    assert advised(lot, {"F4": "apprendre"})[0] == "incomplet"
    assert advised(lot, {"F4": "rien"})[:3] == ("etabli", "aucun", 0)
    assert advised(lot, {**andree, "F4": "accompagnement"})[1:3] == ("orientation", 0)


@pytest.mark.obligation("S0-28")
def test_a_diagnosis_says_which_rule_of_the_guide_decided_and_why(place: Place) -> None:
    """L. 97: « Guide d’interprétation des réponses du questionnaire »."""
    lot = place(LOT_ET_GARONNE)
    entretien_id = interview(lot, "X11", nom="Raison")
    taken = interviewing.take(lot, entretien_id)
    named = answers_by_name(taken.questionnaire, taken.answers, lot.clock)
    found = interviewing.assess(lot, taken, named).as_json()
    assert found["code_service"] == "L03"  # services.csv: wants to learn
    assert found["raisons"]
    assert taken.questionnaire.hash == taken.entretien.questionnaire_hash


@pytest.mark.obligation("S0-01", "S0-03", "S0-04", "S0-16", "S0-30")
def test_the_letter_of_the_pass_comes_from_the_president_to_the_home(
    place: Place, tmp_path: Path
) -> None:
    """L. 12 (seat), 30 (co-funders), 32 (10 €), 72 and 99 (sent home by the Département)."""
    lot = place(LOT_ET_GARONNE)
    entretien_id = interview(lot, "X11", nom="Courrier")
    follow(lot, entretien_id)
    letter = next(one for one in papers.papers_of(lot, entretien_id) if one.kind == "lettre")
    text = text_of(tmp_path, papers.produce(lot, letter.id).content)
    for said in (
        "1633 avenue du Général Leclerc",
        "47922 AGEN CEDEX 9",
        "Présidente du Conseil départemental",
        "Sophie Borderie",
        "Vous trouverez dans cette enveloppe 10 Pass numériques",
        "10 € chacun",
        "tout ou une partie",
        "Avec la CAF, la MSA et la Conférence des financeurs.",
        "SIMONE COURRIER",
        "4 RUE DES VIGNES FICTIVES",
        "47600 NERAC",
    ):
        assert said.upper() in text.upper(), said


@pytest.mark.obligation("S0-02", "S0-05", "S0-33", "S0-39", "S0-40")
def test_the_profile_names_the_partner_the_operator_and_what_article_5_allows() -> None:
    convention = load_convention(RESOURCES / "conventions" / LOT_ET_GARONNE)
    partner = convention.partenaire  # l. 20
    assert (partner.name, partner.adresse) == (
        "Albret Communauté",
        ("10 place Aristide Briand", "47600 NERAC"),
    )
    assert "Lorenzelli" in partner.representant
    assert convention.pass_numerique.operateur == "#APTIC"  # l. 32
    assert convention.retention.due_on(date(2026, 11, 22)) == date(2030, 11, 22)  # l. 118
    assert [one.code for one in convention.motifs] == [  # l. 102, and nothing else
        "stock", "credits", "sollicitations_multiples", "prescription_abusive", "autre",
    ]  # fmt: skip


@pytest.mark.obligation("S0-40")
def test_everything_is_gone_four_years_after_the_prescription(
    new_workplace: MakeWorkplace,
) -> None:
    """L. 118: « conservées 4 ans », invisible that day and erased."""
    clock = WallClock()
    lot = new_workplace(LOT_ET_GARONNE, clock)
    follow(lot, interview(lot, "X11", nom="Durée"))
    clock.at = datetime(2030, 11, 21, 9, tzinfo=UTC)
    dating.confirm_date(lot)
    assert len(persons.find(lot, "Durée")) == 1
    clock.at = datetime(2030, 11, 22, 9, tzinfo=UTC)
    dating.confirm_date(lot)
    assert persons.find(lot, "Durée") == []
    assert housekeeping.tidy(lot, keep_going=lambda: True).personnes == 1


@pytest.mark.obligation("S0-31", "S0-34")
def test_a_second_request_is_seen_as_one_and_follows_the_first(place: Place) -> None:
    """L. 99: « peuvent demander une nouvelle prescription »; l. 102: several prescribers."""
    lot = place(LOT_ET_GARONNE)
    first = follow(lot, interview(lot, "X11", nom="Recommence")).prescription
    assert first is not None
    (double,) = persons.doubles(lot, nom="recommence", prenom="SIMONE")
    assert double.prescriptions == 1
    again = receiving.receive(lot, Canal.TELEPHONE)
    receiving.record_consent(lot, again.id, consent(lot))
    persons.recognise(lot, again.id, double.personne, reason_elsewhere="")
    taken = interviewing.take(lot, again.id)
    interviewing.keep_diagnosis(lot, taken, interviewing.assess(lot, taken, {}))
    second = deciding.decide(lot, again.id, FORMATION).prescription
    assert second is not None
    assert second.earlier == first.id
    record = persons.open_record(lot, double.personne.id, reason=MotifAcces.ACCUEIL)
    assert len(record.prescriptions) == 2
