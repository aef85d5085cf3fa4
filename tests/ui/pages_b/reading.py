from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.screens import settle


def seen(page: QWidget) -> str:
    """Return every word that can be seen on labels and buttons."""
    settle()
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    return "\n".join((*labels, *buttons)).replace("\u00a0", " ").replace("&", "")


def focused(page: QWidget) -> QWidget:
    """Return what has the focus."""
    place = page.window().focusWidget()
    assert place is not None
    return place


def press(page: QWidget, *keys: Qt.Key | str) -> None:
    """Press keys where the focus is, one after the other."""
    for key in keys:
        place = focused(page)
        if isinstance(key, str):
            QTest.keyClicks(place, key)
        else:
            QTest.keyClick(place, key)


def button(page: QWidget, name: str) -> QAbstractButton:
    """Return a button that can be seen."""
    settle()
    found = [one for one in page.findChildren(QAbstractButton, name) if one.isVisible()]
    assert found, f"no button « {name} » can be seen"
    return found[0]


def go_to(page: QWidget, name: str) -> None:
    """Walk with Tab until the button `name` has the focus."""
    for _ in range(80):
        if focused(page).objectName() == name:
            return
        QTest.keyClick(focused(page), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to « {name} »")
