"""The frame of what comes before work: unlock, first run. A band of the brand, and one card."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.busy_overlay import BusyOverlay
from app.ui.widgets.centred import centred_column
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import body, hint, title
from app.ui.widgets.layouts import column, row, sized

_BAND = 320
_BAND_NEEDS = 860  # in a narrower window the band would take the room of the words


class Gate(QWidget):
    """A full-window page without navigation.

    Attributes:
        body: the column of the content.
        busy: the veil for work that takes more than half a second.
    """

    window_title = ""

    def __init__(self, heading: str, *, width: int = 520, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gate")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self._heading = title(heading)
        self._heading.setObjectName("gateTitle")
        self._first: QWidget | None = None
        self._kept: list[object] = []
        self.body: QVBoxLayout = column(gap=Space.L)
        self._band = _band()
        outer = row(self, gap=0)
        outer.addWidget(self._band)
        outer.addWidget(self._content(width), 1)
        self.busy = BusyOverlay(self)

    def set_heading(self, heading: str) -> None:
        """Show another title."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)

    def set_first_focus(self, widget: QWidget) -> None:
        """Give the focus to `widget` when the page comes."""
        self._first = widget

    def take_focus(self) -> None:
        """Give the focus to the page's first place to act."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self, thing: object) -> None:
        """Keep `thing` (the presenter) alive as long as the page: a connection does not."""
        self._kept.append(thing)

    def to_top(self) -> None:
        """Scroll to the title."""
        self._scroll.verticalScrollBar().setValue(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._band.setVisible(event.size().width() >= current_theme().px(_BAND_NEEDS))
        super().resizeEvent(event)

    def _content(self, width: int) -> QScrollArea:
        self._scroll, inside = centred_column(width)
        inside.addStretch(1)
        inside.addWidget(self._heading)
        inside.addLayout(self.body)
        inside.addStretch(2)
        return self._scroll


def _band() -> QFrame:
    band = QFrame()
    band.setObjectName("navigation")
    sized(band, min_width=_BAND, max_width=_BAND)
    layout = column(band, gap=Space.M, pad=Space.XXL)
    layout.addStretch(1)
    layout.addWidget(IconLabel("logo", colour="nav_text", size=72))
    layout.addWidget(title("Passerelle"))
    layout.addWidget(
        body("Aider chacun à faire ses premiers pas, ou le suivant, avec le numérique.")
    )
    layout.addStretch(2)
    layout.addWidget(hint("Tout reste chiffré sur ce poste. Aucun réseau n’est nécessaire."))
    return band
