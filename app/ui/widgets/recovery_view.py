"""The recovery sheet on screen: read it, print it, then prove that the paper is right."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.failures import AppError
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, body, hint
from app.ui.widgets.layouts import clear_grid, column, spaced
from app.ui.widgets.printing import ask_where, save_bytes
from app.ui.widgets.recovery_paper import print_recovery, recovery_pdf
from app.ui.widgets.tones import Tone

_COLUMNS = 4
_NOT_SAVED = (
    "Le fichier n’a pas pu être écrit à cet endroit. La feuille est toujours affichée\u00a0: "
    "choisissez un autre endroit, ou imprimez-la."
)
_NOT_PRINTED = (
    "La feuille n’a pas pu être imprimée. Elle est toujours affichée\u00a0: choisissez une autre "
    "imprimante, ou enregistrez-la."
)


class RecoveryView(QWidget):
    """Shows a sheet's groups with « Imprimer » and « Enregistrer ».

    Signals:
        kept: the sheet was printed, or saved in a file.
    """

    kept = Signal()

    def __init__(self, *, choose_path: Callable[[QWidget, str], Path | None] = ask_where) -> None:
        super().__init__()
        self.setObjectName("recoveryView")
        self._choose_path = choose_path
        self._number = 0
        self._groups: tuple[str, ...] = ()
        self._structure = ""
        self._problem = Banner()
        self._card = Card()
        self._grid: QGridLayout = spaced(QGridLayout(), gap=Space.L)
        self._card.body.addLayout(self._grid)
        self.print_button = secondary("&Imprimer…", icon="imprimer", name="printSheet")
        self.save_button = secondary("&Enregistrer sous…", icon="enregistrer", name="saveSheet")
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        buttons = flow(gap=Space.M)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        layout = column(self, gap=Space.L)
        layout.addWidget(
            body(
                "Elle ouvre ce poste quand une phrase de passe est perdue. Elle n’est montrée "
                "qu’une fois."
            )
        )
        layout.addWidget(self._problem)
        layout.addWidget(self._card)
        layout.addLayout(buttons)
        layout.addWidget(
            hint(
                "Sans imprimante, recopiez les groupes à la main. Un fichier se garde sur une clé "
                "USB rangée sous clé, jamais sur cet ordinateur."
            )
        )

    def show_sheet(self, number: int, groups: Sequence[str], structure: str) -> None:
        """Show another sheet; empty groups forget the one before."""
        if (number, tuple(groups)) == (self._number, self._groups):
            return
        self._number, self._groups, self._structure = number, tuple(groups), structure
        self._problem.clear()
        clear_grid(self._grid)
        for place, group in enumerate(self._groups):
            cell = QWidget()
            lines = column(cell, gap=0)
            lines.addWidget(hint(str(place + 1)))
            words = Text(group, TextRole.MONO)
            words.setObjectName(f"group-{place + 1}")
            lines.addWidget(words)
            self._grid.addWidget(cell, place // _COLUMNS, place % _COLUMNS)

    def _print(self) -> None:
        try:
            printed = print_recovery(self._number, self._groups, self._structure, self)
        except AppError:
            self._problem.say(Tone.DANGER, _NOT_PRINTED)
            return
        if printed:
            self.kept.emit()

    def _save(self) -> None:
        path = self._choose_path(self, f"feuille-de-secours-{self._number}.pdf")
        if path is None:
            return
        try:
            save_bytes(path, recovery_pdf(self._number, self._groups, self._structure))
        except OSError:
            self._problem.say(Tone.DANGER, _NOT_SAVED)
            return
        self.kept.emit()


class RecoveryCheck(QWidget):
    """Asks for a few groups of the sheet, read from the paper.

    Signals:
        submitted: what was typed, the groups in the order asked, separated by a blank.
    """

    submitted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recoveryCheck")
        self._asked: tuple[int, ...] = ()
        self._fields: list[LineField] = []
        self._layout = column(self, gap=Space.L)
        self._layout.addWidget(
            body("Prenez votre feuille et recopiez ces groupes. Ils sont choisis au hasard.")
        )

    @property
    def fields(self) -> Sequence[LineField]:
        """Return the fields, in the order asked."""
        return self._fields

    def ask(self, groups: Sequence[int]) -> None:
        """Ask for the groups of these numbers (counted from 1)."""
        if tuple(groups) == self._asked:
            return
        self._asked = tuple(groups)
        for old in self._fields:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fields = [
            LineField(f"Groupe {number}", name=f"asked-{number}", max_length=8) for number in groups
        ]
        for field in self._fields:
            field.submitted.connect(self.submit)
            self._layout.addWidget(field)

    def submit(self) -> None:
        """Give what was typed to the presenter."""
        self.submitted.emit(" ".join(field.text() for field in self._fields))
