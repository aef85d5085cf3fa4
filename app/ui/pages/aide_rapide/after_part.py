"""After a quick help: « Votre feuille » and the shuttle sheet, without a record."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from app.documents.languages import FRENCH, Language
from app.ui.activites.shuttle_form import ShuttleForm
from app.ui.interview.paper_language import PaperLanguage
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.usecases.papers.desk_papers import Shuttle


class AfterPart(Card):
    """What may be given to the person; nothing typed here is kept.

    Signals:
        sheet_asked: the code of the language of « Votre feuille ».
        shuttle_asked: a `Shuttle`.
    """

    sheet_asked = Signal(str)
    shuttle_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            "Donner un papier à la personne", about="Rien de ce qui est écrit ici n’est gardé."
        )
        self._code = FRENCH
        self._languages: tuple[Language, ...] = ()
        self._was_shown = False  # the sheet as it is written
        self._language = PaperLanguage()
        self._language.picked.connect(self._pick_language)
        sheet = secondary("&Votre feuille", icon="imprimer", name="quickSheet")
        sheet.clicked.connect(lambda: self.sheet_asked.emit(self._code))
        self.form = ShuttleForm()
        self.form.asked.connect(self._show_sheet)
        toggle = secondary("Fiche &navette…", icon="suite", name="openShuttle")
        toggle.clicked.connect(self.open_form)
        buttons = flow(gap=Space.M)
        buttons.addWidget(sheet)
        buttons.addWidget(toggle)
        self.body.addWidget(self._language)
        self.body.addLayout(buttons)
        self.body.addWidget(self.form)
        self.form.hide()

    @property
    def is_begun(self) -> bool:
        """Tell whether a shuttle sheet was begun and not shown."""
        return self.form.is_begun and not self._was_shown

    def show_choices(self, languages: tuple[Language, ...], motifs: Mapping[str, str]) -> None:
        """Show what may be chosen; the form is empty and shut again."""
        self._languages = languages
        self._pick_language(FRENCH)
        self.form.hide()
        self.form.empty(motifs)
        self._was_shown = False

    def open_form(self) -> None:
        """Show the form of the shuttle sheet."""
        self.form.show()
        self.form.go_to()

    def _show_sheet(self, said: Shuttle) -> None:
        self._was_shown = True
        self.shuttle_asked.emit(said)

    def _pick_language(self, code: str) -> None:
        self._code = code
        self._language.show_languages(self._languages, code)
