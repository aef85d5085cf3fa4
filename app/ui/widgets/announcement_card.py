"""What the Département announces: plain text, with the days on which it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import clear, column

_HEADING = "Annonce du Département"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementWords:
    """An announcement in words; `days` says until when it is shown."""

    title: str
    paragraphs: Sequence[str]
    days: str


class AnnouncementCard(Card):
    """Hidden while there is nothing to announce.

    Signals:
        read: the worker has read it, and puts it away.
    """

    read = Signal()

    def __init__(self, *, name: str, can_be_put_away: bool) -> None:
        super().__init__(_HEADING)
        self._shown: AnnouncementWords | None = None
        self._words = column(gap=Space.S)
        self.body.addLayout(self._words)
        if can_be_put_away:
            button = secondary("J’ai lu", name=f"{name}Read")
            button.setAccessibleName(f"J’ai lu\u00a0: {_HEADING.lower()}")
            button.clicked.connect(self.read)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_words(self, words: AnnouncementWords | None) -> None:
        """Show `words`, or nothing."""
        if words != self._shown:
            self._shown = words
            clear(self._words)
            if words is not None:
                self._words.addWidget(strong(words.title))
                for paragraph in words.paragraphs:
                    self._words.addWidget(body(paragraph))
                self._words.addWidget(hint(words.days))
        self.setVisible(words is not None)
