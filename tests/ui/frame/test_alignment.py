from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit

from app.ui.shell.window import MainWindow
from tests.screens import all_screens, settle


def test_the_beginning_of_a_commune_is_typed_in_line_with_its_postal_code(
    window: MainWindow,
) -> None:
    screen = next(one for one in all_screens() if one.name == "personne-communes")
    screen.factory(window)
    settle()
    tops = []
    for name in ("code_postal", "filtre"):
        line = window.findChild(QLineEdit, name)
        assert isinstance(line, QLineEdit)
        assert line.isVisible()
        tops.append(line.mapTo(window, QPoint(0, 0)).y())
    assert tops[0] == tops[1]
