"""A row of a list of records, as presenters make it."""

from dataclasses import dataclass

from app.ui.widgets.tones import Pill


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list; `id` is what is opened."""

    id: str
    title: str
    about: str = ""
    pill: Pill | None = None
