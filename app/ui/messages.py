"""Every failure as a French sentence: what happened, what is kept, what to do.

Failures are known by the name of their type, so that saying one imports nothing: this module comes
with the unlock window. `tests/ui/frame/test_messages.py` walks the program's failures and refuses
one that would have no sentence.
"""

from datetime import date
from typing import Final

from app.domain.failures import AppError, UnusableFileError
from app.ui.dates import long_day_words
from app.ui.message import Message
from app.ui.outcome_messages import OUTCOMES
from app.ui.waiting import wait_words

_SAFE = "Tout ce qui était enregistré est gardé."
_NOTHING_LOST = "Rien n’est perdu."

_FAILURES = {
    "OnlyReferentError": Message(
        "Seul le référent de ce poste complète la conformité.",
        "Rien n’a été modifié.",
        "Demandez-le-lui\u00a0; vous pouvez lire et imprimer les papiers.",
    ),
    "MistakenError": Message(
        "Un renseignement ne peut pas être gardé tel qu’il est écrit.",
        "Rien n’a été modifié.",
        "Corrigez ce qui est signalé, puis enregistrez.",
    ),
    "CancelledError": Message("Vous avez arrêté.", "Ce qui était fini est gardé.", ""),
    "WrongPassphraseError": Message(
        "Ce n’est pas la bonne phrase de passe.",
        _NOTHING_LOST,
        "Vérifiez les majuscules et le clavier, puis recommencez.",
    ),
    "BackupUnderWayError": Message(
        "Une sauvegarde est en cours\u00a0: une copie resterait après la destruction.",
        "Rien n’a été détruit.",
        "Attendez qu’elle soit finie, puis recommencez.",
    ),
    "CertificatePlaceError": Message(
        "L’attestation ne peut pas être enregistrée là.",
        "Rien n’a été détruit.",
        "Choisissez une clé ou un dossier hors du poste, où l’on peut écrire.",
    ),
    "EndUnfinishedError": Message(
        "La destruction des données de ce poste n’a pas pu s’achever.",
        "Les clés détruites le restent\u00a0: plus rien ne s’ouvre.",
        "Fermez les programmes qui lisent ce dossier, puis ouvrez Passerelle de nouveau\u00a0: il "
        "continue.",
    ),
    "StepError": Message(
        "Cette étape n’est pas à faire maintenant.",
        "Ce qui est fait est gardé.",
        "Revenez à la page\u00a0: elle montre l’étape en cours.",
    ),
    "ReturnPlaceError": Message(
        "Le fichier ne peut pas être écrit là, ou ne s’est pas relu.",
        "Rien n’a été détruit.",
        "Choisissez une clé ou un dossier hors du poste, où l’on peut écrire.",
    ),
    "WrongReceiptError": Message(
        "Ce n’est pas ce que le Département doit donner.",
        "Rien n’a été détruit.",
        "Recopiez les huit signes du code, ou la date de sa confirmation écrite.",
    ),
    "DateRefusedError": Message(
        "Cette date ne peut pas être confirmée ici.",
        _SAFE,
        "Corrigez l’horloge de l’ordinateur, ou demandez au référent d’ouvrir.",
    ),
    "IncompleteVaultError": Message(
        "L’installation de ce poste n’est pas allée à son terme.",
        "Rien n’a été modifié.",
        "Demandez à votre référent de l’installer de nouveau.",
    ),
    "AlreadyOpenError": Message(
        "Passerelle est déjà ouvert avec les mêmes données.",
        "Rien n’a été modifié.",
        "Revenez à l’autre fenêtre, ou fermez-la\u00a0: celle-ci s’ouvrira alors d’elle-même.",
    ),
    "AlreadyInstalledError": Message(
        "Ce poste est déjà installé.",
        "Les données en place n’ont pas été touchées.",
        "Fermez Passerelle, puis ouvrez-le de nouveau.",
    ),
    "AlreadySentError": Message(
        "Cette prescription est déjà partie au Département.",
        "Elle est gardée telle quelle.",
        "Pour l’annuler, demandez-le au Département.",
    ),
    "NotRevisableError": Message(
        "Cette prescription ne peut plus être changée\u00a0: le Département a décidé, ou elle est "
        "retirée ou limitée.",
        "Elle est gardée telle quelle.",
        "",
    ),
    "RevisionLeftError": Message(
        "Ce changement est déjà parti au Département.",
        "Il est gardé tel quel.",
        "Corrigez de nouveau la prescription si ce n’est pas juste.",
    ),
    "NothingToCompareError": Message(
        "Il n’y a plus rien à comparer\u00a0: c’est réglé depuis.",
        "La prescription est gardée telle quelle.",
        "",
    ),
    "ReasonMissingError": Message(
        "Vous avez choisi autre chose que le conseil.",
        "Votre choix n’est pas encore enregistré.",
        "Dites pourquoi, en choisissant un motif dans la liste.",
    ),
    "ReasonNeededError": Message(
        "Ce dossier est suivi par un collègue.",
        "Il n’a pas été ouvert.",
        "Choisissez un motif pour l’ouvrir\u00a0: il sera noté.",
    ),
    "PersonGoneError": Message(
        "Ce dossier n’est plus ici\u00a0: il a été effacé, ou son terme est passé.", "", ""
    ),
    "LimitedRecordError": Message(
        "Ce dossier est limité\u00a0: il se lit, mais il ne se modifie pas et ne sert plus.",
        "Rien n’a été modifié.",
        "Pour l’utiliser de nouveau, levez la limitation dans «\u00a0Droits de la personne\u00a0».",
    ),
    "RequestGoneError": Message(
        "Cette demande n’est plus dans le registre\u00a0: son terme est passé.", "", ""
    ),
    "SkippedHourError": Message(
        "Cette heure n’existe pas\u00a0: cette nuit-là, l’horloge l’a sautée.",
        "Rien n’a été modifié.",
        "Notez une heure d’avant ou d’après.",
    ),
    "FutureHourError": Message(
        "Cette date et cette heure ne sont pas encore venues.",
        "Rien n’a été modifié.",
        "Vérifiez la date, l’heure, et celles de cet ordinateur.",
    ),
    "TooEarlyHourError": Message(
        "Cette date ou cette heure est avant ce qui précède.",
        "Rien n’a été modifié.",
        "Vérifiez la date et l’heure.",
    ),
    "DelayReasonError": Message(
        "L’envoi est parti après le délai.",
        "Il n’est pas encore noté.",
        "Choisissez dans la liste pourquoi il est en retard.",
    ),
    "UnsentRequestError": Message(
        "Une demande de cette personne n’est pas encore transmise au Département.",
        "Rien n’a été effacé\u00a0: après, plus personne ne saurait de qui elle vient.",
        "Transmettez-la (page Demandes), notez l’heure réelle de l’envoi, puis effacez.",
    ),
    "NothingSentError": Message(
        "La demande n’a pas encore été transmise.",
        "Rien n’a été modifié.",
        "Notez d’abord son envoi, avec l’heure réelle.",
    ),
    "AddressMissingError": Message(
        "Il manque une adresse de courriel valable pour l’envoi.",
        "Rien n’a été modifié.",
        "Écrivez l’adresse du délégué à la protection des données.",
    ),
    "BreachGoneError": Message(
        "Cette violation n’est plus dans le registre\u00a0: son terme est passé.", "", ""
    ),
    "NothingNewError": Message(
        "Tout ce qui est connu a déjà été notifié.",
        "Le dernier envoi est gardé.",
        "Complétez d’abord ce qui a changé.",
    ),
    "SheetDayError": Message(
        "Un papier de cette date ne peut pas être saisi.",
        "Rien n’a été modifié.",
        "Vérifiez la date de l’entretien.",
    ),
    "SheetNotReadyError": Message(
        "Il manque l’accord ou la personne.",
        "Ce qui est saisi est gardé.",
        "Complétez le haut du questionnaire, puis terminez-le.",
    ),
    "InterviewGoneError": Message(
        "Cet entretien n’est plus ici.",
        "Les autres entretiens sont gardés.",
        "Revenez à Aujourd’hui.",
    ),
    "PrescriptionGoneError": Message(
        "Cette prescription n’est plus ici\u00a0: elle a été effacée, ou son terme est passé.",
        "",
        "",
    ),
    "DossierGoneError": Message(
        "Ce dossier ne s’ouvre plus d’ici\u00a0: il a été ouvert, déposé ou effacé sur Démarches "
        "simplifiées.",
        "La prescription est gardée sur ce poste.",
        "Synchronisez, puis regardez où il en est.",
    ),
    "NotSentAgainError": Message(
        "Ce dossier n’est pas à refaire\u00a0: il est déjà sur Démarches simplifiées.",
        "Un second dossier serait un doublon.",
        "Synchronisez pour voir où il en est.",
    ),
    "AnswersErasedError": Message(
        "Les réponses de cet entretien sont effacées, comme la convention le demande.",
        "La prescription et ses papiers sont gardés.",
        "Pour revoir le diagnostic, faites un nouvel entretien.",
    ),
    "PaperGoneError": Message(
        "Ce papier n’est plus ici\u00a0: il a été effacé avec le dossier, ou son terme est passé.",
        "",
        "",
    ),
    "ElsewhereError": Message(
        "Cette personne habite hors du territoire de la convention.",
        "Sa fiche n’est pas encore enregistrée.",
        "Choisissez dans la liste pourquoi vous la recevez quand même.",
    ),
    "CannotReevaluateError": Message(
        "Ce diagnostic ne peut pas être réévalué.",
        "Il est gardé tel qu’il a été établi.",
        "",
    ),
    "EvaluationError": Message(
        "Une formule de ce questionnaire ne se calcule pas\u00a0: il ne peut pas s’ouvrir.",
        _SAFE,
        "Le référent peut remettre en service la version précédente, dans Réglages, onglet "
        "Questionnaire.",
    ),
    "NoKeyringHereError": Message(
        "Le trousseau de clés de cet ordinateur ne répond pas, ou ne garde rien.",
        "Rien n’a été modifié.",
        "Déverrouillez-le, ou laissez les phrases de passe sans lui.",
    ),
    "NoOtherWayError": Message(
        "Si le trousseau disparaissait, personne ne pourrait plus ouvrir.",
        "Rien n’a été modifié.",
        "Vérifiez d’abord la feuille de secours, ou mettez la clé de la structure en place.",
    ),
    "KeyFileExistsError": Message(
        "Ce dossier contient déjà une clé de structure.",
        "Elle n’a pas été touchée.",
        "Choisissez un autre dossier.",
    ),
    "RolesMissingError": Message(
        "Il faut choisir au moins un rôle.", "Rien n’a été modifié.", "Cochez celui qui convient."
    ),
    "LastReferentError": Message(
        "C’est le dernier référent de ce poste.",
        "Rien n’a été modifié.",
        "Donnez d’abord ce rôle à un collègue.",
    ),
    "VersionGoneError": Message(
        "Cette version du questionnaire n’est pas entière sur ce poste.",
        "La version en service n’a pas changé.",
        "Importez de nouveau son classeur.",
    ),
    "NotActivatedError": Message(
        "Ce poste n’est pas encore connu du Département.",
        "Vos prescriptions sont gardées et attendent.",
        "Saisissez le code d’activation dans Réglages.",
    ),
    "WrongAddressError": Message(
        "Cette adresse n’est pas celle d’un service.",
        "Rien n’a été envoyé.",
        "Recopiez l’adresse donnée par le Département\u00a0: elle commence par https://.",
    ),
    "DestructionUnknownError": Message(
        "Cette destruction n’a pas encore d’attestation.",
        "L’effacement est fait ou reprendra.",
        "Verrouillez, ouvrez de nouveau, puis regardez ici.",
    ),
    "FormerKeyError": Message(
        "Cette attestation a été signée par une ancienne clé de ce poste.",
        "La destruction reste inscrite dans la liste.",
        "Gardez le fichier enregistré à l’époque\u00a0: il se vérifie toujours.",
    ),
    "HoldTooLongError": Message(
        "Cette date ne convient pas.",
        "Rien n’a été modifié.",
        "Choisissez un jour après l’échéance du dossier, dans moins d’un an.",
    ),
    "NotACertificateError": Message(
        "Ce fichier n’est pas une attestation de destruction de Passerelle.", "", ""
    ),
    "ForgedCertificateError": Message(
        "Cette attestation a été modifiée après sa signature\u00a0: elle ne prouve rien.",
        "",
        "Demandez le fichier d’origine au poste qui l’a produite.",
    ),
}

