"""The index of digital fragility of the territory: its communes, the most fragile first."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import RowsPart
from app.ui.dossiers.rows import Row
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import show_if
from app.ui.widgets.tones import Tone

_KIND = "Tableau (*.csv);;Tous les fichiers (*)"
_ABOUT = (
    "Où l’aide manque le plus, de 1 (peu fragile) à 10 (très fragile), et combien de structures de "
    "la liste s’y trouvent. La carte parle d’un territoire, jamais d’une personne."
)
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """What the part shows; `wanted` where the convention has the index supplied."""

    wanted: bool = False
    may_change: bool = False
    about: str = ""
    rows: tuple[Row, ...] = ()
    said: str = ""
    tone: Tone = Tone.SUCCESS


class IndexPart(Fold):
    """Shows an `IndexState`.

    Signals:
        file_chosen: the `Path` of the index that somebody was given.
    """

    file_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Indice de fragilité numérique du territoire", name="fragilityIndex")
        self.said = Banner()
        self._about = hint("")
        self._about.setObjectName("fragilityAbout")
        self.communes = RowsPart("Communes", name="fragilityCommunes", rows_shown=_SHOWN)
        self._import = secondary("Importer l’indice…", icon="ajouter", name="importFragility")
        self._import.clicked.connect(self._choose)
        for part in (hint(_ABOUT), self.said, self._about, self.communes):
            self.body.addWidget(part)
        self.body.addWidget(self._import, 0, Qt.AlignmentFlag.AlignLeft)

    def show_index(self, state: IndexState) -> None:
        """Show `state` and nothing else."""
        self.said.say(state.tone, state.said)
        self._about.setText(state.about)
        self.communes.show_rows(state.rows)
        show_if(self._import, state.may_change)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Indice de fragilité numérique", "", _KIND)
        if chosen:
            self.file_chosen.emit(Path(chosen))
