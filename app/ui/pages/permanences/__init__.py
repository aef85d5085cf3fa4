"""Permanences: places, hours, closures, posters, and what was held."""

from collections.abc import Callable
from functools import partial

from app.ui.dossiers.agenda_file import save_agenda
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.permanences.board_page import BoardPage
from app.ui.pages.permanences.forms import BoardForms, periode_words
from app.ui.pages.permanences.place_page import PlacePage
from app.ui.pages.permanences.place_presenter import PlacePresenter
from app.ui.pages.permanences.posters import Posters
from app.ui.pages.permanences.presenter import BoardPresenter
from app.ui.tasks import TaskRunner
from app.usecases.permanences import agenda
from app.usecases.workplace import Workplace


def open_permanences(
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    open_place: Callable[[str], None],
) -> BoardPage:
    """Return the page; `open_place` shows a place by its id, a new one when it is empty."""
    page = BoardPage()
    own = PageRunner(runner, page, navigate)
    presenter = BoardPresenter(page, own, workplace)
    forms = BoardForms(page, presenter, workplace.clock.today)
    posters = Posters(page, own, workplace, navigate, presenter)

    def open_today(row_id: str) -> None:
        for one in presenter.state.today:
            if one.row.id == row_id:
                forms.today(one)

    def open_held(row_id: str) -> None:
        for one in presenter.state.held:
            if one.row.id == row_id:
                forms.held(one)

    def open_periode(periode_id: str) -> None:
        if presenter.state.may_change:
            forms.remove_periode(periode_id, periode_words(presenter.state, periode_id))

    page.came.connect(presenter.load)
    page.place_opened.connect(open_place)
    page.place_added.connect(lambda: open_place(""))
    page.today_opened.connect(open_today)
    page.held_opened.connect(open_held)
    page.periode_opened.connect(open_periode)
    page.periode_asked.connect(lambda: forms.periode(presenter.state))
    page.note_asked.connect(lambda: forms.note(presenter.state))
    page.agreement_asked.connect(lambda: forms.agreement(presenter.state))
    page.posters_asked.connect(lambda: forms.posters(presenter.state, posters.make))
    made = (agenda.FILE_NAME, partial(agenda.export, workplace))
    page.agenda_asked.connect(
        lambda: save_agenda(page, own, made, said=presenter.say, failed=presenter.failed)
    )
    for part in (presenter, forms, posters):
        page.keep(part)
    presenter.load()
    return page


def open_place(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, lieu_id: str
) -> PlacePage:
    """Return the page of a place, of a new one when `lieu_id` is empty."""
    page = PlacePage()
    presenter = PlacePresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, lieu_id
    )
    page.kept.connect(presenter.keep)
    page.verified.connect(presenter.verify)
    page.closing_asked.connect(presenter.turn_closed)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
