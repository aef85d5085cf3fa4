"""Give the part about keys, in Réglages › Sécurité, its presenter."""

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.cles.presenter import ClesPresenter
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def add_cles(
    page: ReglagesPage, runner: TaskRunner, workplace: Workplace, navigate: Navigator
) -> None:
    """Wire the part of `page`."""
    part = page.security.cles
    presenter = ClesPresenter(part, PageRunner(runner, page, navigate), workplace)

    def create(first: str, second: str) -> None:
        if presenter.check(first, second) and (folder := part.folder()) is not None:
            presenter.create(folder, first)

    def want(wanted: bool) -> None:  # noqa: FBT001 - a slot
        presenter.want_keyring(wanted=wanted)

    part.came.connect(presenter.load)
    part.file_chosen.connect(presenter.look_at)
    part.put_asked.connect(presenter.put)
    part.removal_asked.connect(presenter.take_away)
    part.creation_asked.connect(presenter.begin_creation)
    part.creation_left.connect(presenter.leave_creation)
    part.create_asked.connect(create)
    part.estimate_asked.connect(presenter.estimate)
    part.print_asked.connect(presenter.print_fingerprint)
    part.keyring_chosen.connect(want)
    part.told.connect(lambda: page.bring_into_view(part.banner))
    page.keep(presenter)
