"""A banner: what happened, in a sentence, where the eye is."""

from PySide6.QtWidgets import QFrame, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import Text, TextRole
from app.ui.widgets.layouts import restyle, row, show_if
from app.ui.widgets.state_pill import Tone

_ICONS = {
    Tone.NEUTRAL: ("info", "muted"),
    Tone.INFO: ("info", "info"),
    Tone.SUCCESS: ("succes", "success"),
    Tone.WARNING: ("attention", "warning"),
    Tone.DANGER: ("erreur", "danger"),
}


class Banner(QFrame):
    """Hidden until it has something to say; screen readers announce what it says."""

    def __init__(
        self, tone: Tone = Tone.INFO, text: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon = IconLabel("")
        self._words = Text("", TextRole.BODY)
        self._words.setObjectName("bannerText")
        layout = row(self, gap=Space.M, pad=Space.M)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        self.say(tone, text)

    @property
    def text(self) -> str:
        """Return what the banner says."""
        return self._words.text()

    def say(self, tone: Tone, text: str) -> None:
        """Say `text`; an empty text hides the banner."""
        if text:
            self._icon.show_icon(*_ICONS[tone])
        restyle(self, "tone", tone.value)
        self._words.setText(text)
        self.setAccessibleName(text)
        show_if(self, bool(text))
        if text:
            self._announce()

    def clear(self) -> None:
        """Say nothing any more."""
        self.say(Tone.INFO, "")

    def _announce(self) -> None:
        from PySide6.QtGui import (  # noqa: PLC0415 - the first window has nothing to announce
            QAccessible,
            QAccessibleEvent,
        )

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
