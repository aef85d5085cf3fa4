"""Where carnets can be, as the ledger writes it."""

from typing import Final

FOURNISSEUR: Final = "fournisseur"  # announced by the operator, not received
DEPARTEMENT: Final = "departement"
REMIS: Final = "remis"  # handed to a person; whom, only the structure knows
MANQUANT: Final = "manquant"  # lost, stolen, or not found by an inventory
PERIME: Final = "perime"
_STRUCTURE: Final = "structure:"


def structure_place(structure_id: str) -> str:
    """Return the place of a structure's own stock."""
    return f"{_STRUCTURE}{structure_id}"


def structure_of(place: str) -> str | None:
    """Return which structure's stock a place is, None where it is none's."""
    return place.removeprefix(_STRUCTURE) if place.startswith(_STRUCTURE) else None
