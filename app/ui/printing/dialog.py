"""The question before printing: which printer, which pages, how many, one side or both."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.ui.printing.choice import MOST_COPIES, PagesError, PrintChoice, read_pages
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import hint, section, strong
from app.ui.widgets.layouts import column, row, sized
from app.ui.widgets.reading_order import tab_as_one_reads
from app.ui.widgets.tones import Tone

_FILE, _TURN, _SHARED = "", "turn", "shared"
_LISTED, _LEAST = 260, 72  # the height of the printers: before they scroll; one of them
_NONE = (
    "Cet ordinateur ne connaît aucune imprimante en ce moment. Branchez-en une et recommencez, "
    "gardez le papier pour plus tard, ou faites un fichier PDF pour une autre imprimante."
)
_WARNING = (
    "Un fichier porte des données personnelles et n’est plus protégé par Passerelle. Effacez-le "
    "dès qu’il est imprimé. Son emplacement est noté."
)


class PrintDialog(QDialog):
    """Asks how to print; `choice` holds the answer once it is accepted.

    `count` is the number of pages, 0 where it is not known before they are made: then all pages
    are printed.
    """

    def __init__(
        self,
        title: str,
        *,
        printers: Sequence[str],
        proposed: PrintChoice,
        count: int,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("printDialog")
        self.setWindowTitle("Imprimer")
        self.setAccessibleName(f"Imprimer\u00a0: {title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.choice = proposed
        self._names = list(printers)
        self._count = count
        self._printers = ChoiceList("Imprimante")
        self._printers.setObjectName("printers")
        self._pages = LineField(
            "Pages", name="printPages", hint_text="Vide\u00a0: toutes. Sinon\u00a0: 1-2, 4"
        )
        self._copies = LineField("Copies", name="printCopies", hint_text=f"De 1 à {MOST_COPIES}")
        self._sides = ChoiceList("Façon d’imprimer")
        self._sides.setObjectName("sides")
        self._banner = Banner()
        self._build(title)
        self._propose(proposed)
        self._connect()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_as_one_reads(self, forward=forward) or super().focusNextPrevChild(forward)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that its words need: a dialog alone cuts them."""
        self._fit()
        super().showEvent(event)

    def _build(self, title: str) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._printers)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        figures = row(gap=Space.L)
        figures.addWidget(self._pages, 1)
        figures.addWidget(self._copies, 1)
        self._cancel = secondary("Annuler", name="cancelPrint")
        self._confirm = primary("&Imprimer", icon="imprimer", name="confirmPrint")
        answers = row(gap=Space.M)
        answers.addStretch(1)
        answers.addWidget(self._cancel)
        answers.addWidget(self._confirm)
        self._layout = column(self, gap=Space.M, pad=Space.XL)
        self._layout.addWidget(section(title))
        self._layout.addWidget(self._banner)
        self._layout.addWidget(strong("Imprimante"))
        self._layout.addWidget(scroll)
        self._figures = QWidget()
        self._figures.setLayout(figures)
        self._layout.addWidget(self._figures)
        self._layout.addWidget(self._sides)
        self._some = hint("")
        self._layout.addWidget(self._some)
        self._layout.addLayout(answers)
        sized(self, min_width=560, max_width=680)

    def _propose(self, proposed: PrintChoice) -> None:
        choices = [Choice(f"p{n}", name) for n, name in enumerate(self._names)]
        choices.append(
            Choice("file", "Fichier PDF", "Pour l’imprimer ailleurs, par exemple sur une clé")
        )
        known = proposed.printer in self._names
        picked = f"p{self._names.index(proposed.printer)}" if known else "file"
        self._printers.show_choices(choices, selected=[picked], keys=False)
        sides = [_TURN] if proposed.duplex else []
        self._show_sides([*sides, *([_SHARED] if proposed.shared else [])])
        self._copies.set_text(str(proposed.copies))
        self._pages.setVisible(self._count != 1)
        self._pages.setEnabled(self._count > 1)
        self._say()

    def _show_sides(self, picked: Sequence[str]) -> None:
        self._sides.show_choices(
            [
                Choice(_TURN, "Recto verso"),
                Choice(_SHARED, "Imprimante partagée\u00a0: me rappeler de reprendre les feuilles"),
            ],
            multiple=True,
            selected=picked,
            keys=False,
        )

    def _connect(self) -> None:
        self._printers.answered.connect(self._say)
        for submitted in (
            self._printers.submitted,
            self._sides.submitted,
            self._pages.submitted,
            self._copies.submitted,
        ):
            submitted.connect(self._accept)
        self._confirm.clicked.connect(self._accept)
        self._confirm.setDefault(True)
        self._cancel.clicked.connect(self.reject)
        window = self.parentWidget()
        if window is not None:
            self.finished.connect(window.activateWindow)  # not every system does it by itself
        self._printers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self) -> str:
        """Return the printer that is picked, empty for the file."""
        code = next(iter(self._printers.selected()), "file")
        return _FILE if code == "file" else self._names[int(code[1:])]

    def _say(self) -> None:
        here = self._printers.focusProxy()
        if here is not None:
            self._scroll.ensureWidgetVisible(here)
        to_file = not self._picked()
        words = _WARNING if to_file else ""
        if not self._names:
            words = f"{_NONE} {_WARNING}"
        self._banner.say(Tone.WARNING, words)
        self._figures.setVisible(not to_file and self._count > 0)
        self._sides.setVisible(not to_file)
        self._confirm.setText("&Choisir où l’enregistrer…" if to_file else "&Imprimer")
        self._some.setText("Le fichier porte toutes les pages." if to_file else "")
        self._some.setVisible(to_file and self._count != 1)
        self._fit()

    def _accept(self) -> None:
        copies = self._copies.text()
        if not (copies.isdecimal() and 1 <= int(copies) <= MOST_COPIES) and self._picked():
            self._copies.set_error(f"De 1 à {MOST_COPIES}.")
            self._copies.line.setFocus()
            return
        try:
            pages = read_pages(self._pages.text(), self._count) if self._picked() else ()
        except PagesError as wrong:
            self._pages.set_error(str(wrong))
            self._pages.line.setFocus()
            return
        sides = self._sides.selected()
        self.choice = PrintChoice(
            printer=self._picked(),
            pages=pages,
            copies=int(copies) if self._picked() else 1,
            duplex=_TURN in sides,
            shared=_SHARED in sides,
        )
        self.accept()

    def _fit(self) -> None:
        """Give the printers what the window leaves: they scroll, the buttons stay in sight."""
        theme = current_theme()
        tall = min(theme.px(_LISTED), self._printers.sizeHint().height())
        self._scroll.setFixedHeight(tall)
        window = self.parentWidget()
        needed = self._layout.totalHeightForWidth(self.width())
        over = needed - window.height() if window is not None else 0
        if over > 0:
            self._scroll.setFixedHeight(max(theme.px(_LEAST), tall - over))
        self.setMinimumHeight(self._layout.totalHeightForWidth(self.width()))
