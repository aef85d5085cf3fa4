"""What an act may be at this laptop: La Coop's lists and what the convention adds to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.conventions.coop import load_coop
from app.domain.activite import LONGEST_NAME, SUR_PLACE, Aide, Atelier, Fait
from app.domain.activites_profil import Activites, Compte, Critere, Objectif
from app.domain.coop import NON_COMMUNIQUE, Coop, Liste
from app.usecases.permanences import lieux
from app.usecases.permanences.lieux import LieuSuivi
from app.usecases.workplace import Workplace

Choix = Sequence[tuple[str, str]]
"""Codes with what they show, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offre:
    """What one may choose from. `publics` only where the convention asks who came."""

    themes: Choix
    demarches: Choix
    lieux: Choix  # a kind of La Coop and the name of a place, joined by « : »
    ici: str  # the place that is open today, empty where none is
    materiel: Choix
    autonomie: Choix
    redirection: Choix
    niveaux: Choix
    publics: Mapping[Liste, Choix]
    missions: Choix
    sensibilisation: Choix
    objectifs: Sequence[Objectif]
    criteres: Sequence[Critere]
    catalogue: bool


_USUAL: Final = (  # what people come for most: the nine that have a key (default, decision 0045)
    "aide_aux_demarches_administratives",
    "email",
    "prendre_en_main_du_materiel",
    "maintenance_de_materiel",
    "navigation_sur_internet",
    "securite_numerique",
    "sante",
    "banque_et_achats_en_ligne",
    "bureautique",
)
PUBLIC_WORDS: Final = {
    Liste.GENRE: "Genre",
    Liste.TRANCHE_AGE: "Tranche d’âge",
    Liste.STATUT_SOCIAL: "Statut",
}


def offre(workplace: Workplace, kind: type[Aide | Atelier]) -> Offre:
    """Return what an act of a kind may be under the convention in force."""
    coop, profil = load_coop(), workplace.convention.activites
    here = lieux.load(workplace).lieux
    themes = coop.labels(Liste.THEME)
    first = profil.themes or _USUAL
    ordered = [*first, *(code for code in themes if code not in first)]
    return Offre(
        themes=tuple((code, themes[code]) for code in ordered),
        demarches=_choix(coop, Liste.DEMARCHE),
        lieux=_lieux(here, workplace, coop),
        ici=next((_place(one.lieu.nom) for one in here if one.aujourd_hui.plages), ""),
        materiel=_choix(coop, Liste.MATERIEL),
        autonomie=_choix(coop, Liste.AUTONOMIE),
        redirection=_choix(coop, Liste.REDIRECTION),
        niveaux=_choix(coop, Liste.NIVEAU_ATELIER),
        publics={liste: _choix(coop, liste) for liste in profil.publics},
        missions=tuple((one.code, one.libelle) for one in profil.missions),
        sensibilisation=tuple((one.code, one.libelle) for one in profil.sensibilisation),
        objectifs=profil.objectifs,
        criteres=_asked(profil, kind),
        catalogue=profil.catalogue,
    )


