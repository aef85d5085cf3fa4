"""The frame of a step of the interview: where one stands, and how to leave without losing."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.entretien import Etape
from app.ui.interview.turning import TurningRow
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint
from app.ui.widgets.leaving import leave
from app.ui.widgets.page import READING_WIDTH, Page
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.tones import Tone

STEPS = ("Information", "Personne", "Questionnaire", "Diagnostic", "Papiers")
_TRAIL_NEEDS = 760  # in less, one line says where one stands: the question matters more
_ROW_NEEDS = 440
_PLACES = {
    Etape.NOTICE: 0,
    Etape.PERSONNE: 1,
    Etape.QUESTIONNAIRE: 2,
    Etape.EXERCICE: 2,  # a part of the questionnaire for who looks at the trail
    Etape.DIAGNOSTIC: 3,
    Etape.PAPIERS: 4,
    Etape.TERMINE: 4,
}


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps of another task than the interview, and which of them a page is."""

    steps: tuple[str, ...]
    here: int


class StepPage(Page):
    """A page with the trail of its task and « Mettre en attente ».

    `at` is the step of the interview, or the `Trail` of another task.

    Signals:
        hold_asked: the task should wait in the tray « À finir ».
        back_asked: the step before is wanted, and nothing typed here stands in the way.
    """

    hold_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, heading: str, at: Etape | Trail, *, subtitle: str = "", width: int = READING_WIDTH
    ) -> None:
        super().__init__(heading, subtitle=subtitle, width=width)
        trail = at if isinstance(at, Trail) else Trail(STEPS, _PLACES[at])
        self.trail = ProgressTrail(trail.steps)
        self.trail.show_step(trail.here)
        self.hold_button = secondary("Mettre en &attente", icon="pause", name="holdInterview")
        self.hold_button.clicked.connect(lambda: leave(self.hold_asked.emit, self))
        tools = QWidget()
        self._tools = flow(tools, gap=Space.S)
        self._tools.addWidget(self.hold_button)
        self._short_trail = hint(self.trail.accessibleName())
        above = TurningRow(needs=_ROW_NEEDS)
        above.add(self.trail, 1)
        above.add(self._short_trail, 1)
        above.add(tools)
        self._put_above_title(above)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < current_theme().px(_TRAIL_NEEDS)
        self.trail.setVisible(not narrow)
        self._short_trail.setVisible(narrow)
        super().resizeEvent(event)

    def add_tool(self, button: QWidget) -> None:
        """Add a button beside the trail."""
        self._tools.addWidget(button)

    def ask_back(self) -> None:
        """Go back; ask before, while something typed here is not kept."""
        leave(self.back_asked.emit, self)

    def tell(self, tone: Tone, text: str) -> None:
        """Show a message at the top; the page scrolls there only when the message is new."""
        if text != self.banner.text:
            self.say(tone, text)

    def _put_above_title(self, above: QWidget) -> None:
        """Where one stands comes before what is asked: the title belongs to its answers."""
        column = self.banner.parentWidget()
        layout = column.layout() if column is not None else None
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, above)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ask_back()
            return
        super().keyPressEvent(event)
