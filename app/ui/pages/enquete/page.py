"""The page of the survey: one grid, a line a question."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from app.ui.activites.count_block import CountBlock
from app.ui.activites.counted_page import CountedPage
from app.ui.dossiers.words import plural_words
from app.ui.pages.enquete.state import EnqueteState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.count_field import CountField
from app.ui.widgets.form_field import FormField
from app.ui.widgets.layouts import column

_WIDTH = 900
_INSTEAD: Final = Question(
    title="Reprendre le paquet déjà compté\u00a0?",
    text="Ses nombres remplaceront ceux que vous avez saisis depuis, qui ne sont pas comptés.",
    confirm="Reprendre",
    cancel="Garder ma saisie",
    destructive=True,
)


class EnquetePage(CountedPage):
    """Shows an `EnqueteState`.

    Signals:
        sheets_changed: how many sheets there are.
        answers_changed: the code of a question, and a mapping of its answers to numbers.
        count_asked, print_asked: what the agent wants.
    """

    sheets_changed = Signal(int)
    answers_changed = Signal(str, object)
    count_asked = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Enquête de satisfaction", undo="Reprendre ce paquet", width=_WIDTH)
        self._state = EnqueteState()
        self._sheets = CountField("fiches dans ce paquet", name="sheets")
        self._sheets.changed.connect(self.sheets_changed)
        self._sheets.submitted.connect(self.count_asked)
        self._number = FormField("Combien de fiches comptez-vous\u00a0?", self._sheets)
        self._grid = Card("Réponses", about="Par question, le nombre de cases cochées.")
        self._blocks: dict[str, CountBlock] = {}
        inside = column(gap=Space.L)
        self._inside = inside
        self._grid.body.addLayout(inside)
        self.body.addWidget(self._number)
        self.body.addWidget(self._grid)
        back = secondary("&Revenir", icon="retour", name="back")
        back.clicked.connect(self.leave)
        sheet = secondary("&Imprimer la fiche", icon="imprimer", name="printSurvey")
        sheet.clicked.connect(self.print_asked)
        self._count = primary("&Compter ces fiches", icon="fait", name="countSheets")
        self._count.clicked.connect(self.count_asked)
        self.add_answer(back, left=True)
        self.add_answer(sheet, left=True)
        self.add_answer(self._count)
        self.set_first_focus(self._sheets)

    def show_state(self, state: EnqueteState) -> None:
        """Show `state` and nothing else."""
        former, self._state = self._state, state
        self.set_heading("Enquête de satisfaction", _subtitle(state))
        self._make_blocks(state)
        self._sheets.show_value(state.fiches)
        self._number.set_error(state.mistake if state.shows_mistakes else "")
        for code, block in self._blocks.items():
            block.show_counts(state.reponses.get(code, {}), state.fiches)
        self.undo.setVisible(state.counted is not None)
        self._count.setEnabled(state.enquete is not None)
        self.say_words(said=state.said, problem=state.problem, counted=state.counted is not None)
        if state.counted is not former.counted:
            self.take_focus()

    def go_to_mistake(self) -> None:
        """Give the focus to what is missing."""
        wrong = self._blocks.get(self._state.too_many)
        if self._state.mistake or wrong is None:
            self._sheets.line.setFocus()
        else:
            wrong.go_to()
            self.keep_in_sight(wrong)

    @override
    def take_back(self) -> None:
        """Ask before numbers that were typed since give way to those of the heap before."""
        if self._state.counted is not None and self.unkept:
            ask(_INSTEAD, super().take_back, self)
        else:
            super().take_back()

    @property
    @override
    def unkept(self) -> bool:
        """Tell whether a heap was typed and not counted."""
        return self._state.is_begun

    def _make_blocks(self, state: EnqueteState) -> None:
        for question in state.enquete.questions if state.enquete else ():
            if question.code in self._blocks:
                continue
            block = CountBlock(
                question.libelle,
                [(one.code, one.libelle) for one in question.reponses],
                name=question.code,
                rest_words="sans réponse",
            )
            block.changed.connect(partial(self.answers_changed.emit, question.code))
            block.submitted.connect(self.count_asked)
            self._blocks[question.code] = block
            self._inside.addWidget(block)


def _subtitle(state: EnqueteState) -> str:
    told = plural_words(state.of_year, "fiche comptée", "fiches comptées")
    asked = f"La convention la demande {state.quand}. " if state.quand else ""
    return f"{asked}Cette année\u00a0: {told}. Les mots écrits à la main restent sur le papier."
