"""Synchroniser: send what waits, receive the decisions, and keep account of both."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.synchroniser.page import SynchroniserPage
from app.ui.pages.synchroniser.presenter import RunSync, SyncPresenter
from app.ui.pages.synchroniser.slices_presenter import SlicesPresenter
from app.ui.pages.synchroniser.stick_presenter import StickPresenter
from app.ui.tasks import TaskRunner
from app.usecases.exchange.sending import Progress
from app.usecases.workplace import Workplace


class _Relay(QObject):
    """Carries progress out of the network's thread: its slot runs where it was made.

    The page owns nothing of it: a run may end after the page.
    """

    sent = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._presenter: SyncPresenter | None = None
        self.sent.connect(self._arrived)

    def deliver_to(self, presenter: SyncPresenter | None) -> None:
        """Bring what arrives to `presenter`, to nobody when it is None."""
        self._presenter = presenter

    def tell(self, progress: Progress) -> None:
        """Bring `progress` to the window's thread; callable from any thread."""
        self.sent.emit(progress)

    @Slot(object)
    def _arrived(self, progress: Progress) -> None:
        if self._presenter is not None:
            self._presenter.progressed(progress)


def open_synchroniser(  # noqa: PLR0913, PLR0917 - two runners, a way and a port
    workplace: Workplace,
    runner: TaskRunner,
    network: TaskRunner,
    navigate: Navigator,
    run_sync: RunSync,
    follow_network: Callable[[], None] = lambda: None,
) -> SynchroniserPage:
    """Return the page; `run_sync` runs in `network`, everything else in `runner`.

    `follow_network` hears that the laptop is now to synchronise by itself.
    """
    page = SynchroniserPage(sends=workplace.convention.sends)
    relay = _Relay()
    presenter = SyncPresenter(
        page,
        PageRunner(runner, page, navigate),
        PageRunner(network, page, navigate),
        workplace,
        navigate,
        run_sync,
        relay.tell,
        follow_network,
    )
    sticks = StickPresenter(
        page.stick,
        PageRunner(runner, page, navigate),
        PageRunner(network, page, navigate),
        workplace,
        presenter.told_by_stick,
    )
    slices = SlicesPresenter(
        page.slices, PageRunner(runner, page, navigate), workplace, presenter.told_by_stick
    )
    presenter.ended = slices.load
    relay.deliver_to(presenter)
    page.destroyed.connect(lambda: relay.deliver_to(None))
    page.came.connect(presenter.load)
    page.came.connect(sticks.load)
    page.came.connect(slices.load)
    page.slices.give_back_asked.connect(slices.give_back)
    page.stick.prepare_asked.connect(sticks.prepare)
    page.stick.read_asked.connect(sticks.read)
    page.stick.stop_asked.connect(sticks.stop)
    page.synchronise_asked.connect(presenter.synchronise)
    page.cancel_asked.connect(presenter.cancel)
    page.report_opened.connect(presenter.open_report)
    page.item_opened.connect(presenter.open_item)
    page.automatic_chosen.connect(presenter.let_run_by_itself)
    page.settings_asked.connect(presenter.open_settings)
    page.keep(presenter)
    page.keep(sticks)
    page.keep(slices)
    presenter.load()
    sticks.load()
    slices.load()
    return page
