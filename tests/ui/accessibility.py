"""Walk what a screen reader sees: every place that takes the focus must have a name."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

_FRAMES = frozenset({QAccessible.Role.Client, QAccessible.Role.Window, QAccessible.Role.Pane})


def nodes(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Yield the accessible nodes of `widget` that are on screen, itself first."""
    QAccessible.setActive(True)
    yield from _below(QAccessible.queryAccessibleInterface(widget))


def nameless(widget: QWidget) -> list[str]:
    """Return the visible nodes that take the focus and have no name, described for a message."""
    return [
        _description(node)
        for node in nodes(widget)
        if node.state().focusable
        and not node.state().disabled
        and node.role() not in _FRAMES
        and not node.text(QAccessible.Text.Name).strip()
    ]


def focus_walk(window: QWidget) -> list[QWidget]:
    """Return what Tab visits from the current focus, in order, until it comes round again."""
    visited: list[QWidget] = []
    here = _focused(window)
    while here is not None and here not in visited:
        visited.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = _focused(window)
    return visited


def _focused(window: QWidget) -> QWidget | None:
    return window.focusWidget()  # None when nothing has it, whatever the stubs say


def _below(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if node.state().invisible:
        return
    yield node
    for index in range(node.childCount()):
        child = node.child(index)
        if child.isValid():
            yield from _below(child)


def _description(node: QAccessibleInterface) -> str:
    owner = node.object()
    return f"{node.role().name} {type(owner).__name__} « {owner.objectName()} »"
