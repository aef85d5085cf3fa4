"""The authorisations, one by one: what is done for the person, what is asked about her."""

from PySide6.QtCore import Qt, Signal

from app.ui.asking.form import AskedForm
from app.ui.interview.notices import Notice
from app.ui.pages.mandats.prise.frame import MandatStep
from app.ui.pages.mandats.prise.line_cards import LineList
from app.ui.pages.mandats.prise.state import LinesState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole, section
from app.ui.widgets.tones import Tone

DO, ASK, CHANGE = "faire", "demander", "changer"
_HEADINGS = {
    DO: "Faire pour moi",
    ASK: "Demander mes informations",
    CHANGE: "Modifier cette ligne",
}


class LinesPage(MandatStep):
    """Shows a `LinesState`.

    Signals:
        add_asked: `DO` or `ASK`: which kind of line.
        edited: the code of an answer of the form, and the value.
        kept, given_up: the form's line is to be kept, or not after all.
        change_asked, remove_asked: the id of a line.
        undo_asked: the line removed last comes back.
        reopen_asked: the lines are to change after all; what was explained is explained again.
    """

    add_asked = Signal(str)
    edited = Signal(str, object)
    kept = Signal()
    given_up = Signal()
    change_asked = Signal(str)
    remove_asked = Signal(str)
    undo_asked = Signal()
    reopen_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Quelles démarches\u00a0?",
            Step.DEMARCHES,
            subtitle="Une ligne par démarche, avec ses mots. Rien de général.",
        )
        self._asking = ""
        self._locked = Notice("", "Changer les démarches", name="reopenLines")
        self._locked.asked.connect(self.reopen_asked)
        self.lines = LineList()
        self.lines.change_asked.connect(self.change_asked)
        self.lines.remove_asked.connect(self.remove_asked)
        self._undo = Notice("", "Annuler le retrait", name="undoLine")
        self._undo.asked.connect(self.undo_asked)
        self._mistake = Text("", TextRole.ERROR)
        self._make_adding()
        self._make_form()
        for part in (
            self._locked, self.lines, self._undo, self._mistake, self._adding, self._card,
        ):  # fmt: skip
            self.body.addWidget(part)
            part.hide()
        self.lines.show()
        self.set_first_focus(self.add_do)

    def show_state(self, state: LinesState) -> None:
        """Show `state` and nothing else."""
        self.show_frame(state)
        self.lines.show_rows(state.rows, fixed=bool(state.locked))
        self.lines.setVisible(not state.asking)  # the form alone: one thing at a time
        self._locked.say(Tone.INFO, state.locked)
        self._undo.say(Tone.INFO, state.undo if not state.asking else "")
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))
        self._adding.setVisible(not state.asking and not state.locked)
        self._card.setVisible(bool(state.asking))
        for button in (self.go_on, self.hold_button, self.drop):
            button.setVisible(not state.asking)
        self.form.show_form(state.form)
        if state.asking:
            self._heading.setText(_HEADINGS[state.asking])
            self.keep_line.setEnabled(not state.working)
        if state.asking != self._asking:
            self._moved(state)
        self._asking = state.asking

    @property
    @override
    def unkept(self) -> bool:
        return bool(self._asking) and self.form.is_begun

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing in the form; an empty code is the list."""
        if code:
            self.form.focus_on(code)
            self.bring_into_view(self.form.field(code))
        else:
            self.add_do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, state: LinesState) -> None:
        """Put the focus into the form that opened, or on the way on once it closed."""
        if state.asking and state.form.asked:
            self.form.focus_on(state.form.asked[0].code)
            self.to_top()
        elif not state.asking:
            place = self.go_on if state.rows else self.add_do
            place.setFocus(Qt.FocusReason.OtherFocusReason)
            self.to_top()

    def _make_adding(self) -> None:
        self._adding = Card("Ajouter une ligne")
        self.add_do = secondary("&Faire pour moi…", icon="ajouter", name="addDo")
        self.add_ask = secondary("Demander mes &informations…", icon="ajouter", name="addAsk")
        self.add_do.setAccessibleDescription("Une démarche faite au nom de la personne")
        self.add_ask.setAccessibleDescription("Demander à un organisme ses données sur elle")
        self.add_do.clicked.connect(lambda: self.add_asked.emit(DO))
        self.add_ask.clicked.connect(lambda: self.add_asked.emit(ASK))
        buttons = flow()
        buttons.addWidget(self.add_do)
        buttons.addWidget(self.add_ask)
        self._adding.body.addLayout(buttons)

    def _make_form(self) -> None:
        self._card = Card()
        self._heading = section("")
        self.form = AskedForm("lineForm")
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.kept)
        self.keep_line = primary("&Garder cette ligne", icon="fait", name="keepLine")
        give_up = link("Annuler", name="giveUpLine")
        self.keep_line.clicked.connect(self.kept)
        give_up.clicked.connect(self.given_up)
        buttons = flow()
        buttons.addWidget(self.keep_line)
        buttons.addWidget(give_up)
        for part in (self._heading, self.form):
            self._card.body.addWidget(part)
        self._card.body.addLayout(buttons)
