"""Until when a record is kept: keep it longer for a reason, or go on to erasing the person."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.personnes.state import Pick
from app.ui.widgets.buttons import danger, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, body, strong
from app.ui.widgets.layouts import column


@dataclass(frozen=True, slots=True, kw_only=True)
class ConservationState:
    """Everything the card shows. `asking` shows the form of « Conserver malgré l’échéance »."""

    kept: str = ""
    held: str = ""
    may_hold: bool = False
    asking: bool = False
    reason: str = ""
    until: str = ""
    reason_mistake: str = ""
    until_mistake: str = ""
    working: bool = False


class ConservationCard(Card):
    """Shows a `ConservationState`.

    Signals:
        hold_asked, hold_given_up: the form is wanted, or not any more.
        reason_picked: the code of a reason; until_typed: the day as it is being typed.
        hold_submitted: keep the record with what was picked and typed.
        lift_asked: give the record its own term back.
        erase_asked: the person wants to be erased; her rights say what goes, and ask.
    """

    hold_asked = Signal()
    hold_given_up = Signal()
    reason_picked = Signal(str)
    until_typed = Signal(str)
    hold_submitted = Signal()
    lift_asked = Signal()
    erase_asked = Signal()

    def __init__(self, reasons: tuple[Pick, ...]) -> None:
        super().__init__("Conservation du dossier")
        self._reasons_shown = reasons
        self._kept = body("")
        self._kept.setObjectName("keptUntil")
        self._held = strong("")
        self._held.setObjectName("heldUntil")
        self.hold = secondary("Conserver &malgré l’échéance…", icon="horloge", name="holdRecord")
        self.lift = secondary("Ne plus conser&ver", icon="retour", name="liftHold")
        self.erase = danger("E&ffacer cette personne…", icon="retirer", name="erasePerson")
        self.hold.clicked.connect(self.hold_asked)
        self.lift.clicked.connect(self.lift_asked)
        self.erase.clicked.connect(self.erase_asked)
        buttons = flow()
        for button in (self.hold, self.lift, self.erase):
            buttons.addWidget(button)
        self.body.addWidget(self._kept)
        self.body.addWidget(self._held)
        self.body.addWidget(self._make_form())
        self.body.addLayout(buttons)

    def show_conservation(self, state: ConservationState) -> None:
        """Show `state` and nothing else."""
        self._kept.setText(state.kept)
        self._held.setText(state.held)
        self._held.setVisible(bool(state.held))
        came = state.asking and self._form.isHidden()
        went = not state.asking and not self._form.isHidden()
        self._form.setVisible(state.asking)
        self.hold.setVisible(state.may_hold and not state.asking)
        self.lift.setVisible(bool(state.held) and not state.asking)
        self.erase.setVisible(not state.asking)
        for button in (self.hold, self.lift, self.erase, self.keep):
            button.setEnabled(not state.working)
        self._choices.show_choices(
            [Choice(one.code, one.words) for one in self._reasons_shown],
            selected=(state.reason,),
            keys=False,
        )
        self._reason_mistake.setText(state.reason_mistake)
        self._reason_mistake.setVisible(bool(state.reason_mistake))
        self.until.set_text(state.until)
        if self.until.error != state.until_mistake:
            self.until.set_error(state.until_mistake)
        if came:
            self._choices.setFocus(Qt.FocusReason.OtherFocusReason)
        elif went:
            back = self.hold if state.may_hold else self.lift
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_begun(self) -> bool:
        """Tell whether a day stands in the form that was not kept."""
        return not self._form.isHidden() and self.until.line.isModified()

    def to_mistake(self) -> None:
        """Put the focus on what is missing or wrong."""
        target = self._choices if self._reason_mistake.isVisible() else self.until.line
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_form(self) -> QWidget:
        self._form = QWidget()
        self._form.setObjectName("holdForm")
        name = "Pourquoi conserver ce dossier\u00a0?"
        self._choices = ChoiceList(name)
        self._reason_mistake = Text("", TextRole.ERROR)
        self.until = LineField(
            "&Jusqu’au", name="holdUntil", hint_text="Par exemple 15/03/2031", max_length=10
        )
        self.keep = secondary("Co&nserver jusqu’à ce jour", icon="fait", name="keepHeld")
        self._give_up = secondary("Annuler", name="giveUpHold")
        self._choices.answered.connect(self._picked)
        self._choices.submitted.connect(self.hold_submitted)
        self.until.changed.connect(self.until_typed)
        self.until.submitted.connect(self.hold_submitted)
        self.keep.clicked.connect(self.hold_submitted)
        self._give_up.clicked.connect(self.hold_given_up)
        inside = column(self._form)
        for part in (strong(name), self._choices, self._reason_mistake, self.until):
            inside.addWidget(part)
        buttons = flow()
        buttons.addWidget(self.keep)
        buttons.addWidget(self._give_up)
        inside.addLayout(buttons)
        self._form.hide()
        return self._form

    def _picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.reason_picked.emit(code)
