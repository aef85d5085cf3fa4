"""Tab goes through a window as one reads it, also where fields were made late.

Qt puts a widget that is made last last in the window's chain, wherever its layout shows it; moving
it there (`setTabOrder`) breaks the chain where fields lie in fields.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_as_one_reads(place: QWidget, *, forward: bool) -> bool:
    """Go from where the focus is to what one reads next in `place`; tell whether there was any.

    A window is gone through round and round; what lies in one leaves its ends to the window.
    """
    here = _focused(place)
    if here is None or not here.isVisible() or not here.isEnabled():
        return False  # Qt asks too when the focus is hidden, amid changes: its own chain will do
    stops = [widget for widget in _read(place) if widget is here or _is_stop(widget)]
    if here not in stops:
        return False
    position = stops.index(here) + (1 if forward else -1)
    if place.isWindow():
        position %= len(stops)
    if not 0 <= position < len(stops):
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[position].setFocus(reason)
    return True


def first_stop(place: QWidget) -> QWidget | None:
    """Return what one reads first in `place`, of what Tab comes to."""
    return next((widget for widget in _read(place) if _is_stop(widget)), None)


def stop_at(picked: QWidget, rows: Iterable[QWidget]) -> None:
    """Let Tab come to `picked` alone of `rows`; arrows go on from there.

    Among rows that exclude each other Qt does so itself, and forgets it where an answer is picked
    while none excludes another.
    """
    for row in rows:
        by_tab = Qt.FocusPolicy.StrongFocus if row is picked else Qt.FocusPolicy.ClickFocus
        row.setFocusPolicy(by_tab)


def _focused(place: QWidget) -> QWidget | None:
    return place.window().focusWidget()  # None when nothing has it, whatever the stubs say


def _read(widget: QWidget) -> Iterator[QWidget]:
    """Go through what lies in `widget`, as one reads it."""
    layout = widget.layout()
    inside = [one for one in widget.children() if isinstance(one, QWidget)]
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from _whole(content)
    elif layout is not None:
        yield from _laid_out(layout, inside)
    elif not _is_stop(widget):  # what is one itself keeps its own parts
        for one in sorted(inside, key=lambda one: (one.y(), one.x())):
            yield from _whole(one)


def _whole(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if widget.isVisible():
        yield from _read(widget)


def _laid_out(layout: QLayout, inside: Sequence[QWidget]) -> Iterator[QWidget]:
    """Go through a layout; `inside` are the widgets of its parent.

    Its items are not asked for: PySide keeps what wraps one beyond its end, and takes it for the
    next item that Qt puts in the same place.
    """
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in inside]
    placed += [(layout.indexOf(one), one) for one in layout.children() if isinstance(one, QLayout)]
    for at, part in sorted(placed, key=itemgetter(0)):
        if at >= 0 and isinstance(part, QLayout):
            yield from _laid_out(part, inside)
        elif at >= 0 and isinstance(part, QWidget):
            yield from _whole(part)


def _is_stop(widget: QWidget) -> bool:
    """Tell whether Tab may come to `widget` itself: not to what hands the focus on."""
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return wanted and widget.isVisible() and widget.isEnabled()
