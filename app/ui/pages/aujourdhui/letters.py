"""The letters of the day: all that wait, in one job, each noted only if it went out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.tasks import TaskRunner
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone
from app.usecases.interview.papers import produce
from app.usecases.papers.batch import WaitingLetter, waiting_letters
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.window import Offset
    from app.ui.printing.desk import Printed
    from app.ui.printing.run import Item


class Letters:
    """Prints the letters over `page`; `noted` comes once the facts are kept."""

    def __init__(
        self, page: Page, runner: TaskRunner, workplace: Workplace, *, noted: Callable[[], None]
    ) -> None:
        self._page, self._runner, self._workplace = page, runner, workplace
        self._noted = noted

    def ask(self) -> None:
        """Look for the letters that wait, then ask how to print them."""
        self._runner.run(
            lambda: waiting_letters(self._workplace),
            on_success=self._print,
            on_failure=self._failed,
        )

    def _print(self, letters: list[WaitingLetter]) -> None:
        if not letters:
            self._page.say(Tone.INFO, "Aucune lettre n’attend.")
            return
        from app.ui.printing.desk import Sheaf, current_desk  # noqa: PLC0415 - start-up time
        from app.ui.printing.run import Item  # noqa: PLC0415 - as above

        def items(offset: "Offset") -> "list[Item]":
            return [
                Item(
                    id=one.papier.id,
                    words=f"Lettre à {one.who}",
                    make=partial(produce, self._workplace, one.papier.id, offset),
                )
                for one in letters
            ]

        count = f"{len(letters)}\u00a0lettres" if len(letters) > 1 else "1\u00a0lettre"
        sheaf = Sheaf(
            kind="lettre",
            title=f"Lettres du jour\u00a0: {count}",
            file_name="lettres-du-jour.pdf",
            items=items,
            made_on=self._workplace.clock.today(),
        )
        current_desk().print_sheaf(sheaf, self._runner, self._page, self._ended)

    def _ended(self, printed: "Printed") -> None:
        from app.ui.printing.noting import note  # noqa: PLC0415 - start-up time

        said, tone = outcome_words(printed), Tone.SUCCESS
        if printed.outcome.failure or printed.outcome.left:
            tone = Tone.WARNING if printed.outcome.done else Tone.DANGER

        def kept(_: None) -> None:
            self._noted()
            self._page.say(tone, said)

        self._runner.run(
            lambda: note(self._workplace, printed), on_success=kept, on_failure=self._failed
        )

    def _failed(self, failure: Exception) -> None:
        self._page.say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it


def outcome_words(printed: "Printed") -> str:
    """Say how many letters went out, how many wait still, and why."""
    outcome = printed.outcome
    if outcome.failure is not None:
        return failure_text(outcome.failure)
    where = "enregistrée" if printed.path else "imprimée"
    parts = [_count(len(outcome.done), where) + "."]
    if outcome.stopped:
        parts.append("Vous avez arrêté\u00a0: les autres attendent toujours.")
    if outcome.left:
        several = len(outcome.left) > 1
        parts.append(
            f"{_count(len(outcome.left), 'restée')} à faire. "
            + ("La première\u00a0: " if several else "")
            + failure_text(outcome.left[0].failure)
        )
    return " ".join(parts)


def _count(number: int, done: str) -> str:
    if not number:
        return f"Aucune lettre {done}"
    plural = "s" if number > 1 else ""
    return f"{number}\u00a0lettre{plural} {done}{plural}"
