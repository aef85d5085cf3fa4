"""The sentences for every outcome of a synchronisation, keyed by its value on record.

Keys are texts and not the enumeration: this module is loaded with the window, which must not wait
for the network's libraries (a test checks that no outcome lacks a sentence).
"""

from collections.abc import Mapping

from app.ui.message import Message

_KEPT = "Rien n’a été perdu\u00a0: ce qui attend partira au prochain envoi."
_HERE = "L’original est gardé sur ce poste."
_UNCHANGED = "Rien n’a changé sur ce poste."

OUTCOMES: Mapping[str, Message] = {
    "accusee": Message("Reçue par le Département.", "", ""),
    "deja_recue": Message("Le Département l’avait déjà reçue.", "Elle ne compte qu’une fois.", ""),
    "conflit": Message(
        "Le Département a déjà un autre contenu sous cette référence.",
        _HERE,
        "Ouvrez la prescription et comparez les deux.",
    ),
    "a_corriger": Message(
        "À corriger avant l’envoi\u00a0: un champ manque, ou la convention ne le permet pas.",
        "Les autres envois ne sont pas bloqués.",
        "Ouvrez la prescription et corrigez le champ indiqué.",
    ),
    "revision_inconnue": Message(
        "Le Département ne connaît pas la prescription que cet envoi corrige.",
        _HERE,
        "Signalez-le au Département.",
    ),
    "deja_decidee": Message(
        "Le Département avait déjà décidé.", "Sa décision est gardée et l’emporte.", ""
    ),
    "cle_inconnue": Message(
        "Le Département ne reconnaît pas la clé de chiffrement.",
        _KEPT,
        "Réessayez plus tard\u00a0; si cela dure, prévenez le Département.",
    ),
    "non_ouverte": Message(
        "Le Département n’a pas pu ouvrir cet envoi, abîmé en chemin.",
        _HERE,
        "Il repartira au prochain envoi.",
    ),
    "non_traitee": Message(
        "Le service n’a pas pu traiter cet envoi\u00a0; les autres sont passés.",
        _HERE,
        "Il repartira au prochain envoi. Si cela dure, donnez sa référence au Département.",
    ),
    "quota": Message(
        "L’enveloppe de Pass de la structure est épuisée.",
        _KEPT,
        "Demandez un réapprovisionnement au Département.",
    ),
    "poste_inconnu": Message(
        "Le Département ne connaît pas ce poste.",
        _KEPT,
        "Demandez-lui un nouveau code d’activation, puis saisissez-le dans Réglages.",
    ),
    "poste_non_autorise": Message(
        "Ce poste n’est plus autorisé par le Département.",
        "Vos dossiers restent sur ce poste\u00a0; rien n’a été envoyé.",
        "Appelez votre référent ou le Département\u00a0: avec un nouveau code, le poste repart.",
    ),
    "horloge": Message(
        "L’heure de cet ordinateur est fausse.",
        _KEPT,
        "Corrigez la date et l’heure, puis synchronisez de nouveau.",
    ),
    "reseau_absent": Message(
        "Il n’y a pas de réseau.", _KEPT, "Synchronisez quand vous en aurez un."
    ),
    "serveur_injoignable": Message(
        "Le réseau marche, mais le service du Département ne répond pas.",
        _KEPT,
        "Réessayez plus tard.",
    ),
    "portail_captif": Message(
        "Le réseau de ce lieu demande d’abord de s’identifier.",
        _KEPT,
        "Ouvrez le navigateur, identifiez-vous, puis synchronisez de nouveau.",
    ),
    "proxy_refuse": Message(
        "Le réseau de votre organisation demande une identification.",
        _KEPT,
        "Prévenez votre service informatique.",
    ),
    "interception_tls": Message(
        "La connexion n’est pas sûre\u00a0: le certificat présenté n’est pas reconnu.",
        "Rien n’a été envoyé.",
        "Essayez un autre réseau\u00a0; si cela dure, prévenez votre service informatique.",
    ),
    "delai": Message(
        "Le service a mis trop de temps à répondre.",
        "L’envoi est peut-être arrivé\u00a0: rien n’est perdu et rien ne sera compté deux fois.",
        "Synchronisez de nouveau.",
    ),
    "coupure": Message(
        "La connexion s’est coupée avant la réponse.",
        "L’envoi est peut-être arrivé\u00a0: rien n’est perdu et rien ne sera compté deux fois.",
        "Synchronisez de nouveau.",
    ),
    "trop_de_demandes": Message(
        "Le service est très demandé et prie d’attendre.",
        _KEPT,
        "Réessayez dans quelques minutes.",
    ),
    "service_indisponible": Message(
        "Le service du Département est momentanément arrêté.", _KEPT, "Réessayez plus tard."
    ),
    "reponse_illisible": Message(
        "La réponse reçue n’est pas lisible.",
        "L’envoi est peut-être arrivé\u00a0: rien n’est perdu et rien ne sera compté deux fois.",
        "Réessayez\u00a0; si cela dure, prévenez le Département.",
    ),
    "version_refusee": Message(
        "Le service du Département ne parle plus avec cette version de Passerelle.",
        _KEPT,
        "Faites mettre Passerelle à jour sur ce poste.",
    ),
    "code_inconnu": Message(
        "Le Département ne connaît pas ce code d’activation.",
        _UNCHANGED,
        "Vérifiez le code, ou demandez-en un autre.",
    ),
    "code_utilise": Message(
        "Ce code d’activation a déjà servi pour un autre poste.",
        _UNCHANGED,
        "Demandez-en un autre au Département.",
    ),
    "code_expire": Message(
        "Ce code d’activation n’est plus valable.",
        _UNCHANGED,
        "Demandez-en un autre au Département.",
    ),
    "faux_service": Message(
        "Le service qui répond n’est pas celui de votre Département.",
        "Rien n’a été envoyé.",
        "Vérifiez l’adresse et le code\u00a0; sinon, prévenez le Département.",
    ),
    "interrompue": Message(
        "La synchronisation a été arrêtée.", _KEPT, "Vous pouvez la reprendre à tout moment."
    ),
    "a_deposer": Message(
        "Un dossier prérempli est prêt sur Démarches simplifiées.",
        "Le Département ne le reçoit qu’une fois déposé\u00a0; sans dépôt, il disparaît au bout "
        "de cinq jours.",
        "Ouvrez le dossier depuis Aujourd’hui, vérifiez-le, puis déposez-le.",
    ),
    "reprise": Message(
        "Le dossier est ouvert sur Démarches simplifiées, et pas encore déposé.",
        "Le Département ne le reçoit qu’une fois déposé.",
        "Retrouvez-le là-bas dans vos dossiers, puis déposez-le.",
    ),
    "a_reprendre": Message(
        "Le dossier n’est plus visible sur Démarches simplifiées.",
        f"{_HERE} Il n’est pas renvoyé tout seul\u00a0: il pourrait arriver deux fois.",
        "Vérifiez là-bas dans vos dossiers, puis décidez de le renvoyer depuis la prescription.",
    ),
    "a_retirer": Message(
        "Ce dossier est sur Démarches simplifiées, où Passerelle ne peut ni le changer ni le "
        "retirer.",
        "Les autres envois ne sont pas bloqués.",
        "Corrigez-le ou supprimez-le là-bas, dans vos dossiers.",
    ),
    "rien_a_retirer": Message(
        "Rien n’avait été déposé.", "Le dossier prérempli disparaît de lui-même.", ""
    ),
    "campagne_fermee": Message(
        "La démarche du Département est fermée, ou n’est plus publique, sur Démarches simplifiées.",
        f"{_KEPT} L’avancement des dossiers ne peut plus être suivi d’ici.",
        "Demandez au Département si elle doit rouvrir.",
    ),
    "formulaire_change": Message(
        "Le formulaire du Département a changé\u00a0: un champ ou une option n’existe plus.",
        f"{_HERE} Les autres envois ne sont pas bloqués.",
        "Demandez au Département une convention à jour.",
    ),
    "formulaire_elargi": Message(
        "Le formulaire du Département demande un champ de plus, que Passerelle ne remplit pas.",
        "Les dossiers partent sans lui.",
        "Remplissez-le sur Démarches simplifiées avant de déposer.",
    ),
    "doublon": Message(
        "Deux dossiers de la même prescription sont sur Démarches simplifiées.",
        "Le Département pourrait compter deux fois la même demande.",
        "Supprimez l’un des deux là-bas, ou prévenez le Département.",
    ),
    "doublon_possible": Message(
        "Ce poste a été remis dans un état plus ancien : un dossier qu’il ne connaît plus est "
        "peut-être déjà sur Démarches simplifiées.",
        "Le Département pourrait compter deux fois la même demande.",
        "Cherchez la référence là-bas avant de déposer un nouveau dossier.",
    ),
    "motifs_en_attente": Message(
        "Le service du Département, qui dit les motifs, n’a pas pu être lu.",
        "Les états des dossiers sont à jour\u00a0; les motifs des refus viendront.",
        "Rien à faire\u00a0: la prochaine synchronisation les demandera.",
    ),
    "dans_le_fichier": Message(
        "Dans un fichier à porter au Département.",
        f"{_HERE} Son arrivée n’est pas confirmée.",
        "Elle le sera quand vous lirez la réponse du Département.",
    ),
    "reponse_attendue": Message(
        "La réponse du Département n’est pas encore là.",
        _UNCHANGED,
        "Lisez-la quand la clé sera revenue.",
    ),
    "support": Message(
        "La clé USB ne se laisse ni écrire ni lire.",
        _KEPT,
        "Branchez-la de nouveau, ou prenez-en une autre.",
    ),
}
