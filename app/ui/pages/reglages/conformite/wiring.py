"""Give the tab « Conformité » its presenter."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.conformite.presenter import ConformitePresenter
from app.ui.pages.reglages.conformite.written_presenter import WrittenPresenter
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.relay import ProgressRelay
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import save_bytes
from app.usecases.workplace import Workplace


def add_conformite(
    page: ReglagesPage,
    runners: tuple[TaskRunner, TaskRunner],
    workplace: Workplace,
    navigate: Navigator,
) -> None:
    """Wire the tab; `runners` are the database's and the network's, which may wait for a stick."""
    tab = page.conformite
    relay = ProgressRelay()
    database, slow = runners
    presenter = ConformitePresenter(
        tab,
        (PageRunner(database, page, navigate), PageRunner(slow, page, navigate)),
        workplace,
        navigate,
        begin=relay.begin,
        save=save_bytes,
    )
    relay.deliver_to(presenter.progressed)
    page.destroyed.connect(relay.end)
    tab.came.connect(presenter.load)
    tab.kept.connect(presenter.keep)
    tab.form.wanted.connect(page.bring_into_view)
    tab.register_asked.connect(presenter.show_register)
    tab.assessment_asked.connect(presenter.show_assessment)
    tab.file_asked.connect(presenter.show_file)
    tab.data_asked.connect(presenter.save_data)
    tab.cancel_asked.connect(relay.stop)
    written = WrittenPresenter(
        tab.written, PageRunner(slow, page, navigate), workplace, save=save_bytes
    )
    tab.came.connect(written.load)
    tab.written.noted.connect(written.note)
    tab.written.draft_asked.connect(written.draft)
    tab.written.wanted.connect(page.bring_into_view)
    page.keep(presenter)
    page.keep(relay)
    page.keep(written)
