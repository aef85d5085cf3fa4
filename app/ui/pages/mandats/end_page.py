"""The end of authorisations: what and when, the person's papers first, then the destruction."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.asking.form import AskedForm
from app.ui.dossiers.facts import points
from app.ui.pages.mandats.state import EndState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import body, strong
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.leaving import leave
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_PRINT_FIRST = (
    "Imprimez-la maintenant\u00a0: elle porte son nom. Après la destruction, elle ne peut plus "
    "être faite."
)
_PRINTED = "Elle est imprimée ou enregistrée. Remettez-la à la personne."
_GOES = (
    "Le fichier enregistré est effacé avec les données du mandat. Imprimez-la maintenant, ou "
    "enregistrez-la sur l’écran suivant, une fois le mandat fini."
)
_FOR_OTHERS = (
    "Elle peut servir à la famille, ou pour prévenir un organisme. Après la destruction, elle ne "
    "peut plus être faite."
)
_UNPRINTED = "L’attestation de fin n’est pas imprimée\u00a0: la personne repart sans elle. "


class EndPage(Page):
    """Shows an `EndState`.

    Signals:
        edited: the code of an answer, and the value.
        go_on_asked: the form is filled in: show what will happen.
        paper_asked: show the person's paper, before anything is destroyed.
        end_asked: it ends now; the agent has confirmed.
        back_asked: back to the form, or to the mandate.
    """

    edited = Signal(str, object)
    go_on_asked = Signal()
    paper_asked = Signal()
    end_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Mettre fin au mandat")
        leave_by_escape(self, self._leave)
        self._state = EndState()
        self._asking = Card()
        self.form = AskedForm("endForm")
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.go_on_asked)
        self._asking.body.addWidget(self.form)
        self._make_summary()
        self._make_papers()
        for part in (self._asking, self._summary, self._papers):
            self.body.addWidget(part)
            part.hide()
        self._back = secondary("&Retour", icon="retour", name="leaveEnd")
        self._next = primary("&Continuer", icon="suite", name="endNext")
        self._destroy = danger("&Mettre fin et détruire…", name="endAndDestroy")
        self._finish = primary("&Mettre fin à ces lignes", icon="fait", name="endLines")
        self._back.clicked.connect(self._leave)
        self._next.clicked.connect(self.go_on_asked)
        self._destroy.clicked.connect(self._ask)
        self._finish.clicked.connect(self.end_asked)
        self.add_answer(self._back, left=True)
        for button in (self._next, self._destroy, self._finish):
            self.add_answer(button)
            button.hide()
        self._was: bool | None = None

    def show_state(self, state: EndState) -> None:
        """Show `state` and nothing else."""
        self._state = state
        self.set_heading("Mettre fin au mandat", f"{state.who} · {state.reference}".strip(" ·"))
        self.say(Tone.DANGER, state.problem)
        confirming, destroys = state.confirming, bool(state.destroys)
        self._asking.setVisible(state.loaded and not confirming)
        self.form.show_form(state.form)
        self._summary.setVisible(confirming)
        self._papers.setVisible(confirming and state.paper)
        self._show_summary(state)
        if state.saved:
            self._print_first.say(Tone.WARNING, _GOES)
        elif state.mourned:
            self._print_first.say(Tone.INFO, _FOR_OTHERS)
        else:
            tone = Tone.SUCCESS if state.printed else Tone.WARNING
            self._print_first.say(tone, _PRINTED if state.printed else _PRINT_FIRST)
        self.paper.setEnabled(not state.working)
        for button, wanted in (
            (self._next, not confirming),
            (self._destroy, confirming and destroys),
            (self._finish, confirming and not destroys),
        ):
            button.setVisible(state.loaded and wanted)
            button.setEnabled(not state.working)
        if state.loaded and confirming is not self._was:
            self._was = confirming
            self._come(state)

    @property
    @override
    def unkept(self) -> bool:
        return self.form.is_begun

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong."""
        self.form.focus_on(code)
        self.bring_into_view(self.form.field(code))

    def _leave(self) -> None:
        if self._state.confirming:
            self.back_asked.emit()  # to the form, as it was filled in
        else:
            leave(self.back_asked.emit, self)

    def _come(self, state: EndState) -> None:
        if not state.confirming and state.form.asked:
            self.set_first_focus(self.form.field(state.form.asked[0].code).editor)
        elif state.paper:
            self.set_first_focus(self.paper)
        else:
            self.set_first_focus(self._destroy if state.destroys else self._finish)
        self.to_top()
        self.take_focus()

    def _make_summary(self) -> None:
        self._summary = Card("Ce qui va se passer")
        self._parts = column(gap=Space.M)
        self._warning = Banner()
        self._summary.body.addLayout(self._parts)
        self._summary.body.addWidget(self._warning)

    def _make_papers(self) -> None:
        self._papers = Card("D’abord, le papier")
        self._print_first = Banner(Tone.WARNING, _PRINT_FIRST)
        self.paper = secondary("Attestation de &fin", icon="imprimer", name="showWithdrawal")
        self.paper.clicked.connect(self.paper_asked)
        self._papers.body.addWidget(self._print_first)
        self._papers.body.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_summary(self, state: EndState) -> None:
        clear(self._parts)
        for words, lines in (
            ("Prend fin maintenant", state.ends),
            ("Continue", state.stays),
            ("Est détruit aujourd’hui, sans retour", state.destroys),
            ("Reste, et pourquoi", state.remains),
        ):
            if lines:
                self._parts.addWidget(_part(words, lines))
        self._warning.say(Tone.WARNING, state.warning)

    def _ask(self) -> None:
        state = self._state
        ask(
            Question(
                title="Mettre fin et détruire\u00a0?",
                text=(_UNPRINTED if state.lacks_paper else "")
                + "Les données de ce mandat sont détruites tout de suite, sans retour.",
                confirm="Mettre fin et détruire",
                cancel="Revenir",
                destructive=True,
            ),
            self.end_asked.emit,
            self,
        )


def _part(words: str, lines: Sequence[str]) -> QWidget:
    part = QWidget()
    inside = column(part, gap=Space.XS)
    inside.addWidget(strong(words))
    inside.addWidget(points(lines) if len(lines) > 1 else body(lines[0]))
    return part
