"""Where letters reach the person, as the envelope will show it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.interview.short_choice import Short
from app.ui.interview.turning import TurningRow
from app.ui.pages.personne.fields import Editors
from app.ui.pages.personne.state import Field, LineWarning, Logement, PersonState
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import ButtonKind, link
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import Text, TextRole, hint, strong
from app.ui.widgets.layouts import clear, column, sized
from app.ui.widgets.long_button import LongButton
from app.ui.widgets.tones import Tone

_LOGEMENTS = (
    Short(Logement.CHEZ_ELLE.value, "Chez elle"),
    Short(Logement.HEBERGE.value, "Hébergée chez quelqu’un"),
    Short(Logement.CCAS.value, "Domiciliée au CCAS"),
)
_CHEZ_WORDS = {
    Logement.HEBERGE.value: "Chez qui\u00a0? Nom écrit sur la boîte aux lettres.",
    Logement.CCAS.value: "Nom du centre qui reçoit le courrier.",
}
_MANY = "Ce code postal en a beaucoup\u00a0: écrivez le début du nom pour voir les autres."


class AddressForm(Card):
    """Shows the address, its commune, the territory and the envelope.

    Signals:
        details_asked: show or hide the lines that few addresses need.
        proposal_taken: the `Field` to write as it was proposed.
        reason_picked: why somebody from elsewhere is received.
    """

    details_asked = Signal()
    proposal_taken = Signal(object)
    reason_picked = Signal(str)

    def __init__(self, editors: Editors) -> None:
        super().__init__("Adresse postale")
        self._editors = editors
        self._warnings: tuple[LineWarning, ...] = ()
        self.body.addWidget(editors.choice(Field.LOGEMENT, "La personne reçoit son courrier"))
        self._chez = editors.line(Field.CHEZ, "C&hez")
        self.body.addWidget(self._chez)
        self.body.addWidget(editors.line(Field.VOIE, "N&uméro et rue"))
        self._make_details()
        place = TurningRow(needs=560)
        code = editors.line(Field.CODE_POSTAL, "C&ode postal", most=5)
        sized(code.line, max_width=150)  # its mistake may be wider
        place.add(code)
        place.add(self._make_communes(), 1)
        place.line.setAlignment(code, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(place)
        self._make_elsewhere()
        self._warning_lines = column(gap=Space.S)
        self.body.addLayout(self._warning_lines)
        self._make_envelope()

    def show_state(self, state: PersonState) -> None:
        """Show `state`."""
        self._editors.show_choices(Field.LOGEMENT, _LOGEMENTS, state)
        logement = state.value(Field.LOGEMENT)
        self._chez.setVisible(logement in _CHEZ_WORDS)
        self._chez.set_hint(_CHEZ_WORDS.get(logement, ""))
        self._details.setVisible(state.details_open)
        self._open_details.setText(
            "Replier les précisions" if state.details_open else "Préciser l’a&dresse"
        )
        self._filter.setVisible(state.many_communes)
        self._communes.setVisible(bool(state.communes))
        self._communes.set_hint(_MANY if state.many_communes else "")
        shorts = [Short(code, name) for code, name in state.communes]
        self._editors.show_choices(Field.COMMUNE, shorts, state)
        self._show_elsewhere(state)
        self._show_warnings(state.warnings)
        self._envelope.setVisible(bool(state.envelope))
        self._envelope_lines.setText("\n".join(state.envelope))

    def _make_details(self) -> None:
        self._open_details = link("Préciser l’a&dresse", name="addressDetails")
        self._open_details.clicked.connect(self.details_asked)
        self.body.addWidget(self._open_details, 0, Qt.AlignmentFlag.AlignLeft)
        self._details = QWidget()
        lines = column(self._details, gap=Space.M)
        lines.addWidget(
            self._editors.line(
                Field.COMPLEMENT, "Appartement, étage, escalier", optional=True, most=60
            )
        )
        lines.addWidget(
            self._editors.line(Field.RESIDENCE, "Bâtiment, résidence", optional=True, most=60)
        )
        lines.addWidget(
            self._editors.line(Field.LIEU_DIT, "Lieu-dit, boîte postale", optional=True, most=60)
        )
        self.body.addWidget(self._details)

    def _make_communes(self) -> QWidget:
        holder = QWidget()
        lines = column(holder, gap=Space.S)
        # its help stands below: above, it would push the field out of line with the postal code
        self._filter = self._editors.line(Field.FILTRE, "Début du nom de la commune")
        self._communes = self._editors.choice(Field.COMMUNE, "Commune")
        lines.addWidget(self._filter)
        lines.addWidget(self._communes)
        return holder

    def _make_elsewhere(self) -> None:
        self._elsewhere = Banner()
        self._reason_title = strong("Pour continuer, dites pourquoi\u00a0:")
        self._reasons = ChoiceList("Pourquoi recevoir cette personne")
        self._reasons.setObjectName("reasons")
        self._reasons.answered.connect(self._reason_answered)
        self._reason_mistake = Text("", TextRole.ERROR)
        for part in (self._elsewhere, self._reason_title, self._reasons, self._reason_mistake):
            self.body.addWidget(part)

    def _show_elsewhere(self, state: PersonState) -> None:
        self._elsewhere.say(Tone.WARNING, state.elsewhere)
        asked = bool(state.elsewhere) and bool(state.reasons)
        self._reasons.show_choices(
            [Choice(reason, reason) for reason in state.reasons],
            selected=[state.value(Field.MOTIF)],
            keys=False,
        )
        mistake = state.mistakes.get(Field.MOTIF, "")
        self._reason_mistake.setText(mistake)
        self._reason_title.setVisible(asked)
        self._reasons.setVisible(asked)
        self._reason_mistake.setVisible(asked and bool(mistake))

    def focus_reasons(self) -> QWidget:
        """Return where a reason is picked."""
        return self._reasons

    def _make_envelope(self) -> None:
        self._envelope = Card(soft=True)
        self._envelope.setAccessibleName("Ce que l’enveloppe montrera")
        self._envelope.body.addWidget(hint("Ce que l’enveloppe montrera"))
        self._envelope_lines = Text("", TextRole.BODY)
        self._envelope_lines.setObjectName("envelope")
        self._envelope.body.addWidget(self._envelope_lines)
        self.body.addWidget(self._envelope)

    def _show_warnings(self, warnings: Sequence[LineWarning]) -> None:
        if tuple(warnings) == self._warnings:
            return
        self._warnings = tuple(warnings)
        clear(self._warning_lines)
        for warning in warnings:
            line = TurningRow(needs=560)
            banner = Banner(Tone.WARNING, warning.problem)
            line.add(banner, 1)
            banner.show()
            if warning.proposal:
                words = f"Écrire «\u00a0{warning.proposal}\u00a0»"
                take = LongButton(words, ButtonKind.SECONDARY, name="takeProposal")
                take.clicked.connect(partial(self.proposal_taken.emit, warning.field))
                line.add(take, stays_small=True)
            self._warning_lines.addWidget(line)

    def _reason_answered(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.reason_picked.emit(code)
