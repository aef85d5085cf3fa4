"""The steps in words."""

from dataclasses import dataclass
from typing import Final

from app.usecases.laptop.first_steps import Pas


@dataclass(frozen=True, slots=True)
class Words:
    """A step: what, why, and the act on its button."""

    title: str
    why: str
    action: str


WORDS: Final[dict[Pas, Words]] = {
    Pas.FEUILLE: Words(
        "Imprimer et vérifier la feuille de secours",
        "Sans elle, une phrase de passe oubliée ferme ce poste pour toujours.",
        "Vérifier la feuille",
    ),
    Pas.SAUVEGARDE: Words(
        "Choisir où sauvegarder",
        "Si l’ordinateur est perdu ou tombe en panne, vos dossiers reviennent.",
        "Choisir le dossier",
    ),
    Pas.CONVENTION: Words(
        "Mettre la convention en vigueur",
        "Elle ne l’est pas aujourd’hui\u00a0: notez sa prise d’effet ou l’avenant qui la prolonge.",
        "Voir la convention",
    ),
    Pas.DEPARTEMENT: Words(
        "Activer ce poste auprès du Département",
        "Avec le code qu’il vous a remis. Ensuite, Synchroniser envoie et rapporte les réponses.",
        "Saisir le code",
    ),
    Pas.COLLEGUE: Words(
        "Donner accès à un collègue, ou dire que vous êtes seul",
        "À deux, une absence ou un oubli n’arrête pas l’accueil.",
        "Ajouter un collègue",
    ),
    Pas.LIEUX: Words(
        "Écrire les lieux et leurs horaires",
        "L’affiche, la permanence du jour et les bilans en viennent.",
        "Écrire les horaires",
    ),
    Pas.IMPRIMANTE: Words(
        "Essayer l’imprimante",
        "Une page d’essai maintenant, plutôt qu’une panne devant la première personne.",
        "Imprimer un essai",
    ),
    Pas.ENTRAINEMENT: Words(
        "Faire un premier entretien d’entraînement",
        "Avec des personnes fictives\u00a0: rien ne part, rien ne compte.",
        "S’entraîner",
    ),
}
ALONE: Final = "Je suis seul"
SAID_ALONE: Final = "Une seule personne travaille sur ce poste."
NOT_ALONE: Final = "Ce n’est plus vrai"
HEADING: Final = "Que faire maintenant"


def progress(done: int, total: int) -> str:
    """Say how far it is: « 3 étapes faites sur 8 »."""
    said = "étape faite" if done < 2 else "étapes faites"  # noqa: PLR2004 - French plural
    return f"{done}\u00a0{said} sur {total}"


def others(referents: str) -> str:
    """Say whose step it is."""
    return f"C’est à {referents or 'votre référent'} de le faire."