def check(workplace: Workplace, activite: Aide | Atelier) -> None:
    """Refuse a value that no list has: a bug of a page, not a mistake of the agent.

    Raises:
        ValueError: a code is unknown to La Coop or to the convention.
    """
    coop, profil = load_coop(), workplace.convention.activites
    asked = _asked(profil, type(activite))
    known: list[tuple[Sequence[str], Sequence[str]]] = [
        (activite.themes, coop.codes(Liste.THEME)),
        (activite.demarches, coop.codes(Liste.DEMARCHE)),
        (activite.materiel, coop.codes(Liste.MATERIEL)),
        ((activite.lieu.type_lieu,), coop.codes(Liste.TYPE_LIEU)),
        (_some(activite.mission), [one.code for one in profil.missions]),
        (tuple(activite.criteres), [one.code for one in asked]),
    ]
    known += [
        (_some(activite.criteres.get(one.code, "")), [value.code for value in one.valeurs])
        for one in asked
    ]
    if isinstance(activite, Aide):
        known += [
            (_some(activite.autonomie), coop.codes(Liste.AUTONOMIE)),
            (_some(activite.redirection), coop.codes(Liste.REDIRECTION)),
            *(((code,), coop.codes(liste)) for liste, code in activite.publics.items()),
        ]
    else:
        known += [
            (_some(activite.niveau), coop.codes(Liste.NIVEAU_ATELIER)),
            (activite.sensibilisation, [one.code for one in profil.sensibilisation]),
            (_some(activite.objectif), [one.code for one in profil.objectifs]),
            *((tuple(counts), coop.codes(liste)) for liste, counts in activite.publics.items()),
        ]
    for codes, allowed in known:
        if unknown := [code for code in codes if code not in allowed]:
            raise ValueError(f"{unknown[0]} stands in no list")


def still_offered(offre: Offre, atelier: Atelier) -> tuple[Offre, Atelier]:
    """Return a workshop without what the convention no longer has, and the place it was at offered.

    A place that was renamed or closed since stays where the workshop was.
    """
    lieu, values = atelier.lieu, {one.code: one.valeurs for one in offre.criteres}
    place = f"{lieu.type_lieu}:{lieu.nom}"
    if place not in dict(offre.lieux):
        offre = replace(offre, lieux=(*offre.lieux, (place, lieu.nom or "Sur place")))
    codes = {one.code for one in offre.objectifs}
    return offre, replace(
        atelier,
        mission=atelier.mission if atelier.mission in dict(offre.missions) else "",
        objectif=atelier.objectif if atelier.objectif in codes else "",
        sensibilisation=tuple(
            one for one in atelier.sensibilisation if one in dict(offre.sensibilisation)
        ),
        criteres={
            code: value
            for code, value in atelier.criteres.items()
            if value in {one.code for one in values.get(code, ())}
        },
    )


def faits(workplace: Workplace, activite: Aide | Atelier) -> list[tuple[Fait, int]]:
    """Return what an act counts, with the criteria that the convention added (S4-30)."""
    profil = workplace.convention.activites
    persons = activite.participants if isinstance(activite, Atelier) else 1
    found = list(activite.faits(profil.asked))
    for critere in profil.criteres:
        if value := activite.criteres.get(critere.code, ""):
            weight = persons if critere.compte is Compte.PERSONNES else 1
            found += [((critere.indicateur, value), weight)]
    return found


def _asked(profil: Activites, kind: type[Aide | Atelier]) -> list[Critere]:
    """Return the criteria that are asked of acts of a kind (docs/decisions/0065)."""
    of_others = Compte.ATELIERS if kind is Aide else Compte.AIDES
    return [one for one in profil.criteres if one.compte is not of_others]


def _choix(coop: Coop, liste: Liste) -> Choix:
    """Return a list; « non communiqué » is what one says by saying nothing, and comes last."""
    labels = coop.labels(liste)
    said = [(code, label) for code, label in labels.items() if code != NON_COMMUNIQUE]
    return (*said, *((code, labels[code]) for code in labels if code == NON_COMMUNIQUE))


def _place(name: str) -> str:
    return f"{SUR_PLACE}:{name[:LONGEST_NAME]}"


def _lieux(here: Sequence[LieuSuivi], workplace: Workplace, coop: Coop) -> Choix:
    """Return the places where people are received, then La Coop's other kinds of place."""
    names = [one.lieu.nom for one in here] or [workplace.structure.name]
    kinds = coop.labels(Liste.TYPE_LIEU)
    return (
        *((_place(name), name) for name in names),
        *((f"{code}:", label) for code, label in kinds.items() if code != SUR_PLACE),
    )


def _some(code: str) -> tuple[str, ...]:
    return (code,) if code else ()
