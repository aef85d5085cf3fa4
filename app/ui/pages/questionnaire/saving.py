"""Keeps each answer as it is given, in the order in which they were given."""

from collections.abc import Callable, Mapping

from app.domain.identifiers import EntretienId
from app.ui.tasks import TaskRunner
from app.usecases.interview.interviewing import keep_answer, keep_answers, keep_position
from app.usecases.workplace import Workplace


class Keeper:
    """Sends to the database what differs from what it holds; what failed goes with the next."""

    def __init__(
        self,
        workplace: Workplace,
        runner: TaskRunner,
        entretien_id: EntretienId,
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._workplace = workplace
        self._runner = runner
        self._id = entretien_id
        self._on_failure = on_failure
        self._sent: dict[str, str] = {}

    def know(self, kept: Mapping[str, str]) -> None:
        """Learn what the database holds."""
        self._sent = dict(kept)

    def keep(self, answers: Mapping[str, str], position: str) -> None:
        """Keep what changed, each answer in its own commit, with the question on screen."""
        for path in {*answers, *self._sent}:
            value = answers.get(path, "")
            if value != self._sent.get(path, ""):
                self._send(path, value, position)

    def keep_together(self, answers: Mapping[str, str], position: str) -> None:
        """Keep all that changed in one commit: answers that have moved are one change."""
        changed = {
            path: answers.get(path, "")
            for path in {*answers, *self._sent}
            if answers.get(path, "") != self._sent.get(path, "")
        }
        if not changed:
            return
        former = {path: self._sent.get(path, "") for path in changed}
        self._sent |= changed

        def failed(failure: Exception) -> None:
            for path, value in changed.items():
                if self._sent.get(path) == value:
                    self._sent[path] = former[path]
            self._on_failure(failure)

        self._runner.run(
            lambda: keep_answers(self._workplace, self._id, changed, position=position),
            on_success=_nothing,
            on_failure=failed,
        )

    def keep_position(self, position: str) -> None:
        """Keep which question is on screen."""
        self._runner.run(
            lambda: keep_position(self._workplace, self._id, position),
            on_success=_nothing,
            on_failure=self._on_failure,
        )

    def _send(self, path: str, value: str, position: str) -> None:
        former = self._sent.get(path, "")
        self._sent[path] = value

        def failed(failure: Exception) -> None:
            if self._sent.get(path) == value:
                self._sent[path] = former  # it goes again with the next answer
            self._on_failure(failure)

        self._runner.run(
            lambda: keep_answer(self._workplace, self._id, path, value, position=position),
            on_success=_nothing,
            on_failure=failed,
        )


def _nothing(_done: object) -> None:
    return None
