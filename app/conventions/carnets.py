"""What a convention says of carnets: `[carnets]`, with the door and the roles that go with it."""

from collections.abc import Collection
from typing import Final

from app.conventions.reading import Table
from app.domain.carnets_profil import PASS_DE_CENT, CarnetsProfil, Condition, Versements
from app.domain.convention import Pass, Porte, Remise
from app.domain.habilitation import Acte, Habilitations

_MOST_PASS: Final = 10_000_000
_LONGEST_DAYS: Final = 366
_PAPERS: Final = ["lettre"]  # of a prescription, handed with its carnet


def read_carnets(
    root: Table, portes: Collection[Porte], habilitations: Habilitations, given: Pass
) -> CarnetsProfil | None:
    """Read the table; None where nobody hands carnets over, and then no such door.

    Raises:
        ConventionError: a door without its rules, rules that nobody is habilitated to follow,
            carnets that are not handed over, or an impossible value.
    """
    acts = {acte for regle in habilitations.regles for acte in regle.actes}
    if not root.has("carnets"):
        if Porte.CARNET in portes:
            raise root.refuse("portes.ouvertes", "« carnet » demande une table [carnets].")
        if Acte.STOCK in acts:
            raise root.refuse("habilitations", "« stock » demande une table [carnets].")
        return None
    table = root.table("carnets")
    if given.remise is not Remise.MAIN_PROPRE:
        raise table.refuse("", "[pass] remise doit être « main_propre » : le carnet est remis.")
    if Porte.CARNET not in portes:
        raise root.refuse("portes.ouvertes", "« carnet » manque : la table [carnets] le demande.")
    if not {Acte.STOCK, Acte.PRESCRIRE} <= acts:
        raise root.refuse("habilitations", "un rôle tient le « stock », un rôle « prescrit ».")
    profil = _profil(table, given)
    root.sources |= table.sources
    table.close()
    return profil


def _profil(table: Table, given: Pass) -> CarnetsProfil:
    return CarnetsProfil(
        par_personne=table.whole("par_personne", low=1, high=10),
        confies=table.flag("confies"),
        lieu_securise=table.flag("lieu_securise"),
        inventaire_mois=table.whole("inventaire_mois", low=1, high=24),
        tolerance_jours=table.whole("tolerance_jours", low=0, high=_LONGEST_DAYS),
        allocation_annuelle=table.flag("allocation_annuelle"),
        rendus_a=table.text("rendus_a"),
        valable_jusqu_au=table.day("valable_jusqu_au") if table.has("valable_jusqu_au") else None,
        gestes=_conditions(table, "geste") if table.has("geste") else (),
        versements=_versements(table, given) if table.has("versements") else None,
    )


def _versements(root: Table, given: Pass) -> Versements:
    table = root.table("versements")
    volumes = {
        key: table.whole(key, low=given.pass_par_carnet, high=_MOST_PASS)
        for key in ("amorcage_pass", "abondement_pass")
    }
    for key, volume in volumes.items():
        if volume % given.pass_par_carnet:
            raise table.refuse(key, f"{volume} Pass ne font pas un nombre entier de carnets.")
    opens, closes = table.day("ouvert_le"), table.day("close_le")
    if closes <= opens:
        raise table.refuse("close_le", "les demandes se ferment avant de s’ouvrir.")
    found = Versements(
        **volumes,
        seuil_pourcent=table.whole("seuil_pourcent", low=1, high=PASS_DE_CENT),
        consomme=table.text("consomme"),
        suivi_par=table.text("suivi_par"),
        ouvert_le=opens,
        close_le=closes,
        courriel=table.text("courriel"),
        delai_jours_ouvres=table.whole("delai_jours_ouvres", low=1, high=_LONGEST_DAYS),
        adresse=table.texts("adresse"),
        conditions=_conditions(table, "condition"),
        plafond_pass=table.whole("plafond_pass", low=0, high=_MOST_PASS)
        if table.has("plafond_pass")
        else 0,
    )
    table.close()
    return found


def _conditions(table: Table, key: str) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for one in table.tables(key):
        source = table.sources[f"{table.place}.{one.place}"] = one.source()
        condition = Condition(
            code=one.text("code"),
            texte=one.text("texte"),
            source=source.reference,
            papier=one.choice("papier", str, _PAPERS) if one.has("papier") else "",
        )
        if any(other.code == condition.code for other in found):
            raise one.refuse("code", f"« {condition.code} » y figure deux fois.")
        found.append(condition)
        one.close()
    return tuple(found)
