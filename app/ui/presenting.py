"""What several presenters share, without Qt: passphrases being chosen, parts of a sheet asked."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from app.ui.tasks import TaskRunner

ASKED_GROUPS = 3


class Strength(Protocol):
    """An honest estimate of a passphrase (see `app.storage.vault.strength`)."""

    @property
    def score(self) -> int:
        """Return 0 (guessed at once) to 4."""
        ...

    @property
    def accepted(self) -> bool:
        """Tell whether the vault takes it."""
        ...

    @property
    def sentence(self) -> str:
        """Return the estimate in words."""
        ...


class Sheet(Protocol):
    """A recovery sheet, shown once (see `app.storage.vault.recovery`)."""

    @property
    def sheet(self) -> int:
        """Return the sheet's number: a newer one replaces the older ones."""
        ...

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the key in groups."""
        ...

    def check_part(self, asked: Sequence[int], typed: str) -> bool:
        """Tell whether `typed` is the groups `asked` (counted from 1), in that order."""
        ...


Estimate = Callable[[str, Iterable[str]], Strength]
"""Estimates a passphrase; the names are words that somebody would try first."""


class StrengthAdvisor:
    """Estimates while somebody types, one estimate at a time and the latest text last.

    Estimating takes some milliseconds (100 the first time): it is done in the runner's thread.
    """

    def __init__(
        self, runner: TaskRunner, estimate: Estimate, show: Callable[[Strength | None], None]
    ) -> None:
        self._runner = runner
        self._estimate = estimate
        self._show = show
        self._latest = ""
        self._names: tuple[str, ...] = ()
        self._working = False

    def advise(self, passphrase: str, names: Iterable[str] = ()) -> None:
        """Show the estimate of `passphrase`; none for an empty field."""
        self._latest, self._names = passphrase, tuple(name for name in names if name)
        if not passphrase:
            self._show(None)
        if not self._working:
            self._next()

    def _next(self) -> None:
        asked = self._latest
        if not asked:
            return
        self._working = True
        names = self._names
        self._runner.run(
            lambda: self._estimate(asked, names),
            on_success=lambda strength: self._estimated(asked, strength),
            on_failure=self._failed,
        )

    def _estimated(self, asked: str, strength: Strength) -> None:
        self._working = False
        if asked == self._latest:
            self._show(strength)
        else:
            self._next()

    def _failed(self, failure: Exception) -> None:
        self._working = False
        raise failure


def passphrase_mistakes(first: str, second: str) -> tuple[str, str]:
    """Return what is wrong with a passphrase typed twice: under the first, under the second."""
    if not first:
        return "Choisissez une phrase de passe.", ""
    if first != second:
        return "", "Les deux phrases ne sont pas les mêmes."
    return "", ""


def random_groups(count: int) -> tuple[int, ...]:
    """Return three different group numbers of 1 to `count`, at random, in ascending order."""
    import secrets  # noqa: PLC0415 - the unlock page draws nothing by lot

    chosen = secrets.SystemRandom().sample(range(1, count + 1), min(ASKED_GROUPS, count))
    return tuple(sorted(chosen))
