"""A column in the middle of the window that scrolls when the window is small."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.layouts import column, row, sized
from app.ui.widgets.scrolled import Scrolled


def centred_column(
    width: int, *, gap: int = Space.L, pad: int = Space.XXL
) -> tuple[QScrollArea, QVBoxLayout]:
    """Return what scrolls, and the column in it, at most `width` pixels wide at 100 %.

    `gap` parts the lines of the column, `pad` keeps it from the edges.
    """
    scroll = QScrollArea()
    scroll.setObjectName("pageScroll")
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content = Scrolled()
    content.setObjectName("pageBody")
    scroll.setWidget(content)
    around = row(content, gap=0, pad=pad)
    middle = sized(QWidget(), max_width=width)
    around.addStretch(1)
    around.addWidget(middle, 100)
    around.addStretch(1)
    return scroll, column(middle, gap=gap)
