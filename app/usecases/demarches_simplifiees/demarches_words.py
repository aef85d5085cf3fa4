"""Dossiers on Démarches simplifiées in words: their states, and what happened to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.dossier import EtatDossier
from app.sync.demarches.body import Fault, Probleme

STATES: Final[Mapping[EtatDossier, str]] = {
    EtatDossier.ENVOYE: "Demandé à Démarches simplifiées, sans réponse",
    EtatDossier.PREREMPLI: "Prérempli sur Démarches simplifiées, à déposer",
    EtatDossier.BROUILLON: "Ouvert sur Démarches simplifiées, pas encore déposé",
    EtatDossier.EN_CONSTRUCTION: "Déposé sur Démarches simplifiées",
    EtatDossier.EN_INSTRUCTION: "En cours d’examen par le Département",
    EtatDossier.ACCEPTE: "Dossier accepté",
    EtatDossier.REFUSE: "Dossier refusé",
    EtatDossier.SANS_SUITE: "Dossier classé sans suite",
    EtatDossier.EXPIRE: "Expiré sans avoir été déposé\u00a0: il sera refait",
    EtatDossier.PERDU: "Disparu de Démarches simplifiées avant le dépôt",
    EtatDossier.RETIRE: "Retiré de Démarches simplifiées après le dépôt, ou expiré là-bas",
    EtatDossier.ARCHIVE: "Décidé, et effacé de Démarches simplifiées",
}
EVENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{f"dossier_{etat.value}": words for etat, words in STATES.items()},
        "dossier_ouvert": "Dossier ouvert dans le navigateur",
        "dossier_renvoye": "Dossier à refaire sur Démarches simplifiées",
    }
)
"""By the kinds of the history."""

_PROBLEMS: Final[Mapping[Probleme, str]] = {
    Probleme.MANQUE: "il manque",
    Probleme.OPTION: "la démarche n’a pas ce choix",
    Probleme.FORME: "la démarche ne reconnaît pas cette valeur",
    Probleme.CHANGE: "ce champ n’est plus dans la démarche",
}


def fault_words(fault: Fault) -> str:
    """Return « « Commune » : la démarche ne reconnaît pas cette valeur »."""
    return f"«\u00a0{fault.libelle}\u00a0»\u00a0: {_PROBLEMS[fault.probleme]}"
