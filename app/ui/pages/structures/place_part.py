"""One structure: what is known of it, the paper to take along, what the référent verifies."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.facts import Facts
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.structures import words
from app.ui.pages.structures.state import PlaceState
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.form_field import FormField, LineField
from app.ui.widgets.labels import section
from app.ui.widgets.layouts import column, row
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_ABOUT_SLIP = (
    "Le papier dit où aller, quand, et quoi apporter. Il ne porte pas le nom de la personne, et "
    "rien n’est gardé\u00a0: un rendez-vous compte pour un, sans nom."
)


class PlacePart(QWidget):
    """Shows a `PlaceState`.

    Signals:
        edited: the name of a field, and what is typed in it.
        slip_asked: the paper to take along is wanted.
        verify_asked: what was verified is to be kept.
        back_asked: back to the list.
    """

    edited = Signal(str, str)
    slip_asked = Signal()
    verify_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_begun = False  # something was typed that is neither kept nor printed
        self.back = secondary("&Retour à la liste", icon="retour", name="backToList")
        self.back.clicked.connect(self.back_asked)
        self._name = section("")
        self._name.setObjectName("structureName")
        self._pill = StatePill(Pill(""))
        self._facts = Facts("Ce que l’on sait de cette structure")
        self._barred = Banner()
        head = row(gap=Space.M)
        head.addWidget(self._name, 1)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        card.body.addLayout(head)
        card.body.addWidget(self._barred)
        card.body.addWidget(self._facts)
        layout = column(self, gap=Space.L)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(card)
        self._slip = self._make_slip()
        self._check = self._make_check()
        layout.addWidget(self._slip)
        layout.addWidget(self._check)

    def show_state(self, state: PlaceState) -> None:
        """Show `state` and nothing else."""
        self.is_begun = state.begun
        self._name.setText(state.name)
        self._pill.setVisible(state.pill is not None)
        if state.pill is not None:
            self._pill.show_pill(state.pill)
        self._facts.show_facts(state.facts)
        self._barred.say(Tone.DANGER, state.barred)
        self._slip.setVisible(not state.barred)
        self._check.setVisible(state.verify)
        self._accepts_field.setVisible(state.with_pass)
        shorts = [Short(code, label) for code, label in words.ACCEPTS]
        self.accepts.show_choices(shorts, state.accepts)
        for field, name, text in (
            (self.day, "day", state.day),
            (self.hour, "hour", state.hour),
            (self.bring, "bring", state.bring),
            (self.verified_on, "verified_on", state.verified_on),
            (self.note, "note", state.note),
        ):
            field.set_text(text)
            field.set_error(state.mistakes.get(name, ""))
        wrong = next((one for one in (self.day, self.hour, self.verified_on) if one.error), None)
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_start(self) -> None:
        """Put the focus where one acts."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_slip(self) -> Card:
        card = Card("Un rendez-vous pour la personne", about=_ABOUT_SLIP)
        self.day = self._line("&Jour", "day", "slipDay", "Par exemple 01/12/2026")
        self.hour = self._line("&Heure", "hour", "slipHour", "Par exemple 14 h 30")
        self.bring = self._line(
            "Quoi a&pporter d’autre", "bring", "slipBring", "Séparé par des virgules"
        )
        self.make = primary("V&oir et imprimer le papier", icon="imprimer", name="makeSlip")
        self.make.clicked.connect(self.slip_asked)
        self.bring.submitted.connect(self.slip_asked)
        for part in (self.day, self.hour, self.bring):
            card.body.addWidget(part)
        card.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _make_check(self) -> Card:
        card = Card(
            "Vérification du référent",
            about="Ce que vous notez ici reste quand une autre liste arrive. Écrivez-y sur la "
            "structure, jamais sur une personne.",
        )
        self.accepts = ShortChoice("Accepte le Pass numérique")
        self.accepts.answered.connect(partial(self.edited.emit, "accepts"))
        self._accepts_field = FormField("Accepte le Pass numérique", self.accepts, name="accepts")
        self.verified_on = self._line(
            "Véri&fié le", "verified_on", "verifiedOn", "", optional=False
        )
        self.note = self._line("&Note sur la structure", "note", "structureNote", "")
        self.verify = secondary("&Enregistrer la vérification", icon="fait", name="keepVerified")
        self.verify.clicked.connect(self.verify_asked)
        for part in (self._accepts_field, self.verified_on, self.note):
            card.body.addWidget(part)
        card.body.addWidget(self.verify, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _line(
        self, label: str, name: str, object_name: str, hint: str, *, optional: bool = True
    ) -> LineField:
        field = LineField(label, name=object_name, hint_text=hint, optional=optional)
        field.changed.connect(partial(self.edited.emit, name))
        return field
