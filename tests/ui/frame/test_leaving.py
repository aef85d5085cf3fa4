"""Leaving a page by any way asks about what was typed there and not kept."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtGui import QShowEvent

from app.ui import activites, pages
from app.ui.activites.counted_page import CountedPage
from app.ui.shell.navigation import NavEntry
from app.ui.shell.window import MainWindow, SessionWords
from app.ui.typed import override
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.ui.widgets.page import Page
from tests.screens import settle
from tests.ui.frame.test_handed import Outside

_FORM = ("LineField", "CountField", "AskedForm", "QPlainTextEdit", "ShuttleForm", "ActFields")
_ASKS_NOTHING = {
    "app.ui.pages.bilan": "its texts are kept as they are typed",
    "app.ui.pages.carnet_secours": "numbers of sheets to print, none to keep",
    "app.ui.pages.carnets.page": "a day to look at",
    "app.ui.pages.carnets.move_page": "nothing is typed",
    "app.ui.pages.demandes.registre_page": "nothing is typed",
    "app.ui.pages.echeances": "its form is a dialog, nothing behind it can be reached",
    "app.ui.pages.mandats.ended_page": "nothing is typed",
    "app.ui.pages.mandats.list_page": "nothing is typed",
    "app.ui.pages.mandats.prise.frame": "nothing is typed",
    "app.ui.pages.mandats.prise.telling_page": "what was explained is kept as it is ticked",
    "app.ui.pages.permanences.board_page": "its forms are dialogs",
    "app.ui.pages.personnes.page": "a search",
    "app.ui.pages.questionnaire": "an interview is kept answer by answer",
}


class _Typed(Page):
    @property
    @override
    def unkept(self) -> bool:
        return True


def test_the_keys_of_the_column_and_the_cross_ask_and_locking_does_not(window: MainWindow) -> None:
    entry = NavEntry(key="un", title="Un", icon="aujourdhui", make=lambda: Page("Un"))
    workspace = window.open_workspace(SessionWords(agent="", structure=""), [entry])
    page = _Typed("Saisie")
    workspace.open_task(page)
    window.hider.cover()
    hidden = Outside()
    window.closeEvent(hidden)
    assert not hidden.isAccepted()
    assert window.findChild(ConfirmDialog) is None, "nobody could answer under the cover"
    window.hider.uncover()
    cross = Outside()
    window.closeEvent(cross)
    assert not cross.isAccepted()
    ways: list[Callable[[], None]] = [
        lambda: workspace.go_to_number(1),
        workspace.strip.outbox.click,
        page.lower,  # only to look once more
    ]
    for way in ways:
        asked = window.findChild(ConfirmDialog)
        assert asked is not None
        asked.reject()
        settle()
        assert workspace.task is page
        way()
    workspace.go_to_number(1)
    window.show_gate(Page("Verrou"))
    settle()
    assert window.findChild(ConfirmDialog) is None


def test_what_is_asked_about_is_on_screen(window: MainWindow) -> None:
    typed = _Typed("Réglages")
    entries = [
        NavEntry(key="un", title="Un", icon="aujourdhui", make=lambda: Page("Un")),
        NavEntry(key="deux", title="Deux", icon="reglages", make=lambda: typed),
    ]
    workspace = window.open_workspace(SessionWords(agent="", structure=""), entries)
    for key in ("deux", "un"):
        workspace.ask_for(key)  # a page of the column stays as it is: nothing is asked
    workspace.open_task(Page("Relecture"))
    cross = Outside()
    window.closeEvent(cross)
    assert not cross.isAccepted()
    assert (workspace.here, workspace.task) == ("deux", None)
    asked = window.findChild(ConfirmDialog)
    assert asked is not None
    asked.reject()
    settle()
    below = _Typed("Dossier")
    workspace.open_task(below)
    workspace.open_task(Page("Relecture"), over=True)
    workspace.ask_for("un")
    assert workspace.task is below


class _Counting(Page):
    shown = 0

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.shown += 1
        super().showEvent(event)


def test_what_lies_under_a_task_is_not_shown_between_two(window: MainWindow) -> None:
    under = _Counting("Aujourd’hui")
    entries = [
        NavEntry(key="un", title="Un", icon="aujourdhui", make=lambda: under),
        NavEntry(key="deux", title="Deux", icon="reglages", make=lambda: Page("Deux")),
    ]
    workspace = window.open_workspace(SessionWords(agent="", structure=""), entries)
    workspace.go_to("un")
    settle()
    for step in ("Personne", "Questionnaire"):
        workspace.open_task(Page(step))
        settle()
    workspace.go_to("deux")
    settle()
    assert under.shown == 1  # each time it comes it reads its whole day
    workspace.go_to("un")
    assert under.shown == 2


def _all(kind: type[Page]) -> Iterator[type[Page]]:
    for one in kind.__subclasses__():
        yield one
        yield from _all(one)


def _has_form(page: type[Page]) -> bool:
    file = importlib.import_module(page.__module__).__file__ or ""
    texts = [one.read_text(encoding="utf-8") for one in Path(file).parent.glob("*.py")]
    return any(word in text for text in texts for word in _FORM)


def test_every_page_with_a_form_says_what_is_not_kept() -> None:
    for package in (pages, activites):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    forms = [
        one
        for one in _all(Page)
        if one.__module__.startswith("app.ui.pages.")
        if _has_form(one) or issubclass(one, CountedPage)
    ]
    silent = {one.__module__ for one in forms if one.unkept is Page.unkept}
    known = {name for name in silent for one in _ASKS_NOTHING if f"{name}.".startswith(f"{one}.")}
    assert silent == known
    asked = [one for one in _ASKS_NOTHING if not any(name.startswith(one) for name in silent)]
    assert asked == []
