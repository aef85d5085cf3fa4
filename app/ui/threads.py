"""The two threads beside the window's: one for the database, one for the network."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from app.ui.tasks import ResultT

_FOREVER = -1


class ThreadRunner(QObject):
    """A `TaskRunner` with one thread of its own, made in the window's thread.

    One thread, because works of one kind must not overlap: the database has one writer, and two
    synchronisations at once would race.
    """

    _done = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._closed = self._dropped = False
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(_FOREVER)  # connections remember the thread that opened them
        self._done.connect(self._call_back, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], ResultT],
        *,
        on_success: Callable[[ResultT], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        """Do `work` in this runner's thread, after what was asked before.

        Raises:
            RuntimeError: the runner is closed (a mistake of the program).
        """
        if self._closed:
            raise RuntimeError("this runner is closed")

        def job() -> None:
            if self._dropped:
                return
            try:
                result = work()
            except Exception as failure:  # noqa: BLE001 - carried to the window's thread
                outcome = _bind(on_failure, failure)
            else:
                outcome = _bind(on_success, result)
            self._done.emit(outcome)

        self._pool.start(job)

    def close(self) -> None:
        """Forget what has not begun, wait for what has, and call nobody back.

        Cancel long work by its own flag first: this waits for the step that is under way.
        """
        self._dropped = True
        self._pool.clear()
        self.finish()

    def finish(self) -> None:
        """Do all that was asked, take nothing more, and call nobody back.

        The answer given just before the window was closed is kept so.
        """
        self._closed = True
        self._pool.waitForDone()

    @Slot(object)
    def _call_back(self, outcome: Callable[[], None]) -> None:
        if not self._closed:
            outcome()


def _bind(callback: Callable[[ResultT], None], value: ResultT) -> Callable[[], None]:
    """Return the call of `callback` with `value` (a closure over `except … as` would lose it)."""
    return lambda: callback(value)


class Runners:
    """The runners of one session; they end with it."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.database = ThreadRunner("database", parent)
        self.network = ThreadRunner("network", parent)

    def close(self) -> None:
        """End both threads; nothing of the session runs afterwards."""
        self.network.close()
        self.database.finish()
