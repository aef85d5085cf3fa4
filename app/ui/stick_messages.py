"""What is said of a stick that takes nothing, and of an answer that is not taken, by code.

Keys are texts and not enumerations: this module comes with the window (see `outcome_messages`).
"""

from collections.abc import Mapping
from typing import Final

from app.ui.message import Message

_KEPT = "Rien n’a changé sur ce poste, et rien n’est perdu."
_AGAIN = "Demandez au Département une nouvelle réponse, ou copiez de nouveau le fichier."

STICKS: Final[Mapping[str, Message]] = {
    "full": Message(
        "Il n’y a plus de place sur la clé.",
        "Rien n’y a été laissé, et tout attend ici.",
        "Libérez quelques mégaoctets, ou prenez une autre clé.",
    ),
    "read_only": Message(
        "La clé refuse l’écriture.",
        "Rien n’y a été laissé, et tout attend ici.",
        "Vérifiez le petit verrou de la clé, ou prenez-en une autre.",
    ),
    "gone": Message(
        "La clé ne répond plus.",
        "Tout est gardé ici.",
        "Branchez-la de nouveau, puis recommencez. Si cela se reproduit, prenez-en une autre.",
    ),
    "not_as_written": Message(
        "La clé a mal gardé ce qui y était écrit\u00a0: elle est sans doute usée.",
        "Rien n’y a été laissé, et tout attend ici.",
        "Prenez une autre clé.",
    ),
}
ANSWERS: Final[Mapping[str, Message]] = {
    "foreign": Message(
        "Il n’y a pas ici de fichier de Passerelle.",
        _KEPT,
        "Vérifiez que c’est la bonne clé et le bon dossier.",
    ),
    "half_copied": Message(
        "La réponse est copiée à moitié\u00a0: la fin du fichier manque.",
        _KEPT,
        "Copiez-la de nouveau, et retirez la clé par «\u00a0Éjecter\u00a0».",
    ),
    "altered": Message(
        "La réponse est abîmée, ou quelqu’un l’a modifiée\u00a0: elle n’est pas lue.", _KEPT, _AGAIN
    ),
    "version": Message(
        "Cette réponse est faite pour une version plus récente de Passerelle.",
        _KEPT,
        "Mettez Passerelle à jour, puis lisez-la de nouveau.",
    ),
    "wrong_kind": Message(
        "Il n’y a ici que des envois vers le Département, pas encore de réponse.",
        _KEPT,
        "Portez la clé au Département\u00a0; il y mettra sa réponse.",
    ),
    "other_department": Message(
        "Cette réponse vient d’un autre Département.", _KEPT, "Vérifiez que c’est la bonne clé."
    ),
    "other_laptop": Message(
        "Cette réponse est pour un autre poste\u00a0: elle ne s’ouvre pas ici.",
        _KEPT,
        "Portez-la au poste qui a préparé la clé.",
    ),
    "old": Message(
        "Cette réponse est plus ancienne que ce que ce poste sait déjà.",
        _KEPT,
        "Cherchez la dernière réponse du Département, ou demandez-en une nouvelle.",
    ),
    "already_read": Message(
        "Cette réponse a déjà été lue sur ce poste.", "Elle ne compte qu’une fois.", ""
    ),
    "missing_part": Message("Il manque une partie de la réponse.", _KEPT, ""),
    "gap": Message(
        "Cette réponse commence après des décisions que ce poste n’a jamais reçues.",
        _KEPT,
        "Préparez une clé\u00a0: elle dira au Département d’où repartir.",
    ),
    "unknown_key": Message(
        "Cette réponse est signée d’une clé que ce Département ne reconnaît pas.",
        _KEPT,
        "Ne l’utilisez pas et prévenez le Département.",
    ),
    "too_large": Message(
        "Il y a trop de fichiers ici, ou de trop gros, pour une clé de Passerelle.",
        _KEPT,
        "Choisissez le dossier où se trouve la réponse.",
    ),
}


def stick_text(failure: Exception) -> str:
    """Return why a stick takes nothing."""
    return STICKS.get(str(getattr(failure, "problem", "")), STICKS["gone"]).text


def answer_text(failure: Exception) -> str:
    """Return why what stands on a stick is not taken for an answer."""
    fault = str(getattr(failure, "fault", ""))
    missing = getattr(failure, "missing", ())
    if fault == "missing_part" and missing:
        numbers = ", ".join(str(part) for part in missing)
        words = f"les parties {numbers}" if len(missing) > 1 else f"la partie {numbers}"
        to_do = f"Il faut encore {words}\u00a0: copiez tous les fichiers ensemble."
        return f"{ANSWERS[fault].text} {to_do}"
    return ANSWERS.get(fault, ANSWERS["altered"]).text
