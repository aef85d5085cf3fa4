"""The correction of a record: identity, then the address in the order of an envelope."""

from functools import partial

from PySide6.QtCore import Qt, Signal

from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.personnes.state import Field, Form
from app.ui.pages.personnes.words import CIVILITES
from app.ui.widgets.card import Card
from app.ui.widgets.form_field import FormField, LineField

_LINES = (
    (Field.PRENOM, "&Prénom", False),
    (Field.NOM, "&Nom", False),
    (Field.CHEZ, "Chez (personne ou lieu qui reçoit le courrier)", True),
    (Field.COMPLEMENT, "Appartement, étage, escalier", True),
    (Field.RESIDENCE, "Bâtiment, résidence", True),
    (Field.VOIE, "N&uméro et rue", False),
    (Field.LIEU_DIT, "Lieu-dit, boîte postale", True),
    (Field.CODE_POSTAL, "Code p&ostal", False),
)
_CODE_LENGTH = 5


class Correction(Card):
    """Shows a `Form`.

    Signals:
        edited: a `Field` and its text or code.
        submitted: Enter was pressed in a field.
    """

    edited = Signal(object, str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__("Corriger le dossier")
        self._lines: dict[Field, LineField] = {}
        self._choices: dict[Field, ShortChoice] = {}
        self._fields: dict[Field, FormField] = {}
        self._add_choice(Field.CIVILITE, "Civilité")
        for name, label, optional in _LINES:
            self._add_line(name, label, optional=optional)
            if name is Field.NOM:
                self._add_choice(Field.TRANCHE_AGE, "Âge")
        self._add_choice(Field.COMMUNE, "Commune")

    def show_form(self, form: Form) -> None:
        """Show the correction as it stands."""
        for name, line in self._lines.items():
            line.set_text(form.values.get(name, ""))
        for name, picks in (
            (Field.CIVILITE, CIVILITES),
            (Field.TRANCHE_AGE, form.ages),
            (Field.COMMUNE, form.communes),
        ):
            shorts = [Short(one.code, one.words) for one in picks]
            self._choices[name].show_choices(shorts, form.values.get(name))
        for name, field in self._fields.items():
            field.setVisible(name in form.asks)
            if field.error != form.mistakes.get(name, ""):
                field.set_error(form.mistakes.get(name, ""))
        if not form.communes:
            self._fields[Field.COMMUNE].setVisible(False)

    def take_focus(self) -> None:
        """Give the focus to the first line."""
        self._lines[Field.PRENOM].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_mistake(self) -> None:
        """Give the focus to the first field that is wrong."""
        for field in self._fields.values():
            if field.error:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _add_line(self, name: Field, label: str, *, optional: bool) -> None:
        length = _CODE_LENGTH if name is Field.CODE_POSTAL else 120
        line = LineField(label, name=f"correct-{name.value}", optional=optional, max_length=length)
        line.changed.connect(partial(self.edited.emit, name))
        line.submitted.connect(self.submitted)
        self._lines[name] = self._fields[name] = line
        self.body.addWidget(line)

    def _add_choice(self, name: Field, label: str) -> None:
        choice = ShortChoice(label)
        choice.answered.connect(partial(self.edited.emit, name))
        choice.submitted.connect(self.submitted)
        self._choices[name] = choice
        self._fields[name] = FormField(label, choice, name=f"correct-{name.value}")
        self.body.addWidget(self._fields[name])
