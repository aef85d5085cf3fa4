"""The console's words for states, acts and actors."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from app.department.database.agents import Role
from app.department.database.handling import Avis
from app.department.database.prescriptions import Etat
from app.department.records.journal import Action
from app.department.records.likeness import Degree, Reason
from app.department.records.together import Outcome

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)

ETATS = {
    Etat.A_DECIDER.value: "À décider",
    Etat.ACCEPTEE.value: "Acceptée",
    Etat.REFUSEE.value: "Refusée",
    Etat.RETIREE.value: "Retirée",
    Etat.EFFACEE.value: "Effacée",
}

ROLES = {
    Role.INSTRUCTEUR: "instructeur",
    Role.GESTIONNAIRE: "gestionnaire",
    Role.ADMINISTRATEUR: "administrateur",
    Role.DELEGUE: "délégué à la protection des données",
    Role.LECTEUR: "lecteur",
}

ROLE_MEANINGS = {
    Role.INSTRUCTEUR: "Lit les prescriptions et décide.",
    Role.GESTIONNAIRE: "Tient les structures, les postes, le stock et ce qui est publié.",
    Role.ADMINISTRATEUR: "Invite les agents, donne les rôles, lit le journal.",
    Role.DELEGUE: "Lit le journal et les preuves d’effacement.",
    Role.LECTEUR: "Lit les prescriptions et les chiffres, ne change rien.",
}
AGENT_DONE = {
    "roles": "Les rôles sont enregistrés.",
    "ferme": "Le compte est fermé.",
}
MY_ACCOUNT_DONE = {
    "mot_de_passe": "Votre mot de passe est changé. Vos autres sessions sont fermées.",
    "sessions": "C’est fermé.",
}

ACTEURS = {
    "compte": "Agent",
    "poste": "Poste",
    "operateur": "Exploitant du serveur",
    "inconnu": "Inconnu",
}

ACTIONS = {
    Action.CONNEXION.value: "Connexion",
    Action.CONNEXION_REFUSEE.value: "Connexion refusée",
    Action.DECONNEXION.value: "Déconnexion",
    Action.CODE_REFUSE.value: "Code de connexion refusé",
    Action.ACCES_REFUSE.value: "Page d’un autre rôle refusée",
    Action.SESSIONS_FERMEES.value: "Sessions fermées",
    Action.COMPTE_CREE.value: "Compte créé",
    Action.COMPTE_INVITE.value: "Agent invité",
    Action.COMPTE_FERME.value: "Compte fermé",
    Action.ROLES_CHANGES.value: "Rôles changés",
    Action.ACCES_REINITIALISE.value: "Accès réinitialisé",
    Action.MOT_DE_PASSE_CHANGE.value: "Mot de passe choisi",
    Action.DOUBLE_FACTEUR_POSE.value: "Téléphone relié au compte",
    Action.CODE_DE_SECOURS_UTILISE.value: "Code de secours utilisé",
    Action.CODES_DE_SECOURS_REFAITS.value: "Codes de secours refaits",
    Action.JOURNAL_EXPORTE.value: "Journal exporté",
    Action.STRUCTURE_CREEE.value: "Structure créée",
    Action.STRUCTURE_RENOMMEE.value: "Structure renommée",
    Action.STRUCTURE_FERMEE.value: "Structure fermée",
    Action.STRUCTURE_ROUVERTE.value: "Structure rouverte",
    Action.QUESTIONNAIRE_PUBLIE.value: "Questionnaire publié",
    Action.DOCUMENT_PREPARE.value: "Publication préparée",
    Action.DOCUMENT_PUBLIE.value: "Document publié",
    Action.DOCUMENT_RETIRE.value: "Publication retirée",
    Action.DOCUMENT_ECARTE.value: "Publication préparée puis écartée",
    Action.PUBLICATION_SIGNEE.value: "Liste des publications signée",
    Action.RESTITUTION_OUVERTE.value: "Restitution de fin de convention ouverte",
    Action.FICHIER_IMPORTE.value: "Fichier d’une clé USB importé",
    Action.FICHIER_REFUSE.value: "Fichier d’une clé USB refusé",
    Action.REPONSE_PREPAREE.value: "Réponse pour un poste préparée en fichier",
    Action.CONSERVATION_PROLONGEE.value: "Conservation malgré l’échéance",
    Action.CONSERVATION_LEVEE.value: "Conservation levée",
    Action.PERSONNE_EFFACEE.value: "Personne effacée",
    Action.DESTRUCTION_SIGNEE.value: "Attestation de destruction signée",
    Action.DATE_CONFIRMEE.value: "Date du serveur confirmée",
    Action.SAUVEGARDE_FAITE.value: "Sauvegarde faite",
    Action.SAUVEGARDE_MANQUEE.value: "Sauvegarde manquée",
    Action.BASE_RESTAUREE.value: "Base remise en place depuis une sauvegarde",
    Action.CARNETS_ANNONCES.value: "Lot de carnets annoncé",
    Action.STOCK_MOUVEMENT.value: "Mouvement de carnets",
    Action.SEUIL_CHANGE.value: "Seuil d’alerte changé",
    Action.CREDIT_CHANGE.value: "Crédit de carnets changé",
    Action.TRANCHE_ATTRIBUEE.value: "Tranche attribuée à un poste",
    Action.TRANCHE_RAPPELEE.value: "Tranche rappelée",
    Action.TRANCHE_CLOSE.value: "Tranche close",
    Action.COMPTEURS_RECUS.value: "Indicateurs d’un mois reçus",
    Action.COMPTEURS_ECARTES.value: "Indicateurs d’un mois mis à l’écart",
    Action.COMPTEURS_EXPORTES.value: "Indicateurs exportés",
    Action.CODE_CREE.value: "Code d’activation créé",
    Action.LOT_CREE.value: "Lot de codes créé",
    Action.CODE_ANNULE.value: "Code d’activation annulé",
    Action.LOT_ANNULE.value: "Lot de codes annulé",
    Action.POSTE_ACTIVE.value: "Poste activé",
    Action.POSTE_REVOQUE.value: "Poste révoqué",
    Action.POSTE_RENOMME.value: "Poste renommé",
    Action.DEMANDE_REFUSEE.value: "Demande d’un poste refusée",
    Action.PRESCRIPTION_RECUE.value: "Prescription reçue",
    Action.PRESCRIPTION_CORRIGEE.value: "Prescription corrigée par la structure",
    Action.PRESCRIPTION_RETIREE.value: "Prescription retirée par la structure",
    Action.PRESCRIPTION_CONSULTEE.value: "Prescription consultée",
    Action.CONFLIT.value: "Conflit à régler",
    Action.CONFLIT_REGLE.value: "Conflit réglé",
    Action.DECISION.value: "Décision",
    Action.DECISION_LOT.value: "Décisions prises ensemble",
    Action.DECISION_RELAYEE.value: "Décision lue sur Démarches simplifiées",
    Action.DEMARCHE_REGLEE.value: "Jeton de Démarches simplifiées enregistré",
    Action.DEMARCHE_ARRETEE.value: "Lecture de Démarches simplifiées arrêtée",
    Action.DOUBLONS_CONSULTES.value: "Doublons possibles consultés",
    Action.DOUBLON_JUGE.value: "Doublon possible jugé",
    Action.PERSONNE_CONSULTEE.value: "Dossier d’une personne consulté",
    Action.TIRAGE_PREPARE.value: "Tirage préparé",
    Action.TIRAGE_IMPRIME.value: "Tirage imprimé",
    Action.TIRAGE_ENVOYE.value: "Tirage posté",
    Action.LETTRE_ECARTEE.value: "Décision sans lettre",
    Action.LETTRE_REMISE.value: "Lettre remise à imprimer",
    Action.EXPORT.value: "Export de prescriptions",
}

# What a prescription's payload may hold, in the order of the page.
SERVICES = {
    "assistance": "Assistance",
    "formation": "Formation",
    "coup_de_pouce": "Coup de pouce",
}

DEGREES = {
    Degree.EXACTE.value: "Même personne, très probablement",
    Degree.PROCHE.value: "À vérifier",
}

REASONS = {
    Reason.MEMES_NOMS.value: "mêmes nom et prénom",
    Reason.NOMS_INVERSES.value: "nom et prénom inversés",
    Reason.PARTICULE.value: "mêmes noms, à une particule près",
    Reason.ORTHOGRAPHE.value: "orthographe voisine",
    Reason.NOM_PARTIEL.value: "une partie seulement d’un nom composé",
    Reason.INITIALE.value: "initiale au lieu du prénom",
    Reason.MEME_ADRESSE.value: "même adresse",
    Reason.MEME_CODE_POSTAL.value: "même code postal, autre adresse",
    Reason.AUTRE_ADRESSE.value: "autre code postal",
    Reason.MEME_AGE.value: "même tranche d’âge",
    Reason.AGE_DIFFERENT.value: "tranches d’âge différentes",
}

AVIS = {
    Avis.A_VOIR.value: "À voir",
    Avis.MEME.value: "Même personne",
    Avis.DIFFERENTE.value: "Personnes différentes",
}

OUTCOMES = {
    Outcome.A_FAIRE.value: "Le service s’est arrêté avant elle\u00a0: rien n’est décidé",
    Outcome.FAITE.value: "Décision enregistrée",
    Outcome.DEJA_DECIDEE.value: "Déjà décidée",
    Outcome.CORRIGEE.value: "Corrigée par la structure depuis\u00a0: à relire",
    Outcome.RETIREE.value: "Retirée par la structure",
    Outcome.EFFACEE.value: "Effacée",
}

ORDERS = {
    "anciennes": "Les plus anciennes d’abord",
    "recentes": "Les plus récentes d’abord",
    "nom": "Par nom",
}

RUN_CHANGED = (
    "La liste des lettres a changé pendant que vous la regardiez, ou elle est vide. "
    "Rien n’a été préparé\u00a0: relisez-la, puis recommencez."
)
LOGIN_REFUSED = "Le nom du compte ou le mot de passe n’est pas le bon."
LOGIN_BLOCKED = "Trop d’essais\u00a0: attendez un quart d’heure avant de recommencer."
ACCESS_CHOSEN = "Votre mot de passe est enregistré. Connectez-vous."
ACCESS_REFUSED = "Le mot de passe actuel n’est pas le bon. Rien n’a été changé."
PASSWORDS_DIFFER = "Les deux mots de passe diffèrent. Rien n’a été enregistré."
LINK_GONE = "Ce lien a déjà servi, ou il est périmé. Demandez-en un autre à un administrateur."
NOT_ONESELF = "Votre propre accès se change dans Mon compte."
CODE_REFUSED = (
    "Ce code n’est pas le bon, ou il a déjà servi\u00a0: attendez le suivant. "
    "S’il est refusé encore, vérifiez l’heure du téléphone."
)
CODE_BLOCKED = "Trop de codes refusés\u00a0: attendez un quart d’heure avant de recommencer."
RECOVERY_REFUSED = "Ce code de secours n’est pas le bon, ou il a déjà servi."
CHANGED_MEANWHILE = (
    "Cette prescription a changé pendant que vous la regardiez. "
    "Rien n’a été enregistré\u00a0: relisez-la, puis décidez."
)
MOTIF_NEEDED = "Un refus a besoin d’un motif de la liste."
SENS_NEEDED = "Choisissez d’accepter ou de refuser."
MESSAGE_TOO_LONG = "Le message à la structure est trop long."
STRUCTURE_REFUSED = "Ce nom est vide, trop long ou déjà pris."
REFERENCE_UNKNOWN = (
    "Aucune prescription en cours de conservation ne porte cette référence. Elle s’écrit comme "
    "sur les papiers\u00a0: 2026-CCASILL-0001."
)
REFERENCE_TWICE = (
    "Plusieurs prescriptions portent cette référence\u00a0: ouvrez la bonne depuis la page "
    "Prescriptions, puis «\u00a0Effacer…\u00a0»."
)
ERASURE_INCOMPLETE = "Choisissez pourquoi, et cochez que vous avez vérifié la demande."
HOLD_INCOMPLETE = "Choisissez une raison, et un jour entre les deux qui sont indiqués."
HOLD_NOTED = "La prescription est conservée jusqu’au jour choisi."
HOLD_LIFTED = "L’échéance compte de nouveau\u00a0: ce qui est échu part cette nuit."
DATE_CONFIRMED = "La date est confirmée\u00a0: ce qui est échu s’efface dans la minute."
FORM_EXPIRED = (
    "Ce formulaire n’est plus valable. Rien n’a été enregistré\u00a0: "
    "revenez à la page et recommencez."
)
REFUSED = "Cette demande ne peut pas être traitée. Rien n’a été enregistré."
BROKEN = (
    "Ce que vous veniez d’envoyer n’est peut-être pas enregistré\u00a0: revenez à la page et "
    "regardez avant de recommencer. Si cela se répète, prévenez la personne qui tient le serveur."
)
ROLE_NEEDED = (
    "Cette page demande le rôle «\u00a0{}\u00a0». Rien n’a été enregistré. "
    "Un administrateur donne les rôles, à la page Agents."
)
CONFLICT_SETTLED = (
    "Ce conflit ne peut plus être réglé ainsi\u00a0: il l’est déjà, ou la prescription a changé. "
    "Rien n’a été enregistré."
)
NOT_FOUND = "Cette page n’existe pas, ou plus."

FIELDS = {
    "reference": "Référence",
    "prescribed_on": "Prescrite le",
    "service": "Service",
    "carnets": "Carnets",
    "categorie": "Catégorie",
    "earlier": "Prescription précédente",
    "civilite": "Civilité",
    "nom": "Nom",
    "prenom": "Prénom",
    "tranche_age": "Tranche d’âge",
    "chez": "Chez",
    "complement": "Complément",
    "residence": "Résidence",
    "voie": "Voie",
    "lieu_dit": "Lieu-dit",
    "code_postal": "Code postal",
    "commune": "Commune",
    "code_insee": "Code INSEE",
    "domiciliation_ccas": "Domiciliation au CCAS",
}


def compare(kept: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return (label, value kept, other value) for each field that one of both has."""
    left, right = _flat(kept), _flat(other)
    return [
        (label, left.get(name, ""), right.get(name, ""))
        for name, label in FIELDS.items()
        if name in left or name in right
    ]


def _flat(payload: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in payload.items():
        if isinstance(value, dict):
            found |= _flat(cast("dict[str, Any]", value))
        elif value is True:
            found[name] = "oui"
        elif name == "service":
            found[name] = SERVICES.get(str(value), str(value))
        elif name == "prescribed_on":
            found[name] = day(date.fromisoformat(str(value)))
        else:
            found[name] = str(value)
    return found


def roles_in_order(roles: Collection[Role]) -> list[str]:
    """Name `roles` in the order of the list."""
    return [word for role, word in ROLES.items() if role in roles]


def day(value: date | None) -> str:
    """Write a day: « 3 mars 2026 », « 1er mars 2026 »."""
    if value is None:
        return "—"
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number}\u00a0{_MONTHS[value.month - 1]}\u00a0{value.year}"
