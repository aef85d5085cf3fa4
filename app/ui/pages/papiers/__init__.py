"""The papers of an interview: the last step, and a page one comes back to."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.identifiers import EntretienId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.papiers.extras_presenter import ExtrasPresenter
from app.ui.pages.papiers.page import PapiersPage
from app.ui.pages.papiers.presenter import PapiersPresenter
from app.ui.pages.papiers.printing_all import PrintAll
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where
from app.usecases.workplace import Workplace


def open_papiers(
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    entretien_id: EntretienId,
    *,
    choose_path: Callable[[QWidget, str], Path | None] = ask_where,
) -> PapiersPage:
    """Return the papers of an interview, over or not; `choose_path` asks where to save one."""
    page = PapiersPage(choose_path=choose_path)
    own = PageRunner(runner, page, navigate)
    presenter = PapiersPresenter(page, own, workplace, navigate, entretien_id)
    together = PrintAll(page, own, workplace, presenter)
    page.preview.print_with(own, presenter.made_for)
    page.all_asked.connect(together.ask)
    page.facts_put_right.connect(presenter.put_right)
    page.print_failed.connect(presenter.not_printed)
    page.open_asked.connect(presenter.open_paper)
    page.closed.connect(presenter.close_paper)
    page.printed.connect(presenter.printed)
    page.saved.connect(presenter.saved)
    page.save_failed.connect(presenter.not_saved)
    page.signed.connect(presenter.signed)
    page.handed.connect(presenter.handed)
    page.trait_noted.connect(presenter.note_trait)
    page.ending_picked.connect(presenter.pick_ending)
    page.finish_asked.connect(presenter.finish)
    page.hold_asked.connect(presenter.hold)
    page.back_asked.connect(presenter.leave)
    extras = ExtrasPresenter(page.extras, own, workplace, navigate, entretien_id)
    page.extras.language_picked.connect(extras.pick_language)
    page.extras.paper_asked.connect(extras.ask)
    page.extras.lead_asked.connect(extras.lead)
    page.keep(extras)
    page.keep(presenter)
    page.keep(together)
    presenter.load()
    extras.load()
    return page
