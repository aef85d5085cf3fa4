"""The sentences for failures about reports, keyed by the name of the failure's type."""

from collections.abc import Mapping

from app.ui.message import Message

REPORTS: Mapping[str, Message] = {
    "ReportGoneError": Message(
        "Ce bilan n’est plus ici, ou la convention n’en demande plus de cette sorte.", "", ""
    ),
    "PeriodNotOverError": Message(
        "Cette période n’est pas finie, ou n’est pas une année entière.",
        "Rien n’a été changé.",
        "Choisissez des trimestres finis.",
    ),
    "ReportValidatedError": Message(
        "Ce bilan est validé\u00a0: ses textes et ses chiffres ne changent plus.",
        "Il est gardé tel quel.",
        "Revenez d’abord au brouillon.",
    ),
    "NotValidatedError": Message(
        "Ce bilan n’est pas encore validé.",
        "Il est gardé tel quel.",
        "Notez d’abord qui l’a validé.",
    ),
    "ReportSentError": Message(
        "Ce bilan est parti.",
        "Il est gardé tel qu’il a été transmis.",
        "Pour le compléter, faites un autre bilan.",
    ),
    "SignatoryMissingError": Message(
        "Il manque le nom ou la fonction de qui a validé.", "Rien n’a été changé.", "Notez-le."
    ),
    "ReportDateError": Message(
        "Ce jour n’est pas possible\u00a0: il vient avant la fin de la période ou la validation, "
        "ou n’est pas encore venu.",
        "Rien n’a été changé.",
        "Corrigez la date.",
    ),
    "FiguresMissingError": Message(
        "Les chiffres du Département manquent pour une partie de cette période.",
        "Rien n’a été changé.",
        "Demandez-lui le fichier de l’année, ou prenez les chiffres de ce poste.",
    ),
    "ReportAlteredError": Message(
        "Ce qui est gardé de ce bilan n’est plus ce qui a été validé.",
        "Rien n’est montré ni envoyé.",
        "Restaurez une sauvegarde ou, s’il n’est pas parti, revenez au brouillon.",
    ),
}
