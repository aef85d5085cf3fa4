"""The console's words for what is published."""

from typing import Final

from app.department.database.publications import EtatPublication
from app.sync.protocol.announcement import LONGEST_PARAGRAPH, LONGEST_TITLE, MOST_PARAGRAPHS
from app.sync.protocol.signed import MaterialKind

KINDS: Final = {
    MaterialKind.CONVENTION.value: "Convention",
    MaterialKind.QUESTIONNAIRE.value: "Questionnaire",
    MaterialKind.STRUCTURES.value: "Liste des structures",
    MaterialKind.LETTERS.value: "Texte des lettres",
    MaterialKind.ANNOUNCEMENT.value: "Annonce",
    MaterialKind.RELEASE.value: "Version du logiciel",
}
STATES: Final = {
    EtatPublication.BROUILLON.value: "Préparé",
    EtatPublication.PUBLIEE.value: "Publié",
    EtatPublication.REMPLACEE.value: "Remplacé",
    EtatPublication.RETIREE.value: "Retiré",
}
ANNOUNCEMENT_REFUSED: Final = {
    "title": f"Le titre manque, ou dépasse {LONGEST_TITLE} signes.",
    "paragraphs": f"Le texte compte de 1 à {MOST_PARAGRAPHS} paragraphes de "
    f"{LONGEST_PARAGRAPH} signes au plus.",
    "ends_on": "Le dernier jour est avant le premier.",
    "days": "Donnez le premier et le dernier jour, par exemple 31/12/2026.",
    "past": "Le dernier jour est déjà passé\u00a0: personne ne verrait cette annonce.",
}
FILE_NEEDED: Final = "Choisissez le classeur du questionnaire (.xlsx)."
CONVENTION_NEEDED: Final = "Choisissez le fichier signé (.passerelle-convention)."
LIST_NEEDED: Final = "Choisissez la liste des structures (.csv ou .json)."
LETTERS_NEEDED: Final = "Choisissez le texte des lettres (.toml)."
NO_CONVENTION_FOR_LETTERS: Final = (
    "Ce service a démarré sans convention\u00a0: il ne sait pas de quelles lettres il s’agit."
)
NO_CONVENTION: Final = (
    "Ce service a démarré sans convention\u00a0: il ne sait pas sous quel nom publier un "
    "questionnaire."
)
CHANGED: Final = "Cette publication a changé pendant que vous la regardiez\u00a0: relisez-la."
SIGNATURE_REFUSED: Final = (
    "Ce fichier n’est pas une réponse de la clé racine de ce Département, ou il est abîmé. Rien "
    "n’a été publié."
)


def announcement_refused(place: str) -> str:
    """Return what is wrong with an announcement, by the field that the protocol names."""
    name = place.rpartition(".")[2].partition("[")[0]
    return ANNOUNCEMENT_REFUSED.get(name, ANNOUNCEMENT_REFUSED["paragraphs"])
