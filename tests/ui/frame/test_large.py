"""At 150 % and 200 % on a small screen: no screen is wider than its window, no word is cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Appearance
from app.ui.widgets.buttons import secondary
from app.ui.widgets.door import DoorButton
from app.ui.widgets.layouts import column, sized
from app.ui.widgets.long_button import LongButton
from tests.screens import HEIGHT, WIDTH, Screen, all_screens, settle

SCREENS = all_screens()


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


@pytest.mark.parametrize("screen", SCREENS, ids=[one.name for one in SCREENS])
def test_a_screen_is_as_wide_as_its_window_and_every_word_is_whole(
    screen: Screen, window: MainWindow, themes: ThemeManager
) -> None:
    themes.apply(Appearance(zoom=150))
    window.resize(WIDTH, HEIGHT)
    drawn = screen.factory(window) or window
    settle()
    found = [f"150 %: {one}" for one in too_large(drawn)]
    themes.apply(Appearance(zoom=200))
    if drawn is not window:  # a question takes its size when it comes: nobody zooms meanwhile
        drawn.close()
        drawn = screen.factory(window) or window
    settle()
    found += [f"200 %: {one}" for one in too_large(drawn)]
    needed = window.minimumSizeHint().width()
    window.hider.uncover()
    if drawn is not window:
        drawn.close()
    assert found == []
    assert needed <= WIDTH


def test_what_is_too_large_is_found(stage: QWidget) -> None:
    area = QScrollArea()
    area.setObjectName("pageScroll")
    inside = sized(QWidget(), min_width=900)
    inside.setMinimumWidth(900)
    column(inside)
    area.setWidget(inside)
    cut = secondary("Enregistrer la correction", name="cut")
    layout = stage.layout()
    assert layout is not None
    for part in (area, cut):
        layout.addWidget(part)
    stage.setFixedWidth(300)
    settle()
    cut.setFixedWidth(100)
    settle()
    assert [line.partition(" ")[0] for line in too_large(stage)] == ["pageScroll:", "cut"]