_CODE_PROBLEMS = {
    "length": "Il manque des caractères au code, ou il y en a trop.",
    "symbol": "Un caractère ne peut pas se trouver dans un code d’activation.",
    "checksum": "Il y a une faute de frappe dans le code.",
}

_ACTES = {  # by the act that the agent's roles do not allow
    "recevoir": "Vos rôles sur ce poste ne comprennent pas l’entretien. Rien n’a été ouvert. "
    "Orientez la personne vers un prescripteur.",
    "prescrire": "Vos rôles sur ce poste ne comprennent pas la prescription de Pass. Ce qui est "
    "saisi est gardé. Demandez à un prescripteur de reprendre, ou choisissez une suite sans Pass.",
    "consulter": "Vos rôles sur ce poste ne comprennent pas les dossiers. Rien n’a été ouvert. "
    "Demandez à votre référent.",
    "versions": "Seul le référent de ce poste met une version en service. La version reste gardée, "
    "à activer. Demandez-le-lui.",
    "agents": "Seul le référent de ce poste ajoute, retire un collègue et donne les rôles. Rien "
    "n’a été modifié. Demandez-le-lui.",
    "cles": "Seul le référent de ce poste change ses clés de secours. Celles en place servent "
    "toujours. Demandez-le-lui.",
}

