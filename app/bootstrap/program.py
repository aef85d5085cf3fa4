"""The program from its start to its end: gate, session, lock, gate again."""

import gc
import sys
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.backups import Backups
from app.bootstrap.clock import SystemClock
from app.bootstrap.crashes import handle_crashes
from app.bootstrap.hardening import forbid_memory_dumps
from app.bootstrap.late import (
    estimate,
    forget_words,
    import_what_a_session_needs,
    take_what_is_typed,
)
from app.bootstrap.options import Options
from app.bootstrap.places import NAME, data_folder, resources_folder
from app.bootstrap.running import show_running
from app.bootstrap.single import AlreadyOpenError, OneProcess
from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.storage.vault.files import read_header
from app.storage.vault.header import Header
from app.ui.garbage import Garbage
from app.ui.pages.unlock.presenter import AgentEntry, UnlockPorts, first_state
from app.ui.pages.unlock.wiring import create_unlock
from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager, make_application
from app.ui.theme.preferences import load_appearance, save_appearance
from app.ui.theme.tokens import Appearance
from app.ui.threads import ThreadRunner
from app.ui.widgets.tones import Tone
from app.usecases.laptop.trying import wait_s

if TYPE_CHECKING:
    from app.bootstrap.help_way import Help
    from app.bootstrap.opened_file import OpenedFile
    from app.bootstrap.session import Session
    from app.bootstrap.system_lock import SystemWatch
    from app.domain.clock import Clock
    from app.domain.politiques import Politiques
    from app.usecases.laptop.installing import Installed
    from app.usecases.workplace import Surroundings, Workplace

APPEARANCE = "apparence.json"
_AFTER_FIRST_PAINT_MS = 50
_LOOK_AGAIN_MS = 1000
_TURN_S = 0.0001  # Python lets a thread work 5 ms before the window has its turn again


