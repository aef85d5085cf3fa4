"""The console's words for activation codes."""

from typing import Final

from app.department.records.code_batches import CodeState

STATES: Final = {
    CodeState.EN_ATTENTE.value: "En attente",
    CodeState.UTILISE.value: "Utilisé",
    CodeState.ANNULE.value: "Annulé",
    CodeState.EXPIRE.value: "Expiré",
}
NOTHING_ASKED: Final = "Choisissez un fichier, ou donnez un nombre de postes à une structure."
BOTH_ASKED: Final = "Un fichier ou des nombres, pas les deux\u00a0: videz l’un des deux."
LABEL_NEEDED: Final = "Donnez un nom à ce lot, pour le retrouver."
ADDRESS_NEEDED: Final = (
    "L’adresse du service commence par https:// (ou http:// sur cette machine seule)."
)
ALREADY_MADE: Final = (
    "Ce lot est déjà créé, et ses codes ne sont gardés nulle part. S’ils ne sont pas imprimés, "
    "annulez ceux qui attendent et préparez un autre lot."
)
NOTHING_LEFT: Final = "Aucun de ces codes ne peut plus servir\u00a0: rien à imprimer."
