"""What is written on a shuttle sheet; nothing typed here is kept."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal

from app.ui.theme.tokens import Space
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, strong
from app.ui.widgets.layouts import column
from app.usecases.papers.desk_papers import Shuttle

_AGREES = "La personne est d’accord, elle me l’a dit"
_REFUSED = "Sans son accord, la fiche ne part pas\u00a0: demandez-lui, puis cochez."


class ShuttleForm(Card):
    """The form of a shuttle sheet, which asks for the person's agreement.

    Signals:
        asked: a `Shuttle`.
    """

    asked = Signal(object)

    def __init__(self, *, about: str = "") -> None:
        super().__init__("Orienter vers une personne qui fait le point", about=about, soft=True)
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
        show.clicked.connect(self._ask)
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addWidget(strong("Pourquoi"))
        self.body.addLayout(self._motifs)
        self.body.addWidget(strong("Son accord"))
        self.body.addWidget(self._agrees)
        self.body.addWidget(self._mistake)
        self.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        self._mistake.hide()

    @property
    def is_begun(self) -> bool:
        """Tell whether something was written or ticked."""
        rows = (*self._rows.values(), self._agrees)
        return any(one.text() for one in self._fields.values()) or any(
            row.isChecked() for row in rows
        )

    def empty(self, motifs: Mapping[str, str]) -> None:
        """Empty the form; `motifs` are the reasons that may be ticked."""
        for field in self._fields.values():
            field.set_text("")
        for row in (*self._rows.values(), self._agrees):
            row.setChecked(False)
        for key, words in motifs.items():
            if key not in self._rows:
                self._rows[key] = _check(words, f"motif-{key}")
                self._motifs.addWidget(self._rows[key])
        self._mistake.hide()

    def go_to(self) -> None:
        """Give the focus to the first field."""
        self._fields["prenom"].line.setFocus()

    def _ask(self) -> None:
        agrees = self._agrees.isChecked()
        self._mistake.setText("" if agrees else _REFUSED)
        self._mistake.setVisible(not agrees)
        if not agrees:
            self._agrees.setFocus()
            return
        said = {key: field.text() for key, field in self._fields.items()}
        ticked = tuple(key for key, row in self._rows.items() if row.isChecked())
        self.asked.emit(
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
