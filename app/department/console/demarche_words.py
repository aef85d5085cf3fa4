"""What the page of Démarches simplifiées says."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.department.database.demarches import Rattachement
from app.department.demarches.failures import Echec
from app.department.demarches.reading import Lecture

ECHECS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Echec.JETON_REFUSE: (
            "Démarches simplifiées refuse le jeton : il a été supprimé, ou n’a jamais existé. "
            "Faites-en un autre, puis enregistrez-le ici."
        ),
        Echec.JETON_EXPIRE: (
            "Le jeton a expiré. Faites-en un autre sur Démarches simplifiées, puis enregistrez-le "
            "ici."
        ),
        Echec.JETON_PERDU: (
            "Le jeton ne s’ouvre plus : les clés du service ont changé. Enregistrez-le de nouveau."
        ),
        Echec.RESEAU_REFUSE: (
            "Le jeton est réservé à d’autres adresses que celle de ce serveur. Ajoutez la sienne "
            "aux réseaux du jeton."
        ),
        Echec.DEMARCHE_REFUSEE: (
            "Ce jeton ne donne pas accès à cette démarche. Il faut le jeton d’un administrateur "
            "de la démarche, qui la comprenne."
        ),
        Echec.DEMARCHE_INCONNUE: (
            "Démarches simplifiées ne connaît pas cette démarche : son numéro est celui de la "
            "convention."
        ),
        Echec.QUESTION_REFUSEE: (
            "Démarches simplifiées ne comprend plus la demande de ce service. S’il le dit encore "
            "demain, le service doit être mis à jour."
        ),
        Echec.TROP_DE_DEMANDES: (
            "Démarches simplifiées demande d’attendre : la lecture reprendra d’elle-même."
        ),
        Echec.TROP_LENTE: (
            "Démarches simplifiées a été trop lente : la lecture reprendra d’elle-même."
        ),
        Echec.TROP_GRANDE: (
            "Un dossier dépasse à lui seul ce que le service accepte de lire : la lecture s’arrête "
            "devant lui. Dans Démarches simplifiées, raccourcissez la motivation de la dernière "
            "décision, ou prévenez l’exploitant."
        ),
        Echec.EN_PANNE: ("Démarches simplifiées est en panne : la lecture reprendra d’elle-même."),
        Echec.INJOIGNABLE: (
            "Ce serveur ne joint pas Démarches simplifiées : la lecture reprendra d’elle-même. Si "
            "cela dure, faites vérifier son accès à Internet."
        ),
        Echec.CERTIFICAT: (
            "La connexion n’est pas sûre : le certificat présenté n’est pas reconnu. Le jeton n’a "
            "pas été envoyé. Prévenez l’exploitant du serveur."
        ),
        Echec.ILLISIBLE: (
            "La réponse n’est pas celle de Démarches simplifiées : un intermédiaire du réseau l’a "
            "peut-être changée. Rien n’en a été gardé."
        ),
        Echec.INTERROMPUE: "La lecture n’est pas finie : elle continue d’elle-même.",
    }
)
RATTACHEMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Rattachement.RELAYE: "Relayée à la structure",
        Rattachement.ROUVERT: "Rouvert là-bas : la réponse relayée n’est plus la dernière",
        Rattachement.SANS_REPERE: "Déposé sans Passerelle : aucun poste n’attend sa réponse",
        Rattachement.STRUCTURE_INCONNUE: "Structure inconnue de ce service",
        Rattachement.AUTRE_STRUCTURE: (
            "Autre structure que celle du premier dossier de cette prescription"
        ),
        Rattachement.DECIDE_ICI: "Prescription reçue par ce service : elle se décide ici",
        Rattachement.EFFACE: "Échéance passée, ou effacé : rien n’en est gardé",
    }
)
HELP: Final[Mapping[str, str]] = MappingProxyType(
    {
        Rattachement.STRUCTURE_INCONNUE: (
            "Créez la structure sous ce code : ces dossiers seront relus d’eux-mêmes."
        ),
        Rattachement.AUTRE_STRUCTURE: "Vérifiez ce dossier sur Démarches simplifiées.",
    }
)
KEPT: Final = "Le jeton fonctionne. Il est enregistré, scellé ; il ne sera plus montré."
STOPPED: Final = "La lecture est arrêtée, le jeton est oublié."
BUSY: Final = "Une lecture est déjà en cours."
ALREADY_ERASED: Final = "Aucune réponse gardée ne porte ce numéro de dossier."


def reading_words(lecture: Lecture) -> str:
    """Return « 12 dossiers lus, 3 réponses nouvelles relayées. »."""
    read, new = lecture.dossiers, lecture.relayed
    dossiers = f"{read} dossier{'s' if read > 1 else ''} lu{'s' if read > 1 else ''}"
    many = "s" if new > 1 else ""
    said = f"{new} réponse{many} nouvelle{many} relayée{many}" if new else "aucune réponse nouvelle"
    return f"{dossiers}, {said}."
