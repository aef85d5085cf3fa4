"""What the notice says, by what a convention does: one answer for every paper, voice and screen.

A convention that asks no questions promises nothing of answers, one that sends no name does not say
that it asks for Pass, one that keeps nobody has no agreement to collect. Source: RGPD art. 13 (what
is told is what is done); 002 l. 150-174; 003 l. 163; 004 l. 84-87.
"""

from collections.abc import Sequence
from typing import Final

from app.domain.convention import Convention, Porte, Remise
from app.domain.mandat_listes import ChampMandat

PRESCRIPTION: Final = "prescription"
QUESTIONNAIRE: Final = "questionnaire"
INDICATEURS: Final = "indicateurs"
RECONTACT: Final = "recontact"
_IDENTITY: Final = {
    ChampMandat.NOM_USAGE: "votre nom d’usage",
    ChampMandat.DATE_NAISSANCE: "votre date de naissance",
    ChampMandat.LIEU_NAISSANCE: "votre lieu de naissance",
}


def asks_agreement(convention: Convention) -> bool:
    """Tell whether somebody answers to purposes: in the interview, and nowhere else.

    A mandate is an agreement of its own, signed on its own paper (002 l. 167).
    """
    return Porte.DIAGNOSTIC in convention.portes


def purposes(convention: Convention) -> Sequence[tuple[str, str]]:
    """Return the purposes that are answered to, each with the key of its sentence."""
    if not asks_agreement(convention):
        return ()
    found = [(PRESCRIPTION, _request(convention)), (QUESTIONNAIRE, answers(convention))]
    if convention.indicateurs:
        found.append((INDICATEURS, "statistiques"))
    if convention.fields_kept:
        found.append((RECONTACT, "rappel"))
    return found


def answers(convention: Convention) -> str:
    """Return the key of what becomes of the answers."""
    return "reponses_gardees" if convention.answers_kept_linked else "reponses_effacees"


def why(convention: Convention) -> tuple[str, ...]:
    """Return the keys of what the information is for."""
    if not convention.fields_kept:
        return ("pourquoi_sans_nom",)
    keys = ["pourquoi"]
    if _with_pass(convention):
        keys.append("pourquoi_pass" if convention.fields_sent else "pourquoi_remise")
    if convention.mandat is not None:
        keys.append("pourquoi_demarches")
    return tuple(keys)


def noted(convention: Convention) -> tuple[str, ...]:
    """Return the keys of what is written down."""
    if not convention.fields_kept:
        return ("donnees_sans_nom",)
    keys = ["donnees"]
    if convention.mandat is not None:
        keys.append("donnees_demarches")
    if asks_agreement(convention):
        keys.append(answers(convention))
    return tuple(keys)


def refusing(convention: Convention) -> tuple[str, ...]:
    """Return the keys of what a refusal changes, in the simple page."""
    if not _with_pass(convention):
        return ("non",)
    return ("non", "non_pass" if convention.fields_sent else "non_remise")


def compulsory(convention: Convention) -> tuple[str, ...]:
    """Return the keys of what a refusal changes, in the complete page."""
    if not convention.fields_kept:
        return ("obligatoire_sans_nom",)
    if _with_pass(convention):
        first = "obligatoire" if convention.fields_sent else "obligatoire_remise"
    else:
        first = "obligatoire_sans_pass"
    if not asks_agreement(convention):
        return (first,)
    return (first, "facultatif" if convention.indicateurs else "facultatif_rappel")


def deciding(convention: Convention) -> str:
    """Return the key of who decides."""
    return "decide" if asks_agreement(convention) else "decide_sans_questions"


def identity_words(convention: Convention) -> Sequence[tuple[str, str]]:
    """Return what a mandate says of a person besides name and address: codes with their words."""
    champs = convention.mandat.champs if convention.mandat else frozenset[ChampMandat]()
    return [(one.value, words) for one, words in _IDENTITY.items() if one in champs]


def _with_pass(convention: Convention) -> bool:
    return convention.pass_numerique.remise is not Remise.AUCUNE


def _request(convention: Convention) -> str:
    if not _with_pass(convention):
        return "demande_sans_pass"
    return "demande" if convention.fields_sent else "demande_remise"
