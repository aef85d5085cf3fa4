"""Rows of the convention of the Eurométropole de Strasbourg, through the use cases."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.conventions.loading import parse_convention
from app.conventions.reading import ConventionError
from app.domain.convention import Champ
from app.domain.entretien import Canal, Choix
from app.domain.indicateurs import OF_THE_PERSON, Fiche
from app.domain.personne import Personne
from app.ui.pages.reglages.conformite.words import facts_of
from app.usecases.conformity import conformite
from app.usecases.interview import deciding, interviewing, papers, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.steps import DiagnosisMissingError
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.documents.examples import text_of
from tests.obligations.conftest import Place
from tests.paths import RESOURCES
from tests.ui.workplace import LOT_ET_GARONNE, STRASBOURG
from tests.usecases.test_day import answers_of, consent, follow, interview, typed

SOCIAL = re.compile(
    r"revenu|ressources|quotient|minima|\brsa\b|quartier|\bqpv\b|nationalit|titre de s|"
    r"sans[ -]papiers|droit au s|r[ée]gulari",
    re.IGNORECASE,
)
"""L. 110: « ni à des critères sociaux (niveau de revenu, résidence dans un quartier prioritaire
de la politique de la ville...), ni à des critères de droit au séjour »."""


def advised(place: Workplace, answers: dict[str, str], age: str = "40-59") -> tuple[str, str]:
    """Return the service and the category of a diagnosis of `answers`."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    persons.register(place, entretien.id, typed("Conseil", age))
    taken = interviewing.take(place, entretien.id)
    paths = {path.rpartition("/")[2]: path for path in taken.questionnaire.form.by_path}
    given = {paths[name]: value for name, value in answers.items()}
    named = answers_by_name(taken.questionnaire, given, place.clock)
    said = interviewing.assess(place, taken, named).as_json()
    return str(said["service"]), str(said["categorie"])


@pytest.mark.obligation("S1-11", "S1-16")
@pytest.mark.parametrize(
    ("person", "change", "age"),
    [
        ("X01", {}, "70+"),  # l. 95: « ne veulent … pas apprendre »; l. 106: « personnes âgées »
        ("X05", {"E6": "sante"}, "60-69"),  # « ne peuvent pas apprendre (… handicap …) »
        ("X05", {"E6": "lecture"}, "60-69"),  # « illettrisme »
        ("X05", {"E6": "langue"}, "60-69"),  # l. 106: « allophones »
    ],
)
def test_who_cannot_or_will_not_learn_is_assisted_and_of_the_first_category(
    place: Place, person: str, change: dict[str, str], age: str
) -> None:
    assert advised(place(STRASBOURG), {**answers_of(person), **change}, age) == ("assistance", "1")


@pytest.mark.obligation("S1-11")
def test_an_immediate_urgency_is_assisted_whoever_wants_to_learn(place: Place) -> None:
    """L. 95: « ou sont face à une situation d’urgence immédiate »."""
    service, _ = advised(place(STRASBOURG), {**answers_of("X05"), "D3": "oui"}, "60-69")
    assert service == "assistance"


@pytest.mark.obligation("S1-12", "S1-17")
@pytest.mark.parametrize("person", ["X05", "X10"])  # intermédiaire; avancé who wants to learn
def test_who_wants_to_learn_up_to_avance_is_trained_and_of_the_second_category(
    place: Place, person: str
) -> None:
    """L. 98: « niveau débutant, intermédiaire ou avancé, qui ont envie d’apprendre »; l. 107."""
    assert advised(place(STRASBOURG), answers_of(person)) == ("formation", "2")


@pytest.mark.obligation("S1-18")
def test_who_uses_it_for_leisure_alone_is_of_the_third_category(place: Place) -> None:
    """L. 108: « que pour des besoins récréatifs »: X02 watches videos and fails at the forms."""
    assert advised(place(STRASBOURG), answers_of("X02"), "25-39") == ("formation", "3")


@pytest.mark.obligation("S1-13")
@pytest.mark.parametrize("person", ["X07", "X08"])  # avancé, confirmé
def test_who_is_at_ease_and_wants_to_be_autonomous_gets_a_push(place: Place, person: str) -> None:
    """L. 100: « de niveau avancé ou confirmé … qui ont envie de devenir autonomes »."""
    assert advised(place(STRASBOURG), answers_of(person))[0] == "coup_de_pouce"


@pytest.mark.obligation("S1-15")
def test_who_has_no_difficulty_online_gets_no_pass(place: Place) -> None:
    """L. 104: « rencontrant des difficultés pour effectuer des démarches administratives »."""
    easy = {**answers_of("X08"), "D2": "seul_facile"}
    assert advised(place(STRASBOURG), easy)[0] == "aucun"


