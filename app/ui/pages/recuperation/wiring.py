"""Make the page with its presenter, ready to be shown."""

from collections.abc import Callable
from typing import TypeVar

from app.ui.pages.recuperation.page import RecuperationPage
from app.ui.pages.recuperation.presenter import RecuperationPorts, RecuperationPresenter
from app.ui.tasks import TaskRunner

SessionT = TypeVar("SessionT")


def create_recuperation(
    runner: TaskRunner, ports: RecuperationPorts[SessionT], *, left: Callable[[], None]
) -> RecuperationPage:
    """Return the page; its presenter lives as long as it does."""
    page = RecuperationPage()
    presenter = RecuperationPresenter(page, runner, ports)
    page.agent_selected.connect(presenter.select)
    page.file_chosen.connect(presenter.choose_file)
    page.recover_asked.connect(presenter.recover)
    page.estimate_asked.connect(presenter.estimate)
    page.leave_asked.connect(left)
    page.keep(presenter)
    return page
