"""The console's words for laptops: why they are revoked, what goes wrong, what to do about it."""

from datetime import datetime
from typing import Final

from app.department.records.devices import RevocationReason
from app.department.records.troubles import CONFLICT, Difficulty, Reason
from app.sync.protocol.errors import ErrorCode

REVOCATIONS: Final = {
    RevocationReason.PERDU.value: "Perdu",
    RevocationReason.VOLE.value: "Volé",
    RevocationReason.REMPLACE.value: "Remplacé par un autre",
    RevocationReason.RENDU.value: "Rendu, ou fin de la convention",
    RevocationReason.DOUTE.value: "Doute\u00a0: quelqu’un d’autre a pu s’en servir",
    RevocationReason.ERREUR.value: "Activé par erreur",
}
REASON_NEEDED: Final = "Choisissez pourquoi ce poste est révoqué."
LABEL_REFUSED: Final = "Ce nom est vide ou trop long."
DATE_REFUSED: Final = "Donnez le jour de la fermeture, par exemple 31/12/2026."
SILENCES: Final = (15, 30, 60, 90)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_REFUSALS: Final = {
    CONFLICT: "contenus différents sous un même identifiant\u00a0: à régler dans Conflits",
    ErrorCode.FIELD_NOT_ALLOWED.value: "envoie un champ que la convention n’autorise pas",
    ErrorCode.UNKNOWN_REVISION.value: "corrige ou retire ce qui n’a jamais été reçu",
    ErrorCode.ALREADY_DECIDED.value: "corrige ce qui est déjà décidé",
    ErrorCode.WRONG_STRUCTURE.value: "envoie au nom d’une autre structure",
    ErrorCode.UNKNOWN_KEY.value: "scelle avec une clé inconnue",
    ErrorCode.CANNOT_OPEN.value: "envoie ce que le service ne peut pas ouvrir",
    ErrorCode.BAD_SIGNATURE.value: "envoie ce dont la signature n’est pas juste",
    ErrorCode.UNAVAILABLE.value: "envoie ce que ce service ne sait pas traiter",
    ErrorCode.REPLAYED.value: "répète des demandes déjà vues\u00a0: le poste est peut-être copié",
    ErrorCode.QUOTA.value: "a dépassé l’enveloppe de sa structure",
    ErrorCode.UNKNOWN_DEVICE.value: "envoie au nom d’un autre poste",
}
_ADVICE: Final = {
    Difficulty.SILENCE: "Appelez la structure\u00a0: le poste est-il perdu, remplacé, rangé, "
    "ou sans réseau\u00a0?",
    Difficulty.HORLOGE: "Rien n’arrive tant que la date et l’heure du poste ne sont pas justes.",
    Difficulty.REFUS: "Le reste de ses envois n’est pas bloqué. Appelez la structure.",
    Difficulty.REVOQUE: "Quelqu’un se sert encore de ce poste. Rien de ce qu’il envoie n’est pris.",
}


def revocation_words(code: str) -> str:
    """Return why a laptop was revoked; laptops revoked before reasons were asked have none."""
    return REVOCATIONS.get(code, "Motif non noté")


def difficulty_words(reason: Reason, now: datetime) -> str:
    """Return what is wrong with a laptop, in one sentence."""
    times = f"{reason.count}\u00a0fois"
    match reason.kind:
        case Difficulty.SILENCE:
            return f"Aucun contact depuis {span_words((now - reason.since).total_seconds())}."
        case Difficulty.HORLOGE:
            side = "avance" if reason.offset_s > 0 else "retarde"
            return f"Son horloge {side} de {span_words(abs(reason.offset_s))} ({times})."
        case Difficulty.REFUS:
            said = _REFUSALS.get(reason.code, f"refus «\u00a0{reason.code}\u00a0»")
            return f"{said[0].upper()}{said[1:]} ({times})."
        case Difficulty.REVOQUE:
            return f"Révoqué, il demande encore ({times})."


def advice_words(reason: Reason) -> str:
    """Return what to do about it."""
    return _ADVICE[reason.kind]


def span_words(seconds: float) -> str:
    """Write a length of time: « 12 jours », « 3 heures », « 40 minutes »."""
    for unit, one, many in (
        (_DAY, "jour", "jours"),
        (_HOUR, "heure", "heures"),
        (_MINUTE, "minute", "minutes"),
    ):
        count = int(seconds // unit)
        if count:
            return f"{count}\u00a0{many if count > 1 else one}"
    return "moins d’une minute"
