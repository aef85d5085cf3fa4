"""What the console says of files from sticks and of what stands in them."""

from collections.abc import Sequence

from app.department.console.indicator_words import months_words
from app.department.console.words import day
from app.department.records.sealed_files import OLDEST, FileOutcome
from app.sync.protocol.answers import Receipt, ReceiptStatus
from app.sync.protocol.errors import ErrorCode
from app.sync.protocol.sealed_file import FileFault, FileKind

_AGAIN = "Demandez à la structure de préparer une nouvelle clé."
FAULTS = {
    FileFault.FOREIGN: "Ce n’est pas un fichier de Passerelle. Rien n’a été importé.",
    FileFault.HALF_COPIED: (
        "Le fichier est copié à moitié\u00a0: sa fin manque. Rien n’a été importé. Copiez-le de "
        "nouveau depuis la clé."
    ),
    FileFault.ALTERED: (
        f"Le fichier est abîmé, ou quelqu’un l’a modifié. Rien n’a été importé. {_AGAIN}"
    ),
    FileFault.VERSION: (
        "Le fichier est fait par une version plus récente de Passerelle. Rien n’a été importé. "
        "Mettez ce service à jour."
    ),
    FileFault.WRONG_KIND: (
        "C’est une réponse de ce service, pas un envoi. Rien n’a été importé. Elle se lit sur le "
        "poste."
    ),
    FileFault.OTHER_DEPARTMENT: (
        "Ce fichier est destiné à un autre Département. Rien n’a été importé, rien n’a pu être lu."
    ),
    FileFault.UNKNOWN_DEVICE: (
        "Ce service ne connaît pas le poste qui a préparé ce fichier. Rien n’a été importé. Le "
        "poste doit être activé avec un nouveau code."
    ),
    FileFault.REVOKED: (
        "Le poste qui a préparé ce fichier a été révoqué. Rien n’a été importé. La réponse le lui "
        "dit."
    ),
    FileFault.EXPIRED: (
        f"Ce fichier a plus de {OLDEST.days}\u00a0jours\u00a0: les personnes ont pu être effacées "
        f"depuis. Rien n’a été importé. {_AGAIN}"
    ),
    FileFault.CLOCK: (
        "Ce fichier est daté dans l’avenir\u00a0: l’horloge du poste est fausse. Rien n’a été "
        f"importé. Faites-la régler. {_AGAIN}"
    ),
    FileFault.DUPLICATE: "Le même fichier a été donné deux fois. Il n’a été lu qu’une fois.",
    FileFault.TOO_LARGE: "Ce fichier est trop gros pour Passerelle. Rien n’a été importé.",
    FileFault.UNKNOWN_KEY: f"La clé de ce fichier est inconnue. Rien n’a été importé. {_AGAIN}",
}
_ACTIVATIONS = {
    ErrorCode.ACTIVATION_UNKNOWN: "ce code d’activation n’existe pas.",
    ErrorCode.ACTIVATION_USED: "ce code d’activation a déjà servi à un autre poste.",
    ErrorCode.ACTIVATION_EXPIRED: "ce code d’activation a expiré.",
    ErrorCode.WRONG_STRUCTURE: "ce code d’activation est celui d’une autre structure.",
    ErrorCode.DEVICE_REVOKED: "ce poste a été révoqué\u00a0: il lui faut un nouveau code.",
}
_REFUSALS = {
    ErrorCode.UNKNOWN_REVISION: "Refusée\u00a0: elle corrige ce que ce service n’a pas",
    ErrorCode.ALREADY_DECIDED: "Refusée\u00a0: déjà décidée",
    ErrorCode.UNKNOWN_KEY: "Refusée\u00a0: scellée pour une clé retirée, le poste la renverra",
    ErrorCode.CANNOT_OPEN: "Refusée\u00a0: elle ne s’ouvre pas",
    ErrorCode.BAD_SIGNATURE: "Refusée\u00a0: signature fausse",
    ErrorCode.WRONG_STRUCTURE: "Refusée\u00a0: elle est d’une autre structure",
    ErrorCode.FIELD_NOT_ALLOWED: "Refusée\u00a0: un champ que la convention ne permet pas",
    ErrorCode.UNAVAILABLE: "Pas reçue\u00a0: ce service n’a pas su la traiter, elle reviendra",
    ErrorCode.QUOTA: "Refusée\u00a0: la dotation de la structure est épuisée",
}
_TO_LOOK_AT = frozenset({ReceiptStatus.REFUSED, ReceiptStatus.CONFLICT})
_STATUSES = {
    ReceiptStatus.ACCEPTED: "Reçue",
    ReceiptStatus.ALREADY_HELD: "Déjà reçue, comptée une fois",
    ReceiptStatus.CONFLICT: "En conflit, à comparer",
}


