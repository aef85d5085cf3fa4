"""Make the gate of practice with its presenter, ready to be shown."""

from collections.abc import Callable
from typing import TypeVar

from app.ui.pages.entrainement.page import EntrainementPage
from app.ui.pages.entrainement.presenter import EntrainementPorts, EntrainementPresenter
from app.ui.relay import ProgressRelay
from app.ui.tasks import TaskRunner

SessionT = TypeVar("SessionT")


def create_entrainement(
    runner: TaskRunner, ports: EntrainementPorts[SessionT], *, left: Callable[[], None]
) -> EntrainementPage:
    """Return the page; `left` is called when the user does not want to practise after all."""
    page = EntrainementPage()
    relay = ProgressRelay()
    presenter = EntrainementPresenter(page, runner, ports, relay)
    relay.deliver_to(presenter.progressed)
    page.destroyed.connect(relay.end)
    page.convention_chosen.connect(presenter.choose)
    page.begin_asked.connect(presenter.begin)
    page.anew_asked.connect(lambda: presenter.begin(anew=True))
    page.cancel_asked.connect(presenter.cancel)
    page.left.connect(left)
    page.keep(presenter)
    return page
