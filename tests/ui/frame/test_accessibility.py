import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Appearance
from tests.screens import HEIGHT, WIDTH, Screen, all_screens, draw, settle
from tests.ui.accessibility import focus_walk, nameless, nodes

SCREENS = [
    one
    for one in all_screens()
    if one.name.startswith(("unlock", "first-run", "frame", "reglages"))
]


@pytest.mark.parametrize("screen", SCREENS, ids=[one.name for one in SCREENS])
def test_every_place_has_a_name_and_tab_finds_every_primary_button(
    screen: Screen, window: MainWindow
) -> None:
    drawn = screen.factory(window) or window
    settle()
    assert len(list(nodes(drawn))) > 5, "the walk saw nothing"
    assert nameless(drawn) == []
    window.hider.uncover()
    visited = {widget.objectName() for widget in focus_walk(drawn)}
    wanted = {
        child.objectName()
        for child in drawn.findChildren(QWidget)
        if child.property("kind") == "primary" and child.isVisible() and child.isEnabled()
    }
    assert wanted <= visited
    if drawn is not window:
        drawn.close()


def test_the_walk_finds_a_field_without_a_name(stage: QWidget, qtbot: QtBot) -> None:
    layout = stage.layout()
    assert layout is not None
    line = QLineEdit()
    line.setObjectName("forgotten")
    layout.addWidget(line)
    line.show()
    assert nameless(stage) == ["EditableText QLineEdit « forgotten »"]
    line.setAccessibleName("Nom")
    assert nameless(stage) == []
    qtbot.keyClicks(line, "a")


@pytest.mark.long
def test_at_200_per_cent_nothing_is_pushed_out_to_the_side(
    window: MainWindow, themes: ThemeManager
) -> None:
    themes.apply(Appearance(zoom=200))
    window.resize(WIDTH, HEIGHT)
    pushed: list[str] = []
    for screen in SCREENS:
        screen.factory(window)
        settle()
        window.hider.uncover()
        pushed.extend(
            f"{screen.name}: {area.objectName()}"
            for area in window.findChildren(QScrollArea)
            if area.isVisible() and area.horizontalScrollBar().maximum() > 0
        )
        for dialog in window.findChildren(QDialog):
            dialog.close()
    assert pushed == []


def test_a_banner_is_announced(window: MainWindow, qapp: QApplication) -> None:
    QAccessible.setActive(True)
    unlock = next(one for one in SCREENS if one.name == "unlock-wrong")
    unlock.factory(window)
    assert qapp.focusWidget() is not None
    names = [node.text(QAccessible.Text.Name) for node in nodes(window)]
    assert any(name.startswith("Ce n’est pas la bonne phrase de passe.") for name in names)


def test_screens_are_drawn_at_two_sizes_and_in_two_palettes(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("screens")
    files = sorted(path.name for path in draw(folder, "unlock-wrong"))
    assert files == [
        "unlock-wrong-clair-100.png",
        "unlock-wrong-clair-150.png",
        "unlock-wrong-contraste_eleve-100.png",
        "unlock-wrong-contraste_eleve-150.png",
    ]
    assert len({(folder / name).read_bytes() for name in files}) == 4
    qtbot.waitUntil(lambda: True)
