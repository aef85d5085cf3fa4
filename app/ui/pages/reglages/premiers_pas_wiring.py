"""Wire the tab « Premiers pas »."""

from app.domain.failures import AppError
from app.ui.interview.page_runner import PageRunner
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.premiers_pas.wiring import keep_steps
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.workplace import Workplace


def add_steps(
    page: ReglagesPage, runner: TaskRunner, workplace: Workplace, navigate: Navigator
) -> None:
    """Let the tab of `page` read its steps whenever it comes."""
    tab = page.premiers_pas

    def failed(failure: Exception) -> None:
        page.say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    own = PageRunner(runner, page, navigate)
    tab.came.connect(keep_steps(tab.steps, own, workplace, navigate, failed))
    tab.practice_asked.connect(navigate.open_practice)
    tab.practice_button.setEnabled(not workplace.practice)
