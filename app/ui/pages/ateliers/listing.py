"""The workshops of a year: the convention's targets, what to look at again, the list."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.pages.ateliers.state import AteliersState
from app.ui.pages.ateliers.words import model_row, row_of, target_words
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.data_list import DataList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, section
from app.ui.widgets.layouts import column

_SHOWN = 8
_MODELS = 5
_KINDS = "Tableaux CSV (*.csv);;Tous les fichiers (*)"


class Listing(QWidget):
    """Shows the year of an `AteliersState`.

    Signals:
        new_asked, put_back_asked, sheet_asked, programme_asked: what the agent wants.
        model_asked: the title of a workshop of the catalogue.
        opened: the id of a workshop.
        year_asked: a year.
        catalogue_chosen: the `Path` of a catalogue.
    """

    new_asked = Signal()
    model_asked = Signal(str)
    opened = Signal(str)
    year_asked = Signal(int)
    put_back_asked = Signal()
    sheet_asked = Signal()
    programme_asked = Signal()
    catalogue_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._year = 0
        self._undo = link("Remettre l’atelier retiré (Ctrl+Z)", name="putBack")
        self._undo.clicked.connect(self.put_back_asked)
        self._targets = Card(
            "Ateliers demandés par la convention", about="Ceux qui sont notés sur ce poste."
        )
        self._facts = Facts(name="workshopTargets")
        self._targets.body.addWidget(self._facts)
        self._remarks = Card("À vérifier avant le bilan", soft=True)
        self._looked = column(gap=Space.S)
        self._remarks.body.addLayout(self._looked)
        self._heading = section("")
        self._list = DataList("Ateliers de l’année")
        self._list.opened.connect(self.opened)
        self._empty = EmptyState(
            "Aucun atelier cette année",
            "Notez-en un quand il a eu lieu\u00a0: une seule grille pour tout le groupe.",
            icon="atelier",
        )
        self._before = secondary("Année &précédente", icon="retour", name="yearBefore")
        self._after = secondary("Année &suivante", icon="suite", name="yearAfter")
        self._before.clicked.connect(lambda: self.year_asked.emit(self._year - 1))
        self._after.clicked.connect(lambda: self.year_asked.emit(self._year + 1))
        self._sheet = secondary("&Feuille de comptage", icon="imprimer", name="countSheet")
        self._sheet.clicked.connect(self.sheet_asked)
        self._catalogue = Card("Catalogue du Département", about="Ouvrez un atelier pour le noter.")
        self._models = DataList("Commencer un atelier du catalogue")
        self._models.opened.connect(self.model_asked)
        self._programme = secondary("&Imprimer le programme", icon="imprimer", name="programme")
        self._programme.clicked.connect(self.programme_asked)
        self._build()

    def show_state(self, state: AteliersState) -> None:
        """Show the year of `state`."""
        annee, offre = state.annee, state.offre
        if annee is None or offre is None:
            return
        self._year = annee.year
        self._undo.setVisible(state.removed is not None)
        self._facts.show_facts([Fact(*target_words(suivi)) for suivi in annee.suivis])
        self._targets.setVisible(bool(annee.suivis))
        while (item := self._looked.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for remarque in state.remarques:
            self._looked.addWidget(body(remarque.words))
        self._remarks.setVisible(bool(state.remarques))
        self._heading.setText(f"Ateliers de {annee.year}")
        self._list.show_rows([row_of(tenu, offre) for tenu in annee.ateliers])
        self._list.setFixedHeight(self._list.height_of_rows(_SHOWN))
        self._list.setVisible(bool(annee.ateliers))
        self._empty.setVisible(not annee.ateliers)
        self._after.setEnabled(annee.year < state.today.year)
        self._catalogue.setVisible(offre.catalogue)
        self._models.show_rows([model_row(one, offre) for one in state.modeles])
        self._models.setFixedHeight(self._models.height_of_rows(_MODELS))
        self._models.setVisible(bool(state.modeles))
        self._programme.setVisible(bool(state.modeles))

    def _build(self) -> None:
        layout = column(self, gap=Space.L)
        layout.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._targets)
        layout.addWidget(self._heading)
        layout.addWidget(self._list)
        layout.addWidget(self._empty)
        layout.addWidget(self._remarks)
        buttons = flow(gap=Space.M)
        for button in (self._before, self._after, self._sheet):
            buttons.addWidget(button)
        layout.addLayout(buttons)
        take_in = secondary("&Charger un catalogue (CSV)…", icon="ajouter", name="takeCatalogue")
        take_in.clicked.connect(self._choose_file)
        self._catalogue.body.addWidget(self._models)
        row = flow(gap=Space.M)
        row.addWidget(self._programme)
        row.addWidget(take_in)
        self._catalogue.body.addLayout(row)
        layout.addWidget(self._catalogue)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Catalogue d’ateliers", "", _KINDS)
        if name:
            self.catalogue_chosen.emit(Path(name))
