from typing import Any

import pytest

from app.questionnaire.guide.answers import AnswersError, situation
from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.model import Guide


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"profile": "mars", "answers": {}}, "profil inconnu : mars"),
        ({"answers": {"D1": ["caf", "oups"]}}, "D1 : réponse inconnue oups"),
        ({"answers": {"D1": ["caf", "aucun"]}}, "D1 : réponses incompatibles aucun, caf"),
        ({"answers": {"B1": ["jour", "mois"]}}, "B1 : réponses incompatibles jour, mois"),
        ({"answers": {}, "tranche_age": "vieux"}, "tranche d’âge inconnue : vieux"),
        ({"answers": {}, "simulation": 11}, "de 0 à 10 points, pas 11"),
        ({"answers": {}, "simulation": -1}, "de 0 à 10 points, pas -1"),
    ],
)
def test_what_the_guide_does_not_know_is_refused(
    given: dict[str, Any], named: str, guide: Guide
) -> None:
    arguments: dict[str, Any] = {"profile": "strasbourg", **given}
    with pytest.raises(AnswersError, match=named):
        situation(guide, **arguments)


def test_an_empty_answer_is_no_answer(guide: Guide) -> None:
    blank = diagnose(guide, profile="strasbourg", answers={})
    empty = diagnose(guide, profile="strasbourg", answers={"F4": "", "D1": []}, tranche_age="")
    assert empty.as_json() == blank.as_json()


def test_nothing_wanted_ends_the_interview_at_the_first_answer(guide: Guide) -> None:
    found = diagnose(guide, profile="strasbourg", answers={"F4": "rien"})
    assert (found.state, found.is_settled) == ("etabli", True)
    assert (found.service, found.code_service, found.carnets) == ("aucun", "S01", 0)
    assert (found.niveau, found.motivation, found.categorie) == ("", "", "")
    assert found.missing == ()
    assert found.shown == ("F4",)


def test_a_blank_interview_guesses_nothing_and_asks_the_decisive_question_first(
    guide: Guide,
) -> None:
    found = diagnose(guide, profile="strasbourg", answers={})
    assert (found.state, found.service, found.niveau, found.carnets) == ("incomplet", "", "", "")
    assert found.score_total is None
    assert found.missing[0] == "F4"
    assert found.reasons == ()


def test_a_known_and_neutral_answer_is_not_a_missing_one(guide: Guide) -> None:
    """« nr » answers the question: neither urgency nor anything left to ask."""
    answers = {"F4": "accompagnement", "D2": "papier", "D1": ["caf"], "E6": "possible"}
    unanswered = diagnose(guide, profile="strasbourg", answers=answers)
    assert "D3" in unanswered.missing_by_result["code_service"]
    declined = diagnose(guide, profile="strasbourg", answers={**answers, "D3": "nr"})
    assert declined.code_service == "S06"
    assert declined.missing_by_result["code_service"] == ()


def test_the_service_is_settled_before_the_end(guide: Guide) -> None:
    """« Accompagnement » means assistance at every level once there is a difficulty (001)."""
    answers = {"F4": "accompagnement", "D2": "renonce"}
    found = diagnose(guide, profile="strasbourg", answers=answers)
    assert found.is_settled
    assert (found.service, found.carnets) == ("assistance", 1)
    assert found.code_service == ""  # urgency, hindrance or wish: the rule is open, not the service
    assert set(found.possible["code_service"]) == {"S03", "S04", "S06"}
    assert found.states["niveau"] == "incomplet"


def test_strasbourg_alone_looks_for_a_category(guide: Guide) -> None:
    answers = {"F4": "apprendre", "E1": "interprete"}
    assert diagnose(guide, profile="strasbourg", answers=answers).categorie == 1
    assert diagnose(guide, profile="grand-paris", answers=answers).categorie == ""
    assert diagnose(guide, profile="lot-et-garonne", answers=answers).categorie == ""
