"""A counter in the window: its chart, and its table beside it."""

from PySide6.QtWidgets import QWidget

from app.domain.bilan import Tableau
from app.domain.graphique import of_table, written
from app.ui.theme.tokens import Space
from app.ui.widgets.chart import ChartView
from app.ui.widgets.figures_table import FiguresTable
from app.ui.widgets.labels import hint, strong
from app.ui.widgets.layouts import column


class TablePart(QWidget):
    """Shows one `Tableau` with its chart where it has one."""

    def __init__(self, tableau: Tableau) -> None:
        super().__init__()
        self.setObjectName("tablePart")
        self.setAccessibleName(tableau.titre)
        layout = column(self, gap=Space.S)
        title = f"{tableau.titre} ({tableau.unite})" if tableau.unite else tableau.titre
        layout.addWidget(strong(title))
        chart = of_table(tableau)
        if chart is not None:
            layout.addWidget(ChartView(chart))
        heads = ("Valeur", *tableau.colonnes, "Total")
        rows = [
            (ligne.libelle, *(written(one) for one in (*ligne.figures, ligne.total)))
            for ligne in tableau.lignes
        ]
        layout.addWidget(FiguresTable(tableau.titre, heads, rows))
        if tableau.partiel:
            layout.addWidget(
                hint(
                    f"n\u00a0=\u00a0{written(tableau.n)}\u00a0; non renseigné\u00a0: "
                    f"{written(tableau.manquants)}"
                )
            )
