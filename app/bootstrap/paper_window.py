"""A paper in a window of its own; the journal learns that it was printed or saved.

A file that was saved is tracked, so that the erasure of its person reaches it.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.ui.printing.desk import PrintDesk, use_desk
from app.ui.printing.memory import FILE, PrintMemory
from app.ui.shell.paper_dialog import PaperDialog
from app.ui.tasks import TaskRunner
from app.usecases import journal
from app.usecases.interview.papers import PRINTED, SAVED, ProducedPaper
from app.usecases.people.exporting import track_paper
from app.usecases.workplace import Workplace


def use_printers(workplace: Workplace) -> None:
    """Remember beside the vault what was printed where."""
    use_desk(PrintDesk(memory=PrintMemory(workplace.database.path.parent / FILE)))


def show_paper(  # noqa: PLR0913 - what is shown, where, and who hears of it
    paper: ProducedPaper,
    workplace: Workplace,
    runner: TaskRunner,
    window: QWidget,
    *,
    failed: Callable[[Exception], None],
    done: Callable[[str], None] | None = None,
) -> None:
    """Preview `paper` over `window`; `runner` is the database's.

    `done` hears whether it was printed or saved, and notes it in the place of this window.
    """

    def note(act: str) -> None:
        if done is not None:
            done(act)
            return
        runner.run(
            lambda: journal.note(workplace, act, paper.code, subject_id=paper.subject_id),
            on_success=lambda _: None,
            on_failure=failed,
        )

    def saved(path: Path) -> None:
        note(SAVED)
        runner.run(
            lambda: track_paper(workplace, paper, path),
            on_success=lambda _: None,
            on_failure=failed,
        )

    dialog = PaperDialog(
        paper.title,
        paper.content,
        file_name=paper.file_name,
        kind=paper.code,
        parent=window,
    )
    dialog.printed.connect(lambda: note(PRINTED))
    dialog.saved.connect(saved)
    dialog.open()
