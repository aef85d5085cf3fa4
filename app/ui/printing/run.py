"""One run: papers made one by one, sent page by page, each counted only when the job is gone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.failures import AppError
from app.ui.printing.sinks import Sink
from app.ui.tasks import TaskRunner
from app.usecases.interview.papers import ProducedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paper of a run: `make` runs in the database's thread."""

    id: str
    words: str
    make: Callable[[], ProducedPaper]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A paper that went out, and which PDF it was."""

    id: str
    paper: ProducedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A paper that could not be made, and why."""

    item: Item
    failure: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a run. Nothing is `done` when the job failed; `stopped` by the user."""

    done: tuple[Done, ...] = ()
    left: tuple[Left, ...] = ()
    stopped: bool = False
    sheets: int = 0
    failure: Exception | None = None


class PrintRun(QObject):
    """Drives a run in the window's thread, one page a turn of its loop.

    `stop` is heeded before the next paper: what was drawn goes out. Only hashes of the papers stay
    in memory. Destroyed meanwhile (the vault locks), the run takes back what it had begun.

    Signals:
        progressed: how many papers are done, of how many, and the words of the one under way.
        ended: an `Outcome`, once.
    """

    progressed = Signal(int, int, str)
    ended = Signal(object)

    def __init__(
        self, items: Sequence[Item], sink: Sink, runner: TaskRunner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._items = list(items)
        self._sink = sink
        self._runner = runner
        self._place = 0
        self._done: list[Done] = []
        self._left: list[Left] = []
        self._stopped = False
        self._over = over = [False]

        def take_back() -> None:
            if not over[0]:
                sink.abandon()

        self.destroyed.connect(take_back)

    def start(self) -> None:
        """Begin with the first paper."""
        self._next()

    def stop(self) -> None:
        """Stop after the paper under way."""
        self._stopped = True

    def _next(self) -> None:
        if self._stopped or self._place == len(self._items):
            self._finish()
            return
        item = self._items[self._place]
        self.progressed.emit(self._place, len(self._items), item.words)
        self._runner.run(
            item.make,
            on_success=lambda paper: self._made(item, paper),
            on_failure=lambda failure: self._not_made(item, failure),
        )

    def _not_made(self, item: Item, failure: Exception) -> None:
        if not isinstance(failure, AppError):
            self._break(failure)
            raise failure  # a bug: the crash handler reports it
        self._left.append(Left(item=item, failure=failure))
        self._place += 1
        self._next()

    def _made(self, item: Item, paper: ProducedPaper) -> None:
        if self._over[0]:
            return
        self._draw(item, paper, self._sink.add(paper.content))

    def _draw(self, item: Item, paper: ProducedPaper, pages: Iterator[None]) -> None:
        try:
            more = next(pages, self) is not self
        except AppError as failure:
            self._break(failure)
            return
        if more:
            QTimer.singleShot(0, self, lambda: self._draw(item, paper, pages))
            return
        self._done.append(Done(id=item.id, paper=paper.without_content()))
        self._place += 1
        QTimer.singleShot(0, self, self._next)

    def _finish(self) -> None:
        if not self._done:
            self._sink.abandon()
            self._end(None)
            return
        try:
            self._sink.finish()
        except AppError as failure:
            self._break(failure)
            return
        self._end(None)

    def _break(self, failure: Exception) -> None:
        self._sink.abandon()
        self._done.clear()
        self._end(failure)

    def _end(self, failure: Exception | None) -> None:
        if self._over[0]:
            return
        self._over[0] = True
        self._items.clear()
        self.ended.emit(
            Outcome(
                done=tuple(self._done),
                left=tuple(self._left),
                stopped=self._stopped,
                sheets=self._sink.sheets,
                failure=failure,
            )
        )
