"""Leaving a form: what was typed and not kept is not dropped without a word."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from app.ui.widgets.confirm_dialog import ConfirmDialog, Question, ask

UNKEPT: Final = Question(
    title="Quitter sans enregistrer\u00a0?",
    text="Ce que vous avez saisi ici n’est pas enregistré\u00a0: il sera perdu.",
    confirm="Quitter sans enregistrer",
    cancel="Rester ici",
    destructive=True,
)


def leave(page: QWidget, out: Callable[[], None], *, unkept: bool) -> ConfirmDialog | None:
    """Leave `page` by `out`; ask before, while something stands there that nobody kept."""
    if unkept:
        return ask(UNKEPT, out, page)
    out()
    return None
