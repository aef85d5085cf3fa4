"""A form of two or three answers that opens inside a card, with its two buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.asking.asked import Form, Values
from app.ui.asking.form import AskedForm
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.layouts import column


class SmallForm(QWidget):
    """Hidden while nothing is asked.

    Signals:
        edited: the code of an answer, and the value.
        submitted: keep what stands there. given_up: nothing is to be noted after all.
    """

    edited = Signal(str, object)
    submitted = Signal()
    given_up = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._asking = ""
        self._opened: Values = {}
        self._stands: Values = {}
        self.form = AskedForm(name)
        self.keep = secondary("N&oter", icon="fait", name=f"{name}Keep")
        self._give_up = link("Annuler", name=f"{name}GiveUp")
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.submitted)
        self.keep.clicked.connect(self.submitted)
        self._give_up.clicked.connect(self.given_up)
        inside = column(self)
        inside.addWidget(self.form)
        buttons = flow()
        buttons.addWidget(self.keep)
        buttons.addWidget(self._give_up)
        inside.addLayout(buttons)
        self.hide()

    @property
    def is_begun(self) -> bool:
        """Tell whether something else stands here than when it was opened."""
        return bool(self._asking) and _answered(self._stands) != _answered(self._opened)

    def show_form(self, asking: str, form: Form, *, working: bool) -> None:
        """Show `form`; `asking` names what it is for, empty when nothing is asked."""
        self.form.show_form(form if asking else Form())
        self.setVisible(bool(asking))
        self.keep.setEnabled(not working)
        if asking and asking != self._asking:
            self._opened = form.values
            if form.asked:
                self.form.focus_on(form.asked[0].code)
        self._asking, self._stands = asking, form.values


def _answered(values: Values) -> dict[str, tuple[str, ...]]:
    return {code: value for code, value in values.items() if any(value)}
