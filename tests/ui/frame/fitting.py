"""What no screen may show: what is wider than its window, cut words, a letter for two things."""

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from app.ui.widgets.door import DoorButton
from app.ui.widgets.long_button import LongButton


def too_large(drawn: QWidget) -> Iterator[str]:
    """Yield what does not fit on a screen: pages to scroll sideways, words that are cut."""
    for area in drawn.findChildren(QScrollArea):
        hidden = area.horizontalScrollBar().maximum()
        if area.isVisible() and hidden:
            yield f"{area.objectName()}: {hidden} px to scroll sideways"
    for button in drawn.findChildren(QPushButton):
        if button.isVisible() and button.text() and is_cut(button):
            yield f"{button.objectName()} « {button.text()} » in {button.width()} px"
    for label in drawn.findChildren(QLabel):
        needs = label.heightForWidth(label.width()) - 1  # a pixel of rounding cuts nothing
        if label.isVisible() and label.wordWrap() and label.height() < needs:
            yield f"« {label.text()} » in {label.height()} px of height"


def is_cut(button: QPushButton) -> bool:
    """Tell whether some of its words cannot be seen; two kinds wrap theirs."""
    if isinstance(button, LongButton | DoorButton):
        return button.height() < button.heightForWidth(button.width())
    return button.width() < button.sizeHint().width()


def letters(window: QWidget) -> dict[str, list[str]]:
    """Return what each Alt+letter would press or enter in `window`, as it stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        for words, target in texts(widget):
            key = QKeySequence.mnemonic(words).toString()
            if key and target.isEnabled():
                found[key].append(words)
    return found


def texts(widget: QWidget) -> list[tuple[str, QWidget]]:
    """Return the words of a widget that may hold a mnemonic, with the widget that it reaches."""
    if isinstance(widget, QAbstractButton):
        return [(widget.text(), widget)]
    if isinstance(widget, QLabel) and (reached := buddy(widget)) is not None:
        return [(widget.text(), reached)]
    if isinstance(widget, QTabBar):
        return [(widget.tabText(place), widget) for place in range(widget.count())]
    return []


def buddy(label: QLabel) -> QWidget | None:
    return label.buddy()  # None for most labels, whatever the stubs say
