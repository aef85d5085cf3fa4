"""Which places of the window an agent's roles leave out."""

from typing import Final

from app.bootstrap import register_way
from app.domain.habilitation import Acte
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace

_OF_PERSONS: Final = frozenset({"personnes", "prescriptions", "synchroniser", register_way.KEY})


def hidden_pages(workplace: Workplace) -> frozenset[str]:
    """Return the places that are not there for who may not look people up."""
    return frozenset() if Acte.CONSULTER in actes(workplace) else _OF_PERSONS
