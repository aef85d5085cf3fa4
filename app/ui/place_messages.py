"""The sentences for failures about places, permanences, posters and deadlines.

Keyed by the name of the failure's type, as `messages` says.
"""

from collections.abc import Mapping

from app.ui.message import Message

_KEPT = "Rien n’a été modifié."

PLACES: Mapping[str, Message] = {
    "PlaceNameError": Message(
        "Ce lieu n’a pas de nom, ou un autre lieu le porte déjà.",
        _KEPT,
        "Donnez-lui un nom qui le distingue.",
    ),
    "PlaceGoneError": Message(
        "Ce lieu n’est plus sur ce poste.", _KEPT, "Revenez à la page Permanences."
    ),
    "AlreadyHeldError": Message(
        "Cette permanence est déjà ouverte, ou ses heures sont déjà comptées.",
        _KEPT,
        "La page Permanences montre où elle en est.",
    ),
    "PermanenceHoursError": Message(
        "Une permanence dure d’une minute à 14 heures, un jour des douze derniers mois.",
        _KEPT,
        "Vérifiez le jour et les heures.",
    ),
    "PermanenceReportedError": Message(
        "Le mois de cette permanence est déjà dans un bilan validé.",
        "Ses heures y restent comptées.",
        "Dites-le dans le texte du prochain bilan.",
    ),
    "NothingOpensError": Message(
        "Aucun horaire n’est prévu ces jours-là\u00a0: rien n’ouvrirait.",
        _KEPT,
        "Choisissez un jour où ce lieu a des horaires, ou ajoutez-les d’abord à sa semaine.",
    ),
    "PosterAgreementError": Message(
        "Il manque qui a validé l’affiche, ou le jour n’est pas encore venu.",
        _KEPT,
        "Écrivez le service ou la personne du Département, et le jour de son accord.",
    ),
    "OutOfPeriodError": Message(
        "La convention prévoit cette réunion à un autre moment.",
        _KEPT,
        "Choisissez un jour de la période écrite sous la date.",
    ),
    "AgendaNotSavedError": Message(
        "Le fichier n’a pas pu être écrit à cet endroit.",
        "Le calendrier est intact.",
        "Choisissez un autre dossier ou une autre clé.",
    ),
    "DoneAheadError": Message(
        "Ce jour n’est pas encore venu.", _KEPT, "Notez l’échéance comme faite quand elle l’est."
    ),
    "DeadlineGoneError": Message(
        "Cette échéance n’est plus dans le calendrier.", _KEPT, "Revenez à la liste."
    ),
}
