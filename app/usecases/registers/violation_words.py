"""A breach in words: causes, supports, data, consequences, measures. Source: documents.md b9."""

from typing import Final

from app.domain.violation import (
    Autre,
    Cause,
    Consequence,
    Constat,
    Donnees,
    Etendue,
    Gravite,
    Mesure,
    Nature,
    Origine,
    Secret,
    Support,
)

CAUSES: Final = {
    Cause.VOL: "Vol d’un ordinateur ou d’un support",
    Cause.PERTE: "Perte d’un ordinateur ou d’un support",
    Cause.MAUVAIS_DESTINATAIRE: "Envoi ou remise à la mauvaise personne",
    Cause.PIRATAGE: "Piratage, logiciel malveillant",
    Cause.DESTRUCTION: "Destruction ou panne : données perdues",
    Cause.ACCES_INTERNE: "Consultation sans raison par un agent",
    Cause.AUTRE: "Autre",
}
SUPPORTS: Final = {
    Support.POSTE: "Ordinateur",
    Support.CLE: "Clé USB ou disque",
    Support.SAUVEGARDE: "Sauvegarde",
    Support.PAPIER: "Papier",
    Support.FICHIER: "Fichier ou courriel envoyé",
    Support.COMPTE: "Compte ou mot de passe",
}
NATURES: Final = {
    Nature.CONFIDENTIALITE: "Confidentialité : des données ont pu être vues",
    Nature.INTEGRITE: "Intégrité : des données ont été modifiées",
    Nature.DISPONIBILITE: "Disponibilité : des données ne sont plus accessibles",
}
ORIGINES: Final = {
    Origine.INTERNE_ACCIDENT: "Interne, accidentelle",
    Origine.INTERNE_VOLONTAIRE: "Interne, volontaire",
    Origine.EXTERNE_ACCIDENT: "Externe, accidentelle",
    Origine.EXTERNE_VOLONTAIRE: "Externe, volontaire",
    Origine.INCONNUE: "Pas encore connue",
}
DONNEES: Final = {
    Donnees.IDENTITE: "Nom et prénom",
    Donnees.ADRESSE: "Adresse postale",
    Donnees.CIVILITE_AGE: "Civilité, tranche d’âge",
    Donnees.REPONSES: "Réponses au questionnaire (dont santé ou handicap s’il en est parlé)",
    Donnees.PRESCRIPTIONS: "Prescriptions et décisions",
    Donnees.MANDATS: "Mandats\u00a0: date de naissance, organismes, démarches faites",
    Donnees.AGENTS: "Noms des agents",
}
SECRETS: Final = {
    Secret.NON: "Non",
    Secret.PEUT_ETRE: "Peut-être",
    Secret.OUI: "Oui",
}
CONSEQUENCES: Final = {
    Consequence.AUCUNE: "Aucune attendue : les données sont illisibles sans la phrase de passe",
    Consequence.DIVULGATION: "Divulgation de la situation des personnes",
    Consequence.USURPATION: "Usurpation d’identité",
    Consequence.DEMARCHAGE: "Démarchage, escroquerie",
    Consequence.PERTE_DE_DROITS: "Perte d’un droit ou d’une aide",
    Consequence.RETARD: "Retard, démarche à refaire",
}
GRAVITES: Final = {
    Gravite.NEGLIGEABLE: "Négligeable",
    Gravite.LIMITEE: "Limitée",
    Gravite.IMPORTANTE: "Importante",
    Gravite.MAXIMALE: "Maximale",
}
MESURES: Final = {
    Mesure.REVOCATION: "Révocation du poste par le Département (rien ne s’efface à distance)",
    Mesure.SECRETS: "Phrases de passe changées",
    Mesure.RESTAURATION: "Sauvegarde restaurée",
    Mesure.RAPPEL: "Destruction demandée au mauvais destinataire",
    Mesure.RETRAIT_ACCES: "Accès d’un agent retiré",
    Mesure.PREVENIR: "Prévenir les personnes, sur instruction du Département",
    Mesure.FORMATION: "Rappel des règles à l’équipe",
}
AUTRES: Final = {
    Autre.PLAINTE: "Plainte déposée",
    Autre.ASSUREUR: "Assureur prévenu",
    Autre.HIERARCHIE: "Direction de la structure prévenue",
}
ETENDUES: Final = {
    Etendue.POSTE: "compté sur ce poste",
    Etendue.SAUVEGARDE: "compté dans la dernière sauvegarde",
    Etendue.ESTIMEE: "estimé",
}
INITIALE, COMPLEMENTAIRE = "initiale", "complémentaire"


def title_of(constat: Constat) -> str:
    """Return what happened, in a few words: « Vol d’un ordinateur ou d’un support »."""
    return CAUSES[constat.cause] if constat.cause else "Violation de données à décrire"


def yes_no(value: bool | None) -> str:  # noqa: FBT001 - a value of the domain
    """Return « oui », « non », « pas encore connu »."""
    if value is None:
        return "pas encore connu"
    return "oui" if value else "non"


def number_words(number: int | None, one: str, many: str) -> str:
    """Return « 12 personnes », « pas encore connu »."""
    if number is None:
        return "pas encore connu"
    return f"{number}\u00a0{many if number > 1 else one}"


def missing(constat: Constat) -> tuple[str, ...]:
    """Return what the notification does not say yet: it may leave so, and be completed later."""
    found = (
        (constat.cause is None, "ce qui s’est passé"),
        (not constat.supports, "sur quoi étaient les données"),
        (constat.personnes is None, "combien de personnes"),
        (not constat.donnees, "quelles données"),
        (not constat.natures, "la nature de la violation"),
        (constat.secret is None, "si un secret est compromis"),
        (not constat.consequences or constat.gravite is None, "les conséquences et leur gravité"),
        (not constat.mesures and not constat.prevues, "les mesures"),
    )
    return tuple(words for absent, words in found if absent)
