"""Aujourd’hui: the doors, what is to be finished, what waits, what the Département answered."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.aujourdhui.dated import keep_dated
from app.ui.pages.aujourdhui.letters import Letters
from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.aujourdhui.presenter import AujourdhuiPresenter
from app.ui.premiers_pas.wiring import keep_steps
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_aujourdhui(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator
) -> AujourdhuiPage:
    """Return the page; it reads again what it shows whenever it comes back on screen."""
    page = AujourdhuiPage()
    own = PageRunner(runner, page, navigate)
    presenter = AujourdhuiPresenter(page, own, workplace, navigate)
    letters = Letters(page, own, workplace, noted=presenter.load)
    page.letters_asked.connect(letters.ask)
    page.came.connect(presenter.load)
    page.came.connect(keep_dated(page.dated, own, workplace, presenter.failed))
    page.came.connect(
        keep_steps(
            page.steps, own, workplace, navigate, presenter.failed, elsewhere=page.said_already
        )
    )
    page.dated.permanence_opened.connect(lambda: navigate.open_column("permanences"))
    page.dated.echeance_opened.connect(lambda: navigate.open_column("echeances"))
    page.quick_help_asked.connect(presenter.open_quick_help)
    page.activity_asked.connect(navigate.open_activity)
    page.papers_asked.connect(presenter.open_papers)
    page.interview_asked.connect(presenter.choose_channel)
    page.channel_left.connect(presenter.leave_channel)
    page.channel_picked.connect(presenter.receive)
    page.take_up_asked.connect(presenter.take_up)
    page.review_asked.connect(presenter.review)
    page.abandon_asked.connect(presenter.abandon)
    page.mandate_asked.connect(presenter.take_mandate)
    page.carnet_asked.connect(presenter.hand_carnet)
    page.mandate_opened.connect(presenter.open_mandate)
    page.mandate_dropped.connect(presenter.drop_mandate)
    page.dossier_asked.connect(presenter.open_dossier)
    page.removed_asked.connect(presenter.removed)
    page.paper_asked.connect(presenter.open_paper)
    page.answer_asked.connect(presenter.open_answer)
    page.synchronise_asked.connect(presenter.synchronise)
    page.settings_asked.connect(presenter.open_settings)
    page.versions_asked.connect(presenter.open_versions)
    page.software_asked.connect(navigate.open_software)
    page.register_asked.connect(navigate.open_register)
    page.backups_asked.connect(presenter.open_backups)
    page.conformity_asked.connect(presenter.open_conformity)
    page.convention_asked.connect(presenter.open_convention)
    page.told_accepted.connect(presenter.accept_journal)
    page.announcement_read.connect(presenter.put_announcement_away)
    page.keep(presenter)
    page.keep(letters)
    presenter.load()
    return page
