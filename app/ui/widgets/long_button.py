"""A button whose words come from data and may be long: they go on in a second line."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.current import current_theme
from app.ui.typed import override
from app.ui.widgets.buttons import Button, ButtonKind

_NARROWEST = 120


class LongButton(Button):
    """Shows its words whole: on one line where there is room, else on several.

    They are data and hold no mnemonic: « & » is a letter. What a screen reader says is the
    words, or what `setAccessibleName` says afterwards.
    """

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.LINK,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind, name=name, parent=parent)
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_words(text)

    @property
    def words(self) -> str:
        """Return what the button says, on one line."""
        return self._words

    def show_words(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self.setAccessibleName(text)
        self._set_lines()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        shown = super().sizeHint()
        return QSize(self._around() + self._width_of(self._words), shown.height())

    @override
    def minimumSizeHint(self) -> QSize:
        words = max((self._width_of(word) for word in self._words.split(" ")), default=0)
        width = self._around() + max(words, current_theme().px(_NARROWEST))
        return QSize(min(width, self.sizeHint().width()), super().minimumSizeHint().height())

    @override
    def heightForWidth(self, width: int) -> int:
        shown = self.text().count("\n")
        wanted = len(self._lines(width)) - 1
        return super().sizeHint().height() + (wanted - shown) * self.fontMetrics().lineSpacing()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_lines()

    def _set_lines(self) -> None:
        lines = self._lines(self.width()) if self.width() else [self._words]
        text = "\n".join(lines).replace("&", "&&")
        if text != self.text():
            self.setText(text)

    def _lines(self, width: int) -> list[str]:
        """Return the words in lines that fit into a button `width` wide."""
        room = width - self._around()
        lines: list[str] = []
        for word in self._words.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width_of(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _around(self) -> int:
        """Return the width of the paddings and the border."""
        self.ensurePolished()
        flags = int(Qt.TextFlag.TextShowMnemonic)
        shown = self.fontMetrics().size(flags, self.text() or "XXXX")  # Qt measures this then
        return super().sizeHint().width() - shown.width()

    def _width_of(self, words: str) -> int:
        return QFontMetrics(self.font()).size(0, words).width()
