"""At 200 % on a small screen: what is read and pressed is whole."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Appearance
from tests.screens import HEIGHT, WIDTH, Screen, all_screens, settle

SCREENS = all_screens()


@pytest.mark.parametrize("screen", SCREENS, ids=[one.name for one in SCREENS])
def test_no_word_of_the_buttons_below_a_page_is_cut(
    screen: Screen, window: MainWindow, themes: ThemeManager
) -> None:
    themes.apply(Appearance(zoom=200))
    window.resize(WIDTH, HEIGHT)
    drawn = screen.factory(window) or window
    settle()
    cut = [
        (button.text(), button.width(), button.sizeHint().width())
        for footer in window.findChildren(QWidget, "pageFooter")
        for button in footer.findChildren(QAbstractButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    window.hider.uncover()
    if drawn is not window:
        drawn.close()
    assert cut == []
