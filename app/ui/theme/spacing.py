"""Lengths that follow the zoom: each layout and widget remembers its length at 100 %."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLayout, QWidget

GAP = "gapAt100"
PAD = "padAt100"
PAD_X = "padXAt100"  # left and right, where they differ from above and below
MIN_WIDTH = "minWidthAt100"
MAX_WIDTH = "maxWidthAt100"
MIN_HEIGHT = "minHeightAt100"
MAX_HEIGHT = "maxHeightAt100"


def length(holder: QObject, name: str) -> int | None:
    """Return the length that `holder` remembers under `name`, None when it has none."""
    value: object = holder.property(name)
    return value if isinstance(value, int) else None


def space_layout(layout: QLayout, zoom: int) -> None:
    """Give `layout` its spacing and margins at `zoom` percent."""
    gap, pad = length(layout, GAP), length(layout, PAD)
    if gap is not None:
        layout.setSpacing(round(gap * zoom / 100))
    if pad is not None:
        aside = length(layout, PAD_X)
        margin = round(pad * zoom / 100)
        side = margin if aside is None else round(aside * zoom / 100)
        layout.setContentsMargins(side, margin, side, margin)


def size_widget(widget: QWidget, zoom: int) -> None:
    """Give `widget` its limits of size at `zoom` percent."""
    for name, limit in (
        (MIN_WIDTH, widget.setMinimumWidth),
        (MAX_WIDTH, widget.setMaximumWidth),
        (MIN_HEIGHT, widget.setMinimumHeight),
        (MAX_HEIGHT, widget.setMaximumHeight),
    ):
        value = length(widget, name)
        if value is not None:
            limit(round(value * zoom / 100))


def respace(window: QWidget, zoom: int) -> None:
    """Bring a whole window to `zoom` percent."""
    for widget in (window, *window.findChildren(QWidget)):
        size_widget(widget, zoom)
    for layout in window.findChildren(QLayout):
        space_layout(layout, zoom)
