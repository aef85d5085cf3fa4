"""« Tout imprimer »: the papers of the record in one job, in the order they are handed over."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.messages import failure_text
from app.ui.pages.papiers.presenter import PapiersPresenter
from app.ui.pages.papiers.state import PaperLine
from app.ui.tasks import TaskRunner
from app.usecases.interview import papers
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.window import Offset
    from app.ui.printing.desk import Printed
    from app.ui.printing.run import Item

_TITLE = "Tous les papiers de l’entretien"


class PrintAll:
    """Prints several papers of one record and notes those that went out."""

    def __init__(
        self,
        page: QWidget,
        runner: TaskRunner,
        workplace: Workplace,
        presenter: PapiersPresenter,
    ) -> None:
        self._page, self._runner, self._workplace = page, runner, workplace
        self._presenter = presenter

    def ask(self, lines: Sequence[PaperLine]) -> None:
        """Ask how to print these papers, print them, note those that went out."""
        from app.ui.printing.desk import Sheaf, current_desk  # noqa: PLC0415 - start-up time
        from app.ui.printing.run import Item  # noqa: PLC0415 - as above

        def items(offset: "Offset") -> "list[Item]":
            return [
                Item(
                    id=line.id,
                    words=line.title,
                    make=partial(papers.produce, self._workplace, line.id, offset),
                )
                for line in lines
            ]

        sheaf = Sheaf(
            kind="dossier",
            title=_TITLE,
            file_name="papiers.pdf",
            items=items,
            made_on=self._workplace.clock.today(),
        )
        current_desk().print_sheaf(sheaf, self._runner, self._page, self._ended)

    def _ended(self, printed: "Printed") -> None:
        from app.ui.printing.noting import note  # noqa: PLC0415 - start-up time

        outcome = printed.outcome
        failure = outcome.failure or next((one.failure for one in outcome.left), None)
        said = "Papiers enregistrés." if printed.path else "Papiers envoyés à l’imprimante."
        if outcome.stopped:
            said = "Impression arrêtée. Les papiers qui ne sont pas sortis attendent."
        self._presenter.tell(
            said if outcome.done or outcome.stopped else "",
            failure_text(failure) if failure else "",
        )
        self._runner.run(
            lambda: note(self._workplace, printed),
            on_success=lambda _: self._presenter.load(),
            on_failure=self._presenter.not_printed,
        )
