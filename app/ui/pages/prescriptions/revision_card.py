"""A prescription after it has left: correct it, withdraw it, compare it, until it is decided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.facts import Facts
from app.ui.pages.prescriptions.compare_part import ComparePart
from app.ui.pages.prescriptions.revision_forms import CorrectForm, WithdrawForm
from app.ui.pages.prescriptions.revision_state import Asking, RevisionState
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import danger, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole, body
from app.ui.widgets.layouts import column, show_if


class RevisionCard(Card):
    """Shows a `RevisionState`.

    Signals:
        correct_asked, withdraw_asked, compare_asked: a form is wanted; given_up: not any more.
        service_picked, reason_picked, motif_picked, side_picked: what was picked in it.
        submitted: the form stands.
        undo_correction_asked, undo_withdrawal_asked, take_up_asked: done at once.
        person_asked: the record of the person.
    """

    correct_asked = Signal()
    withdraw_asked = Signal()
    compare_asked = Signal()
    given_up = Signal()
    service_picked = Signal(str)
    reason_picked = Signal(str)
    motif_picked = Signal(str)
    side_picked = Signal(str, str)
    submitted = Signal()
    undo_correction_asked = Signal()
    undo_withdrawal_asked = Signal()
    take_up_asked = Signal()
    person_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Ce que le Département a reçu")
        self._asking = Asking.NOTHING
        self._came: tuple[object, ...] = ()  # what was picked when the form opened
        self._now: tuple[object, ...] = ()
        self._sentence = body("")
        self._sentence.setObjectName("revisionSentence")
        self._revisions = Facts("Envois et corrections")
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._revisions)
        self._make_doors()
        self._make_forms()

    def show_revisions(self, state: RevisionState) -> None:
        """Show `state` and nothing else."""
        self.setVisible(state.shown)
        self._sentence.setText(state.sentence)
        self._sentence.setVisible(bool(state.sentence))
        self._revisions.show_facts(state.revisions)
        closed = state.asking is Asking.NOTHING
        for button, wanted in (
            (self._correct, state.can_correct),
            (self._withdraw, state.can_withdraw),
            (self._compare, state.can_compare),
            (self._undo_correction, state.can_undo_correction),
            (self._undo_withdrawal, state.can_undo_withdrawal),
            (self._take_up, state.can_take_up),
        ):
            show_if(button, closed and wanted)
            button.setEnabled(not state.working)
        show_if(self._correcting, state.asking is Asking.CORRECT)
        show_if(self._withdrawing, state.asking is Asking.WITHDRAW)
        show_if(self._comparing, state.asking is Asking.COMPARE)
        self._correcting.show_form(state)
        self._withdrawing.show_form(state)
        self._sides.show_lines(state.lines, state.kept)
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))
        self._settle.setEnabled(not state.working)
        self._now = (state.service, state.reason, state.motif, state.kept)
        if state.asking is not self._asking:
            self._came = self._now
        self._move_focus(state.asking)

    @property
    def is_begun(self) -> bool:
        """Tell whether something was picked in the form that is open."""
        return self._asking is not Asking.NOTHING and self._now != self._came

    def _move_focus(self, asking: Asking) -> None:
        former, self._asking = self._asking, asking
        if asking is former:
            return
        match asking:
            case Asking.CORRECT:
                self._correcting.take_focus()
            case Asking.WITHDRAW:
                self._withdrawing.take_focus()
            case Asking.COMPARE:
                self._sides.take_focus()
            case Asking.NOTHING:
                self._back_to_door(former)

    def _back_to_door(self, former: Asking) -> None:
        doors = {
            Asking.CORRECT: self._correct,
            Asking.WITHDRAW: self._withdraw,
            Asking.COMPARE: self._compare,
        }
        others = (self._undo_correction, self._undo_withdrawal, self._correct, self._take_up)
        for door in (doors[former], *others):
            if door.isVisibleTo(self):
                door.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _make_doors(self) -> None:
        self._compare = primary("Co&mparer…", name="compareRevision")
        self._take_up = primary("Remettre dans l’en&voi", name="takeUpRevision")
        self._correct = secondary("&Corriger…", name="correctRevision")
        self._undo_correction = secondary("A&nnuler la correction", name="undoCorrection")
        self._undo_withdrawal = secondary("Annuler le retra&it", name="undoWithdrawal")
        self._withdraw = danger("Re&tirer…", name="withdrawRevision")
        self._compare.clicked.connect(self.compare_asked)
        self._take_up.clicked.connect(self.take_up_asked)
        self._correct.clicked.connect(self.correct_asked)
        self._undo_correction.clicked.connect(self.undo_correction_asked)
        self._undo_withdrawal.clicked.connect(self.undo_withdrawal_asked)
        self._withdraw.clicked.connect(self.withdraw_asked)
        doors = flow()
        for door in (
            self._compare, self._take_up, self._correct, self._undo_correction,
            self._undo_withdrawal, self._withdraw,
        ):  # fmt: skip
            doors.addWidget(door)
        self.body.addLayout(doors)

    def _make_forms(self) -> None:
        self._correcting = CorrectForm()
        self._correcting.service_picked.connect(self.service_picked)
        self._correcting.reason_picked.connect(self.reason_picked)
        self._correcting.person_asked.connect(self.person_asked)
        self._withdrawing = WithdrawForm()
        self._withdrawing.motif_picked.connect(self.motif_picked)
        for form in (self._correcting, self._withdrawing):
            form.submitted.connect(self.submitted)
            form.given_up.connect(self.given_up)
            self.body.addWidget(form)
            form.hide()
        self.body.addWidget(self._make_comparison())

    def _make_comparison(self) -> QWidget:
        self._comparing = QWidget()
        self._comparing.setObjectName("compareForm")
        inside = column(self._comparing, gap=Space.L)
        self._sides = ComparePart()
        self._sides.picked.connect(self.side_picked)
        self._mistake = Text("", TextRole.ERROR)
        self._settle = primary("&Garder ces choix", name="keepComparison")
        self._later = secondary("Plus tard", name="giveUpComparison")
        self._settle.clicked.connect(self.submitted)
        self._later.clicked.connect(self.given_up)
        buttons = flow()
        buttons.addWidget(self._settle)
        buttons.addWidget(self._later)
        inside.addWidget(self._sides)
        inside.addWidget(self._mistake)
        inside.addLayout(buttons)
        self._comparing.hide()
        return self._comparing
