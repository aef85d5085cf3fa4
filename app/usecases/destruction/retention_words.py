"""What has a clock of its own under a convention, and what it is called."""

from typing import Final

from app.domain.carnets_regles import horloges_carnets
from app.domain.convention import Convention
from app.domain.mandat_horloges import horloges_mandat
from app.domain.retention import Horloge, Objet, horloges

OBJECTS: Final = {
    Objet.PRESCRIPTION: "Prescription et son dossier",
    Objet.SANS_PRESCRIPTION: "Entretien sans prescription",
    Objet.INACHEVE: "Entretien inachevé",
    Objet.REPONSES: "Réponses au questionnaire",
    Objet.CONSENTEMENT: "Accord donné à la notice",
    Objet.JOURNAUX: "Journaux de ce poste",
    Objet.SAUVEGARDES: "Sauvegardes",
    Objet.DOSSIERS: "Adresses des dossiers de Démarches simplifiées",
    Objet.MANDATS: "Mandat, autorisations et actes",
    Objet.MANDATS_BROUILLON: "Mandat non signé",
    Objet.MANDATS_PAPIER: "Original du mandat, sur papier",
    Objet.CARNETS: "Numéro du carnet remis à une personne",
    Objet.INDICATEURS: "Compteurs anonymes",
    Objet.DESTRUCTIONS: "Preuves de destruction",
    Objet.DEMANDES: "Demandes d’exercice de droits",
    Objet.VIOLATIONS: "Violations de données",
}


def clocks_of(convention: Convention) -> tuple[Horloge, ...]:
    """Return every clock of a convention, each with its source."""
    general = horloges(
        convention.retention,
        answers_kept_linked=convention.answers_kept_linked,
        by_form=convention.demarche is not None,
    )
    carnets = horloges_carnets(convention.carnets)
    return (*general, *carnets, *horloges_mandat(convention.mandat))
