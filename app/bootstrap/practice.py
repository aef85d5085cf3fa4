"""Practice: a program of its own in a window of its own, while the real one waits, locked.

It works in a folder beside the real one and knows nothing of it: no file, no key, no setting is
shared (docs/decisions/0057). Leaving it, locking it or closing its window gives the gate back.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.bootstrap.assistant import EXPLANATIONS
from app.bootstrap.crashes import handle_crashes
from app.bootstrap.practice_mark import noted_profile
from app.bootstrap.program import APPEARANCE, Program
from app.bootstrap.single import AlreadyOpenError
from app.conventions.loading import load_convention
from app.documents.practice_mark import mark_papers
from app.domain.failures import AppError
from app.ui.pages.entrainement.presenter import EntrainementPorts, Tell
from app.ui.pages.entrainement.state import ConventionEntry
from app.ui.pages.entrainement.wiring import create_entrainement
from app.ui.theme.current import current_appearance
from app.usecases.practice import preparing
from app.usecases.practice.places import practice_folder
from app.usecases.workplace import Resources, Surroundings, Workplace

if TYPE_CHECKING:
    from app.ui.theme.tokens import Appearance


class PracticeProgram(Program):
    """The program on the practice folder, for one session; its end is the end of it."""

    def __init__(self, application: QApplication, real: Program) -> None:
        folder = practice_folder(real.folder)
        options = replace(real.options, data_dir=folder, note="", structure_key=None)
        super().__init__(application, options, real.clock)
        self._real = real

    def appearance(self) -> "Appearance":
        """Return how practice was left; at first as the window before it looks."""
        if (self.folder / APPEARANCE).exists():
            return super().appearance()
        return current_appearance()

    def practise(self, workplace: Workplace) -> None:
        """Show the open practice in the place of the real window."""
        handle_crashes(self.folder, self.tell_of_fault)
        self._real.garbage.stop()  # one collects for the process
        self.garbage.start()
        self.window.setGeometry(self._real.window.geometry())
        self.open_session(workplace)
        self.window.show()
        self.window.activateWindow()
        self._real.window.hide()

    def lock(self) -> None:
        """Leave practice: nothing of it is behind a passphrase that somebody knows."""
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self.window.close()

    def close(self) -> None:
        """End practice and give the real gate back."""
        if self.closed:
            return
        super().close()
        _end(self, self._real)


def show_practice(program: Program) -> None:
    """Show the gate of practice in the place of the unlock page; nothing real is open."""
    conventions = program.resources / "conventions"
    found = [load_convention(path) for path in sorted(conventions.iterdir()) if path.is_dir()]
    folder = practice_folder(program.folder)

    def begin(profile: str, anew: bool, tell: Tell) -> Workplace:  # noqa: FBT001 - a port's shape
        return _begin(program, profile, anew=anew, tell=tell)

    ports = EntrainementPorts(
        conventions=[
            ConventionEntry(
                code=one.profile,
                title=one.departement.name,
                explanation=f"{one.title}. {EXPLANATIONS[one.pass_numerique.remise]}",
            )
            for one in found
        ],
        mine=noted_profile(program.folder) or program.options.profile,
        ready=lambda profile: preparing.is_ready(folder, profile, program.resources),
        begin=begin,
        on_opened=lambda workplace: _opened(program, workplace),
    )
    page = create_entrainement(program.database_runner, ports, left=program.show_gate)
    program.window.show_gate(page)


def _begin(program: Program, profile: str, *, anew: bool, tell: Tell) -> Workplace:
    """Prepare practice where it must be, and open it; one that does not open is made anew."""
    folder = practice_folder(program.folder)
    around = Surroundings(resources=Resources(folder=program.resources), clock=program.clock)
    if not anew and preparing.is_ready(folder, profile, program.resources):
        try:
            return preparing.open_practice(folder, around)
        except AppError:
            pass  # of another version, damaged, or another passphrase was chosen in it
    preparing.prepare(folder, profile, around, tell=tell)
    return preparing.open_practice(folder, around)


def _opened(real: Program, workplace: Workplace) -> None:
    application = QApplication.instance()
    if not workplace.practice or not isinstance(application, QApplication):
        workplace.close()
        raise TypeError("practice opens nothing but practice")
    practice = PracticeProgram(application, real)
    if not practice.take_alone():
        workplace.close()
        practice.window.deleteLater()
        real.show_closed_gate(AlreadyOpenError())
        return
    real.practice = practice
    practice.practise(workplace)


def _end(practice: PracticeProgram, real: Program) -> None:
    mark_papers(practice=False)
    real.garbage.start()
    handle_crashes(real.folder, real.tell_of_fault)
    real.practice = None
    real.themes.apply(real.appearance())
    real.window.setGeometry(practice.window.geometry())
    real.show_gate()
    real.window.show()
    QTimer.singleShot(0, real.window.activateWindow)  # once the other is gone from the screen
    practice.window.deleteLater()
