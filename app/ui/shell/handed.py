"""The laptop in the person's hands: one screen, nothing else reachable, and the way back.

The workspace stays alive behind it but is not on screen, so neither Tab, a mnemonic nor a screen
reader finds it. The way back is the passphrase of the agent at work: a key that is merely held
would be known to whoever has seen it once.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.answer_bar import AnswerBar
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.handed_screen import HandedScreen
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column, row, sized
from app.ui.widgets.passphrase_field import PassphraseField

_PANEL = 560
_REFUSED = frozenset({QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.Drop})
_PASTING = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


class HandedFrame(QFrame):
    """Holds the person's screen; below it, the agent's way back.

    Signals:
        return_asked: the passphrase that was typed. Answer with `refuse`, or destroy the frame.
    """

    return_asked = Signal(str)

    def __init__(self, screen: HandedScreen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gate")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Écran de la personne")
        self._screen = screen
        self._panel, self._card = self._make_panel()
        self._stack = QStackedWidget()
        self._stack.addWidget(screen)
        self._stack.addWidget(self._panel)
        self._foot = QFrame()
        self._foot.setObjectName("pageFooter")
        self.return_button = link("Agent\u00a0: reprendre la main", name="takeBack", icon="verrou")
        self.return_button.clicked.connect(self._ask)
        line = row(self._foot, gap=0, pad=Space.XS)
        line.addStretch(1)
        line.addWidget(self.return_button)
        outer = column(self, gap=0)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self._foot)
        self._guard = _Guard(self)

    def take_focus(self) -> None:
        """Give the focus to the person's screen."""
        self._screen.take_focus()

    def refuse(self, problem: str) -> None:
        """Say why the agent cannot take the laptop back yet."""
        self._card.setEnabled(True)
        self._field.clear()
        self._field.set_error(problem)
        self._field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._card.isEnabled():
            self._go_on()
            return
        super().keyPressEvent(event)

    def _make_panel(self) -> tuple[QWidget, Card]:
        panel = QWidget()
        panel.setObjectName("pageBody")
        card = sized(Card("Reprendre la main"), max_width=_PANEL)
        card.body.addWidget(
            body("Pour l’agent qui accompagne. Tout ce qui était enregistré est gardé.")
        )
        self._field = PassphraseField("&Votre phrase de passe", name="returnPassphrase")
        self._field.submitted.connect(self._submit)
        card.body.addWidget(self._field)
        again = secondary("&Laisser la main", icon="retour", name="keepHanded")
        again.clicked.connect(self._go_on)
        back = primary("&Reprendre la main", icon="deverrouille", name="confirmReturn")
        back.clicked.connect(self._submit)
        buttons = AnswerBar()
        buttons.add(again, left=True)
        buttons.add(back)
        card.body.addWidget(buttons)
        layout = column(panel, gap=0, pad=Space.XL)
        layout.addStretch(1)
        centred = row(gap=0)
        centred.addStretch(1)
        centred.addWidget(card, 100)
        centred.addStretch(1)
        layout.addLayout(centred)
        layout.addStretch(2)
        return panel, card

    def _ask(self) -> None:
        self._stack.setCurrentWidget(self._panel)
        self._foot.hide()
        self._field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        self._field.clear()
        self._field.set_error("")
        self._stack.setCurrentWidget(self._screen)
        self._foot.show()
        self.take_focus()

    def _submit(self) -> None:
        passphrase = self._field.passphrase()
        if not passphrase:
            self._field.set_error("Écrivez votre phrase de passe.")
            return
        self._card.setEnabled(False)
        self.return_asked.emit(passphrase)


class _Guard(QObject):
    """Lets nothing be pasted, dropped or called up by a menu: it could bring somebody's name."""

    def __init__(self, frame: HandedFrame) -> None:
        super().__init__(frame)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)  # it goes with the frame

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _REFUSED:
            return True
        if kind in _PASTING and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Paste)
        if kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            return event.button() == Qt.MouseButton.MiddleButton  # pastes the selection on X11
        return super().eventFilter(watched, event)
