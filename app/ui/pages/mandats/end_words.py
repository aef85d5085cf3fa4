"""What an end means, in sentences."""

from typing import Final

from app.domain.mandat_listes import NatureFin
from app.usecases.mandats.ended import MOTIFS as MOTIFS_OF
from app.usecases.mandats.ending import Consequence

MOTIFS: Final = {
    MOTIFS_OF[nature]: words
    for nature, words in {
        NatureFin.ABOUTI: "Abouti",
        NatureFin.RETIRE: "Retiré",
        NatureFin.EXPIRE: "Arrivé à son terme",
        NatureFin.RENONCE: "Renoncé",
        NatureFin.CADUC: "Sans effet",
        NatureFin.REMPLACE: "Remplacé",
    }.items()
}
LIMITED: Final = (
    "Le dossier de cette personne est limité\u00a0: son mandat se lit, rien ne s’y note. Pour le "
    "reprendre, levez la limitation dans son dossier, «\u00a0Droits de la personne\u00a0»."
)
DESTROYED: Final = (
    "Le mandat sur ce poste\u00a0: ses lignes, ses dates, ce qui y est dit de la personne",
    "Tout ce qui est noté des démarches faites",
    "Ses papiers en préparation, et ses copies dans les sauvegardes au fil de leur rotation",
)
REMAINS: Final = (
    "L’exemplaire papier de la structure\u00a0: sa durée est fixée par elle",
    "Ce que les organismes ont reçu\u00a0: il relève d’eux",
    "Un numéro de mandat et des dates, sans nom, comme preuve de la destruction",
)
LINES_ENDED: Final = "C’est noté. Le reste du mandat continue."


def untold_words(found: Consequence) -> str:
    """Return what the person does not know yet, or what is still awaited; empty for nothing."""
    parts: list[str] = []
    if found.untold:
        many = found.untold > 1
        parts.append(
            f"{found.untold}\u00a0{'démarches n’ont' if many else 'démarche n’a'} pas été "
            f"{'dites' if many else 'dite'} à la personne\u00a0: rendez-lui compte d’abord."
        )
    if found.waiting:
        many = found.waiting > 1
        waited = "réponses sont encore attendues" if many else "réponse est encore attendue"
        parts.append(f"{found.waiting}\u00a0{waited} d’un organisme.")
    return " ".join(parts)
