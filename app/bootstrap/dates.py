"""Asks about a date in doubt before anything is erased, and notices a new day."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from app.domain.failures import AppError
from app.ui.dates import day_words, long_day_words
from app.ui.messages import failure_text
from app.ui.shell.date_dialog import DateDialog, DateQuestion
from app.usecases.laptop.dating import Doubt, WrongDateError, ask_service, confirm_date, doubt

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.usecases.exchange.activating import Connect
    from app.usecases.workplace import Workplace

_LOOK_MS = 20_000  # a laptop that wakes from sleep past midnight notices soon


def date_question(found: Doubt) -> DateQuestion:
    """Return « Sommes-nous bien le … ? », with what hangs on the answer."""
    return DateQuestion(
        title=f"Sommes-nous bien le {long_day_words(found.today)}\u00a0?",
        text="\n\n".join((_dates(found), _stake(found))),
        confirm="Oui, c’est la bonne date" if found.may_confirm else "",
        ask="&Demander au Département" if found.may_ask else "",
    )


def _dates(found: Doubt) -> str:
    heard = (
        f" Le Département a donné sa date le {day_words(found.heard)}."
        if found.heard is not None
        else ""
    )
    return (
        f"C’est la date de cet ordinateur. La dernière date sûre est le {day_words(found.last)}."
        f"{heard}"
    )


def _stake(found: Doubt) -> str:
    wrong = "Si la date est fausse, rien n’est effacé\u00a0: corrigez l’horloge, puis rouvrez."
    if not found.back:
        return f"{_waiting(found.records, found.traces)}\n\n{wrong}"
    if found.may_confirm:
        return (
            "L’horloge a reculé. Si elle avait été mise trop en avant, dites que la date est "
            f"bonne\u00a0: votre réponse est notée au journal.\n\n{wrong}"
        )
    if found.heard is not None and found.heard > found.today:
        return f"L’horloge est en retard sur le Département\u00a0: elle est fausse.\n\n{wrong}"
    return (
        "L’horloge a reculé. Seul le référent de ce poste peut dire que la date est bonne."
        f"\n\n{wrong}"
    )


def _waiting(records: int, traces: int) -> str:
    """Say what goes for ever on that day: parts of records, lines of the journal and registers."""
    if not records + traces:
        return "C’est plus de 45\u00a0jours après la dernière date sûre."
    several, parts = records + traces > 1, "s" * (records > 1)
    words = [
        text
        for number, text in (
            (records, f"{records}\u00a0élément{parts} de dossier"),
            (traces, f"{traces}\u00a0ligne{'s' * (traces > 1)} du journal et des registres"),
        )
        if number
    ]
    arrive = "arrivent à leur terme" if several else "arrive à son terme"
    gone = ("il", "effacé") if records else ("elle", "effacée")
    erased = f"{gone[0]}s seront {gone[1]}s" if several else f"{gone[0]} sera {gone[1]}"
    return f"{' et '.join(words)} {arrive} ce jour-là\u00a0: {erased} pour toujours."


class Dates:
    """Asks at the start of a session and at each midnight, then lets `tidy` erase what is due.

    `lock` ends the session; the runners are the database's and the network's.
    """

    def __init__(
        self,
        program: "Program",
        workplace: "Workplace",
        connect: "Connect",
        tidy: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._program = program
        self._workplace = workplace
        self._connect = connect
        self._tidy = tidy
        self._failed = failed
        self._stopped = False
        self._dialog: DateDialog | None = None
        self._day = workplace.clock.today()
        self.timer = QTimer()
        self.timer.setInterval(_LOOK_MS)
        self.timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Judge the date now, and each day from now on."""
        self.timer.start()
        self._judge()

    def stop(self) -> None:
        """The session ends: nothing is asked any more."""
        self._stopped = True
        self.timer.stop()
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.reject()  # the session has ended already: nothing is left to lock

    def look(self) -> None:
        """Begin a new day once midnight is past and nobody is being received."""
        today = self._workplace.clock.today()
        if today != self._day and not self._program.window.is_receiving:
            self._day = today
            self._judge()

    def _judge(self) -> None:
        place = self._workplace
        self._program.database_runner.run(
            lambda: doubt(place), on_success=self._found, on_failure=self._failed
        )

    def _found(self, found: Doubt | None) -> None:
        if self._stopped:
            return
        if found is None:
            self._tidy()
            return
        dialog = self._dialog = DateDialog(date_question(found), self._program.window)
        dialog.accepted.connect(self._confirmed)
        dialog.rejected.connect(self._program.lock)
        dialog.ask_asked.connect(lambda: self._ask(dialog))
        dialog.open()

    def _confirmed(self) -> None:
        place = self._workplace
        self._program.database_runner.run(
            lambda: confirm_date(place),
            on_success=lambda _: self._believed(),
            on_failure=self._failed,
        )

    def _ask(self, dialog: DateDialog) -> None:
        place, connect = self._workplace, self._connect

        def answered(_: None) -> None:
            if isValid(dialog) and not self._stopped:
                dialog.rejected.disconnect(self._program.lock)
                dialog.reject()
                self._believed()

        def failed(failure: Exception) -> None:
            if isValid(dialog):
                settled = isinstance(failure, WrongDateError)
                dialog.show_problem(failure_text(failure), settled=settled)
            if not isinstance(failure, AppError):
                raise failure  # a bug: the crash handler reports it

        self._program.network_runner.run(
            lambda: ask_service(place, connect), on_success=answered, on_failure=failed
        )

    def _believed(self) -> None:
        if not self._stopped:
            self._day = self._workplace.clock.today()
            self._tidy()
