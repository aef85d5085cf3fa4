"""Échéances: the calendar of everything dated."""

from functools import partial

from app.ui.dossiers.agenda_file import save_agenda
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.echeances.item_form import open_item
from app.ui.pages.echeances.page import CalendarPage
from app.ui.pages.echeances.presenter import CalendarPresenter
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import print_text
from app.usecases.echeances import agenda
from app.usecases.workplace import Workplace


def open_echeances(workplace: Workplace, runner: TaskRunner, navigate: Navigator) -> CalendarPage:
    """Return the page; it reads again what it shows whenever it comes back on screen."""
    page = CalendarPage()
    own = PageRunner(runner, page, navigate)
    presenter = CalendarPresenter(page, own, workplace, navigate)

    def opened(cle: str) -> None:
        one = presenter.item(cle)
        if one is not None:
            open_item(page, presenter, one, today=workplace.clock.today())

    def printed() -> None:
        if print_text(presenter.state.text, page, "Échéances"):
            presenter.said("Liste envoyée à l’imprimante.")

    page.came.connect(presenter.load)
    page.opened.connect(opened)
    page.kind_picked.connect(presenter.filter)
    made = (agenda.FILE_NAME, partial(agenda.export, workplace))
    page.save_asked.connect(
        lambda: save_agenda(page, own, made, said=presenter.said, failed=presenter.failed)
    )
    page.print_asked.connect(printed)
    page.keep(presenter)
    presenter.load()
    return page
