"""What a convention says of mandates: `[mandat]`, with the door and the role that go with it."""

from collections.abc import Collection
from typing import Final

from app.conventions.reading import Table
from app.domain.convention import Porte
from app.domain.habilitation import Acte, Habilitations
from app.domain.mandat_listes import ChampMandat, DureeMandat, Mandataire
from app.domain.mandat_profil import MandatProfil

_DAYS: Final = [int(one) for one in DureeMandat]
LONGEST_DELAY: Final = 365


def read_mandat(
    root: Table, portes: Collection[Porte], habilitations: Habilitations
) -> MandatProfil | None:
    """Read the table; None where the convention has no mandate, and then no such door.

    Raises:
        ConventionError: a door without its rules, rules that nobody is habilitated to follow, or
            an impossible value.
    """
    acts = {acte for regle in habilitations.regles for acte in regle.actes}
    if not root.has("mandat"):
        if Porte.MANDAT in portes:
            raise root.refuse("portes.ouvertes", "« mandat » demande une table [mandat].")
        if Acte.MANDATER in acts:
            raise root.refuse("habilitations", "« mandater » demande une table [mandat].")
        return None
    table = root.table("mandat")
    if Porte.MANDAT not in portes:
        raise root.refuse("portes.ouvertes", "« mandat » manque : la table [mandat] le demande.")
    if Acte.MANDATER not in acts:
        raise root.refuse("habilitations", "aucun rôle ne permet « mandater » (002, l. 162).")
    profil = _profil(table, root)
    table.close()
    return profil


def _profil(table: Table, root: Table) -> MandatProfil:
    destruction, papier = table.table("destruction"), table.table("papier")
    root.sources |= table.sources
    days = table.numbers("durees_jours", _DAYS)
    if list(days) != sorted(days):
        raise table.refuse("durees_jours", "de la plus courte à la plus longue.")
    profil = MandatProfil(
        mandataire=table.choice("mandataire", Mandataire, list(Mandataire)),
        durees=tuple(map(DureeMandat, days)),
        champs=frozenset(table.choices("identite", ChampMandat, list(ChampMandat))),
        verbal=table.flag("verbal"),
        retrait=table.text("retrait"),
        delai_jours=destruction.whole("delai_jours", low=0, high=LONGEST_DELAY),
        regle=destruction.text("regle"),
        delai_source=table.sources[destruction.place].reference,
        papier_annees=papier.whole("annees", low=0, high=30),
    )
    destruction.close()
    papier.close()
    return profil
