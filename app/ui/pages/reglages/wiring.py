"""Make Réglages with its presenter, ready to be shown."""

from collections.abc import Callable

from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.ports import ReglagesPorts
from app.ui.pages.reglages.presenter import ReglagesPresenter
from app.ui.tasks import TaskRunner
from app.ui.theme.current import ThemeManager


def create_reglages(
    runners: tuple[TaskRunner, TaskRunner],
    ports: ReglagesPorts,
    themes: ThemeManager,
    *,
    structure: str = "",
    idle_changed: Callable[[int], None] = lambda _: None,
) -> ReglagesPage:
    """Return the page; `runners` are the database's and the network's."""
    page = ReglagesPage()
    presenter = ReglagesPresenter(
        page, runners, ports, structure=structure, idle_changed=idle_changed
    )
    page.appearance_chosen.connect(themes.apply)
    themes.changed.connect(page.show_appearance)
    page.show_appearance(themes.appearance)
    security, agents, departement = page.security, page.agents, page.departement
    security.change_asked.connect(presenter.change_passphrase)
    security.estimate_asked.connect(presenter.estimate)
    security.idle_chosen.connect(presenter.set_idle)
    security.sheet_asked.connect(presenter.new_sheet)
    security.sheet_kept.connect(presenter.sheet_kept)
    security.check_asked.connect(presenter.check_sheet)
    agents.add_asked.connect(presenter.add_agent)
    agents.remove_asked.connect(presenter.remove_agent)
    agents.estimate_asked.connect(presenter.estimate)
    departement.activate_asked.connect(presenter.activate)
    page.stale.connect(presenter.load)
    page.keep(presenter)
    presenter.load()
    return page
