"""A page on which something without a name is counted: taken back by Ctrl+Z, left by Escape."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.ui.typed import override
from app.ui.widgets.buttons import link
from app.ui.widgets.leaving import leave
from app.ui.widgets.page import READING_WIDTH, Page
from app.ui.widgets.tones import Tone


class CountedPage(Page):
    """What the survey, the evaluation and the shuttle sheet share.

    Attributes:
        undo: the way to take back what was just counted; the page says when it is there.

    Signals:
        undo_asked, back_asked: what the agent wants.
    """

    undo_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, heading: str, *, undo: str, subtitle: str = "", width: int = READING_WIDTH
    ) -> None:
        super().__init__(heading, subtitle=subtitle, width=width)
        self.undo = link(f"{undo} (Ctrl+Z)", name="undo")
        self.undo.clicked.connect(self.take_back)
        self.undo.hide()
        self.body.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)

    def leave(self) -> None:
        """Leave the page; ask before, while something is begun."""
        leave(self.back_asked.emit, self)

    def take_back(self) -> None:
        """Ask to take back what was just counted; a page where it comes back asks first."""
        self.undo_asked.emit()

    def say_words(self, *, said: str, problem: str, counted: bool) -> None:
        """Say what went wrong, or what was done."""
        if problem:
            self.say(Tone.DANGER, problem)
        else:
            self.say(Tone.SUCCESS if counted else Tone.INFO, said)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        else:
            super().keyPressEvent(event)
