"""The column on the left: where one can go, who is at work, and the lock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import Button, ButtonKind
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import hint, section
from app.ui.widgets.layouts import clear, column, row, sized, spaced

_WIDTH = 232
_NARROW = 176
_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """A place of the window. `make` builds its page, once, when somebody first goes there.

    Entries that the convention does not use are not given to the window at all. `keys` are its
    own (« F5 »); without any it takes the next of Ctrl+1 to Ctrl+9.
    """

    key: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    keys: str = ""


def numbered(entries: Sequence[NavEntry]) -> list[NavEntry]:
    """Return those that Ctrl and a digit go to, in order."""
    return [entry for entry in entries if not entry.keys][:_DIGITS]


class NavigationBar(QFrame):
    """Shows the entries; the one where the user is stays pressed.

    Signals:
        asked: the key of the entry the user wants.
        lock_asked: the user wants to lock.
    """

    asked = Signal(str)
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Navigation")
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._entries: QVBoxLayout = column(gap=Space.XS)
        self._agent = section("")
        self._agent.setObjectName("agentName")
        self._structure = hint("")
        self._structure.setObjectName("structureName")
        self.lock_button = Button("Verroui&ller", ButtonKind.NAV, icon="verrou", name="lock")
        self.lock_button.setToolTip("Verrouiller (Ctrl+L)")
        self.lock_button.setAccessibleDescription("Ctrl+L")
        self.lock_button.clicked.connect(self.lock_asked)
        self._build()
        self.set_narrow(narrow=False)

    def show_entries(self, entries: Sequence[NavEntry]) -> None:
        """Show these places, each with its keys."""
        clear(self._entries)
        self._buttons = {}
        digits = {entry.key: f"Ctrl+{n}" for n, entry in enumerate(numbered(entries), start=1)}
        for entry in entries:
            button = Button(entry.title, ButtonKind.NAV, icon=entry.icon, name=f"nav-{entry.key}")
            button.setCheckable(True)
            if keys := entry.keys or digits.get(entry.key, ""):
                button.setToolTip(f"{entry.title} ({keys})")
                button.setAccessibleDescription(keys)
            if entry.keys:
                QShortcut(QKeySequence(entry.keys), button).activated.connect(button.click)
            button.clicked.connect(lambda _checked=False, key=entry.key: self.asked.emit(key))
            self._group.addButton(button)
            self._entries.addWidget(button)
            self._buttons[entry.key] = button

    def show_here(self, key: str) -> None:
        """Mark the entry where the user is."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave more room to the page in a small window (or at 200 %)."""
        width = _NARROW if narrow else _WIDTH
        sized(self, min_width=width, max_width=width)
        spaced(self._layout, gap=Space.M, pad=Space.XS if narrow else Space.M)

    def show_agent(self, name: str, structure: str) -> None:
        """Say who is at work and for whom."""
        self._agent.setText(name)
        self._structure.setText(structure)

    def _build(self) -> None:
        self._layout = layout = column(self, gap=Space.M, pad=Space.M)
        brand = row(gap=Space.S)
        brand.addWidget(IconLabel("logo", colour="nav_text", size=30))
        brand.addWidget(section("Passerelle"), 1)
        layout.addLayout(brand)
        places = QWidget()
        holder = column(places, gap=0)
        holder.addLayout(self._entries)
        holder.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("navScroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take it
        scroll.setWidget(places)
        for seen_through in (scroll.viewport(), places):
            seen_through.setAutoFillBackground(False)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._agent)
        layout.addWidget(self._structure)
        layout.addWidget(self.lock_button)
