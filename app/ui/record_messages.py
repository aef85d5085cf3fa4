"""The sentences for failures about persons, interviews, prescriptions, papers and requests.

Keyed by the name of the failure's type, as `messages` says.
"""

from collections.abc import Mapping

from app.ui.message import Message

RECORDS: Mapping[str, Message] = {
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
    "CarnetHandedError": Message(
        "Le carnet de cette prescription est chez la personne.",
        "La prescription est gardée telle quelle.",
        "Annulez d’abord la remise, le jour même, à la page Remise de carnet. Ensuite, elle reste, "
        "sauf si elle est fausse\u00a0: le référent la contre-passe, sous Carnets, Mouvements.",
    ),
    "RemiseGoneError": Message(
        "Cette remise n’est plus ici\u00a0: elle est annulée, ou son terme est passé.", "", ""
    ),
    "RemiseKeptError": Message(
        "Cette remise ne s’annule plus\u00a0: son jour est passé, ou le Département la connaît.",
        "Elle est gardée telle quelle.",
        "Si elle est fausse, ou si le carnet est revenu, mettez-le de côté\u00a0: le référent la "
        "contre-passe, sous Carnets, Mouvements.",
    ),
    "RunsError": Message(
        "Ces numéros ne se lisent pas.",
        "Rien n’est noté.",
        "Écrivez-les comme «\u00a0101-150, 160\u00a0», sans le préfixe.",
    ),
    "ReasonMissingError": Message(
        "Vous avez choisi autre chose que le conseil.",
        "Votre choix n’est pas encore enregistré.",
        "Dites pourquoi, en choisissant un motif dans la liste.",
    ),
    "AgreementMissingError": Message(
        "La personne n’a pas accepté la demande\u00a0: aucun Pass ne peut être prescrit.",
        "Ce qui est saisi est gardé.",
        "Revenez à la notice et notez sa réponse, ou choisissez une suite sans Pass.",
    ),
    "DiagnosisMissingError": Message(
        "Il n’y a pas encore de diagnostic\u00a0: aucun Pass ne peut être prescrit.",
        "Ce qui est saisi est gardé.",
        "Reprenez les questions jusqu’au diagnostic, ou choisissez une suite sans Pass.",
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
    "NoMandatesError": Message(
        "La convention de ce poste ne prévoit pas de mandat.",
        "Rien n’a été modifié.",
        "Faites la démarche avec la personne, devant l’écran.",
    ),
    "MandateGoneError": Message(
        "Ce mandat n’est plus ici\u00a0: il est fini et ses données sont détruites.",
        "",
        "L’attestation de destruction reste dans Mandats.",
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
    "SheetSettledError": Message(
        "Ce papier du carnet est déjà saisi, gâché, ou ne vient pas de ce poste.",
        "Rien n’a été modifié.",
        "Vérifiez son numéro dans la liste.",
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
    "HoldTooLongError": Message(
        "Cette date ne convient pas.",
        "Rien n’a été modifié.",
        "Choisissez un jour après l’échéance du dossier, dans moins d’un an.",
    ),
}
