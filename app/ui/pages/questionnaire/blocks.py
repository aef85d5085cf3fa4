"""The questions that are asked together, on the agent's page or on the person's screen."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout

from app.ui.pages.questionnaire.question_block import QuestionBlock
from app.ui.pages.questionnaire.state import QuestionView


class QuestionBlocks(QObject):
    """Blocks in a column, made when first needed and used again.

    Signals:
        answered, written, submitted: as those of a `QuestionBlock`, of whichever is shown.
    """

    answered = Signal(str, object)
    written = Signal(str, str)
    submitted = Signal()

    def __init__(self, column: QBoxLayout) -> None:
        super().__init__()
        self._column = column
        self._made: list[QuestionBlock] = []
        self._count = 0

    @property
    def shown(self) -> Sequence[QuestionBlock]:
        """Return the blocks that are shown, in order."""
        return self._made[: self._count]

    def show_views(self, views: Sequence[QuestionView], *, alone: bool) -> None:
        """Show these questions and no others; `alone` when the page is about one of them."""
        while len(self._made) < len(views):
            self._make()
        self._count = len(views)
        for block, view in zip(self._made, views, strict=False):
            block.show_view(view, alone=alone)
        for index, block in enumerate(self._made):
            if block.isHidden() == (index < self._count):
                block.setVisible(index < self._count)

    def flush(self) -> None:
        """Let what is being typed be said: somebody goes elsewhere."""
        for block in self.shown:
            block.flush()

    def press_key(self, key: str) -> bool:
        """Answer the first question by a key; tell whether it was one of its keys."""
        return any(block.press_key(key) for block in self.shown[:1])

    def _make(self) -> None:
        block = QuestionBlock()
        block.answered.connect(self.answered)
        block.written.connect(self.written)
        block.submitted.connect(self.submitted)
        self._made.append(block)
        self._column.addWidget(block)
