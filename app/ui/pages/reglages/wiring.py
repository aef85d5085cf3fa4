"""Make Réglages with its presenter, ready to be shown."""

from collections.abc import Callable

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.reglages.licences import show_licences
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.ports import ReglagesPorts
from app.ui.pages.reglages.presenter import ReglagesPresenter
from app.ui.tasks import TaskRunner
from app.ui.theme.current import ThemeManager


def create_reglages(  # noqa: PLR0913 -- everything that the one page is joined to
    runners: tuple[TaskRunner, TaskRunner],
    ports: ReglagesPorts,
    themes: ThemeManager,
    *,
    structure: str = "",
    idle_changed: Callable[[int], None] = lambda _: None,
    navigate: Navigator | None = None,
) -> ReglagesPage:
    """Return the page; `runners` are the database's and the network's.

    With `navigate`, what comes back after the page has gone (the vault locked meanwhile) is said
    elsewhere instead of being shown on a page that is no more.
    """
    page = ReglagesPage()
    used = runners
    if navigate is not None:
        database, network = runners
        used = PageRunner(database, page, navigate), PageRunner(network, page, navigate)
    presenter = ReglagesPresenter(page, used, ports, structure=structure, idle_changed=idle_changed)
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
    agents.roles_asked.connect(presenter.assign_roles)
    agents.estimate_asked.connect(presenter.estimate)
    departement.activate_asked.connect(presenter.activate)
    page.about.licences_asked.connect(lambda: show_licences(page, used[0]))
    page.stale.connect(presenter.load)
    page.keep(presenter)
    presenter.load()
    return page
