"""Small real implementations that the tests of the frame share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.ui.tasks import InlineRunner, ResultT


@dataclass(frozen=True)
class EasyStrength:
    """An estimate that accepts."""

    score: int = 4
    accepted: bool = True
    sentence: str = "Estimation : plus de mille ans."


class HoldingRunner:
    """A runner whose work waits until the test lets it finish."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], ResultT],
        *,
        on_success: Callable[[ResultT], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._waiting.append(
            lambda: InlineRunner().run(work, on_success=on_success, on_failure=on_failure)
        )

    def finish(self) -> int:
        """Do what waits and return how much it was."""
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            job()
        return len(waiting)


@dataclass(frozen=True)
class PaperSheet:
    """A recovery sheet of four groups."""

    sheet: int = 1
    groups: tuple[str, ...] = ("AAAA0", "BBBB1", "CCCC2", "DDDD3")

    def check_part(self, asked: Sequence[int], typed: str) -> bool:
        return typed.upper().split() == [self.groups[number - 1] for number in asked]
