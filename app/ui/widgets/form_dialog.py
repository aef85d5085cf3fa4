"""A small form over a page: a few fields, and what may be done with them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.chip_row import ChipField, ChipRow
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, body, hint, section, strong
from app.ui.widgets.layouts import column, sized
from app.ui.widgets.reading_order import tab_as_one_reads

Act = Callable[[], bool]
_LEAST = 120  # of the fields, on a screen that is too low


class FormDialog(QDialog):
    """A heading, fields, and what may be done; a button closes it once its act accepts.

    Escape and « Annuler » leave everything as it was.
    """

    def __init__(self, heading: str, parent: QWidget, *, about: str = "", name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle("Passerelle")
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._first: QWidget | None = None
        self._outer = column(self, gap=Space.L, pad=Space.XL)
        self._fields = QWidget()
        self._layout = column(self._fields, gap=Space.M)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._fields)
        self._outer.addWidget(section(heading))
        if about:
            self._outer.addWidget(hint(about))
        self._outer.addWidget(self._scroll, 1)
        self._answers = flow(gap=Space.M)
        self._error = Text("", TextRole.ERROR)
        self._error.setObjectName("formError")
        self._error.hide()
        sized(self, min_width=520, max_width=680)

    def add_line(self, label: str, *, name: str, text: str = "", hint_text: str = "") -> LineField:
        """Add a field of one line; the first one has the focus."""
        field = LineField(label, name=name, hint_text=hint_text)
        field.set_text(text)
        self._layout.addWidget(field)
        self._focus(field.line)
        return field

    def add_text(self, words: str) -> None:
        """Add a sentence."""
        self._layout.addWidget(body(words))

    def add_choice(
        self, label: str, choices: list[tuple[str, str]], *, selected: set[str], several: bool
    ) -> ChoiceList:
        """Add a list of answers."""
        shown = ChoiceList(label)
        shown.show_choices(
            [Choice(code, words) for code, words in choices],
            multiple=several,
            selected=selected,
            keys=False,  # two lists may stand in one form
        )
        part = column(gap=Space.XS)
        part.addWidget(strong(label))
        part.addWidget(shown)
        self._layout.addLayout(part)
        self._focus(shown)
        return shown

    def add_chips(
        self, label: str, choices: list[tuple[str, str]], *, selected: str, name: str
    ) -> ChipField:
        """Add answers side by side, one of them picked."""
        chips = ChipRow(label)
        chips.show_choices([Choice(code, words) for code, words in choices], {selected})
        field = ChipField(label, chips, name=name)
        self._layout.addWidget(field)
        self._focus(chips)
        return field

    def refit(self) -> None:
        """Take the height of what is shown now: something came or went."""
        self._fit()

    def add_act(self, words: str, act: Act, *, icon: str, name: str, main: bool = False) -> None:
        """Add a button; `act` tells whether the form was accepted."""
        make = primary if main else secondary
        button = make(words, icon=icon, name=name)

        def done() -> None:
            if act():
                self.accept()
            else:
                self._fit()

        button.clicked.connect(done)
        if main:
            button.setDefault(True)
        self._answers.addWidget(button)

    def refuse(self, words: str) -> bool:
        """Say what is missing; the form stays."""
        self._error.setText(words)
        self._error.show()
        self._fit()
        return False

    def finish(self, leave: str = "Annuler") -> "FormDialog":
        """Put the buttons below the fields, with the harmless one last; return the dialog."""
        cancel = secondary(leave, name="cancelForm")
        cancel.clicked.connect(self.reject)
        self._answers.addWidget(cancel)
        self._layout.addStretch(1)
        self._outer.addWidget(self._error)
        self._outer.addLayout(self._answers)
        (self._first or cancel).setFocus(Qt.FocusReason.OtherFocusReason)
        return self

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_as_one_reads(self, forward=forward) or super().focusNextPrevChild(forward)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that its words need, as far as the window behind has room."""
        super().showEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # once the letters have their true height

    def _fit(self) -> None:
        self._scroll.setFixedHeight(0)
        around = self._outer.totalHeightForWidth(self.width())
        inside = max(
            self._layout.totalHeightForWidth(self._inner_width()),
            self._fields.minimumSizeHint().height(),
        )
        behind = self.parentWidget()
        room = max(behind.height() - around - Space.XL, _LEAST) if behind else inside
        self._scroll.setFixedHeight(min(inside + Space.S, room))
        height = self._outer.totalHeightForWidth(self.width())
        self.setMinimumHeight(height)
        self.resize(self.width(), height)

    def _inner_width(self) -> int:
        margins = self._outer.contentsMargins()
        return self.width() - margins.left() - margins.right()

    def _focus(self, widget: QWidget) -> None:
        if self._first is None:
            self._first = widget
