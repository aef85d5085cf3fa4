"""What the bottom of the window always says, in words."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.",
    "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


class Network(Enum):
    """What is known of the network; Passerelle never looks for it by itself."""

    AVAILABLE = "available"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusState:
    """The state of the outbox, of the last success and of the network.

    `last_success` is an aware or naive instant in local time, None before the first success.
    """

    waiting: int = 0
    to_correct: int = 0
    last_success: datetime | None = None
    network: Network = Network.UNKNOWN
    late: bool = False  # so much waits, or for so long, that it should be sent


def outbox_words(state: StatusState) -> str:
    """Return the words about what waits to be sent."""
    waiting = (
        f"{state.waiting}\u00a0en attente d’envoi" if state.waiting else "Rien en attente d’envoi"
    )
    if state.to_correct:
        waiting = f"{waiting}, {state.to_correct}\u00a0à corriger"
    return f"{waiting}\u00a0: synchronisez" if state.late else waiting


def last_success_words(state: StatusState) -> str:
    """Return the words about the last synchronisation that succeeded."""
    at = state.last_success
    if at is None:
        return "Pas encore synchronisé"
    day = "1er" if at.day == 1 else str(at.day)
    month = _MONTHS[at.month - 1]
    hour = f"{at.hour}\u00a0h\u00a0{at.minute:02}"
    return f"Dernier envoi\u00a0: {day}\u00a0{month} {at.year} à {hour}"


def network_words(state: StatusState) -> str:
    """Return the words about the network."""
    return {
        Network.AVAILABLE: "Réseau disponible",
        Network.ABSENT: "Sans réseau",
        Network.UNKNOWN: "Réseau non vérifié",
    }[state.network]
