"""The eighteen fictitious persons, and the convention under which each is received."""

from pathlib import Path

from app.usecases.practice import persons
from app.usecases.practice.persons import Example

__all__ = ["DATA", "Example", "examples", "profile_of"]

_RESOURCES = Path(__file__).parents[1] / "resources"
DATA = _RESOURCES / persons.FOLDER
_PROFILES = {"strasbourg": "eurometropole-strasbourg", "lot-et-garonne": "lot-et-garonne"}


def examples() -> dict[str, Example]:
    """Return the persons by their code (X01 …), in the order of the table."""
    return persons.examples(_RESOURCES)


def profile_of(person: Example) -> str:
    """Return the convention under which the demonstration receives a person."""
    return _PROFILES[person.guide]