_UNEXPECTED = Message(
    "Passerelle a rencontré une difficulté qu’il ne connaît pas.",
    _SAFE,
    "Recommencez\u00a0; si cela se reproduit, prévenez votre référent.",
)


def failure_text(failure: Exception) -> str:
    """Return what to tell the user about `failure`. Never holds a name, an address or an answer."""
    outcome = getattr(failure, "outcome", None)
    if isinstance(outcome, str) and outcome in OUTCOMES:
        return outcome_text(outcome)
    for kind in type(failure).__mro__:
        if kind.__name__ in _FAILURES:
            return _FAILURES[kind.__name__].text
    if made := _MADE.get(type(failure).__name__):
        return made(failure)
    if isinstance(failure, UnusableFileError):
        place = f", {failure.place}" if failure.place else ""
        return f"Fichier «\u00a0{failure.file}\u00a0»{place}\u00a0: {failure.problem}"
    if isinstance(failure, AppError) and str(failure):
        return str(failure)
    return _UNEXPECTED.text


def outcome_text(outcome: str) -> str:
    """Return what to tell about one outcome of a synchronisation, by its value on record."""
    return OUTCOMES.get(outcome, _UNEXPECTED).text


def _wait_text(failure: Exception) -> str:
    seconds = getattr(failure, "wait_s", 0)
    wait = wait_words(seconds if isinstance(seconds, int) else 0)
    return (
        "Plusieurs phrases de passe étaient fausses. Rien n’est perdu et rien n’est bloqué. "
        f"Attendez encore {wait}, puis recommencez."
    )


