"""The answers that a measurement gives to every question of a form, always the same ones."""

import random
from collections.abc import Sequence
from typing import Final

from app.questionnaire.form.model import (
    ControlKind,
    FormDefinition,
    NodeDefinition,
    NodeKind,
    ValueType,
)

_BY_NAME: Final = {"accord": "oui", "foyer": "3", "ne": "1950-03-17", "rendez_vous": "2026-09-01"}
"""Answers that much depends on, or that must be in a calendar."""

_INSTANCES: Final = 2
"""A household of three: two others."""


def steps_for(definition: FormDefinition) -> list[tuple[str, str]]:
    """Return a path and a value for each question that can be answered, in document order."""
    draw = random.Random(504)  # noqa: S311 -- a measurement repeats itself
    repeats = [one.path for one in definition.root.walk() if one.kind is NodeKind.REPEAT]
    steps: list[tuple[str, str]] = []
    for node in definition.root.walk():
        if node.kind is not NodeKind.VALUE or node.control is None:
            continue
        if node.control.kind is ControlKind.NOTE:
            continue
        steps.extend((path, _value(node, draw)) for path in _places(node.path, repeats))
    return steps


def _places(path: str, repeats: Sequence[str]) -> Sequence[str]:
    """Return where the question stands: once, or once in each instance of its repeat."""
    for repeat in repeats:
        if path.startswith(f"{repeat}/"):
            rest = path.removeprefix(repeat)
            return [f"{repeat}[{place}]{rest}" for place in range(1, _INSTANCES + 1)]
    return (path,)


def _value(node: NodeDefinition, draw: random.Random) -> str:
    known = _BY_NAME.get(node.name)
    if known is not None:
        return known
    control = node.control
    if control is not None and control.kind is ControlKind.SELECT_MULTIPLE:
        return draw.choice(["emploi lien", "papiers", "pc tel", "jeu autre emploi"])
    if control is not None and control.kind is ControlKind.SELECT_ONE:
        return draw.choice(["0", "1", "2", "3"] if _is_degree(node) else ["oui", "non"])
    if node.bind.type in {ValueType.INT, ValueType.DECIMAL}:
        return str(draw.randint(0, 10))
    return draw.choice(["Odile", "Réponse libre"])


def _is_degree(node: NodeDefinition) -> bool:
    """Tell whether the question is one of skill: those end with a number that counts by five."""
    name, _, place = node.name.rpartition("_")
    if not place.isdigit():
        return False
    return not (name.startswith("b") and name[1:].isdigit()) or int(place) % 5 == 0
