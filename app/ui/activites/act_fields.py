"""The fields that a quick help and a workshop share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.coop import USUAL_MINUTES, duration_words
from app.ui.activites.act_input import ActInput
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link
from app.ui.widgets.chip_row import ChipField, ChipRow
from app.ui.widgets.choice_list import Choice
from app.ui.widgets.form_field import LineField
from app.ui.widgets.layouts import column, sized
from app.usecases.activites.offre import Choix, Offre

_WITH_KEY = 9  # subjects that a digit picks
_NO_MISTAKES: Mapping[str, str] = {}


class ActFields(QWidget):
    """Shows an `ActInput`: what, how long and where; `details` holds what one may add.

    Signals:
        changed: the `ActInput` as it stands now.
        submitted: Enter was pressed: go on.
    """

    changed = Signal(object)
    submitted = Signal()

    def __init__(self, *, theme_words: str) -> None:
        super().__init__()
        self._input = ActInput()
        self.themes = ChipField(
            theme_words, ChipRow("Sujets", multiple=True, keys=True), name="themes"
        )
        self._rarer = ChipField(
            "Autres sujets", ChipRow("Autres sujets", multiple=True), name="rarerThemes"
        )
        self._show_rarer = link("Autres su&jets…", name="showRarer")
        self._show_rarer.clicked.connect(self._open_rarer)
        self._demarches = ChipField(
            "Quelles démarches\u00a0?",
            ChipRow("Démarches", multiple=True),
            name="demarches",
            hint_text="Facultatif.",
        )
        self._usual = ChipField("&Durée", ChipRow("Durée", empty=True), name="minutes")
        self._other = sized(
            LineField("A&utre durée", name="otherMinutes", optional=True, max_length=10),
            max_width=220,
        )
        self._place = ChipField("L&ieu", ChipRow("Lieu"), name="place")
        self.details = QWidget()
        self._in_details = column(self.details, gap=Space.L)
        self._material = ChipField(
            "&Matériel utilisé", ChipRow("Matériel", multiple=True), name="material"
        )
        self._mission = ChipField("Mi&ssion", ChipRow("Mission", empty=True), name="mission")
        self._criteria: dict[str, ChipField] = {}
        self._in_details.addWidget(self._mission)
        self._in_details.addWidget(self._material)
        layout = column(self, gap=Space.L)
        subjects = column(gap=Space.S)
        subjects.addWidget(self.themes)
        subjects.addWidget(self._rarer)
        subjects.addWidget(self._show_rarer, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(subjects)
        self._rarer.hide()
        for part in (self._demarches, self._usual, self._other, self._place):
            layout.addWidget(part)
        self._connect()

    def add_detail(self, field: QWidget) -> None:
        """Add a field to what one may add."""
        self._in_details.addWidget(field)

    def show_offer(self, offre: Offre) -> None:
        """Prepare the fields for what the convention offers."""
        for critere in offre.criteres:
            if critere.code not in self._criteria:
                field = ChipField(
                    critere.libelle,
                    ChipRow(critere.libelle, empty=True),
                    name=f"critere-{critere.code}",
                )
                field.answered.connect(self._read)
                field.submitted.connect(self.submitted)
                self._in_details.insertWidget(len(self._criteria), field)
                self._criteria[critere.code] = field
        self._mission.setVisible(bool(offre.missions))

    def show_input(self, offre: Offre, said: ActInput) -> None:
        """Show what is chosen. Emits nothing."""
        self._input = said
        usual = [str(one) for one in USUAL_MINUTES]
        chosen = str(said.duration or "")
        first, rest = offre.themes[:_WITH_KEY], offre.themes[_WITH_KEY:]
        self.themes.chips.show_choices(choices_of(first), said.themes)
        self._rarer.chips.show_choices(choices_of(rest), said.themes)
        if not self._rarer.isHidden() or {code for code, _ in rest} & set(said.themes):
            self._rarer.show()
            self._show_rarer.hide()
        self._demarches.chips.show_choices(choices_of(offre.demarches), said.demarches)
        self._demarches.setVisible(said.asks_demarches)
        self._usual.chips.show_choices(
            [Choice(str(one), duration_words(one)) for one in USUAL_MINUTES], (chosen,)
        )
        if not self._other.line.hasFocus():
            self._other.set_text("" if chosen in usual else said.minutes)
        self._place.chips.show_choices(choices_of(offre.lieux), (said.lieu,))
        self._material.chips.show_choices(choices_of(offre.materiel), said.materiel)
        self._mission.chips.show_choices(choices_of(offre.missions), (said.mission,))
        for critere in offre.criteres:
            self._criteria[critere.code].chips.show_choices(
                [Choice(one.code, one.libelle) for one in critere.valeurs],
                (said.criteres.get(critere.code, ""),),
            )

    def show_mistakes(self, said: ActInput, *, shown: bool) -> None:
        """Say what is missing, where it is missing."""
        mistakes = said.mistakes if shown else _NO_MISTAKES
        self.themes.set_error(mistakes.get("themes", ""))
        self._other.set_error(mistakes.get("minutes", ""))

    def go_to_mistake(self, said: ActInput) -> QWidget:
        """Give the focus to the first field that is wrong, and return it."""
        if "themes" in said.mistakes:
            self.themes.editor.setFocus()
            return self.themes
        self._other.line.setFocus()
        return self._other

    def _connect(self) -> None:
        for field in (
            self.themes,
            self._rarer,
            self._demarches,
            self._place,
            self._material,
            self._mission,
        ):
            field.answered.connect(self._read)
            field.submitted.connect(self.submitted)
        self._usual.answered.connect(self._read_usual)
        self._usual.submitted.connect(self.submitted)
        self._other.changed.connect(self._read_other)
        self._other.submitted.connect(self.submitted)

    def _open_rarer(self) -> None:
        self._show_rarer.hide()
        self._rarer.show()
        self._rarer.editor.setFocus()

    def _read_usual(self, codes: tuple[str, ...]) -> None:
        self._emit(replace(self._input, minutes="".join(codes)))

    def _read_other(self, text: str) -> None:
        self._emit(replace(self._input, minutes=text))

    def _read(self) -> None:
        criteria = {
            code: picked[0]
            for code, field in self._criteria.items()
            if (picked := field.chips.selected())
        }
        self._emit(
            replace(
                self._input,
                themes=(*self.themes.chips.selected(), *self._rarer.chips.selected()),
                demarches=self._demarches.chips.selected(),
                lieu="".join(self._place.chips.selected()),
                materiel=self._material.chips.selected(),
                mission="".join(self._mission.chips.selected()),
                criteres=criteria,
            )
        )

    def _emit(self, said: ActInput) -> None:
        self._input = said
        self.changed.emit(said)


def choices_of(choix: Choix) -> Sequence[Choice]:
    """Return choices for a row."""
    return [Choice(code, label) for code, label in choix]
