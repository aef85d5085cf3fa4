"""The sentences for failures of acts that open no record: workshops, surveys.

Keyed by the name of the failure's type, as `messages` says.
"""

from collections.abc import Mapping

from app.ui.message import Message

ACTIVITIES: Mapping[str, Message] = {
    "AtelierToldError": Message(
        "Le mois de cet atelier a été transmis au Département.",
        "L’atelier reste noté et compté comme il était.",
        "Signalez la différence dans les commentaires du bilan.",
    ),
    "AtelierAheadError": Message(
        "La date de cet atelier est à venir.",
        "Rien n’a été compté.",
        "Notez-le quand il aura eu lieu, ou corrigez la date.",
    ),
    "AtelierGoneError": Message(
        "Cet atelier n’est plus sur ce poste\u00a0: un collègue l’a retiré.",
        "Les autres ateliers sont gardés.",
        "Revenez à la liste.",
    ),
    "FewFormsError": Message(
        "Il y a trop peu de fiches\u00a0: l’une d’elles désignerait quelqu’un.",
        "Elles attendent ici, et leurs nombres sont comptés.",
        "Transmettez-les quand il y en a cinq.",
    ),
    "NoSurveyError": Message(
        "La convention ne demande pas d’enquête de satisfaction.",
        "Rien n’a été modifié.",
        "Revenez à Aujourd’hui.",
    ),
}
