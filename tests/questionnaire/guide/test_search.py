"""The search is bounded by a count, not by a clock."""

import random

import pytest

from app.questionnaire.guide import search
from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.model import Guide
from app.questionnaire.guide.outcomes import Evaluator, Situation


@pytest.mark.parametrize("profile", ["strasbourg", "lot-et-garonne"])
def test_a_blank_interview_separates_few_cases(profile: str, guide: Guide) -> None:
    evaluator = Evaluator(guide)
    evaluator.outcomes(Situation(profil=profile, answers={}))
    assert evaluator.cases_kept < 1_500


def test_too_many_cases_are_refused_rather_than_waited_for(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_CASES", 20)
    with pytest.raises(search.TooManyCasesError):
        Evaluator(guide).outcomes(Situation(profil="strasbourg", answers={}))


def _rare() -> list[dict[str, str | list[str]]]:
    """Give what hardly comes at random, worked out by hand from the sheets."""
    gestures = ("P1", "P2", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10")
    at_home: dict[str, str | list[str]] = {
        "F4": "apprendre",
        "D1": ["caf"],
        "D3": "non",
        "D2": "avec_quelquun",
        "E4": ["groupe"],
        "E6": "possible",
        "A1": ["smartphone"],
        "B1": "jour",
        "F1": "beaucoup",
        "F3": ["emploi"],
    }

    def with_help(*helped: str) -> dict[str, str | list[str]]:
        return {**at_home, **{name: "avec_aide" if name in helped else "seul" for name in gestures}}

    return [
        with_help(),  # 36 points and a difficulty: S07
        with_help(*gestures[2:]),  # the basic gestures alone are sure: PL2
        with_help("C1", "C2", "C3", "C4", "C5", "C6"),  # 24 points, three domains missing: PL3
    ]


def test_every_row_of_the_guide_is_reached_by_some_interview(guide: Guide) -> None:
    draw = random.Random(7)  # noqa: S311  no secret
    seen: set[str] = set()
    for number in range(1_200):
        ease = draw.random()
        answers: dict[str, str | list[str]] = {}
        for name, question in guide.questions.items():
            codes = [choice.code for choice in question.choices]
            if question.role == "competence":
                answers[name] = codes[min(3, int(draw.betavariate(1 + 3 * ease, 4 - 3 * ease) * 4))]
            else:
                one = draw.choice(codes)
                answers[name] = [one] if question.several else one
        answers["F4"] = draw.choice(["apprendre", "ponctuelle", "accompagnement", "rien"])
        answers["D3"] = draw.choice(["oui", "non", "non"])
        answers["E6"] = draw.choice(["possible", str(answers["E6"])])
        found = diagnose(
            guide,
            profile=("strasbourg", "strasbourg", "lot-et-garonne")[number % 3],
            answers=answers,
            tranche_age=draw.choice(["18-24", "70+"]),
            simulation=draw.choice([None, None, draw.randint(0, 10)]),
        )
        seen.update((found.code_service, f"categorie {found.categorie}", found.suite))
        seen.update((found.plafond, *(row.code for row in found.freins)))
        seen.update(row.code for row in found.messages)
        seen.update(row.code for row in (*found.modules, *found.modules_suite))
    for rare in _rare():
        found = diagnose(guide, profile="strasbourg", answers=rare)
        seen.update((found.plafond, found.code_service))
    wanted = {rule.code for rule in guide.services} | {cap.code for cap in guide.plafonds}
    wanted |= {message.code for message in guide.messages} | {m.code for m in guide.modules}
    wanted |= {frein.code for frein in guide.freins} | {f"categorie {n}" for n in (0, 1, 2, 3)}
    wanted |= {rule.suite for rule in guide.suites if rule.suite} | {"puis_formation"}
    assert wanted - seen == set()
