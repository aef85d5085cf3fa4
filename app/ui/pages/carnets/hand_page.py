"""Hand a carnet over: whose, which number, what is done with her, the receipt."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.asking.form import AskedForm
from app.ui.dossiers.facts import Facts
from app.ui.dossiers.lists import RowsPart, as_list_row
from app.ui.interview.turning import TurningRow
from app.ui.pages.carnets.state import HandState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import show_if
from app.ui.widgets.leaving import leave
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tones import Tone


class HandPage(Page):
    """Shows a `HandState`.

    Signals:
        looked_for: what was typed. chosen: the id of a prescription. other_asked: somebody else.
        number_edited, day_edited: the number, the day, as typed. edited: a gesture.
        submitted: hand over.
        document_asked: the explanatory document. receipt_asked: the receipt to sign.
        undo_asked: it was a mistake. back_asked: leave.
    """

    looked_for = Signal(str)
    chosen = Signal(str)
    other_asked = Signal()
    number_edited = Signal(str)
    day_edited = Signal(str)
    edited = Signal(str, object)
    document_asked = Signal()
    submitted = Signal()
    receipt_asked = Signal()
    undo_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Remise de carnet")
        leave_by_escape(self, self._leave)
        self._said = ("", "")
        self._who = ""
        self._handed = False
        self.search = SearchField(
            "&Chercher",
            name="searchHand",
            hint_text="Début du nom, ou numéro de la prescription",
            at_once=True,
        )
        self.search.query_changed.connect(self.looked_for)
        self.search.chosen.connect(self.chosen)
        self.people = RowsPart("Leur carnet les attend", name="handPeople")
        self.people.opened.connect(self.chosen)
        self._none = EmptyState(
            "Personne n’attend de carnet",
            "Un carnet se remet après un diagnostic, sous une prescription. Les vôtres viendront "
            "ici\u00a0; pour celle d’un collègue, ouvrez la prescription.",
            icon="carnet",
        )
        self._refusal = Banner()
        self._card = Card("Le carnet")
        self.number = LineField("&Numéro du carnet", name="carnetNumber", max_length=30)
        self.number.changed.connect(self.number_edited)
        self.number.submitted.connect(self.submitted)
        self._left = hint("")
        self.day = LineField("R&emis le", name="carnetDay", max_length=10)
        self.day.changed.connect(self.day_edited)
        self.day.submitted.connect(self.submitted)
        self.gestes = AskedForm("handGestes")
        self.gestes.edited.connect(self.edited)
        which = TurningRow(needs=420, gap=Space.M)
        which.add(self.number, 2)
        which.add(self.day, 1)
        inside: tuple[QWidget, ...] = (which, self._left, self._make_document(), self.gestes)
        for part in inside:
            self._card.body.addWidget(part)
        self._done = Card("Remis")
        self._facts = Facts("La remise")
        self._signed = hint(
            "Le reçu se signe à deux, en deux exemplaires\u00a0: un pour elle, un pour vous."
        )
        self._undo = link("Annuler cette remise…", icon="retirer", name="undoHand")
        self._undo.clicked.connect(self.undo_asked)
        inside = (self._facts, self._signed, self._undo)
        for part in inside:
            self._done.body.addWidget(part)
        inside = (self._refusal, self.search, self.people, self._none, self._card, self._done)
        for part in inside:
            self.body.addWidget(part)
            part.hide()
        self.body.setSpacing(Space.L)
        back = secondary("&Retour", icon="retour", name="leaveHand")
        self._other = secondary("Une au&tre personne", icon="personnes", name="otherPerson")
        self._keep = primary("Re&mettre ce carnet", icon="carnet", name="handOver")
        self._receipt = primary("&Imprimer le reçu", icon="imprimer", name="printReceipt")
        self._receipt.clicked.connect(self.receipt_asked)
        back.clicked.connect(self._leave)
        self._other.clicked.connect(lambda: leave(self.other_asked.emit, self))
        self._keep.clicked.connect(self.submitted)
        self.add_answer(back, left=True)
        self.add_answer(self._other)
        self.add_answer(self._keep)
        self.add_answer(self._receipt)

    def _leave(self) -> None:
        leave(self.back_asked.emit, self)

    def _make_document(self) -> QWidget:
        self._document = TurningRow(needs=560, gap=Space.M)
        self._document_words = hint("")
        self._document_words.setObjectName("documentWords")
        self.document = secondary(
            "&Document explicatif…", icon="imprimer", name="explanatoryDocument"
        )
        self.document.clicked.connect(self.document_asked)
        self._document.add(self._document_words, 1)
        self._document.add(self.document)
        return self._document

    def add_after(self, button: QWidget) -> None:
        """Add a way on from a carnet that was handed over."""
        self._done.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    @override
    def unkept(self) -> bool:
        lines = (self.number.line, self.day.line)
        typed = any(one.isModified() for one in lines) or self.gestes.is_begun
        return typed and not self._card.isHidden()

    def show_state(self, state: HandState) -> None:
        """Show `state` and nothing else."""
        self.set_heading(state.who or "Remise de carnet", state.about)
        if (state.said, state.problem) != self._said:
            self._said = (state.said, state.problem)
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        choosing = not state.who
        show_if(self.search, choosing and bool(state.people))
        self.search.set_query(state.query)
        self.search.show_suggestions(
            [as_list_row(row) for row in state.found],
            nothing="Aucune prescription en attente à ce nom ou à ce numéro."
            if state.query
            else "",
        )
        self.people.show_rows(state.people if choosing and not state.query else ())
        show_if(self._none, state.is_empty)
        self._refusal.say(Tone.WARNING, state.refusal)
        show_if(self._card, state.may_hand)
        if self.number.text() != state.number:
            self.number.set_text(state.number)
        self.number.set_error(state.number_wrong)
        self._left.setText(state.left)
        show_if(self._left, bool(state.left))
        self.day.set_text(state.day)
        self.day.set_error(state.day_wrong)
        self._document_words.setText(state.document)
        show_if(self._document, bool(state.document))
        self.gestes.show_form(state.gestes)
        self._facts.show_facts(state.handed)
        show_if(self._done, bool(state.handed))
        show_if(self._undo, state.may_undo)
        show_if(self._receipt, bool(state.handed))
        show_if(self._keep, state.may_hand)
        self._keep.setEnabled(not state.working)
        show_if(self._other, not choosing)
        self._follow_focus(state)

    def _follow_focus(self, state: HandState) -> None:
        """Go where the next gesture is: the number once a person is chosen, then the receipt."""
        handed = bool(state.handed)
        if (state.who, handed) == (self._who, self._handed):
            return
        self._who, self._handed = state.who, handed
        if not state.who:
            self.set_first_focus(self.search.line)
        elif state.may_hand:
            self.set_first_focus(self.number.line)
            self.number.line.selectAll()
        elif handed:
            self.set_first_focus(self._receipt)
        self.take_focus()
