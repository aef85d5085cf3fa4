"""The offset of each printer, and the test page that tells what it should be."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from app.documents.window import MOST_MM, Offset
from app.ui.messages import failure_text
from app.ui.printing.choice import PrintChoice
from app.ui.printing.desk import Printed, Sheaf, current_desk
from app.ui.printing.run import Item
from app.ui.tasks import TaskRunner
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import hint
from app.ui.widgets.tones import Tone
from app.usecases.interview.papers import ProducedPaper

_ABOUT = (
    "L’adresse d’une lettre doit se lire dans la fenêtre de l’enveloppe. Imprimez la page d’essai, "
    "mesurez l’écart, notez-le ici. Chaque imprimante a le sien."
)
_WRONG = f"Un nombre de millimètres, de -{MOST_MM:.0f} à {MOST_MM:.0f}. Par exemple\u00a0: 1,5"
_NONE = "Cet ordinateur ne connaît aucune imprimante en ce moment."


class OffsetCard(Card):
    """Keeps the offset of the picked printer; « Page d’essai » keeps it and prints the page.

    `make` gives the test page for an offset, in `runner`'s thread.

    Signals:
        printed: the test page went to a printer.
    """

    printed = Signal()

    def __init__(self, runner: TaskRunner, make: Callable[[Offset], ProducedPaper]) -> None:
        super().__init__("Enveloppe à fenêtre", about=_ABOUT)
        self._runner, self._make = runner, make
        self._names: list[str] = []
        self._shown = ("", "")
        self._banner = Banner()
        self._none = hint(_NONE)
        self._printers = ChoiceList("Imprimante à régler")
        self._printers.setObjectName("offsetPrinters")
        self._printers.answered.connect(self._show_offset)
        self._right = LineField(
            "Vers la droite (mm)", name="offsetRight", hint_text="Négatif\u00a0: vers la gauche"
        )
        self._down = LineField(
            "Vers le bas (mm)", name="offsetDown", hint_text="Négatif\u00a0: vers le haut"
        )
        for field in (self._right, self._down):
            field.submitted.connect(self._keep)
        self._keep_button = primary("Enregistrer le décalage", icon="fait", name="keepOffset")
        self._try_button = secondary("Page d’essai…", icon="imprimer", name="tryOffset")
        self._keep_button.clicked.connect(self._keep)
        self._try_button.clicked.connect(self._try)
        buttons = flow(gap=Space.M)
        buttons.addWidget(self._keep_button)
        buttons.addWidget(self._try_button)
        for part in (self._banner, self._none, self._printers, self._right, self._down):
            self.body.addWidget(part)
        self.body.addLayout(buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Ask again which printers there are: one may have been plugged in."""
        if not event.spontaneous() and not self.is_begun:
            self._show_printers()
        super().showEvent(event)

    @property
    def is_begun(self) -> bool:
        """Tell whether an offset is typed that is not kept."""
        return self._typed() != self._shown

    def _typed(self) -> tuple[str, str]:
        return self._right.text(), self._down.text()

    def _show_printers(self) -> None:
        desk = current_desk()
        self._names = sorted({*desk.printers.names(), *desk.memory.known_printers()})
        known = desk.proposed("lettre").printer
        picked = known if known in self._names else next(iter(self._names), "")
        self._printers.show_choices(
            [Choice(str(place), name) for place, name in enumerate(self._names)],
            selected=[str(self._names.index(picked))] if picked else [],
            keys=False,
        )
        some = bool(self._names)
        self._none.setVisible(not some)
        for part in (self._printers, self._right, self._down, self._keep_button):
            part.setVisible(some)
        self._show_offset()

    def _picked(self) -> str:
        code = next(iter(self._printers.selected()), "")
        return self._names[int(code)] if code else ""

    def _show_offset(self) -> None:
        offset = current_desk().memory.shift(self._picked())
        self._right.set_text(_written(offset.right_mm))
        self._down.set_text(_written(offset.down_mm))
        self._shown = self._typed()
        for field in (self._right, self._down):
            field.set_error("")

    def _keep(self) -> bool:
        """Keep what is typed; tell whether it could be."""
        figures: list[float] = []
        for field in (self._right, self._down):
            figure = _read(field.text())
            if figure is None:
                field.set_error(_WRONG)
                field.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
            figures.append(figure)
        offset = Offset(right_mm=figures[0], down_mm=figures[1])
        current_desk().memory.keep_shift(self._picked(), offset)
        self._shown = self._typed()
        self._banner.say(
            Tone.SUCCESS, "Décalage enregistré. Les lettres suivantes en tiennent compte."
        )
        return True

    def _try(self) -> None:
        printer = self._picked()
        desk = current_desk()
        if printer:
            if not self._keep():
                return
            known = desk.memory.choice("enveloppe")
            desk.memory.keep(
                "enveloppe",
                PrintChoice(
                    printer=printer, duplex=known.duplex, shared=desk.memory.is_shared(printer)
                ),
            )
        title = "Page d’essai\u00a0: enveloppe à fenêtre"
        sheaf = Sheaf(
            kind="enveloppe",
            title=title,
            file_name="page-d-essai-enveloppe.pdf",
            items=lambda offset: [Item(id="", words=title, make=partial(self._make, offset))],
            pages=1,
        )
        desk.print_sheaf(sheaf, self._runner, self, self._ended)

    def _ended(self, printed: Printed) -> None:
        if printed.outcome.failure is not None:
            self._banner.say(Tone.DANGER, failure_text(printed.outcome.failure))
        elif printed.outcome.done:
            self._banner.say(Tone.SUCCESS, "Page d’essai envoyée.")
            self.printed.emit()


def _written(millimetres: float) -> str:
    return f"{millimetres:g}".replace(".", ",")


def _read(text: str) -> float | None:
    """Return the millimetres that were typed, None when they are none or too many."""
    try:
        figure = float(text.replace(",", ".").replace("\u2212", "-") or "0")
    except ValueError:
        return None
    return round(figure, 1) if abs(figure) <= MOST_MM else None  # « nan » compares to nothing
