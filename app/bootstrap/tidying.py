"""The erasures of a session, in a thread of their own: nobody who works waits behind them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.storage.failures import LockedVaultError
from app.ui.tasks import CancelFlag
from app.ui.threads import ThreadRunner
from app.usecases.laptop.housekeeping import tidy

if TYPE_CHECKING:
    from app.storage.effacement import Purge
    from app.usecases.workplace import Workplace


class Tidying:
    """Erases what is due, once at a time.

    A purge of thousands takes a minute. In the database's thread everything that is looked for
    would come after it; here it shares only the writer's turn, 50 ms at a time.
    """

    def __init__(
        self,
        workplace: "Workplace",
        *,
        ended: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._workplace = workplace
        self._ended = ended
        self._failed = failed
        self._stopping = CancelFlag()
        self._runner = ThreadRunner("tidying")

    def start(self) -> None:
        """Erase what is due, after what was begun before."""
        if not self._stopping.is_set():
            self._runner.run(
                self._tidy, on_success=lambda _: self._ended(), on_failure=self._failed
            )

    def stop(self) -> None:
        """End between two records; what is left is erased after the next unlocking."""
        self._stopping.set()
        self._workplace.database.stop_rewriting()
        self._runner.close()

    def _tidy(self) -> "Purge":
        place = self._workplace
        while True:
            database = place.database
            try:
                return tidy(place, keep_going=lambda: not self._stopping.is_set())
            except LockedVaultError:
                if place.database is database:
                    raise
                # the keys were changed meanwhile: go on in the new generation
