"""The offer to stop: what is left to ask cannot change the advice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.interview.turning import TurningRow
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.layouts import row
from app.ui.widgets.tones import Tone


class StopOffer(TurningRow):
    """Asks whether to stop: the rest will not change the advice.

    Signals:
        stop_asked: stop here.
        declined: go on with the questions.
    """

    stop_asked = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__(needs=760, gap=Space.M)
        self.setObjectName("stopOffer")
        words = Banner(Tone.SUCCESS, "La suite ne changera pas le conseil\u00a0: s’arrêter\u00a0?")
        stop = secondary("S’arrêt&er là", name="stopQuestions")
        stop.clicked.connect(self.stop_asked)
        go_on = link("Continuer les questions", name="declineStop")
        go_on.clicked.connect(self.declined)
        answers = QWidget()
        line = row(answers, gap=Space.S)
        line.addWidget(stop)
        line.addWidget(go_on)
        self.add(words, 1)
        self.add(answers, stays_small=True)
        words.show()