@pytest.mark.obligation("S1-07")
def test_no_carnet_is_attributed_without_a_diagnosis(place: Place) -> None:
    """L. 85: « réaliser un diagnostic numérique des bénéficiaires du Pass numérique »."""
    strasbourg = place(STRASBOURG)
    entretien = receiving.receive(strasbourg, Canal.SUR_PLACE)
    receiving.record_consent(strasbourg, entretien.id, consent(strasbourg))
    persons.register(strasbourg, entretien.id, typed("Diagnostic"))
    carnet = Choix(service="assistance", carnets=1, advised="assistance")
    with pytest.raises(DiagnosisMissingError):
        deciding.decide(strasbourg, entretien.id, carnet)


@pytest.mark.obligation("S1-08", "S1-09")
def test_the_interview_asks_for_the_difficulty_the_opinion_and_the_levers(place: Place) -> None:
    """L. 87: the difficulty and why help is needed; l. 89: opinion, levers of motivation."""
    strasbourg = place(STRASBOURG)
    asked = {name: one.label for name, one in strasbourg.questionnaire.guide.questions.items()}
    assert asked["D2"] == "Aujourd’hui, comment faites-vous vos démarches ?"
    assert asked["D4"] == "Qu’est-ce qui vous gêne le plus ?"
    assert asked["F2"] == "Pour vous, le numérique, c’est plutôt…"
    assert asked["F3"] == "Qu’est-ce que cela vous apporterait ?"
    # what drives her counts: the same person without a lever and without envy is not the same
    entretien_id = interview(strasbourg, "X05", nom="Levier")
    taken = interviewing.take(strasbourg, entretien_id)
    named = dict(answers_by_name(taken.questionnaire, taken.answers, strasbourg.clock))
    strong = interviewing.assess(strasbourg, taken, named).as_json()
    weak = interviewing.assess(strasbourg, taken, {**named, "F1": "non", "F3": ("rien",)}).as_json()
    assert (strong["motivation"], weak["motivation"]) == ("forte", "moyenne")


@pytest.mark.obligation("S1-19")
def test_neither_income_nor_quarter_nor_right_of_residence_can_be_asked_or_kept(
    place: Place,
) -> None:
    strasbourg = place(STRASBOURG)
    guide = strasbourg.questionnaire.guide
    asked = [one.label for one in guide.questions.values()]
    kept = [one.name for one in fields(Personne)] + [one.value for one in Champ]
    counted = [*OF_THE_PERSON, *(one.name for one in fields(Fiche))]
    assert [words for words in (*asked, *kept, *counted) if SOCIAL.search(words)] == []
    # a profile cannot bring such a field either
    file = RESOURCES / "conventions" / STRASBOURG / "convention.toml"
    text = file.read_text("utf-8")
    for field in ("revenu", "quartier", "titre_sejour"):
        more = text.replace('"categorie"]\ntrans', f'"categorie", "{field}"]\ntrans', 1)
        assert more != text
        with pytest.raises(ConventionError, match=field):
            parse_convention(more.encode(), name="essai", profile=STRASBOURG)


@pytest.mark.obligation("S1-04", "S1-05", "S1-34", "S1-55", "S1-56")
def test_the_letter_tells_what_a_pass_is_and_names_the_network_and_the_state(
    place: Place, tmp_path: Path
) -> None:
    """L. 47 (total or partial), 81, 209 (partner), 213 (the network's sign), 215 (State)."""
    strasbourg = place(STRASBOURG)
    entretien_id = interview(strasbourg, nom="Soutien")
    follow(strasbourg, entretien_id)
    letter = next(one for one in papers.papers_of(strasbourg, entretien_id) if one.kind == "lettre")
    text = text_of(tmp_path, papers.produce(strasbourg, letter.id).content)
    for said in (
        "Nous vous remettons 10 Pass numériques",
        "100 €",
        "tout ou une partie",
        "Ce n’est pas de l’argent.",
        "Partenaire : Eurométropole de Strasbourg.",
        "Avec le soutien de l’État.",
        "Démarches en ligne ? Ici on vous aide.",  # l. 41: the sign of the network
    ):
        assert said in text, said


@pytest.mark.obligation("S1-02", "S0-03")
def test_the_window_says_who_pays_for_the_pass(place: Place) -> None:
    """001, l. 45: « 300 000 euros sur 3 ans, avec un cofinancement de 50% de l’Etat »."""
    strasbourg = place(STRASBOURG)
    facts = facts_of(conformite.state(strasbourg), strasbourg.convention)
    (said,) = [one.value for one in facts if one.label == "Financement des Pass"]
    assert said == "300 000 euros sur 3 ans, dont 50 % de l’État"
    lot = place(LOT_ET_GARONNE).convention.pass_numerique.financement  # 000, l. 30
    for who in ("la CAF", "la MSA", "la Conférence des financeurs", "2019 et 2020"):
        assert who in lot
