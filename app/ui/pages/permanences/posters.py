"""Shows one poster, or prints several in one go."""

from functools import partial
from typing import TYPE_CHECKING

from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.permanences.presenter import BoardPresenter
from app.ui.tasks import TaskRunner
from app.ui.widgets.page import Page
from app.usecases.permanences import affiches
from app.usecases.permanences.affiches import AfficheVoulue
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.ui.printing.desk import Printed
    from app.ui.printing.run import Item


class Posters:
    """Makes posters over `page`; says through `presenter` what came of it."""

    def __init__(
        self,
        page: Page,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        presenter: BoardPresenter,
    ) -> None:
        self._page, self._runner, self._workplace = page, runner, workplace
        self._navigate, self._presenter = navigate, presenter

    def make(self, wanted: list[AfficheVoulue]) -> None:
        """Show the only poster, or print all of them as one job."""
        if len(wanted) == 1:
            self._runner.run(
                lambda: affiches.affiche(self._workplace, wanted[0]),
                on_success=self._navigate.show_paper,
                on_failure=self._presenter.failed,
            )
            return
        from app.ui.printing.desk import Sheaf, current_desk  # noqa: PLC0415 - start-up time

        sheaf = Sheaf(
            kind="affiche",
            title=f"Affiches des permanences\u00a0: {len(wanted)}",
            file_name="affiches-permanences.pdf",
            items=lambda _offset: self._items(wanted),
            made_on=self._workplace.clock.today(),
        )
        current_desk().print_sheaf(sheaf, self._runner, self._page, self._ended)

    def _items(self, wanted: list[AfficheVoulue]) -> "list[Item]":
        from app.ui.printing.run import Item  # noqa: PLC0415 - start-up time

        names = dict(self._presenter.state.posters)
        return [
            Item(
                id=one.lieu_id,
                words=f"Affiche\u00a0: {names.get(one.lieu_id, '')}",
                make=partial(affiches.affiche, self._workplace, one),
            )
            for one in wanted
        ]

    def _ended(self, printed: "Printed") -> None:
        outcome = printed.outcome
        failure = outcome.failure or next((one.failure for one in outcome.left), None)
        done = len(outcome.done)
        many = "s" if done > 1 else ""
        where = f"enregistrée{many}" if printed.path else f"envoyée{many} à l’imprimante"
        said = f"{done}\u00a0affiche{many} {where}." if done else ""
        self._presenter.say(said, failure_text(failure) if failure else "")
