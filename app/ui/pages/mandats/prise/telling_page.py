"""The information, before anything is signed: a script to read aloud, three things explained."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal

from app.ui.asking.form import AskedForm
from app.ui.pages.mandats.prise.frame import MandatStep
from app.ui.pages.mandats.prise.state import TellingState, Told
from app.ui.pages.mandats.prise.steps import Step
from app.ui.theme.tokens import Space
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.labels import Text, TextRole, body, section
from app.ui.widgets.layouts import column


class TellingPage(MandatStep):
    """Shows a `TellingState`.

    Signals:
        told: the code of what was explained just now.
        edited: the code of an answer about when, and the value.
    """

    told = Signal(str)
    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(
            "Informer la personne",
            Step.INFORMATION,
            subtitle="Avant toute signature. Chaque case garde son heure.",
        )
        self._to_say = script = Card(soft=True)
        self._script = body("")
        self._script.setObjectName("script")
        script.body.addWidget(section("Dites, ou lisez à voix haute\u00a0:"))
        script.body.addWidget(self._script)
        self._asked = Card("Qu’avez-vous expliqué\u00a0?")
        self._rows: dict[str, CheckRow] = {}
        self._stack = column(gap=Space.S)
        self._mistake = Text("", TextRole.ERROR)
        self.form = AskedForm("tellingForm")
        self.form.edited.connect(self.edited)
        self._asked.body.addWidget(self.form)
        self._asked.body.addLayout(self._stack)
        self._asked.body.addWidget(self._mistake)
        self.body.addWidget(script)
        self.body.addWidget(self._asked)

    def show_state(self, state: TellingState) -> None:
        """Show `state` and nothing else."""
        self.show_frame(state)
        self._script.setText("\n".join(state.script))
        self._to_say.setVisible(bool(state.script))
        self.form.show_form(state.form)
        self.form.setVisible(bool(state.form.asked))
        self._show_told(state.told)
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))

    def to_mistake(self, code: str = "") -> None:
        """Put the focus on when, else on the first thing that was not explained."""
        if code:
            self.form.focus_on(code)
            return
        for row in self._rows.values():
            if not row.isChecked():
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                self.bring_into_view(row)
                return

    def _show_told(self, told: Sequence[Told]) -> None:
        for one in told:
            if one.code not in self._rows:
                row = CheckRow()
                row.setObjectName(f"told-{one.code}")
                row.clicked.connect(partial(self._clicked, one.code))
                self._rows[one.code] = row
                self._stack.addWidget(row)
                if len(self._rows) == 1:
                    self.set_first_focus(row)
            row = self._rows[one.code]
            row.show_answer(Answer(one.words, one.when))
            row.setChecked(bool(one.when))

    def _clicked(self, code: str) -> None:
        self._rows[code].setChecked(True)  # what was explained cannot be taken back
        self.told.emit(code)
