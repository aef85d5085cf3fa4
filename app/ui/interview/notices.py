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
        self._said = (Tone.WARNING, text)
        self._banner = Banner(Tone.WARNING, text)
        self._button = secondary(action, name=name)
        self._button.clicked.connect(self.asked)
        self.add(self._banner, 1)
        self.add(self._button, stays_small=True)
        self._banner.show()

    def say(self, tone: Tone, text: str, *, action: str = "") -> None:
        """Say `text`, with another word on the button if given; an empty text hides both."""
        if self._said != (tone, text):  # else a screen reader hears it at each look
            self._said = (tone, text)
            self._banner.say(tone, text)
        if action:
            self._button.setText(action)
        self.setVisible(bool(text))

    def set_button_shown(self, *, shown: bool) -> None:
        """Leave the button out for who may not do what it does."""
        self._button.setVisible(shown)
