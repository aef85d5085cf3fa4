"""A rights request in words: rights, channels, what was done here, answers and delays."""

from datetime import datetime, tzinfo
from typing import Final

from app.documents.parties import with_article
from app.documents.typography import french_date
from app.domain.convention import SOUS_TRAITANT, Convention
from app.domain.demande import (
    ActionLocale,
    CanalDemande,
    Demande,
    Droit,
    MotifRetard,
    Reponse,
)

DROITS: Final = {
    Droit.ACCES: "Accès : voir ses données",
    Droit.RECTIFICATION: "Rectification : les corriger",
    Droit.EFFACEMENT: "Effacement : les faire effacer",
    Droit.LIMITATION: "Limitation : en geler l’usage",
    Droit.OPPOSITION: "Opposition : refuser qu’elles servent",
    Droit.PORTABILITE: "Portabilité : les emporter",
    Droit.RETRAIT_CONSENTEMENT: "Retrait du consentement",
}
SOURCES: Final = {
    Droit.ACCES: "RGPD, art. 15",
    Droit.RECTIFICATION: "RGPD, art. 16",
    Droit.EFFACEMENT: "RGPD, art. 17",
    Droit.LIMITATION: "RGPD, art. 18",
    Droit.OPPOSITION: "RGPD, art. 21",
    Droit.PORTABILITE: "RGPD, art. 20",
    Droit.RETRAIT_CONSENTEMENT: "RGPD, art. 7.3",
}
CANAUX: Final = {
    CanalDemande.GUICHET: "Sur place",
    CanalDemande.TELEPHONE: "Téléphone",
    CanalDemande.COURRIER: "Courrier",
    CanalDemande.COURRIEL: "Courriel",
}
ENVOIS: Final = {
    CanalDemande.COURRIEL: "Courriel",
    CanalDemande.TELEPHONE: "Téléphone",
    CanalDemande.COURRIER: "Courrier",
    CanalDemande.GUICHET: "En main propre",
}
ACTIONS: Final = {
    ActionLocale.COPIE_REMISE: "Copie lisible des données remise",
    ActionLocale.EXPORT_REMIS: "Données remises en fichiers",
    ActionLocale.CORRIGEE: "Données corrigées",
    ActionLocale.EFFACEE: "Dossier effacé sur ce poste",
    ActionLocale.LIMITEE: "Dossier limité : il ne sert plus",
    ActionLocale.OPPOSITION_NOTEE: "Opposition notée",
    ActionLocale.CONSENTEMENT_RETIRE: "Retrait du consentement noté",
    ActionLocale.RIEN_ICI: "Aucune donnée de cette personne sur ce poste",
}
REPONSES: Final = {
    Reponse.SATISFAITE: "Demande satisfaite",
    Reponse.PARTIELLE: "Satisfaite en partie",
    Reponse.REFUSEE: "Refusée",
    Reponse.RETIREE: "Abandonnée par la personne",
}
RETARDS: Final = {
    MotifRetard.TRANSMIS_TARD: "Signalé tard par un collègue",
    MotifRetard.FERMETURE: "Structure fermée",
    MotifRetard.SANS_RESEAU: "Pas de réseau ni de téléphone",
    MotifRetard.IDENTITE: "Identité à vérifier d’abord",
    MotifRetard.OUBLI: "Oubli",
}
ANSWER_DELAY: Final = "un mois"  # RGPD art. 12.3, for whoever is the controller


def droits_words(demande: Demande) -> str:
    """Return « Accès, effacement »: the rights in a word each."""
    short = [DROITS[droit].split(" :")[0] for droit in demande.droits]
    return ", ".join([short[0], *(one[:1].lower() + one[1:] for one in short[1:])])


def recipient(convention: Convention) -> str:
    """Return to whom requests and breaches go: « le Département de Lot-et-Garonne ».

    Where the structure is itself the controller (001), it is its own officer for data protection.
    """
    if convention.protection.role_structure == SOUS_TRAITANT:
        return with_article(convention.departement.name)
    return "le délégué à la protection des données de la structure"


def to_recipient(convention: Convention) -> str:
    """Return « au Département de Lot-et-Garonne »."""
    words = recipient(convention)
    return f"au {words[3:]}" if words.startswith("le ") else f"à {words}"


def at_words(at: datetime, zone: tzinfo) -> str:
    """Return « 22 novembre 2026 à 10 h 12 », on the wall."""
    local = at.astimezone(zone)
    return f"{french_date(local.date())} à\u00a0{local.hour}\u00a0h\u00a0{local.minute:02}"
