"""Questionnaires filled in on paper: print them blank, type them, each becomes an interview."""

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.saisie_papier.page import SaisiePage
from app.ui.pages.saisie_papier.presenter import SaisiePresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_saisie_papier(
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    at: EntretienId | None = None,
) -> SaisiePage:
    """Return the page with the papers under way, standing in the paper `at` where there is one."""
    page = SaisiePage()
    presenter = SaisiePresenter(page, PageRunner(runner, page, navigate), workplace, navigate, at)
    page.add_asked.connect(presenter.add)
    page.finish_asked.connect(presenter.finish)
    page.blanks_meant.connect(lambda: presenter.finish(blanks=True))
    page.remove_asked.connect(presenter.remove)
    page.next_wrong_asked.connect(presenter.to_next_wrong)
    page.questionnaire_asked.connect(presenter.print_questionnaire)
    page.notice_asked.connect(presenter.print_notice)
    page.carnet_asked.connect(navigate.open_carnet_secours)
    page.back_asked.connect(presenter.leave)
    grid = page.grid
    grid.pressed_key.connect(presenter.press)
    grid.written.connect(presenter.write)
    grid.erased.connect(presenter.erase)
    grid.entered.connect(presenter.enter)
    grid.opened.connect(presenter.open_person)
    grid.moved.connect(presenter.move)
    page.keep(presenter)
    presenter.load()
    return page
