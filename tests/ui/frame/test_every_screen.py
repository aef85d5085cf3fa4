"""Every screen at 200 %, in the whole run at 150 % too: nothing too wide, cut, or named twice."""

import pytest

from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Appearance
from tests.screens import HEIGHT, WIDTH, Screen, all_screens, settle
from tests.ui.frame.fitting import letters, too_large
from tests.whole import WHOLE

SCREENS = all_screens()


@pytest.fixture(scope="module", params=[150, 200] if WHOLE else [200])
def zoom(request: pytest.FixtureRequest) -> int:
    """One after the other for all screens: an application takes its time to be styled anew."""
    return int(request.param)


@pytest.fixture
def themes(only_themes: ThemeManager, zoom: int) -> ThemeManager:
    only_themes.take_back()
    only_themes.apply(Appearance(zoom=zoom))
    return only_themes


@pytest.mark.obligation("S4-08")
@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(one, id=one.name, marks=pytest.mark.long if number % 2 else ())
        for number, one in enumerate(SCREENS)
    ],
)
def test_a_screen_fits_its_window_with_every_word_whole_and_a_letter_for_each_thing(
    screen: Screen, window: MainWindow
) -> None:
    window.resize(WIDTH, HEIGHT)
    drawn = screen.factory(window) or window
    settle()
    large = list(too_large(drawn))
    twice = {key: words for key, words in letters(drawn).items() if len(words) > 1}
    needed = window.minimumSizeHint().width()
    window.hider.uncover()
    if drawn is not window:
        drawn.close()
    assert large == []
    assert twice == {}
    assert needed <= WIDTH
