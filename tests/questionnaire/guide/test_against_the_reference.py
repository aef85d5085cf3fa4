"""The same results as the reference interpreter, on interviews drawn at random.

The interpreter lies beside the repository, with the tables it reads; where it is absent, the
fictitious persons and the hand-made cases remain.
"""

import importlib.util
import random
import sys
from types import ModuleType
from typing import Any

import pytest

from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.model import Guide

from .conftest import REFERENCE

INTERVIEWS = 320
COMPARED = (
    "etat",
    "etats",
    "manquants",
    "manquants_par_resultat",
    "possibles",
    "score_total",
    "niveau",
    "motivation",
    "categorie",
    "service",
    "code_service",
    "suite",
    "carnets",
    "modules",
    "modules_suite",
    "seances",
    "messages",
    "a_verifier",
    "provisoire",
    "leviers",
    "domaines_manquants",
    "freins_bloquants",
    "freins_amenageables",
    "questions_affichees",
)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = REFERENCE / "moteur_reference.py"
    if not path.exists():
        pytest.skip("the reference interpreter is not beside the repository")
    spec = importlib.util.spec_from_file_location("moteur_reference", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def _answer(draw: random.Random, guide: Guide, name: str, ease: float) -> str | list[str]:
    question = guide.questions[name]
    codes = [choice.code for choice in question.choices]
    if question.role == "competence":
        return codes[min(3, int(draw.betavariate(1 + 3 * ease, 4 - 3 * ease) * 4))]
    one = draw.choice(codes)
    if not question.several:
        return one
    free = [choice.code for choice in question.choices if not choice.exclusive]
    return sorted({one, *(c for c in free if draw.random() < 0.3)}) if one in free else [one]


def _interview(draw: random.Random, guide: Guide, kind: int) -> dict[str, str | list[str]]:
    """Draw answers: all of them, a few missing, an interview cut short, or a few only."""
    ease = draw.random()
    order = list(guide.questions)
    answers = {name: _answer(draw, guide, name, ease) for name in order}
    if draw.random() < 0.8:
        answers["F4"] = draw.choice(["apprendre", "ponctuelle", "accompagnement"])
    missing = (
        [],
        draw.sample(order, draw.randint(1, 6)),
        order[draw.randrange(len(order)) :],
        draw.sample(order, draw.randint(5, 30)),
    )[kind]
    return {name: given for name, given in answers.items() if name not in missing}


@pytest.mark.parametrize("part", range(4))
def test_random_interviews_give_the_same_as_the_reference(
    part: int, reference: ModuleType, guide: Guide
) -> None:
    draw = random.Random(20260814 + part)  # noqa: S311  no secret
    for number in range(INTERVIEWS // 4):
        answers = _interview(draw, guide, number % 4)
        profile = draw.choice(list(guide.profiles))
        age = draw.choice([None, "18-24", "40-59", "70+"])
        points = draw.choice([None, None, draw.randint(0, 10)])
        expected: dict[str, Any] = reference.diagnostiquer(answers, age, points, profile)
        found = diagnose(
            guide, profile=profile, answers=answers, tranche_age=age, simulation=points
        ).as_json()
        differences = {
            key: (expected[key], found[key]) for key in COMPARED if expected[key] != found[key]
        }
        assert not differences, (profile, age, points, answers)


@pytest.mark.parametrize("profile", ["strasbourg", "lot-et-garonne", "grand-paris", "sans-pass"])
def test_a_blank_interview_gives_the_same_as_the_reference(
    profile: str, reference: ModuleType, guide: Guide
) -> None:
    expected = reference.diagnostiquer({}, profil=profile)
    found = diagnose(guide, profile=profile, answers={}).as_json()
    assert {key: found[key] for key in COMPARED} == {key: expected[key] for key in COMPARED}
