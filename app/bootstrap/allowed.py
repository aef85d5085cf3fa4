"""Which places of the window an agent's roles leave out."""

from typing import Final

from app.bootstrap import bilan_way, carnet_way, mandate_way, permanence_way, register_way
from app.domain.convention import Porte
from app.domain.habilitation import Acte
from app.usecases.laptop.habilitations import actes
from app.usecases.permanences.lieux import has_places
from app.usecases.workplace import Workplace

_OF_PERSONS: Final = frozenset(
    {"personnes", "prescriptions", "synchroniser", mandate_way.KEY, register_way.KEY}
)


def hidden_pages(workplace: Workplace) -> frozenset[str]:
    """Return the places that are not there: for who may not look people up, or in this profile."""
    hidden = frozenset[str]() if Acte.CONSULTER in actes(workplace) else _OF_PERSONS
    convention = workplace.convention
    if not convention.fields_kept:
        hidden |= {"personnes"}  # nobody is kept (004)
    if convention.mandat is None:
        hidden |= {mandate_way.KEY}
    if convention.carnets is None or not {Acte.STOCK, Acte.PRESCRIRE} & actes(workplace):
        hidden |= {carnet_way.KEY}
    if not has_places(workplace):
        hidden |= {permanence_way.PERMANENCES}
    if not convention.bilans:
        hidden |= {bilan_way.KEY}
    if Porte.DIAGNOSTIC not in convention.portes:
        hidden |= {"prescriptions"}  # nothing leads to one
    return hidden
