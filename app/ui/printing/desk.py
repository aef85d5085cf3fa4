"""Prints papers for any page: asks how, sends, says what came of it.

There is one desk a process, as there is one theme: it knows the printers and what each kind of
document was printed on last.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.documents.window import Offset
from app.domain.failures import AppError
from app.ui.printing.choice import PrintChoice
from app.ui.printing.dialog import PrintDialog
from app.ui.printing.memory import PrintMemory
from app.ui.printing.printers import Printers, SystemPrinters
from app.ui.printing.run import Item, Outcome, PrintRun
from app.ui.printing.sinks import FileSink, PrinterSink, Sink
from app.ui.printing.working import SheetsDialog, WorkDialog
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where

ChoosePath = Callable[[QWidget, str], Path | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """Papers to print in one go, each made for the printer that is chosen.

    `kind` chooses the remembered printer. `file_name` and `title`, which names the job in the
    printer's queue, name no person. `pages` when they are known: only then may some be chosen.
    """

    kind: str
    title: str
    file_name: str
    items: Callable[[Offset], Sequence[Item]]
    pages: int = 0
    made_on: date | None = None  # needed where several papers may go into one file
    dropped: Callable[[], None] | None = None  # the user wanted nothing of it after all


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a run came to. `path` and `sha256` are of the file, when it went into one."""

    outcome: Outcome
    choice: PrintChoice
    path: Path | None = None
    sha256: str = ""


class PrintDesk:
    """Knows the printers; see `current_desk`."""

    def __init__(self, printers: Printers | None = None, memory: PrintMemory | None = None) -> None:
        self.printers: Printers = printers or SystemPrinters()
        self.memory = memory or PrintMemory()

    def proposed(self, kind: str) -> PrintChoice:
        """Return how to print this kind of document: as last time, else as the system does."""
        names = self.printers.names()
        known = self.memory.choice(kind)
        if known.printer in names:
            return known
        default = self.printers.default()
        name = default if default in names else next(iter(names), "")
        return PrintChoice(printer=name, duplex=known.duplex, shared=self.memory.is_shared(name))

    def print_sheaf(  # noqa: PLR0913 - what, for whom, and the two ways a file may take
        self,
        sheaf: Sheaf,
        runner: TaskRunner,
        parent: QWidget,
        ended: Callable[[Printed], None],
        *,
        choose_path: ChoosePath | None = None,
        save: Callable[[], None] | None = None,
    ) -> None:
        """Ask how, then print; `ended` comes once something was begun, with what came of it.

        `save` keeps a paper that is made already as it is, where a file is wanted.
        """
        dialog = PrintDialog(
            sheaf.title,
            printers=self.printers.names(),
            proposed=self.proposed(sheaf.kind),
            count=sheaf.pages,
            parent=parent.window(),
        )

        def dropped() -> None:
            if sheaf.dropped is not None:
                sheaf.dropped()

        def accepted() -> None:
            choice = dialog.choice
            if choice.to_file and save is not None:
                save()
                return
            where = choose_path or ask_where
            path = where(parent, sheaf.file_name) if choice.to_file else None
            if choice.to_file and path is None:
                dropped()
                return
            if path is None:
                self.memory.keep(sheaf.kind, choice)
            _Job(self, sheaf, choice, path, runner, parent, ended).start()

        dialog.accepted.connect(accepted)
        dialog.rejected.connect(dropped)
        dialog.open()


class _Job:
    """One run with what is shown over the window meanwhile."""

    def __init__(  # noqa: PLR0913, PLR0917 - what was asked, and who waits for it
        self,
        desk: PrintDesk,
        sheaf: Sheaf,
        choice: PrintChoice,
        path: Path | None,
        runner: TaskRunner,
        parent: QWidget,
        ended: Callable[[Printed], None],
    ) -> None:
        self._desk, self._sheaf, self._choice, self._path = desk, sheaf, choice, path
        self._runner, self._parent, self._ended = runner, parent, ended

    def start(self) -> None:
        """Open the printer or the file, and send."""
        try:
            sink = self._sink()
        except AppError as failure:
            self._tell(Outcome(failure=failure))
            return
        items = self._sheaf.items(self._desk.memory.shift(self._choice.printer))
        run = PrintRun(items, sink, self._runner, self._parent)
        work = WorkDialog(self._parent.window())
        work.stop_asked.connect(run.stop)
        run.progressed.connect(work.show_progress)

        def over(outcome: Outcome) -> None:
            work.over()  # the run goes with its page
            self._tell(outcome, sink.sha256 if isinstance(sink, FileSink) else "")
            self._remind(outcome)

        run.ended.connect(over)
        run.start()

    def _sink(self) -> Sink:
        if self._path is not None:
            return FileSink(
                self._path,
                title=self._sheaf.title,
                author="Passerelle",
                made_on=self._sheaf.made_on or date.today(),  # noqa: DTZ011 - a file's label
            )
        printer = self._desk.printers.open(self._choice, self._sheaf.title)
        return PrinterSink(printer, self._choice)

    def _tell(self, outcome: Outcome, sha256: str = "") -> None:
        self._ended(Printed(outcome=outcome, choice=self._choice, path=self._path, sha256=sha256))

    def _remind(self, outcome: Outcome) -> None:
        if outcome.done and self._choice.printer and self._choice.shared:
            window = self._parent.window()
            SheetsDialog(outcome.sheets, self._choice.printer, window).open()


class _Current:
    """Holds the desk of the process."""

    desk = PrintDesk()


def current_desk() -> PrintDesk:
    """Return the desk in use."""
    return _Current.desk


def use_desk(desk: PrintDesk) -> None:
    """Put another desk to use: the program's own at its start, a test's in a test."""
    _Current.desk = desk
