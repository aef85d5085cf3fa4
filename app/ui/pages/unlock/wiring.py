"""Make the unlock page with its presenter, ready to be shown."""

from typing import TypeVar

from app.ui.pages.unlock.page import UnlockPage
from app.ui.pages.unlock.presenter import UnlockPorts, UnlockPresenter, UnlockState
from app.ui.tasks import TaskRunner

SessionT = TypeVar("SessionT")


def create_unlock(
    runner: TaskRunner, ports: UnlockPorts[SessionT], state: UnlockState
) -> UnlockPage:
    """Return the page; its presenter lives as long as it does."""
    page = UnlockPage()
    presenter = UnlockPresenter(page, runner, ports, state)
    page.agent_selected.connect(presenter.select_agent)
    page.open_asked.connect(presenter.open)
    page.recovery_asked.connect(presenter.use_recovery)
    page.passphrase_asked.connect(presenter.use_passphrase)
    page.recover_asked.connect(presenter.recover)
    page.second_passed.connect(presenter.count_down)
    page.estimate_asked.connect(presenter.estimate)
    page.keep(presenter)
    return page
