"""Tab goes through a page as one reads it, also where fields were made late.

Qt puts a widget that is made last last in the window's chain, wherever its layout shows it; moving
it there (`setTabOrder`) breaks the chain where fields lie in fields.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def tab_as_one_reads(page: QWidget, *, forward: bool) -> bool:
    """Go from where the focus is to what one reads next on `page`, then out of it; tell whether."""
    here = _focused(page)
    stops = [widget for widget in _inside(page.layout()) if _is_stop(widget)]
    if here is None or not stops:
        return False
    place = next((n for n, stop in enumerate(stops) if stop is here), None)
    if place is None:
        return False
    place += 1 if forward else -1
    found = stops[place] if 0 <= place < len(stops) else _outside(page, here, forward=forward)
    if found is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found.setFocus(reason)
    return True


def _focused(page: QWidget) -> QWidget | None:
    return page.window().focusWidget()  # None when nothing has it, whatever the stubs say


def _inside(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout else 0):
        item = layout.itemAt(place) if layout else None
        if item is None:
            continue
        widget = item.widget()
        if widget is None:
            yield from _inside(item.layout())
            continue
        if isinstance(widget, QScrollArea):
            content = widget.widget()
            yield from _inside(content.layout() if content else None)
            continue
        yield widget
        yield from _inside(widget.layout())


def _is_stop(widget: QWidget) -> bool:
    """Tell whether Tab may come to `widget` itself: not to what hands the focus on."""
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return wanted and widget.isVisible() and widget.isEnabled()


def _outside(page: QWidget, here: QWidget, *, forward: bool) -> QWidget | None:
    """Return what the window's chain has next outside the page, None when there is nothing."""
    found = _beside(here, forward=forward)
    while found is not None and found is not here:
        if _is_stop(found) and not page.isAncestorOf(found):
            return found
        found = _beside(found, forward=forward)
    return None


def _beside(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()
