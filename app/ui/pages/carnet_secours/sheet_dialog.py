"""One numbered paper: type it, or say that it is spoiled, or take that back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.papier import EtatFeuille, FeuilleSecours
from app.ui.pages.carnet_secours.state import SheetRow
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import body, hint, section
from app.ui.widgets.layouts import column, sized

_HOURS = (
    "Le mandat garde son numéro. À chaque étape, écrivez le jour et l’heure qui sont sur le papier."
)
_SPOILED = "Ce numéro ne sert plus à personne."
_ENTERED = "Ce papier est saisi. S’il l’a été par erreur, abandonnez d’abord ce qui a été commencé."


class SheetDialog(QDialog):
    """Shows a `SheetRow` and what may be done with it.

    Signals:
        enter_asked: the day written on the paper, as it was typed.
        spoil_asked, back_asked: it is spoiled; it is out after all.
    """

    enter_asked = Signal(str)
    spoil_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, row: SheetRow, today: str, mistake: Callable[[str], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheetDialog")
        self.setWindowTitle("Papier du carnet")
        self.setAccessibleName(f"Papier {row.numero}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._mistake = mistake
        self._is_mandate = row.kind is FeuilleSecours.MANDAT
        self._layout = column(self, gap=Space.L, pad=Space.XL)
        self._layout.addWidget(section(row.title))
        self._layout.addWidget(hint(row.about))
        self._day = LineField(
            "Jour écrit sur le papier", name="sheetDay", hint_text="Comme ceci\u00a0: 22/11/2026"
        )
        self._day.set_text(today)
        self._day.submitted.connect(self._enter)
        out = row.state is EtatFeuille.DEHORS
        self._answers = flow(gap=Space.M)
        if out:
            self._offer_entry()
        else:
            self._layout.addWidget(body(_ENTERED if row.state is EtatFeuille.SAISIE else _SPOILED))
            self._add(secondary("Remettre &dehors", icon="retour", name="sheetBack"), self._back)
        self._add(secondary("&Fermer", name="closeSheet"), self.reject)
        self._layout.addLayout(self._answers)
        sized(self, min_width=480, max_width=600)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that its words need: a dialog alone cuts them."""
        self.setMinimumHeight(self._layout.totalHeightForWidth(self.width()))
        super().showEvent(event)

    def _offer_entry(self) -> None:
        if self._is_mandate:
            self._layout.addWidget(body(_HOURS))
        else:
            self._layout.addWidget(self._day)
            self._day.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._day.line.selectAll()
        self._add(primary("&Saisir ce papier", icon="modifier", name="enterSheet"), self._enter)
        self._add(secondary("&Gâché ou perdu", icon="retirer", name="spoilSheet"), self._spoil)

    def _add(self, button: QWidget, act: Callable[[], None]) -> None:
        button.clicked.connect(act)  # type: ignore[attr-defined]
        self._answers.addWidget(button)

    def _enter(self) -> None:
        wrong = "" if self._is_mandate else self._mistake(self._day.text())
        if wrong:
            self._day.set_error(wrong)
            self._day.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setMinimumHeight(self._layout.totalHeightForWidth(self.width()))
            return
        self.accept()
        self.enter_asked.emit(self._day.text())

    def _spoil(self) -> None:
        self.accept()
        self.spoil_asked.emit()

    def _back(self) -> None:
        self.accept()
        self.back_asked.emit()
