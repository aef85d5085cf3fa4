"""Passphrases tied to the keyring of this computer: wanted by the référent, done one by one.

The tie is made when each agent next opens, in his own session of the computer: a passphrase is
needed for it. It is offered only once another way in is certain. Decision: docs/decisions/0027.
"""

import contextlib
import secrets
from dataclasses import dataclass
from typing import Final

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import AgentId
from app.storage import parametres
from app.storage.vault import binding
from app.storage.vault.pepper import PEPPER_BYTES, Pepper, PepperUnavailableError, ReadOnly
from app.usecases import journal
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import SHEET_CHECKED, Workplace

WANTED: Final = "trousseau_voulu"
TIED, UNTIED = "trousseau_lie", "trousseau_delie"  # in the journal
_TRIAL: Final = "essai"


class NoKeyringHereError(AppError):
    """The keyring of this computer does not give back what it was given."""


class NoOtherWayError(AppError):
    """Without a checked sheet or the structure's key, a lost keyring would lock people out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Whether passphrases are to be tied, and which agents' already are."""

    wanted: bool
    tied: frozenset[AgentId]


def ties(workplace: Workplace) -> Ties:
    """Return how it stands."""
    header = workplace.vault.current_header()
    return Ties(
        wanted=is_wanted(workplace),
        tied=frozenset(slot.agent_id for slot in header.agents if slot.pepper),
    )


def is_wanted(workplace: Workplace) -> bool:
    """Tell whether new passphrases take a part from the keyring."""
    with workplace.database.reading() as session:
        return parametres.load(session, WANTED) is True


def want(workplace: Workplace, *, wanted: bool) -> None:
    """Decide for all agents; each is tied, or untied, when he next opens. In a thread.

    Raises:
        NotAllowedError: only the référent decides this.
        NoOtherWayError, NoKeyringHereError: nothing was changed.
    """
    require(workplace, Acte.CLES)
    if wanted:
        _require_another_way(workplace)
        _try_out(workplace.pepper)
    with workplace.database.writing() as session:
        parametres.keep(session, WANTED, wanted)


def follow(workplace: Workplace, passphrase: str) -> None:
    """Tie or untie the agent who has just opened, as the référent wants it; in a thread.

    A second derivation when something changes, nothing otherwise. What does not succeed (a locked
    keyring, a full disk) leaves him as he is, until the next time.
    """
    place, agent_id = workplace.pepper, workplace.agent.id
    if place is None:
        return
    with contextlib.suppress(AppError):
        wanted = is_wanted(workplace)
        tied = binding.is_bound(workplace.vault.current_header(), agent_id)
        if wanted and not tied and binding.bind(workplace.vault, agent_id, passphrase, place):
            journal.note(workplace, TIED)
        elif tied and not wanted:
            binding.unbind(workplace.vault, agent_id, passphrase, place)
            journal.note(workplace, UNTIED)


def place_for_new(workplace: Workplace) -> Pepper | None:
    """Return the keyring for a slot made now: one that keeps nothing where no tie is wanted."""
    place = workplace.pepper
    return place if place is None or is_wanted(workplace) else ReadOnly(place)


def _require_another_way(workplace: Workplace) -> None:
    with workplace.database.reading() as session:
        checked = parametres.load(session, SHEET_CHECKED) is True
    if not checked and workplace.vault.current_header().structure is None:
        raise NoOtherWayError


def _try_out(place: Pepper | None) -> None:
    secret = secrets.token_bytes(PEPPER_BYTES)
    try:
        if place is None:
            raise NoKeyringHereError
        place.keep(_TRIAL, secret)
        found = place.read(_TRIAL)
        place.erase(_TRIAL)
    except PepperUnavailableError:
        raise NoKeyringHereError from None
    if found != secret:
        raise NoKeyringHereError
