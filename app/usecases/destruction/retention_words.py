"""What each thing with a clock of its own is called, in the window and on the papers."""

from typing import Final

from app.domain.retention import Objet

OBJECTS: Final = {
    Objet.PRESCRIPTION: "Prescription et son dossier",
    Objet.SANS_PRESCRIPTION: "Entretien sans prescription",
    Objet.INACHEVE: "Entretien inachevé",
    Objet.REPONSES: "Réponses au questionnaire",
    Objet.CONSENTEMENT: "Accord donné à la notice",
    Objet.JOURNAUX: "Journaux de ce poste",
    Objet.SAUVEGARDES: "Sauvegardes",
    Objet.DOSSIERS: "Adresses des dossiers de Démarches simplifiées",
    Objet.INDICATEURS: "Compteurs anonymes",
    Objet.DESTRUCTIONS: "Preuves de destruction",
    Objet.DEMANDES: "Demandes d’exercice de droits",
    Objet.VIOLATIONS: "Violations de données",
}
