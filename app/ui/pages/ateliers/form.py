"""One grid for a whole workshop: what, when, where, how many of whom. No name anywhere."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.coop import NON_COMMUNIQUE, Liste
from app.ui.activites.act_fields import ActFields, choices_of
from app.ui.activites.act_input import ActInput
from app.ui.activites.count_block import CountBlock
from app.ui.pages.ateliers.state import AtelierInput, AteliersState
from app.ui.theme.tokens import Space
from app.ui.widgets.card import Card
from app.ui.widgets.chip_row import ChipField, ChipRow
from app.ui.widgets.choice_list import Choice
from app.ui.widgets.count_field import CountField
from app.ui.widgets.form_field import FormField, LineField
from app.ui.widgets.layouts import column, sized
from app.usecases.activites.offre import PUBLIC_WORDS, Offre

_NO_MISTAKES: Mapping[str, str] = {}


class Form(QWidget):
    """Shows an `AtelierInput`.

    Signals:
        changed: the `AtelierInput` as it stands now.
        submitted: Enter was pressed: note it.
    """

    changed = Signal(object)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = AtelierInput(id="", is_new=True, day="")
        self.act = ActFields(theme_words="De quoi parlait l’atelier\u00a0?")
        self._title = LineField(
            "In&titulé",
            name="workshopTitle",
            optional=True,
            max_length=80,
            hint_text="Le nom de l’atelier\u00a0; jamais celui d’une personne.",
        )
        self.day = sized(LineField("D&ate", name="workshopDay", max_length=10), max_width=220)
        self._came = CountField("participants en tout", name="participants")
        self.came = FormField("Combien de personnes sont venues\u00a0?", self._came)
        self._publics: dict[Liste, CountBlock] = {}
        self._who = Card("Qui est venu", about="Des nombres seulement, sans aucun nom.")
        self._target = ChipField("C&ompte pour", ChipRow("Objectif", empty=True), name="target")
        self._level = ChipField("&Niveau", ChipRow("Niveau", empty=True), name="level")
        self._themes = ChipField(
            "Usa&ges citoyens", ChipRow("Usages citoyens", multiple=True), name="awareness"
        )
        self._build()
        self._connect()

    def show_state(self, state: AteliersState) -> None:
        """Show the form of `state`."""
        said, offre = state.form, state.offre
        if said is None or offre is None:
            return
        self._said = said
        self._title.set_text(said.titre)
        self.day.set_text(said.day)
        self.act.show_offer(offre)
        self.act.show_input(offre, said.act)
        self._target.chips.show_choices(
            [Choice(one.code, one.libelle, ", ".join(one.exemples)) for one in offre.objectifs],
            (said.objectif,),
        )
        self._target.setVisible(bool(offre.objectifs))
        self._level.chips.show_choices(choices_of(offre.niveaux), (said.niveau,))
        self._themes.chips.show_choices(choices_of(offre.sensibilisation), said.sensibilisation)
        self._themes.setVisible(bool(offre.sensibilisation))
        self._came.show_value(said.participants)
        self._show_publics(offre, said)
        mistakes = said.mistakes(state.today) if state.shows_mistakes else _NO_MISTAKES
        self.act.show_mistakes(said.act, shown=state.shows_mistakes)
        self.day.set_error(mistakes.get("day", ""))
        self.came.set_error(mistakes.get("participants", ""))
        self.setEnabled(not state.told)

    def go_to_mistake(self, today: date) -> QWidget:
        """Give the focus to the first field that is wrong, and return what shows why."""
        mistakes = self._said.mistakes(today)
        if "day" in mistakes:
            self.day.line.setFocus()
            return self.day
        if "themes" in mistakes or "minutes" in mistakes:
            return self.act.go_to_mistake(self._said.act)
        if "participants" not in mistakes:
            for liste, counts in self._said.publics.items():
                if sum(counts.values()) > self._said.participants and liste in self._publics:
                    self._publics[liste].go_to()
                    return self._publics[liste]
        self._came.line.setFocus()
        return self.came

    def _show_publics(self, offre: Offre, said: AtelierInput) -> None:
        for liste, choix in offre.publics.items():
            if liste not in self._publics:
                kinds = [(code, label) for code, label in choix if code != NON_COMMUNIQUE]
                block = CountBlock(
                    PUBLIC_WORDS[liste],
                    kinds,
                    name=liste.value,
                    rest_words="non communiqué(s)",
                )
                block.changed.connect(partial(self._take_counts, liste))
                block.submitted.connect(self.submitted)
                self._publics[liste] = block
                self._who.body.addWidget(block)
            self._publics[liste].show_counts(said.publics.get(liste, {}), said.participants)

    def _take_counts(self, liste: Liste, counts: Mapping[str, int]) -> None:
        self._emit(replace(self._said, publics={**self._said.publics, liste: counts}))

    def _build(self) -> None:
        layout = column(self, gap=Space.L)
        layout.addWidget(self.day)
        layout.addWidget(self.act)
        self._who.body.addWidget(self.came)
        layout.addWidget(self._target)
        layout.addWidget(self._who)
        layout.addWidget(self._level)
        layout.addWidget(self._themes)
        layout.addWidget(self.act.details)
        layout.addWidget(self._title)

    def _connect(self) -> None:
        self._title.changed.connect(self._read)
        self.day.changed.connect(self._read)
        self._came.changed.connect(self._read)
        self._title.submitted.connect(self.submitted)
        self.day.submitted.connect(self.submitted)
        self._came.submitted.connect(self.submitted)
        for field in (self._target, self._level, self._themes):
            field.answered.connect(self._read)
            field.submitted.connect(self.submitted)
        self.act.changed.connect(self._act_changed)
        self.act.submitted.connect(self.submitted)

    def _act_changed(self, act: ActInput) -> None:
        self._emit(replace(self._said, act=act))

    def _read(self) -> None:
        self._emit(
            replace(
                self._said,
                day=self.day.text(),
                titre=self._title.line.text(),
                participants=self._came.value(),
                objectif="".join(self._target.chips.selected()),
                niveau="".join(self._level.chips.selected()),
                sensibilisation=self._themes.chips.selected(),
            )
        )

    def _emit(self, said: AtelierInput) -> None:
        self._said = said
        self.changed.emit(said)
