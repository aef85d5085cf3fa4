"""What the parties write to each other: instructions received, changes and difficulties told."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.instruction import LONGEST, RubriqueInstruction
from app.ui.dossiers.facts import Facts
from app.ui.pages.reglages.conformite.words import LIKE
from app.ui.pages.reglages.conformite.written_state import TypedInstruction, WrittenState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.form_field import FormField, LineField
from app.ui.widgets.labels import body, hint
from app.ui.widgets.layouts import column, sized
from app.ui.widgets.printing import ask_where
from app.usecases.registers.notices import Avis

_LINES_HIGH = 84
_KIND = "Courriel (*.eml)"
_SUFFIX = ".eml"
_AVIS = {
    Avis.CHANGEMENT: "Un changement de situation",
    Avis.REFERENT: "Un nouveau référent",
    Avis.DIFFICULTE: "Une difficulté",
}
_ONLY_REFERENT = "Seul le référent de ce poste note les instructions. Vous pouvez les lire."
_EMPTY = "Aucune instruction n’est encore notée."
_TO_NOBODY = "La convention ne donne pas d’adresse\u00a0: vous l’écrirez dans votre messagerie."


class WrittenCards(QWidget):
    """Shows a `WrittenState`.

    Signals:
        noted: a `TypedInstruction`, as the fields stand.
        draft_asked: an `Avis`, the words, and the `Path` of the draft to write.
        wanted: the widget that must now be seen.
    """

    noted = Signal(object)
    draft_asked = Signal(object, str, object)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._clears = 0
        self._avis = Avis.CHANGEMENT
        layout = column(self)
        layout.addWidget(self._make_instructions())
        layout.addWidget(self._make_notice())

    def show_state(self, state: WrittenState) -> None:
        """Show `state` and nothing else."""
        self._instructions.setVisible(state.asks_instructions)
        self._known.show_facts(state.instructions)
        self._empty.setVisible(state.loaded and not state.instructions)
        self._more.setText(state.more)
        self._more.setVisible(bool(state.more))
        self._only.setVisible(state.loaded and not state.may_write)
        for part in (*self._fields.values(), self.note_button):
            part.setVisible(state.may_write)
        if state.clears != self._clears:
            self._clears = state.clears
            for part in self._fields.values():
                part.set_text("")
        self._say(self.banner, state.message, state)
        self._show_mistakes(state.mistakes)
        self._to.setText(f"Pour\u00a0: {state.to}" if state.to else _TO_NOBODY)
        if (self.notice_banner.text, state.notice_message) != ("", ""):
            self.notice_banner.say(state.notice_tone, state.notice_message)
            if state.notice_message:
                self.wanted.emit(self.notice_banner)

    @property
    def is_begun(self) -> bool:
        """Tell whether an instruction or a notice was begun and is neither noted nor saved."""
        noting = any(part.text() for part in self._fields.values())
        return noting or self._text.document().isModified()

    def _make_instructions(self) -> Card:
        self._instructions = Card(
            "Instructions reçues sur les données",
            about="Ce que le responsable de traitement demande par écrit. Rien ne s’en retire. "
            "Une instruction qui en remplace une autre se note aussi.",
        )
        self._known = Facts("Instructions reçues", labels=230)
        self._empty, self._more, self._only = body(_EMPTY), hint(""), body(_ONLY_REFERENT)
        self._fields: dict[RubriqueInstruction, LineField] = {
            RubriqueInstruction.RECUE_ON: LineField(
                "Date de réception",
                name="instructionRecueOn",
                hint_text=f"Par exemple\u00a0: {LIKE}.",
            ),
            RubriqueInstruction.AUTEUR: LineField(
                "E&xpéditeur",
                name="instructionAuteur",
                hint_text="Son service, sa fonction.",
                max_length=LONGEST,
            ),
            RubriqueInstruction.REFERENCE: LineField(
                "Ré&férence", name="instructionReference", optional=True, max_length=LONGEST
            ),
            RubriqueInstruction.OBJET: LineField(
                "Ce qu’elle de&mande",
                name="instructionObjet",
                hint_text="Jamais le nom d’une personne aidée.",
                max_length=LONGEST,
            ),
        }
        self.note_button = secondary("No&ter l’instruction", icon="enregistrer", name="noteIt")
        self.note_button.clicked.connect(self._note)
        self.banner = Banner()
        for part in (self._known, self._empty, self._more, self._only, *self._fields.values()):
            self._instructions.body.addWidget(part)
        for line in self._fields.values():
            line.submitted.connect(self._note)
        self._instructions.body.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._instructions.body.addWidget(self.banner)
        return self._instructions

    def _make_notice(self) -> Card:
        card = Card(
            "Prévenir par écrit",
            about="Un brouillon de courriel, que vous relisez et envoyez de votre messagerie.",
        )
        self._kinds = ChoiceList("Ce que vous annoncez")
        self._kinds.setObjectName("avisKinds")
        choices = [Choice(one.value, words) for one, words in _AVIS.items()]
        self._kinds.show_choices(choices, selected=[self._avis.value])
        self._kinds.answered.connect(self._picked)
        self._text = sized(QPlainTextEdit(), min_height=_LINES_HIGH, max_height=_LINES_HIGH)
        self._text.setTabChangesFocus(True)
        said = FormField(
            "&Quoi, depuis quand",
            self._text,
            hint_text="Jamais le nom d’une personne aidée.",
            name="avisText",
        )
        self._to = hint("")
        save = secondary("Enregistrer le &brouillon…", icon="enregistrer", name="saveDraft")
        save.clicked.connect(self._draft)
        self.notice_banner = Banner()
        for part in (self._kinds, said, self._to):
            card.body.addWidget(part)
        card.body.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.notice_banner)
        return card

    def _say(self, banner: Banner, text: str, state: WrittenState) -> None:
        if (banner.text, text) != ("", ""):
            banner.say(state.tone, text)
            if text:
                self.wanted.emit(banner)

    def _show_mistakes(self, mistakes: Mapping[RubriqueInstruction, str]) -> None:
        first = next((one for one in self._fields if one in mistakes), None)
        for field, part in self._fields.items():
            part.set_error(mistakes.get(field, ""))
        if first is not None and self.note_button.hasFocus():
            self._fields[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.wanted.emit(self._fields[first])

    def _note(self) -> None:
        self.noted.emit(
            TypedInstruction(**{one.value: part.text() for one, part in self._fields.items()})
        )

    def _picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self._avis = Avis(code)

    def _draft(self) -> None:
        path = ask_where(self, f"{self._avis.value}{_SUFFIX}", _KIND, suffix=_SUFFIX)
        if path is not None:
            self.draft_asked.emit(self._avis, self._text.toPlainText(), path)
            self._text.document().setModified(False)
