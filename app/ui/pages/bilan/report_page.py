"""One report: its sections, and where it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.bilan import EtatBilan, SourceChiffres
from app.ui.clock_words import parse_day
from app.ui.dates import day_words
from app.ui.dossiers.facts import Facts, points
from app.ui.dossiers.words import Fact
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.bilan import words
from app.ui.pages.bilan.part_card import PartCard
from app.ui.pages.bilan.state import ReportState
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.printing import ask_where
from app.ui.widgets.state_pill import StatePill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from app.domain.bilan import Bilan

_WIDTH = 1000
_UNDONE = Question(
    title="Revenir au brouillon\u00a0?",
    text="La validation est reprise\u00a0: les textes se changent de nouveau, et le bilan est à "
    "valider encore une fois.",
    confirm="Revenir au brouillon",
)
_DROPPED = Question(
    title="Abandonner ce brouillon\u00a0?",
    text="Ses textes sont effacés. Les chiffres restent\u00a0: ils ne sont pas dans le bilan.",
    confirm="Abandonner",
    destructive=True,
)


class ReportPage(Page):
    """Shows a `ReportState`.

    Signals:
        written: section, text. typed: section, code, text of a number. kept: section.
        source_picked: a `SourceChiffres`.
        validated: by whom, and the day. undone, dropped: without more.
        sent: the day, and how.
        paper_asked; file_asked: the format and the `Path`.
        left: back to the list.
    """

    written = Signal(str, str)
    typed = Signal(str, str, str)
    kept = Signal(str)
    source_picked = Signal(object)
    validated = Signal(str, object)
    undone = Signal()
    dropped = Signal()
    sent = Signal(object, str)
    paper_asked = Signal()
    file_asked = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Bilan", width=_WIDTH)
        leave_by_escape(self, self._leave)  # what is typed is kept as it is typed
        self._state = ReportState()
        self._made: object = None
        self.cards: list[PartCard] = []
        self.dialog: QDialog | None = None
        self._paper = secondary("&Imprimer ou PDF…", icon="imprimer", name="printReport")
        self._file = secondary("&Enregistrer un fichier…", icon="enregistrer", name="saveReport")
        self._paper.clicked.connect(self._ask_paper)
        self._file.clicked.connect(self._ask_file)
        self.add_action(self._paper)
        self.add_action(self._file)
        self.set_first_focus(self._paper)
        self._about = Card(soft=True)
        self.pill = StatePill(words.STATES[EtatBilan.BROUILLON])
        self._facts = Facts("Le bilan")
        self._sources = ShortChoice("De qui sont les chiffres")
        self._sources.answered.connect(self._pick_source)
        for part in (self.pill, self._facts, self._sources):
            self._about.body.addWidget(part)
        self._parts = column()
        self._method = Card("Méthode")
        self._method.body.addWidget(points(()))
        self.body.addWidget(self._about)
        self.body.addLayout(self._parts)
        self.body.addWidget(self._method)
        self._back = link("&Retour", icon="retour", name="back")
        self._drop = link("Abandonner ce brouillon…", name="dropReport")
        self._undo = secondary("Revenir au &brouillon…", name="undoValidation")
        self._validate = primary("&Noter la validation…", icon="fait", name="validateReport")
        self._send = primary("Noter l’en&voi…", icon="envoi", name="sendReport")
        self._back.clicked.connect(self._leave)
        self._drop.clicked.connect(lambda: self._ask(_DROPPED, self.dropped.emit))
        self._undo.clicked.connect(lambda: self._ask(_UNDONE, self.undone.emit))
        self._validate.clicked.connect(self._ask_validation)
        self._send.clicked.connect(self._ask_sending)
        self.add_answer(self._back, left=True)
        self.add_answer(self._drop, left=True)
        for button in (self._undo, self._validate, self._send):
            self.add_answer(button)

    def show_state(self, state: ReportState) -> None:
        """Show `state` and nothing else."""
        if (state.tone, state.message) != (self._state.tone, self._state.message):
            self.say(state.tone, state.message)
        self._state = state
        bilan, contenu = state.bilan, state.contenu
        if bilan is None:
            return
        title = contenu.titre if contenu else "Bilan"
        self.set_heading(title, words.first_upper(bilan.periode.words))
        self.pill.show_pill(words.STATES[bilan.etat])
        self._facts.show_facts(_facts(state, bilan))
        self._sources.show_choices(
            [Short(one.value, words.SOURCES[one]) for one in state.sources], bilan.source.value
        )
        self._sources.setVisible(len(state.sources) > 1 and state.may_write)
        self._show_parts(state)
        for card in self.cards:
            card.show_origin(bilan)
        self._show_buttons(state)

    def flush(self) -> None:
        """Give what is being typed."""
        for card in self.cards:
            card.flush()

    def _show_parts(self, state: ReportState) -> None:
        contenu, bilan = state.contenu, state.bilan
        if contenu is None or bilan is None:
            return
        made = (bilan.etat, bilan.source, state.may_write)
        if made == self._made:
            return
        self._made = made
        clear(self._parts)
        self.cards = []
        for number, partie in enumerate(contenu.parties, 1):
            card = PartCard(number, partie, may_write=state.may_write)
            card.written.connect(self.written)
            card.typed.connect(self.typed)
            card.kept.connect(self.kept)
            self.cards.append(card)
            self._parts.addWidget(card)
        clear(self._method.body)
        self._method.body.addWidget(points(contenu.methode))

    def _show_buttons(self, state: ReportState) -> None:
        etat, free = state.etat, state.may_report and not state.working
        draft, valid = etat is EtatBilan.BROUILLON, etat is EtatBilan.VALIDE
        self._validate.setVisible(draft)
        self._drop.setVisible(draft)
        self._undo.setVisible(valid)
        self._send.setVisible(valid)
        for button in (self._validate, self._drop, self._undo, self._send):
            button.setEnabled(free)
        for button in (self._paper, self._file):
            button.setEnabled(not state.working and state.contenu is not None)

    def _pick_source(self, code: str) -> None:
        self.flush()
        self.source_picked.emit(SourceChiffres(code))

    def _ask(self, question: Question, done: Callable[[], None]) -> None:
        self.dialog = ask(question, done, self)

    def _ask_paper(self) -> None:
        self.flush()
        self.paper_asked.emit()

    def _leave(self) -> None:
        self.flush()
        self.left.emit()

    def _ask_validation(self) -> None:
        self.flush()
        dialog = FormDialog(
            "Noter la validation",
            self.window(),
            about="Les chiffres et les textes ne changent plus ensuite, et les mois de la période "
            "sont figés. Vous pouvez revenir au brouillon tant que rien n’est envoyé.",
            name="validateForm",
        )
        who = dialog.add_line(
            "Validé par (nom ou fonction)", name="validatedBy", text=self._state.validateur
        )
        day = dialog.add_line("Le", name="validatedOn", hint_text="jour/mois/année")

        def done() -> bool:
            on = parse_day(day.text())
            if not who.text() or on is None:
                return dialog.refuse("Dites qui a validé, et quel jour (par exemple 05/01/2027).")
            self.validated.emit(who.text(), on)
            return True

        dialog.add_act("&Noter", done, icon="fait", name="validateNow", main=True)
        self.dialog = dialog.finish()
        self.dialog.open()

    def _ask_sending(self) -> None:
        dialog = FormDialog(
            "Noter l’envoi",
            self.window(),
            about="Le bilan envoyé reste tel quel\u00a0: on ne revient plus en arrière.",
            name="sendForm",
        )
        day = dialog.add_line("Envoyé le", name="sentOn", hint_text="jour/mois/année")
        how = dialog.add_line("Comment (courriel, courrier, remis en comité…)", name="sentHow")

        def done() -> bool:
            on = parse_day(day.text())
            if on is None:
                return dialog.refuse("Dites quel jour (par exemple 06/01/2027).")
            self.sent.emit(on, how.text())
            return True

        dialog.add_act("&Noter", done, icon="envoi", name="sendNow", main=True)
        self.dialog = dialog.finish()
        self.dialog.open()

    def _ask_file(self) -> None:
        self.flush()
        dialog = FormDialog(
            "Enregistrer un fichier",
            self.window(),
            about=words.LEAVING,
            name="fileForm",
        )
        formats = list(self._state.formats)
        kinds = dialog.add_choice("Quel fichier", formats, selected={formats[0][0]}, several=False)

        def done() -> bool:
            kind = next(iter(kinds.selected()), "")
            suffix = ".json" if kind == "coop" else f".{kind}"
            place = ask_where(self, self._suggested(kind), f"Fichier (*{suffix})", suffix=suffix)
            if place is None:
                return False
            self.file_asked.emit(kind, place)
            return True

        dialog.add_act("&Enregistrer…", done, icon="enregistrer", name="saveNow", main=True)
        self.dialog = dialog.finish()
        self.dialog.open()

    def _suggested(self, kind: str) -> str:
        bilan = self._state.bilan
        when = "" if bilan is None else str(bilan.periode.year or bilan.periode.last).lower()
        return str(Path(f"bilan-{when}.{'json' if kind == 'coop' else kind}"))


def _facts(state: ReportState, bilan: "Bilan") -> list[Fact]:
    contenu = state.contenu
    validated = f"{bilan.valide_par}, le {day_words(bilan.valide_le)}" if bilan.valide_le else ""
    sent = f"le {day_words(bilan.transmis_le)}" if bilan.transmis_le else ""
    return [
        Fact("Destinataire", contenu.destinataire if contenu else ""),
        Fact("Échéance", state.echeance),
        Fact("À valider par", state.validateur if not validated else ""),
        Fact("Validé par", validated),
        Fact("Transmis", ", ".join(one for one in (sent, bilan.transmis_comment) if one)),
        Fact("Chiffres", words.SOURCES[bilan.source] if len(state.sources) > 1 else ""),
    ]
