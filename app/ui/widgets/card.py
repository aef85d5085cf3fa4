"""A card: a part of a page on its own surface."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.labels import hint, section
from app.ui.widgets.layouts import column


class Card(QFrame):
    """A surface with an optional heading and an optional line under it.

    Attributes:
        body: the column to put widgets in.
    """

    def __init__(
        self,
        heading: str = "",
        *,
        about: str = "",
        soft: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("tone", "soft" if soft else "plain")
        self.body: QVBoxLayout = column(self, gap=Space.M, pad=Space.XL)
        if heading:
            self.setAccessibleName(heading)
            self.body.addWidget(section(heading))
        if about:
            self.body.addWidget(hint(about))
