"""One purpose of the notice with its two answers; neither is ticked beforehand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.interview.turning import TurningRow
from app.ui.pages.notice.state import Purpose, PurposeRow
from app.ui.theme.tokens import Space
from app.ui.widgets.labels import Text, TextRole, hint, strong
from app.ui.widgets.layouts import column

_YES, _NO = "oui", "non"


class PurposeLine(TurningRow):
    """Shows a `PurposeRow`.

    Signals:
        answered: whether the person accepts.
        submitted: Enter was pressed.
    """

    answered = Signal(bool)
    submitted = Signal()

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(needs=600)
        self.setObjectName(f"purpose-{purpose.value}")
        self._title = strong("")
        self._about = hint("")
        self._mistake = Text("", TextRole.ERROR)
        self.choice = ShortChoice("")
        self.choice.answered.connect(self._answered)
        self.choice.submitted.connect(self.submitted)
        words = QWidget()
        lines = column(words, gap=Space.XS)
        for text in (self._title, self._about, self._mistake):
            lines.addWidget(text)
        self.add(words, 1)
        self.add(self.choice)
        self.setFocusProxy(self.choice)

    @property
    def has_mistake(self) -> bool:
        """Tell whether the answer is missing."""
        return not self._mistake.isHidden()

    def show_row(self, row: PurposeRow) -> None:
        """Show the purpose and what was answered to it."""
        self._title.setText(f"{row.title} (facultatif)" if row.optional else row.title)
        self._about.setText(f"«\u00a0{row.about}\u00a0»")
        self._mistake.setText(row.mistake)
        self._mistake.setVisible(bool(row.mistake))
        self.choice.setAccessibleName(row.title)
        self.choice.setAccessibleDescription(f"{row.about} {row.mistake}".strip())
        selected = None if row.answer is None else (_YES if row.answer else _NO)
        answers = (
            Short(_YES, "Accepte", f"{row.title}\u00a0: accepte"),
            Short(_NO, "Refuse", f"{row.title}\u00a0: refuse"),
        )
        self.choice.show_choices(answers, selected)

    def _answered(self, code: str) -> None:
        self.answered.emit(code == _YES)
