"""The words of a decision taken there, as our closed list and one line say them; pure.

The platform has no list: an agent writes what he likes. Its first words are compared to the
convention's motives; what is none of them is « autre », with its text.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from app.department.demarches.answers import one_line
from app.department.records.decisions import MESSAGE_LIMIT
from app.department.records.persons import plain
from app.domain.convention import Motif
from app.domain.dossier import NO_FOLLOW_UP
from app.domain.prescription import Sens

OTHER: Final = "autre"
_BREAK: Final = re.compile(r"\s*(?:[:.;,\n–—]|\s-\s)\s*")


def sens_of(state: str) -> Sens:
    """Return our sense of a decided state: « sans suite » is a refusal that says so."""
    return Sens.ACCEPTEE if state == "accepte" else Sens.REFUSEE


def told(state: str, motivation: str, motifs: Sequence[Motif]) -> tuple[str, str]:
    """Return the motive's code, "" for none, and the message, of at most `MESSAGE_LIMIT` signs."""
    if state == "accepte":
        return "", _short(one_line(motivation))
    motif, message = _motive(motivation, motifs)
    if state == "sans_suite":
        message = f"{NO_FOLLOW_UP} {message}".strip()
    return motif, _short(message)


def _motive(motivation: str, motifs: Sequence[Motif]) -> tuple[str, str]:
    text = one_line(motivation)
    if not text:
        return "", ""
    known = {plain(word): one.code for one in motifs for word in (one.label, one.code)}
    if plain(text) in known:
        return known[plain(text)], ""
    raw = motivation.strip()
    for found in reversed(list(_BREAK.finditer(raw))):
        if plain(raw[: found.start()]) in known:
            return known[plain(raw[: found.start()])], one_line(raw[found.end() :])
    return (OTHER if any(one.code == OTHER for one in motifs) else ""), text


def _short(message: str) -> str:
    message = unicodedata.normalize("NFC", message)  # as it will travel: it is that which is cut
    if len(message) <= MESSAGE_LIMIT:
        return message
    return f"{message[: MESSAGE_LIMIT - 2].rstrip()} …"
