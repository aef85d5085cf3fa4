"""Interviews drawn at random, and the comparison with the reference interpreter."""

import importlib.util
import random
import sys
from typing import Any, Final

from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.model import Guide

from .conftest import REFERENCE

COMPARED: Final = (
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

COMPLETE: Final = 0
PARTIAL: Final = (1, 2, 3)
"""A few answers missing, an interview cut short, a few answers only."""

Answers = dict[str, str | list[str]]


def reference_interpreter() -> Any | None:  # noqa: ANN401  a module of other people
    """Return the module beside the repository, `None` where it is absent."""
    path = REFERENCE / "moteur_reference.py"
    if not path.exists():
        return None
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


def interview(draw: random.Random, guide: Guide, kind: int) -> Answers:
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


def differences(
    draw: random.Random,
    guide: Guide,
    reference: Any,  # noqa: ANN401  see above
    answers: Answers,
) -> dict[str, object]:
    """Diagnose `answers` twice, in a situation drawn at random; return what differs."""
    profile = draw.choice(list(guide.profiles))
    age = draw.choice([None, "18-24", "40-59", "70+"])
    points = draw.choice([None, None, draw.randint(0, 10)])
    expected: dict[str, Any] = reference.diagnostiquer(answers, age, points, profile)
    found = diagnose(
        guide, profile=profile, answers=answers, tranche_age=age, simulation=points
    ).as_json()
    unequal: dict[str, object] = {
        key: (expected[key], found[key]) for key in COMPARED if expected[key] != found[key]
    }
    if unequal:
        unequal["situation"] = (profile, age, points, answers)
    return unequal