class Program:
    """Everything that lives as long as the window."""

    def __init__(
        self, application: QApplication, options: Options, clock: "Clock | None" = None
    ) -> None:
        self.options = options
        self._application = application
        self.folder = data_folder(options.data_dir)
        self.resources = options.resources or resources_folder()
        self.clock: Clock = clock or SystemClock()
        self.session: Session | None = None
        self.system: SystemWatch | None = None
        self.practice: Program | None = None
        self.opened: OpenedFile | None = None
        self._help: Help | None = None
        self.closed = False
        self._alone = OneProcess(self.folder)
        self._wait_for_other = QTimer()
        self._wait_for_other.setInterval(_LOOK_AGAIN_MS)
        self._wait_for_other.timeout.connect(self._look_again)
        self.backups = Backups(self)
        self.themes = ThemeManager(application)
        self.themes.apply(self.appearance())
        self.themes.changed.connect(self._keep_appearance)
        self.database_runner = ThreadRunner("database")
        self.network_runner = ThreadRunner("network")
        self.window = MainWindow(application, self.themes)
        self.garbage = Garbage(self.window.idle.untouched_s)
        self.window.lock_asked.connect(self.lock)
        self.window.synchronise_asked.connect(self._go_synchronise)
        self.window.closing.connect(self.close)
        self.window.help_asked.connect(self.show_help)

    @cached_property
    def policies(self) -> "Politiques":
        """Return what the IT department imposes, read once and not before it is asked for."""
        from app.bootstrap.policies.start import policies_at_start  # noqa: PLC0415 - after the gate

        return policies_at_start(self.resources, self.folder)

    def appearance(self) -> Appearance:
        """Return how the window looks: as it was left in this folder."""
        return load_appearance(self.folder / APPEARANCE)

    def start(self) -> None:
        """Show the gate; what unlocking needs is imported while somebody types."""
        self.garbage.start()
        sys.setswitchinterval(_TURN_S)
        if self._alone.take():
            self._first_gate()
        else:
            self.show_closed_gate(AlreadyOpenError())
            self._wait_for_other.start()
        self.window.show()
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self._prepare_session)

    def take_alone(self) -> bool:
        """Take the right to work with the folder; tell whether nobody else has it."""
        return self._alone.take()

    def _prepare_session(self) -> None:
        from app.ui.help.key import HelpKey  # noqa: PLC0415 - the window is on screen now

        if not self.closed:
            HelpKey(self._application, self.show_help, self.window)
            self._hear_of_files()
            self.database_runner.run(
                import_what_a_session_needs, on_success=_nothing, on_failure=_raise
            )

    def _hear_of_files(self) -> None:
        from app.bootstrap.opened_file import OpenedFile  # noqa: PLC0415 - as above

        self.opened = OpenedFile(self, self._application)
        if self._alone.is_held:
            self.opened.listen()
        self.opened.show_if_free()

    def show_opened_file(self) -> None:
        """Show the file that was opened by double click, if one waits and nothing is disturbed."""
        if self.opened is not None:
            self.opened.show_if_free()

    def _look_again(self) -> None:
        if self._alone.take():
            self._wait_for_other.stop()
            if self.opened is not None:
                self.opened.listen()
            self._first_gate()

    def _first_gate(self) -> None:
        try:
            wanted = self.backups.start()
        except AppError as failure:
            self.show_closed_gate(failure)
        else:
            if wanted:
                self.show_gate()

    def show_closed_gate(self, failure: Exception) -> None:
        """Say why nothing can be opened now."""
        if not isinstance(failure, AppError):
            raise failure
        from app.bootstrap.closed_gate import closed_gate  # noqa: PLC0415 - rare

        self.window.show_gate(closed_gate(self, failure))

    def show_gate(self, *, note: str = "") -> None:
        """Show the unlock page, or the assistant where there is no vault yet."""
        if not (self.folder / "vault.json").exists() and not list(self.folder.glob("*.db")):
            self.window.show_gate(self._assistant())
            return
        try:
            header = read_header(self.folder)
        except AppError as failure:
            self.show_closed_gate(failure)
            return
        self.window.show_gate(self._gate(header, note or self.options.note))
        self.show_opened_file()

    def lock(self) -> None:
        """End the session: pages are destroyed, connections closed, keys forgotten."""
        if self.session is None:
            return
        take_what_is_typed()
        ended, self.session = self.session, None
        ended.stop()
        self.window.clipboard.clear()
        forget_words()
        self.show_gate()
        self.backups.lock(ended.workplace)

    def close(self) -> None:
        """End everything; the window is about to go."""
        self.closed = True
        take_what_is_typed()
        ended, self.session = self.session, None
        if ended is not None:
            ended.stop()
        self.network_runner.close()
        self.database_runner.finish()
        self.backups.end(ended.workplace if ended is not None else None)
        self.window.clipboard.clear()
        self._wait_for_other.stop()
        self._alone.release()
        self.garbage.stop()
        if self.opened is not None:
            self.opened.close()
        if self._help is not None:
            self._help.close()

    def show_help(self) -> None:
        """Show the guide at the chapter of what is on screen."""
        if self._help is None:
            from app.bootstrap.help_way import Help  # noqa: PLC0415 - when asked for

            self._help = Help(self)
        self._help.show()

    def _go_synchronise(self) -> None:
        if self.session is not None:
            self.session.synchronise()

    def _keep_appearance(self, appearance: Appearance) -> None:
        if self.folder.exists():
            save_appearance(self.folder / APPEARANCE, appearance)

    def tell_of_fault(self) -> None:
        """Say that something went wrong in the program; what was kept is kept."""
        if self.session is not None:
            from app.ui.messages import failure_text  # noqa: PLC0415 - not before the gate

            self.session.show_message(failure_text(RuntimeError()), Tone.DANGER)

    # -- the gate -----------------------------------------------------------------------------

    def _gate(self, header: Header, note: str) -> QWidget:
        agents = tuple(AgentEntry(id=slot.agent_id, name=slot.label) for slot in header.agents)
        page = create_unlock(
            self.database_runner,
            UnlockPorts(
                unlock=self._unlock,
                recover=self._recover,
                estimate=estimate,
                on_unlocked=self.open_session,
                wait_s=self._wait_s,
            ),
            first_state(agents, note=note, structure=header.structure is not None),
        )
        page.restore_asked.connect(self.backups.show_restore)
        page.structure_asked.connect(self._show_structure)
        page.practice_asked.connect(self.show_practice)
        return page

    def show_practice(self) -> None:
        """Lock, then show the gate of practice."""
        from app.bootstrap.practice import show_practice  # noqa: PLC0415 - rare

        self.lock()
        show_practice(self)

    def _show_structure(self) -> None:
        from app.bootstrap.structure_recovery import show_structure_recovery  # noqa: PLC0415 - rare

        show_structure_recovery(self)

    def _assistant(self) -> QWidget:
        from app.bootstrap.assistant import create_assistant  # noqa: PLC0415 - once a laptop

        return create_assistant(self)

    def surroundings(self) -> "Surroundings":
        """Return what the machine gives to every use case."""
        from app.bootstrap.around import surroundings_of  # noqa: PLC0415 - after the gate

        return surroundings_of(self)

    def _wait_s(self, agent_id: str) -> int:
        return wait_s(self.folder, AgentId(agent_id), self.clock)

    def _unlock(self, agent_id: str, passphrase: str) -> "Workplace":
        import_what_a_session_needs()
        from app.usecases.laptop.opening import open_workplace  # noqa: PLC0415 - after the gate

        return open_workplace(self.folder, AgentId(agent_id), passphrase, self.surroundings())

    def _recover(self, sheet: str, agent_id: str, passphrase: str) -> "Workplace":
        from app.usecases.laptop.opening import recover_workplace  # noqa: PLC0415 - after the gate

        return recover_workplace(
            self.folder, AgentId(agent_id), sheet, passphrase, self.surroundings()
        )

    def _listen_to_the_system(self) -> None:
        if self.system is None:
            from app.bootstrap.system_lock import SystemWatch  # noqa: PLC0415 - after the gate

            self.system = SystemWatch(self.window)
            self.system.away.connect(self.lock)
            self.system.follow(int(self.window.winId()) if sys.platform == "win32" else 0)

    def open_installed(self, installed: "Installed", passphrase: str) -> None:
        """Open the session of a vault that was just made."""
        self.database_runner.run(
            lambda: self._unlock(installed.agent.id, passphrase),
            on_success=self.open_session,
            on_failure=_raise,
        )

    def open_session(self, workplace: "Workplace") -> None:
        """Show the workspace of an open vault."""
        from app.bootstrap.practice_mark import bear_mark  # noqa: PLC0415 - likewise
        from app.bootstrap.session import Session  # noqa: PLC0415 - imported in a thread before

        bear_mark(self, workplace)
        self.session = Session(self, workplace)
        self.session.start()
        self._listen_to_the_system()
        gc.freeze()  # else each full collection goes through the questionnaire: 150 ms


def run(options: Options, loop: Callable[[], int] | None = None) -> int:
    """Run the program until its window is closed; return the exit code.

    `loop` stands in for Qt's own (a measurement stops once the window is on screen).
    """
    forbid_memory_dumps()
    show_running()
    application = make_application(sys.argv[0])
    application.setApplicationName(NAME)
    if options.file is not None:
        from app.bootstrap.handing_file import hand_over  # noqa: PLC0415 - a plain start has none

        if hand_over(data_folder(options.data_dir), options.file):
            return 0
    program = Program(application, options)
    handle_crashes(program.folder, program.tell_of_fault)
    program.start()
    gc.freeze()  # what the start made stays: no later collection need look at it
    return application.exec() if loop is None else loop()


def _nothing(_: object) -> None:
    """Go on: there is nothing to show."""


def _raise(failure: Exception) -> None:
    raise failure
