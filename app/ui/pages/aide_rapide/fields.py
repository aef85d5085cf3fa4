"""What is asked of a quick help: the act, how it went, who came."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.coop import NON_COMMUNIQUE, Liste
from app.ui.activites.act_fields import ActFields, choices_of
from app.ui.activites.act_input import ActInput
from app.ui.pages.aide_rapide.state import AideInput
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import secondary
from app.ui.widgets.chip_row import ChipField, ChipRow
from app.ui.widgets.layouts import column
from app.ui.widgets.reading_order import first_stop
from app.usecases.activites.offre import PUBLIC_WORDS, Offre


class AideFields(QWidget):
    """Shows an `AideInput`; what is rarely said lies behind « Préciser ».

    Signals:
        changed: the `AideInput` as it stands now.
        submitted: Enter was pressed: count it.
        opened: what is rarely said is shown, and the focus is at this first place of it.
    """

    changed = Signal(object)
    submitted = Signal()
    opened = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._said = AideInput()
        self.act = ActFields(theme_words="Sur quoi portait l’aide\u00a0?")
        self._autonomy = ChipField(
            "Aut&onomie de la personne", ChipRow("Autonomie", empty=True), name="autonomy"
        )
        self._redirection = ChipField(
            "Réorientée &vers", ChipRow("Réorientation", empty=True), name="redirection"
        )
        self._publics: dict[Liste, ChipField] = {}
        self._more = secondary("&Préciser…", name="moreDetails")
        self._more.clicked.connect(self._open)
        for field in (self._autonomy, self._redirection):
            self._join(field)
        layout = column(self, gap=Space.L)
        layout.addWidget(self.act)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.act.details)
        self.act.details.hide()
        self.act.changed.connect(self._act_changed)
        self.act.submitted.connect(self.submitted)

    def show_input(self, offre: Offre, said: AideInput) -> None:
        """Show what is chosen. Emits nothing."""
        self._said = said
        self.act.show_offer(offre)
        self.act.show_input(offre, said.act)
        self._autonomy.chips.show_choices(choices_of(offre.autonomie), (said.autonomie,))
        self._redirection.chips.show_choices(choices_of(offre.redirection), (said.redirection,))
        for liste, choix in offre.publics.items():
            if liste not in self._publics:
                words = PUBLIC_WORDS[liste]
                self._publics[liste] = ChipField(
                    words,
                    ChipRow(words, empty=True),
                    name=f"public-{liste.value}",
                    hint_text="Sans réponse\u00a0: non communiqué. Compté sans lien avec le reste.",
                )
                self._join(self._publics[liste])
            offered = [(code, label) for code, label in choix if code != NON_COMMUNIQUE]
            picked = said.publics.get(liste, "")
            self._publics[liste].chips.show_choices(choices_of(offered), (picked,))

    def _join(self, field: ChipField) -> None:
        self.act.add_detail(field)
        field.answered.connect(self._read)
        field.submitted.connect(self.submitted)

    def _open(self) -> None:
        shown = self.act.details.isHidden()
        self.act.details.setVisible(shown)
        self._more.setText("Moins de &précisions" if shown else "&Préciser…")
        if shown:
            first = first_stop(self.act.details)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                self.opened.emit(first)

    def _act_changed(self, act: ActInput) -> None:
        self._emit(replace(self._said, act=act))

    def _read(self) -> None:
        picked = {
            liste: codes[0]
            for liste, field in self._publics.items()
            if (codes := field.chips.selected())
        }
        self._emit(
            replace(
                self._said,
                autonomie="".join(self._autonomy.chips.selected()),
                redirection="".join(self._redirection.chips.selected()),
                publics=picked,
            )
        )

    def _emit(self, said: AideInput) -> None:
        self._said = said
        self.changed.emit(said)
