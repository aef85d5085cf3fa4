"""Try a passphrase: wrong ones in a row are counted, and each makes the next wait longer.

Wherever a passphrase is checked it goes through here, else a screen that asks for it again (taking
the laptop back, changing the passphrase) would be the way to guess it.
"""

import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.domain import essais as rule
from app.domain.clock import Clock
from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.storage.vault import essais
from app.storage.vault.essais import Missed
from app.storage.vault.failures import WrongPassphraseError

OpenedT = TypeVar("OpenedT")


class TooSoonError(AppError):
    """The wait after the last wrong passphrase is not over; nothing was tried."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__()


def wait_s(folder: Path, agent_id: AgentId, clock: Clock) -> int:
    """Return the seconds before this worker may try again, rounded up; 0 when he may now.

    A clock that was set back starts the wait anew, once: nobody is kept out until it is put right.
    """
    missed = essais.of(folder, agent_id)
    if missed is None:
        return 0
    now = clock.now()
    if missed.last_at > now:
        missed = Missed(count=missed.count, last_at=now)
        essais.note(folder, agent_id, missed)
    return math.ceil(rule.remaining(missed.count, missed.last_at, now).total_seconds())


def missed_before(folder: Path, agent_id: AgentId) -> int:
    """Return how many wrong passphrases in a row were typed for this worker."""
    missed = essais.of(folder, agent_id)
    return 0 if missed is None else missed.count


def forgive(folder: Path, agent_id: AgentId) -> None:
    """Forget the failures of a worker who has shown by other means that it is he."""
    essais.note(folder, agent_id, None)


def try_passphrase(
    folder: Path, agent_id: AgentId, clock: Clock, work: Callable[[], OpenedT]
) -> OpenedT:
    """Run `work`, which checks the passphrase of a worker, unless he has to wait.

    The failure is on the disk before the check begins, so that pulling the plug is no free try.

    Raises:
        TooSoonError: nothing was tried.
        WrongPassphraseError: counted.
        whatever else `work` raises: not counted.
    """
    wait = wait_s(folder, agent_id, clock)
    if wait:
        raise TooSoonError(wait)
    before = essais.of(folder, agent_id)
    count = (before.count if before else 0) + 1
    essais.note(folder, agent_id, Missed(count=count, last_at=clock.now()))
    try:
        opened = work()
    except WrongPassphraseError:
        essais.note(folder, agent_id, Missed(count=count, last_at=clock.now()))
        raise
    except BaseException:
        essais.note(folder, agent_id, before)
        raise
    essais.note(folder, agent_id, None)
    return opened
