"""The frame of a step of the interview: where one stands, and how to leave without losing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from app.domain.entretien import Etape
from app.ui.widgets.buttons import secondary
from app.ui.widgets.page import READING_WIDTH, Page
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.tones import Tone

STEPS = ("Information", "Personne", "Questionnaire", "Diagnostic", "Papiers")
_PLACES = {
    Etape.NOTICE: 0,
    Etape.PERSONNE: 1,
    Etape.QUESTIONNAIRE: 2,
    Etape.EXERCICE: 2,  # a part of the questionnaire for who looks at the trail
    Etape.DIAGNOSTIC: 3,
    Etape.PAPIERS: 4,
    Etape.TERMINE: 4,
}


class StepPage(Page):
    """A page with the trail of the interview and « Mettre en attente ».

    Signals:
        hold_asked: the interview should wait in the tray « À finir ».
        back_asked: Escape was pressed and nothing on the page took it.
    """

    hold_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, heading: str, etape: Etape, *, subtitle: str = "", width: int = READING_WIDTH
    ) -> None:
        super().__init__(heading, subtitle=subtitle, width=width)
        self.trail = ProgressTrail(STEPS)
        self.trail.show_step(_PLACES[etape])
        self.hold_button = secondary("Mettre en &attente", icon="pause", name="holdInterview")
        self.hold_button.clicked.connect(self.hold_asked)
        self.add_action(self.hold_button)
        self.body.addWidget(self.trail)

    def tell(self, tone: Tone, text: str) -> None:
        """Show a message at the top; the page scrolls there only when the message is new."""
        if text != self.banner.text:
            self.say(tone, text)

    def to_top(self) -> None:
        """Scroll to the title."""
        scroll = self.findChild(QScrollArea, "pageScroll")
        if scroll is not None:
            scroll.verticalScrollBar().setValue(0)

    def bring_into_view(self, place: QWidget) -> None:
        """Scroll until `place` can be seen."""
        scroll = self.findChild(QScrollArea, "pageScroll")
        if scroll is not None:
            scroll.ensureWidgetVisible(place, 0, scroll.height() // 4)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
            return
        super().keyPressEvent(event)
