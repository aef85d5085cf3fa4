"""What is noted of a paper, and the way to put it right: each fact stands for itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.papier import Fait
from app.ui.pages.papiers.state import PaperLine
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import hint, section
from app.ui.widgets.layouts import column, row, sized

_WORDS = {Fait.IMPRIME: "Imprimé", Fait.SIGNE: "Signé", Fait.REMIS: "Remis à la personne"}


class FactsDialog(QDialog):
    """Shows the facts of a paper as boxes; `picked` are those that hold."""

    def __init__(self, paper: PaperLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("factsDialog")
        self.setWindowTitle("Ce qui est noté")
        self.setAccessibleName(f"Ce qui est noté\u00a0: {paper.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = dict(paper.facts)
        self._boxes = ChoiceList("Ce qui est noté de ce papier")
        self._boxes.setObjectName("facts")
        self._boxes.show_choices(
            [
                Choice(fait.value, words, known.get(fait, ""))
                for fait, words in _WORDS.items()
                if fait in known or fait in paper.possible
            ],
            multiple=True,
            selected=[fait.value for fait in known],
        )
        keep = primary("&Enregistrer", icon="fait", name="keepFacts")
        cancel = secondary("Annuler", name="cancelFacts")
        keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._boxes.submitted.connect(self.accept)
        answers = row(gap=Space.M)
        answers.addStretch(1)
        answers.addWidget(cancel)
        answers.addWidget(keep)
        self._layout = column(self, gap=Space.L, pad=Space.XL)
        self._layout.addWidget(section(paper.title))
        self._layout.addWidget(
            hint("Décochez ce qui a été noté par erreur. Le journal garde que c’était noté.")
        )
        self._layout.addWidget(self._boxes)
        self._layout.addLayout(answers)
        sized(self, min_width=480, max_width=600)
        self._boxes.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def picked(self) -> frozenset[Fait]:
        """Return the facts that hold."""
        return frozenset(map(Fait, self._boxes.selected()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that its words need: a dialog alone cuts them."""
        self.setMinimumHeight(self._layout.totalHeightForWidth(self.width()))
        super().showEvent(event)


def correct_facts(
    paper: PaperLine, parent: QWidget, put_right: Callable[[frozenset[Fait]], None]
) -> None:
    """Ask which facts of `paper` hold; `put_right` is called when it was answered."""
    dialog = FactsDialog(paper, parent.window())
    dialog.accepted.connect(lambda: put_right(dialog.picked))
    dialog.open()
