"""A person's record: who, what was done, until when it is kept."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import RowsPart
from app.ui.pages.personnes.conservation import ConservationCard
from app.ui.pages.personnes.conservation_words import REASONS
from app.ui.pages.personnes.correction import Correction
from app.ui.pages.personnes.diagnoses import Diagnoses
from app.ui.pages.personnes.state import DossierState, Field
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import Text, TextRole
from app.ui.widgets.leaving import leave, leaving
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping


class DossierPage(Page):
    """Shows a `DossierState`.

    Signals:
        reason_picked: the code of a `MotifAcces`; reason_given: open the record with it.
        correct_asked, keep_asked: begin a correction, keep it.
        edited: a `Field` of the correction and its text.
        person_opened, interview_opened, prescription_opened, mandate_opened: the id of a row.
        mandate_asked: begin a mandate with this person.
        lead_asked: lead her to a structure.
        reevaluate_asked: the id of an interview whose diagnosis is made again, confirmed.
        rights_asked: the person asks something of her data.
        back_asked: the agent leaves the correction, or the page.
    """

    reason_picked = Signal(str)
    reason_given = Signal()
    correct_asked = Signal()
    keep_asked = Signal()
    edited = Signal(object, str)
    person_opened = Signal(str)
    interview_opened = Signal(str)
    prescription_opened = Signal(str)
    mandate_opened = Signal(str)
    mandate_asked = Signal()
    lead_asked = Signal()
    reevaluate_asked = Signal(str)
    rights_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Dossier")
        self._opened: Mapping[Field, str] = {}  # the correction before anybody typed
        self._written: Mapping[Field, str] = {}
        self._mandate = secondary("&Prendre un mandat", icon="mandat", name="mandateWithPerson")
        self._mandate.clicked.connect(leaving(self, self.mandate_asked))
        self.add_action(self._mandate)
        self._mandate.hide()
        self._lead = secondary("Orienter &vers un lieu", icon="lieu", name="leadPerson")
        self._lead.clicked.connect(self.lead_asked)
        self.add_action(self._lead)
        self._lead.hide()
        self._make_reason()
        self._limited = Banner()
        self.body.addWidget(self._limited)
        self._make_record()
        self.correction = Correction()
        self.correction.edited.connect(self.edited)
        self.correction.submitted.connect(self.keep_asked)
        self.body.addWidget(self.correction)
        self.correction.hide()
        self._back = secondary("&Retour", icon="retour", name="leaveRecord")
        self._open = primary("&Ouvrir le dossier", name="openWithReason")
        self._rights = secondary("&Droits de la personne…", icon="personne", name="personRights")
        self._correct = secondary("&Corriger", icon="modifier", name="correctRecord")
        self._keep = primary("&Enregistrer la correction", icon="fait", name="keepCorrection")
        self._back.clicked.connect(leaving(self, self.back_asked))
        self._open.clicked.connect(self.reason_given)
        self._rights.clicked.connect(self.rights_asked)
        self._correct.clicked.connect(self.correct_asked)
        self._keep.clicked.connect(self.keep_asked)
        self.add_answer(self._back, left=True)
        for button in (self._open, self._rights, self._correct, self._keep):
            self.add_answer(button)
        self.set_first_focus(self._back)

    def show_state(self, state: DossierState) -> None:
        """Show `state` and nothing else."""
        asks, edits = bool(state.reasons), state.form is not None
        opened = bool(state.identity) and not edits
        self.set_heading(state.who or "Dossier", state.about)
        message = state.problem or ("" if edits else state.said)
        self.say(Tone.DANGER if state.problem else Tone.SUCCESS, message)
        self._limited.say(Tone.WARNING, state.limited)
        self._show_reason(state)
        self._show_record(state)
        for part in self._parts:
            part.setVisible(opened)
        for listed, rows in (
            (self._household, state.household),
            (self._interviews, state.interviews),
            (self._prescriptions, state.prescriptions),
            (self._mandates, state.mandates),
        ):
            listed.show_rows(rows if opened else ())
        self.diagnoses.show_diagnoses(state.diagnoses if opened else ())
        came = edits and self.correction.isHidden()
        self.correction.setVisible(edits)
        self._written = state.form.values if state.form else {}
        if came or not edits:
            self._opened = self._written
        if state.form is not None:
            self.correction.show_form(state.form)
        if came:
            self.correction.take_focus()
        for button, wanted in (
            (self._open, asks),
            (self._mandate, opened and state.may_mandate),
            (self._lead, opened and not state.limited),
            (self._rights, opened),
            (self._correct, opened and state.may_correct),
            (self._keep, edits),
        ):
            button.setVisible(wanted)
            button.setEnabled(not state.working)

    @property
    @override
    def unkept(self) -> bool:
        return self._written != self._opened or self.conservation.is_begun

    def to_mistake(self) -> None:
        """Put the focus where something is missing."""
        if self._reason.isVisible():
            self._reasons.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.correction.to_mistake()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            leave(self.back_asked.emit, self)
            return
        if self._reason.isVisible() and self._reasons.press_key(event.text()):
            return
        super().keyPressEvent(event)

    def _make_reason(self) -> None:
        question = "Pourquoi ouvrir ce dossier\u00a0?"
        self._reason = Card(
            question,
            about="Il est suivi par un collègue. Votre nom, la date et le motif seront notés.",
        )
        self._reasons = ChoiceList(question)
        self._reasons.answered.connect(self._reason_answered)
        self._reasons.submitted.connect(self.reason_given)
        self._reason_mistake = Text("", TextRole.ERROR)
        self._reason.body.addWidget(self._reasons)
        self._reason.body.addWidget(self._reason_mistake)
        self.body.addWidget(self._reason)
        self._reason.hide()

    def _make_record(self) -> None:
        identity = Card("Identité et adresse")
        self._identity = Facts("Identité et adresse")
        identity.body.addWidget(self._identity)
        self._household = RowsPart("Même foyer", name="household")
        self._prescriptions = RowsPart("Prescriptions", name="personPrescriptions")
        self._mandates = RowsPart("Mandats", name="personMandates")
        self._interviews = RowsPart("Entretiens", name="personInterviews")
        self.diagnoses = Diagnoses()
        self.diagnoses.reevaluate_asked.connect(self.reevaluate_asked)
        self._history = Facts("Histoire du dossier")
        fold = Fold("Histoire du dossier", name="personHistory")
        fold.body.addWidget(self._history)
        self.conservation = ConservationCard(REASONS)
        self._parts = (identity, fold, self.conservation)
        for part in (
            identity, self._mandates, self._prescriptions, self._interviews, self.diagnoses,
            self._household, fold, self.conservation,
        ):  # fmt: skip
            self.body.addWidget(part)
            part.hide()
        for rows, way in (
            (self._household, self.person_opened),
            (self._prescriptions, self.prescription_opened),
            (self._mandates, self.mandate_opened),
        ):
            rows.opened.connect(partial(self._leave_for, way))
        self._interviews.opened.connect(self.interview_opened)

    def _leave_for(self, way: SignalInstance, one: str) -> None:
        leave(partial(way.emit, one), self)

    def _show_reason(self, state: DossierState) -> None:
        came = bool(state.reasons) and self._reason.isHidden()
        self._reason.setVisible(bool(state.reasons))
        self._reasons.show_choices(
            [Choice(one.code, one.words) for one in state.reasons], selected=(state.reason,)
        )
        self._reason_mistake.setText(state.reason_mistake)
        self._reason_mistake.setVisible(bool(state.reason_mistake))
        if came:
            self.set_first_focus(self._reasons)
            self._reasons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_record(self, state: DossierState) -> None:
        self._identity.show_facts(state.identity)
        self._history.show_facts(state.history)

    def _reason_answered(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.reason_picked.emit(code)
