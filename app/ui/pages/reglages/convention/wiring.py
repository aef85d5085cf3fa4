"""Give the tab « Convention » its presenter."""

from pathlib import Path

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.convention.presenter import ConventionPresenter
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where, save_bytes
from app.usecases.workplace import Workplace

_SUFFIX = ".passerelle-convention"
_KIND = f"Conventions (*{_SUFFIX})"


def add_convention(
    page: ReglagesPage, runner: TaskRunner, workplace: Workplace, navigate: Navigator
) -> None:
    """Wire the tab of `page`."""
    tab = page.convention
    presenter = ConventionPresenter(
        tab, PageRunner(runner, page, navigate), workplace, changed=page.stale.emit
    )

    def save(name: str, content: bytes) -> Path | None:
        path = ask_where(tab, name, _KIND, suffix=_SUFFIX)
        if path is not None:
            save_bytes(path, content)
        return path

    tab.came.connect(presenter.load)
    tab.life_asked.connect(presenter.ask_life)
    tab.values_asked.connect(presenter.ask_values)
    tab.edited.connect(presenter.edited)
    tab.submitted.connect(presenter.submit)
    tab.given_up.connect(presenter.give_up)
    tab.change_closed.connect(presenter.close_change)
    tab.compare_asked.connect(presenter.compare)
    tab.activate_asked.connect(presenter.activate)
    tab.file_chosen.connect(presenter.take_in)
    tab.export_asked.connect(lambda: presenter.give_out(save))
    page.keep(presenter)
