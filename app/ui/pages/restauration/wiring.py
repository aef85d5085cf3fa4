"""Make the page that restores, ready to be shown."""

from collections.abc import Callable
from pathlib import Path

from app.domain.clock import Clock
from app.ui.pages.restauration.page import RestaurationPage
from app.ui.pages.restauration.presenter import RestorePresenter
from app.ui.relay import ProgressRelay
from app.ui.tasks import TaskRunner
from app.usecases.backup import restoring
from app.usecases.backup.restoring import Preview


def create_restauration(  # noqa: PLR0913 -- what the program gives the page
    runner: TaskRunner,
    data: Path,
    clock: Clock,
    *,
    restored: Callable[[], None],
    left: Callable[[], None],
    stage: Callable[..., Preview] = restoring.stage,
) -> RestaurationPage:
    """Return the page; nothing of `data` is open while it is shown.

    `restored` hears that the backup is in force, `left` that nothing was changed; `stage` opens
    the backup.
    """
    page = RestaurationPage()
    relay = ProgressRelay()
    presenter = RestorePresenter(
        page, runner, data, clock, begin=relay.begin, done=restored, stage=stage
    )
    relay.deliver_to(
        lambda done, total: page.show_progress("Lecture de la sauvegarde…", done, total)
    )
    page.destroyed.connect(relay.end)
    page.selected.connect(presenter.select)
    page.file_chosen.connect(presenter.choose_file)
    page.go_on_asked.connect(presenter.go_on)
    page.back_asked.connect(presenter.back)
    page.leave_asked.connect(left)
    page.cancel_asked.connect(relay.stop)
    page.keep(presenter)
    page.keep(relay)
    presenter.load()
    return page
