"""After a quick help: « Votre feuille » and the shuttle sheet, without a record."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal

from app.documents.languages import FRENCH, Language
from app.ui.interview.paper_language import PaperLanguage
from app.ui.theme.tokens import Space
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, strong
from app.ui.widgets.layouts import column
from app.usecases.papers.desk_papers import Shuttle

_AGREES = "La personne est d’accord, elle me l’a dit"
_REFUSED = "Sans son accord, la fiche ne part pas\u00a0: demandez-lui, puis cochez."


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
        self._language = PaperLanguage()
        self._language.picked.connect(self._pick_language)
        sheet = secondary("&Votre feuille", icon="imprimer", name="quickSheet")
        sheet.clicked.connect(lambda: self.sheet_asked.emit(self._code))
        self.form = Card("Orienter vers une personne qui fait le point", soft=True)
        toggle = secondary("Fiche &navette…", icon="suite", name="openShuttle")
        toggle.clicked.connect(self.open_form)
        buttons = flow(gap=Space.M)
        buttons.addWidget(sheet)
        buttons.addWidget(toggle)
        self.body.addWidget(self._language)
        self.body.addLayout(buttons)
        self.body.addWidget(self.form)
        self._make_form()

    def show_choices(self, languages: tuple[Language, ...], motifs: Mapping[str, str]) -> None:
        """Show what may be chosen; the form is empty and shut again."""
        self._languages = languages
        self._pick_language(FRENCH)
        self.form.hide()
        for field in self._fields.values():
            field.set_text("")
        for row in (*self._rows.values(), self._agrees):
            row.setChecked(False)
        for key, words in motifs.items():
            if key not in self._rows:
                self._rows[key] = _check(words, f"motif-{key}")
                self._motifs.addWidget(self._rows[key])
        self._mistake.hide()

    def _make_form(self) -> None:
        self._fields = {
            "prenom": LineField("&Prénom", name="shuttleFirstName", optional=True, max_length=40),
            "contact": LineField(
                "Pour la &joindre",
                name="shuttleContact",
                hint_text="Ce qu’elle choisit\u00a0: un téléphone, un courriel, un proche.",
                optional=True,
                max_length=60,
            ),
            "vers": LineField("&Où aller", name="shuttlePlace", optional=True, max_length=60),
            "rendez_vous": LineField(
                "&Rendez-vous", name="shuttleWhen", optional=True, max_length=60
            ),
        }
        self._rows: dict[str, CheckRow] = {}
        self._motifs = column(gap=Space.S)
        self._agrees = _check(_AGREES, "shuttleAgrees")
        self._mistake = Text("", TextRole.ERROR)
        show = secondary("Voir la &fiche", icon="imprimer", name="showShuttle")
        show.clicked.connect(self._ask_shuttle)
        body = self.form.body
        for field in self._fields.values():
            body.addWidget(field)
        body.addWidget(strong("Pourquoi"))
        body.addLayout(self._motifs)
        body.addWidget(self._agrees)
        body.addWidget(self._mistake)
        body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.hide()

    def _pick_language(self, code: str) -> None:
        self._code = code
        self._language.show_languages(self._languages, code)

    def open_form(self) -> None:
        """Show the form of the shuttle sheet."""
        self.form.show()
        self._fields["prenom"].line.setFocus()

    def _ask_shuttle(self) -> None:
        agrees = self._agrees.isChecked()
        self._mistake.setText("" if agrees else _REFUSED)
        self._mistake.setVisible(not agrees)
        if not agrees:
            self._agrees.setFocus()
            return
        said = {key: field.text() for key, field in self._fields.items()}
        ticked = tuple(key for key, row in self._rows.items() if row.isChecked())
        self.shuttle_asked.emit(
            Shuttle(
                prenom=said["prenom"],
                contact=said["contact"],
                vers=said["vers"],
                rendez_vous=said["rendez_vous"],
                motifs=ticked,
                oral=True,
            )
        )


def _check(words: str, name: str) -> CheckRow:
    row = CheckRow()
    row.setObjectName(name)
    row.show_answer(Answer(words))
    row.setAccessibleName(words)
    return row
