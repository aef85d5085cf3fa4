"""Give the tab « Questionnaire » its presenter."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.questionnaire.presenter import QuestionnairePresenter
from app.ui.pages.reglages.questionnaire.tab import QuestionnaireTab
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where, print_text, save_bytes
from app.usecases.versions.questionnaire_import import Step
from app.usecases.workplace import Workplace

_TEXT = "Texte (*.txt)"


class _Relay(QObject):
    """Carries a step out of the thread of the work: its slot runs where it was made."""

    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._presenter: QuestionnairePresenter | None = None
        self.told.connect(self._arrived)

    def deliver_to(self, presenter: QuestionnairePresenter | None) -> None:
        """Bring what arrives to `presenter`, to nobody when it is None."""
        self._presenter = presenter

    def tell(self, step: Step) -> None:
        """Bring `step` to the window's thread; callable from any thread."""
        self.told.emit(step)

    @Slot(object)
    def _arrived(self, step: Step) -> None:
        if self._presenter is not None:
            self._presenter.progressed(step)


def add_questionnaire(
    page: ReglagesPage,
    runners: tuple[TaskRunner, TaskRunner],
    workplace: Workplace,
    navigate: Navigator,
) -> None:
    """Wire the tab of `page`; `runners` are the database's and the network's.

    Checking a workbook may take seconds: it goes into the network's thread, so that an answer
    given meanwhile is kept at once.
    """
    tab = page.questionnaire
    runner, slow = (PageRunner(one, page, navigate) for one in runners)
    relay = _Relay()
    presenter = QuestionnairePresenter(
        tab, (runner, slow), workplace, tell=relay.tell, activated=page.stale.emit
    )
    relay.deliver_to(presenter)
    page.destroyed.connect(lambda: relay.deliver_to(None))
    tab.came.connect(presenter.load)
    tab.file_chosen.connect(presenter.import_file)
    tab.bundled_asked.connect(presenter.import_bundled)
    tab.refused_asked.connect(presenter.show_refused)
    tab.cancel_asked.connect(presenter.cancel)
    tab.close_asked.connect(presenter.close)
    tab.compare_asked.connect(presenter.compare)
    tab.activate_asked.connect(presenter.activate)
    check, change = presenter.check_text, presenter.change_text
    tab.save_check_asked.connect(partial(_save, tab, presenter, check, "verification"))
    tab.save_change_asked.connect(partial(_save, tab, presenter, change, "changements"))
    tab.print_check_asked.connect(lambda: print_text(check(), tab, "Vérification du classeur"))
    tab.print_change_asked.connect(lambda: print_text(change(), tab, "Changements"))
    page.keep(presenter)
    page.keep(relay)


def _save(
    tab: QuestionnaireTab, presenter: QuestionnairePresenter, text: Callable[[], str], name: str
) -> None:
    path = ask_where(tab, f"questionnaire-{name}.txt", _TEXT, suffix=".txt")
    if path is None:
        return
    try:
        save_bytes(path, text().encode("utf-8"))
    except OSError:
        presenter.not_kept()
    else:
        presenter.kept(path)