def _code_text(failure: Exception) -> str:
    problem = _CODE_PROBLEMS.get(str(getattr(failure, "problem", "")), _CODE_PROBLEMS["checksum"])
    group = getattr(failure, "group", 0)
    where = f" Regardez le groupe {group}." if isinstance(group, int) and group else ""
    return f"{problem}{where} Rien n’a été envoyé. Comparez avec la feuille du Département."


def _not_allowed_text(failure: Exception) -> str:
    return _ACTES.get(str(getattr(failure, "acte", "")), _ACTES["consulter"])


def _incompatible_text(failure: Exception) -> str:
    first, second = (*getattr(failure, "roles", ()), "", "")[:2]
    return (
        f"La convention interdit à une même personne d’être {first.lower()} et {second.lower()}. "
        "Rien n’a été modifié. Choisissez l’un des deux."
    )


def _date_text(failure: Exception) -> str:
    day = getattr(failure, "day", None)
    said = f" que nous sommes le {long_day_words(day)}" if isinstance(day, date) else ""
    return (
        f"Le Département dit{said}. Rien n’est effacé. Corrigez l’horloge de l’ordinateur, puis "
        "ouvrez de nouveau."
    )


_MADE: Final = {
    "WrongDateError": _date_text,
    "IncompatibleRolesError": _incompatible_text,
    "NotAllowedError": _not_allowed_text,
    "TooSoonError": _wait_text,
    "WrongCodeError": _code_text,
}
