"""A sentence with one button beside it: what waits to be sent, what was refused."""

from PySide6.QtCore import Signal

from app.ui.interview.turning import TurningRow
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.tones import Tone


class Notice(TurningRow):
    """A banner and the button that answers it; hidden while it has nothing to say.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(self, text: str, action: str, *, name: str) -> None:
        super().__init__(needs=620, gap=Space.M)
        self._banner = Banner(Tone.WARNING, text)
        button = secondary(action, name=name)
        button.clicked.connect(self.asked)
        self.add(self._banner, 1)
        self.add(button, stays_small=True)
        self._banner.show()

    def say(self, tone: Tone, text: str) -> None:
        """Say `text`; an empty text hides the notice with its button."""
        self._banner.say(tone, text)
        self.setVisible(bool(text))
