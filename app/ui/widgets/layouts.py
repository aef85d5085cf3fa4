"""Columns and rows whose distances are tokens and follow the zoom."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.theme import spacing
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space

_LayoutT = TypeVar("_LayoutT", bound=QLayout)
_WidgetT = TypeVar("_WidgetT", bound=QWidget)


def spaced(
    layout: _LayoutT, *, gap: int = Space.M, pad: int = Space.NONE, pad_x: int | None = None
) -> _LayoutT:
    """Give `layout` distances that follow the zoom, and return it.

    `pad` is the margin all round, `pad_x` another one at left and right.
    """
    if pad_x is not None:
        layout.setProperty(spacing.PAD_X, int(pad_x))
    layout.setProperty(spacing.GAP, int(gap))
    layout.setProperty(spacing.PAD, int(pad))
    spacing.space_layout(layout, current_theme().zoom)
    return layout


def column(
    parent: QWidget | None = None, *, gap: int = Space.M, pad: int = Space.NONE
) -> QVBoxLayout:
    """Return a vertical layout; it becomes the layout of `parent` when one is given."""
    return spaced(QVBoxLayout() if parent is None else QVBoxLayout(parent), gap=gap, pad=pad)


def row(parent: QWidget | None = None, *, gap: int = Space.M, pad: int = Space.NONE) -> QHBoxLayout:
    """Return a horizontal layout; it becomes the layout of `parent` when one is given."""
    return spaced(QHBoxLayout() if parent is None else QHBoxLayout(parent), gap=gap, pad=pad)


def sized(
    widget: _WidgetT,
    *,
    min_width: int | None = None,
    max_width: int | None = None,
    min_height: int | None = None,
    max_height: int | None = None,
) -> _WidgetT:
    """Give `widget` limits of size (pixels at 100 %) that follow the zoom, and return it."""
    for name, value in (
        (spacing.MIN_WIDTH, min_width),
        (spacing.MAX_WIDTH, max_width),
        (spacing.MIN_HEIGHT, min_height),
        (spacing.MAX_HEIGHT, max_height),
    ):
        if value is not None:
            widget.setProperty(name, value)
    spacing.size_widget(widget, current_theme().zoom)
    return widget


def clear(layout: QBoxLayout) -> None:
    """Take every item out of `layout` and destroy its widgets, once events have been handled."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            clear(inner)
            inner.deleteLater()


@contextmanager
def laid_out_once(widget: QWidget) -> Generator[None]:
    """Lay out `widget` and what it lies in once, after the block.

    Qt otherwise lays out all of it again for each part that is shown or hidden on a visible page.
    Blocks may lie in each other.
    """
    if not widget.isVisible():
        yield
        return
    waiting: list[tuple[QWidget, QLayout]] = []  # a layout's wrapper ends with its widget's
    here: QWidget | None = widget
    while here is not None and (layout := here.layout()) is not None:
        if layout.isEnabled():
            layout.setEnabled(False)
            waiting.append((here, layout))
        here = here.parentWidget()
    try:
        yield
    finally:
        for _, layout in waiting:
            layout.setEnabled(True)
        for _, layout in waiting:  # from the inside out; left to Qt, it would paint in between
            layout.activate()


def show_if(widget: QWidget, wanted: bool) -> None:  # noqa: FBT001 - reads as setVisible does
    """Show or hide `widget`; one without a parent yet would open as a window and is left alone."""
    if widget.parentWidget() is not None or not wanted:
        widget.setVisible(wanted)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set the property `name` that the stylesheet selects on, and show its effect at once.

    A widget that was never on screen reads the property when it comes; its style is not touched.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *widget.findChildren(QWidget)):  # a rule may reach what lies inside
        _polish_again(part)


def _polish_again(widget: QWidget) -> None:
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # paddings and letters may have changed: a label keeps its size in mind until it is told
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()
    widget.update()


def clear_grid(layout: QGridLayout) -> None:
    """Take every widget out of `layout` and destroy it, once events have been handled."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
