"""The sentences for failures about the list of structures and those who are led to one.

Keyed by the name of the failure's type, as `messages` says.
"""

from collections.abc import Mapping

from app.ui.message import Message

_KEPT = "Rien n’a été modifié."

STRUCTURES: Mapping[str, Message] = {
    "StructureGoneError": Message(
        "Cette structure n’est plus dans la liste\u00a0: une autre liste est arrivée.",
        _KEPT,
        "Cherchez-la de nouveau.",
    ),
    "FutureVerificationError": Message(
        "Une vérification ne se note pas pour un jour à venir.", _KEPT, "Corrigez la date."
    ),
    "BadSiretError": Message(
        "Un SIRET compte quatorze chiffres.",
        _KEPT,
        "Il est sur l’avis de situation de votre structure.",
    ),
    "BarredPlaceError": Message(
        "C’est votre propre structure\u00a0: la convention ne permet pas d’y orienter.",
        _KEPT,
        "Choisissez une autre structure de la liste.",
    ),
    "LongListError": Message(
        "Cette liste est trop longue pour un papier\u00a0: plus de 600 structures.",
        _KEPT,
        "Retirez-en par un filtre, ou cherchez une commune, puis imprimez.",
    ),
    "PastAppointmentError": Message(
        "Ce jour de rendez-vous est passé.", _KEPT, "Corrigez la date, ou laissez-la vide."
    ),
}
