"""What each step asks, in its words."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Final, TypeVar

from app.domain.entretien import LectureNotice
from app.domain.mandat import LONGEST_OBJET, LONGEST_ORGANISME
from app.domain.mandat_listes import Empechement, Famille, Portee
from app.ui.asking.asked import Asked, Kind
from app.usecases.mandats import words as listed

_ListT = TypeVar("_ListT", bound=Enum)
YES, NO = "oui", "non"


def pairs(words: Mapping[_ListT, str]) -> tuple[tuple[str, str], ...]:
    """Return a closed list as answers: code and words, as they begin a line."""
    return tuple((str(one.value), capital(said)) for one, said in words.items())


def capital(words: str) -> str:
    """Return words as they begin a line; lists hold them as they stand in a sentence."""
    return words[:1].upper() + words[1:]


# -- who may sign ---------------------------------------------------------------------------------

MAJEURE, MESURE, COMPREND, SOUHAITE = "majeure", "mesure", "comprend", "souhaite"
CAPACITE: Final = (
    Asked(
        code=MAJEURE,
        words="A-t-elle 18 ans ou plus\u00a0?",
        kind=Kind.SHORT,
        choices=((YES, "Oui"), (NO, "Non")),
    ),
    Asked(
        code=MESURE,
        words="A-t-elle une mesure de protection\u00a0?",
        hint="Décidée par un juge. Demandez-le simplement, sans papier.",
        kind=Kind.SHORT,
        choices=(
            (NO, "Aucune"),
            (Empechement.SAUVEGARDE.value, "Sauvegarde de justice"),
            (Empechement.CURATELLE.value, "Curatelle"),
            (Empechement.TUTELLE.value, "Tutelle"),
        ),
    ),
    Asked(
        code=COMPREND,
        words="Comprend-elle ce qu’elle va vous confier\u00a0?",
        hint="Elle peut le redire avec ses mots, au besoin avec un interprète.",
        kind=Kind.SHORT,
        choices=((YES, "Oui"), (NO, "Non")),
    ),
    Asked(
        code=SOUHAITE,
        words="Le souhaitez-vous toutes les deux, elle et vous\u00a0?",
        kind=Kind.SHORT,
        choices=((YES, "Oui"), (NO, "Non")),
    ),
)

# -- one line -------------------------------------------------------------------------------------

ORGANISME, OBJET, CANAL = "organisme", "objet", "canal"
FAMILLE, COURANT, MODELE = "famille", "courant", "modele"
_OFFERED = 6
_COURANT = Asked(code=COURANT, words="Souvent", kind=Kind.SHORT, optional=True)
_MODELE = Asked(code=MODELE, words="Souvent", kind=Kind.SHORT, optional=True)
_ORGANISME = Asked(
    code=ORGANISME,
    words="À quel organisme\u00a0?",
    hint="Écrivez son nom, ou choisissez-le dessous.",
    most=LONGEST_ORGANISME,
)
_DO_LINE: Final[tuple[Asked, ...]] = (
    Asked(
        code=FAMILLE,
        words="Dans quelle famille\u00a0?",
        kind=Kind.SHORT,
        choices=pairs(listed.FAMILIES),
    ),
    _ORGANISME,
    _COURANT,
    Asked(
        code=OBJET,
        words="Quelle démarche, exactement\u00a0?",
        hint="Créer un compte ou une adresse électronique est une démarche à écrire aussi.",
        most=LONGEST_OBJET,
    ),
    _MODELE,
    Asked(
        code=CANAL,
        words="Comment\u00a0?",
        kind=Kind.SHORT,
        choices=pairs(listed.CHANNELS),
    ),
)
_ASK_LINE: Final[tuple[Asked, ...]] = (
    _ORGANISME,
    _COURANT,
    Asked(
        code=OBJET,
        words="Quelles informations, exactement\u00a0?",
        hint="Seulement ce dont la démarche a besoin.",
        most=LONGEST_OBJET,
    ),
    _MODELE,
)


def line_asked(portee: Portee, famille: str = "", organisme: str = "") -> tuple[Asked, ...]:
    """Return what a line asks, with what is often answered to it.

    `famille` and `organisme` are what was said so far: the offers follow from them.
    """
    asked = _ASK_LINE if portee is Portee.DEMANDER else _DO_LINE
    offers = {COURANT: _like(organisme), MODELE: _usual(portee, famille)}
    return tuple(
        replace(one, choices=tuple((said, said) for said in offers[one.code]))
        if one.code in offers
        else one
        for one in asked
    )


def _usual(portee: Portee, famille: str) -> tuple[str, ...]:
    """Return what is often asked for, or often done in a family."""
    if portee is Portee.DEMANDER:
        return listed.DONNEES
    return (*listed.DEMARCHES[Famille(famille)], *listed.PRECISE) if famille else ()


def _like(beginning: str) -> tuple[str, ...]:
    """Return the organisations that are like what is written; the first ones for nothing."""
    wanted = beginning.casefold().strip()
    found = [one for one in listed.ORGANISMES if wanted in one.casefold()]
    return tuple(found[:_OFFERED])


LINE_MISTAKES: Final = {
    FAMILLE: "Choisissez une famille.",
    ORGANISME: "Écrivez le nom de l’organisme.",
    OBJET: "Écrivez-le en quelques mots, comme la personne le dirait.",
    CANAL: "Choisissez comment la démarche se fera.",
}

# -- where and how long ---------------------------------------------------------------------------

MODE, DUREE, FORME = "mode", "duree", "forme"

# -- identity -------------------------------------------------------------------------------------

PIECE, VALIDE = "piece", "valide"
IDENTITE: Final = (
    Asked(
        code=PIECE,
        words="Quel document avez-vous vu\u00a0?",
        kind=Kind.SHORT,
        choices=pairs(listed.PIECES),
    ),
    Asked(
        code=VALIDE,
        words="Est-il en cours de validité\u00a0?",
        kind=Kind.SHORT,
        choices=((YES, "Oui"), (NO, "Non, il est périmé")),
    ),
)

# -- reading and signing --------------------------------------------------------------------------

LECTURE, LANGUE, INTERPRETE = "lecture", "langue", "interprete"
READING: Final = Asked(
    code=LECTURE,
    words="La personne l’a-t-elle lu\u00a0?",
    kind=Kind.ONE,
    choices=(
        (LectureNotice.LUE.value, "Elle l’a lu elle-même"),
        (LectureNotice.A_VOIX_HAUTE.value, "Je l’ai lu à voix haute"),
        (LectureNotice.EXPLIQUEE.value, "Il a été expliqué dans sa langue"),
    ),
)
EXPLAINED: Final = (
    Asked(code=LANGUE, words="En quelle langue\u00a0?", most=40),
    Asked(
        code=INTERPRETE,
        words="Par qui\u00a0?",
        hint="Une qualité, pas un nom.",
        kind=Kind.SHORT,
        choices=(
            ("interprète professionnel", "Interprète professionnel"),
            ("un proche", "Un proche"),
            ("un collègue", "Un collègue"),
        ),
    ),
)
LIEU, JOUR, HEURE, SIGNATURES, REMIS = "lieu", "jour", "heure", "signatures", "remis"
BOTH, HANDED = "les_deux", "remis"
SIGNING: Final = (
    Asked(code=LIEU, words="Signé à", hint="La commune, comme sur le papier", most=60),
    Asked(code=JOUR, words="Le", hint="Jour/mois/année", most=10),
    Asked(code=HEURE, words="À", hint="L’heure écrite sur le papier", most=8, beside=True),
    Asked(
        code=SIGNATURES,
        words="C’est fait\u00a0?",
        kind=Kind.MANY,
        choices=(
            (BOTH, "Nous avons signé tous les deux les deux exemplaires, ici, ensemble"),
            (HANDED, "La personne a son exemplaire en main"),
        ),
    ),
)
WITNESSED: Final = (
    *SIGNING[:3],
    replace(
        SIGNING[3],
        choices=(
            (BOTH, "Deux témoins majeurs et moi avons signé les deux exemplaires, ici, ensemble"),
            SIGNING[3].choices[1],
        ),
    ),
)