_MONTHS = {
    ReceiptStatus.ACCEPTED: "reçus.",
    ReceiptStatus.ALREADY_HELD: "déjà reçus, comptés une fois.",
    ReceiptStatus.CONFLICT: "d’autres nombres sont là et restent\u00a0; ceux-ci sont écartés.",
}
_MONTH_REFUSED = "refusés\u00a0; le poste les redira."
_MONTH_REFUSALS = {
    ErrorCode.CLOCK: "refusés, ce mois n’est pas fini\u00a0: l’horloge du poste avance.",
    ErrorCode.UNKNOWN_KEY: ("refusés, scellés pour une clé retirée\u00a0; le poste les redira."),
}


def file_words(outcome: FileOutcome) -> str:
    """Return what became of one file."""
    if outcome.fault is FileFault.ALREADY_READ and outcome.read_at is not None:
        when = day(outcome.read_at.date())
        return f"Ce fichier a déjà été importé le {when}. Rien ne compte deux fois."
    if outcome.fault is FileFault.ACTIVATION:
        why = _ACTIVATIONS.get(outcome.code or ErrorCode.MALFORMED, "la demande est refusée.")
        return f"Demande d’activation refusée\u00a0: {why}"
    if outcome.fault is not None:
        return FAULTS.get(outcome.fault, FAULTS[FileFault.ALTERED])
    if outcome.header is not None and outcome.header.kind is FileKind.ACTIVATION_REQUEST:
        return "Le poste est activé. Remettez-lui la réponse\u00a0: il en a besoin pour travailler."
    if not outcome.receipts:
        nothing = " Il n’y avait rien à recevoir\u00a0: le poste demande une réponse."
        return f"Importé.{'' if outcome.months else nothing}"
    count = len(outcome.receipts)
    words = f"Importé\u00a0: {count}\u00a0élément{'s' if count > 1 else ''}"
    again = sum(one.status in _TO_LOOK_AT for one in outcome.receipts)
    return f"{words}, dont {again}\u00a0à revoir." if again else f"{words}."


def missing_words(outcome: FileOutcome) -> str:
    """Return which parts of the sending were never given, empty when none."""
    numbers = [str(part) for part in outcome.missing]
    if not numbers or outcome.header is None:
        return ""
    which = f"la partie {numbers[0]}" if len(numbers) == 1 else f"les parties {', '.join(numbers)}"
    return (
        f"Il manque {which} sur {outcome.header.parts}. Ce qui est là est reçu\u00a0; cherchez le "
        "reste sur la clé. Sinon le poste le renverra."
    )


def counted_words(outcome: FileOutcome) -> str:
    """Return which months of counters came, and which were not taken; empty when none came."""
    by_words: dict[str, list[str]] = {}
    for one in outcome.months:
        words = _MONTH_REFUSALS.get(one.code, _MONTH_REFUSED) if one.code else _MONTHS[one.status]
        by_words.setdefault(words, []).append(one.month)
    return " ".join(
        f"Indicateurs {_of_months(months)}\u00a0: {words}" for words, months in by_words.items()
    )


def receipt_words(receipt: Receipt) -> str:
    """Return what became of one item."""
    if receipt.code is None:
        return _STATUSES[receipt.status]
    return _REFUSALS.get(receipt.code, "Refusée\u00a0: forme incorrecte, à corriger sur le poste")


def _of_months(months: Sequence[str]) -> str:
    years = {month[:4]: [one for one in months if one[:4] == month[:4]] for month in months}
    return "de " + ", de ".join(months_words(found) for found in years.values())


def summary_words(outcomes: Sequence[FileOutcome]) -> str:
    """Return how many files were imported, and how many were not."""
    refused = sum(one.fault is not None for one in outcomes)
    taken = len(outcomes) - refused
    parts = [f"{taken}\u00a0importé{'s' if taken > 1 else ''}"] if taken else []
    if refused:
        parts.append(f"{refused}\u00a0non importé{'s' if refused > 1 else ''}")
    count = f"{len(outcomes)}\u00a0fichier{'s' if len(outcomes) > 1 else ''}"
    return f"{count}\u00a0: {', '.join(parts)}."
