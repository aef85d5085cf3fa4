"""Make the assistant with its presenter, ready to be shown."""

from typing import TypeVar

from app.ui.pages.first_run.page import FirstRunPage
from app.ui.pages.first_run.presenter import FirstRunPorts, FirstRunPresenter, Installed
from app.ui.tasks import TaskRunner

InstalledT = TypeVar("InstalledT", bound=Installed)


def create_first_run(runner: TaskRunner, ports: FirstRunPorts[InstalledT]) -> FirstRunPage:
    """Return the assistant; its presenter lives as long as it does."""
    page = FirstRunPage()
    presenter = FirstRunPresenter(page, runner, ports)
    page.submitted.connect(presenter.submit)
    page.back_asked.connect(presenter.back)
    page.estimate_asked.connect(presenter.estimate)
    page.passphrase_chosen.connect(presenter.choose_passphrase)
    page.sheet_kept.connect(presenter.sheet_kept)
    page.check_asked.connect(presenter.check)
    page.structure.key.chosen.connect(presenter.choose_key)
    page.structure.key.dropped.connect(presenter.drop_key)
    page.finish_asked.connect(presenter.finish)
    page.keep(presenter)
    return page
