"""What may be put in the person's hands."""

from PySide6.QtWidgets import QWidget


class HandedScreen(QWidget):
    """A screen that says itself where the focus goes.

    A focus proxy would not do: Qt takes a widget whose proxy lies inside it for one place, and Tab
    then leaves out the rest of it.
    """

    def take_focus(self) -> None:
        """Give the focus to the first place to act."""
        raise NotImplementedError  # each screen's own; Qt's metaclass leaves no room for ABC's
