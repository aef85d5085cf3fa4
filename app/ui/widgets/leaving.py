"""Leaving a form: what was typed and not kept is not dropped without a word."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.page import Page

UNKEPT: Final = Question(
    title="Quitter sans enregistrer\u00a0?",
    text="Ce que vous avez saisi ici n’est pas enregistré\u00a0: il sera perdu.",
    confirm="Quitter sans enregistrer",
    cancel="Rester ici",
    destructive=True,
)


def holding(*pages: QWidget) -> Page | None:
    """Return the first of `pages` that holds what nobody kept."""
    return next((page for page in pages if isinstance(page, Page) and page.unkept), None)


def leave(out: Callable[[], None], *pages: QWidget) -> None:
    """Leave `pages` by `out`; ask before, while one of them holds what nobody kept."""
    page = holding(*pages)
    if page is None:
        out()
    else:
        page.show_unkept()
        ask(page.leaving_question or UNKEPT, out, page)


def leaving(page: Page, way: SignalInstance, *what: object) -> Callable[[], None]:
    """Return what emits `way` with `what`, once `page` may be left."""
    return lambda: leave(partial(way.emit, *what), page)
