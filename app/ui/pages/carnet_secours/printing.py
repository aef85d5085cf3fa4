"""Prints a carnet as one job: numbers first, then the pages; what never came out is forgotten."""

from functools import partial
from typing import TYPE_CHECKING

from app.domain.papier import FeuilleSecours
from app.ui.messages import failure_text
from app.ui.pages.carnet_secours.presenter import CarnetPresenter
from app.ui.pages.carnet_secours.words import KINDS, PRINTED, SAVED, STOPPED
from app.ui.tasks import TaskRunner
from app.ui.widgets.page import Page
from app.usecases.interview import papers
from app.usecases.papers import secours
from app.usecases.papers.secours import CarnetWanted
from app.usecases.papers.secours_pages import ACCORD, MANDAT, QUESTIONNAIRE
from app.usecases.records import Feuille
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.ui.printing.desk import Printed
    from app.ui.printing.run import Item

_PARTS = {
    FeuilleSecours.ENTRETIEN: (ACCORD, QUESTIONNAIRE),
    FeuilleSecours.ACCORD: (ACCORD,),
    FeuilleSecours.MANDAT: (MANDAT,),
}


class CarnetPrinting:
    """Prints over `page`; says through `presenter` what came of it."""

    def __init__(
        self, page: Page, runner: TaskRunner, workplace: Workplace, presenter: CarnetPresenter
    ) -> None:
        self._page, self._runner, self._workplace = page, runner, workplace
        self._presenter = presenter

    def ask(self, wanted: CarnetWanted) -> None:
        """Reserve the numbers, then ask how to print."""
        self._runner.run(
            lambda: secours.reserve(self._workplace, wanted),
            on_success=self._print,
            on_failure=self._presenter.failed,
        )

    def _print(self, sheets: list[Feuille]) -> None:
        from app.ui.printing.desk import Sheaf, current_desk  # noqa: PLC0415 - start-up time

        numbers = [one.numero for one in sheets]
        sheaf = Sheaf(
            kind="carnet_secours",
            title="Carnet de secours",
            file_name="carnet-de-secours.pdf",
            items=lambda _offset: self._items(sheets),
            made_on=self._workplace.clock.today(),
            dropped=lambda: self._release(numbers),
        )
        current_desk().print_sheaf(
            sheaf, self._runner, self._page, lambda printed: self._ended(numbers, printed)
        )

    def _items(self, sheets: list[Feuille]) -> "list[Item]":
        from app.ui.printing.run import Item  # noqa: PLC0415 - start-up time

        return [
            Item(
                id=f"{sheet.numero}/{part}",
                words=f"{KINDS[sheet.kind]} {sheet.numero}",
                make=partial(secours.produce_pages, self._workplace, sheet, part),
            )
            for sheet in sheets
            for part in _PARTS[sheet.kind]
        ]

    def _ended(self, numbers: list[str], printed: "Printed") -> None:
        outcome = printed.outcome
        out = {one.id.partition("/")[0] for one in outcome.done}
        act = papers.SAVED if printed.path else papers.PRINTED
        failure = outcome.failure or next((one.failure for one in outcome.left), None)
        said = STOPPED if outcome.stopped else SAVED if printed.path else PRINTED

        def keep() -> None:
            secours.release(self._workplace, [one for one in numbers if one not in out])
            if out:
                secours.note_printed(self._workplace, act)

        self._runner.run(
            keep,
            on_success=lambda _: self._presenter.tell(
                said if out or outcome.stopped else "", failure_text(failure) if failure else ""
            ),
            on_failure=self._presenter.failed,
        )

    def _release(self, numbers: list[str]) -> None:
        self._runner.run(
            lambda: secours.release(self._workplace, numbers),
            on_success=lambda _: None,
            on_failure=self._presenter.failed,
        )
