"""The carnet de secours: print numbered papers ahead, see which are out, type those that return."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from app.domain.papier import FeuilleSecours
from app.ui.interview.turning import TurningRow
from app.ui.pages.carnet_secours.sheet_dialog import SheetDialog
from app.ui.pages.carnet_secours.state import CarnetState
from app.ui.pages.carnet_secours.words import COUNT, HINTS, KINDS, NOTHING, PROPOSED
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.data_list import DataList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import show_if
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone
from app.usecases.papers.secours import MOST, CarnetWanted

_SHOWN = 10
_ABOUT = (
    "Pour un jour sans électricité, sans ordinateur ou sans imprimante. Chaque papier porte un "
    "numéro que ce poste reconnaît\u00a0; personne n’y est nommé avant qu’on y écrive."
)


class CarnetPage(Page):
    """Shows a `CarnetState`.

    Signals:
        print_asked: a `CarnetWanted`.
        enter_asked: the number of a paper, and the day written on it.
        spoil_asked, put_back_asked: the number of a paper.
        back_asked: leave the page.
    """

    print_asked = Signal(object)
    enter_asked = Signal(str, str)
    spoil_asked = Signal(str)
    put_back_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, mistake: Callable[[str], str]) -> None:
        super().__init__("Carnet de secours", subtitle=_ABOUT)
        leave_by_escape(self, self.back_asked)
        self._mistake = mistake
        self._state = CarnetState()
        self._counts: dict[FeuilleSecours, LineField] = {}
        self._build_printing()
        self._sheets = Card("Papiers numérotés")
        self._out = hint("")
        self._list = DataList("Papiers numérotés")
        self._list.opened.connect(self._open)
        self._sheets.body.addWidget(self._out)
        self._sheets.body.addWidget(self._list)
        self._empty = EmptyState(
            "Aucun papier dehors",
            "Imprimez un carnet de secours, puis rangez-le avec des stylos. Au retour, choisissez "
            "ici le numéro du papier pour le saisir.",
            icon="imprimer",
        )
        for part in (self._sheets, self._empty):
            self.body.addWidget(part)
            part.hide()
        back = secondary("&Retour", icon="retour", name="back")
        back.clicked.connect(self.back_asked)
        self.add_answer(back, left=True)

    def show_state(self, state: CarnetState) -> None:
        """Show `state` and nothing else."""
        came = state.loaded and not self._state.loaded
        self._state = state
        self.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        for kind, field in self._counts.items():
            show_if(field, kind in state.kinds)
        show_if(self._printing, state.loaded)
        plural = "s" if state.out > 1 else ""
        self._out.setText(
            f"{state.out}\u00a0papier{plural} dehors. Entrée ouvre un papier pour le saisir."
            if state.out
            else "Aucun papier n’est dehors."
        )
        self._list.show_rows(
            [
                ListRow(id=row.numero, title=row.title, subtitle=row.about, pill=row.pill)
                for row in state.rows
            ]
        )
        self._list.setFixedHeight(self._list.height_of_rows(_SHOWN))
        show_if(self._sheets, bool(state.rows))
        show_if(self._empty, state.loaded and not state.rows)
        if came:
            first = self._counts[state.kinds[0]].line
            first.selectAll()
            self.set_first_focus(self._list if state.out else first)
            self.take_focus()

    def _build_printing(self) -> None:
        self._printing = Card("Imprimer un carnet de secours")
        line = TurningRow(needs=620, gap=Space.L)
        for kind, words in KINDS.items():
            field = LineField(words, name=f"count-{kind.value}", hint_text=HINTS[kind])
            field.line.setMaxLength(2)
            field.set_text(str(PROPOSED[kind]))
            field.submitted.connect(self._print)
            self._counts[kind] = field
            line.add(field, 1)
        button = primary("&Imprimer…", icon="imprimer", name="printCarnet")
        button.clicked.connect(self._print)
        self._printing.body.addWidget(line)
        self._printing.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._printing)
        self._printing.hide()

    def _print(self) -> None:
        counts: dict[FeuilleSecours, int] = {}
        for kind, field in self._counts.items():
            text = field.text() or "0"
            if kind not in self._state.kinds:
                continue
            if not text.isdecimal() or int(text) > MOST:
                field.set_error(COUNT)
                field.line.setFocus()
                return
            counts[kind] = int(text)
        if not any(counts.values()):
            first = self._counts[self._state.kinds[0]]
            first.set_error(NOTHING)
            first.line.setFocus()
            return
        self.print_asked.emit(
            CarnetWanted(
                entretiens=counts.get(FeuilleSecours.ENTRETIEN, 0),
                accords=counts.get(FeuilleSecours.ACCORD, 0),
                mandats=counts.get(FeuilleSecours.MANDAT, 0),
            )
        )

    def _open(self, numero: str) -> None:
        row = next((one for one in self._state.rows if one.numero == numero), None)
        if row is None:
            return
        dialog = SheetDialog(row, self._state.today, self._mistake, self.window())

        def enter(day: str) -> None:
            self.enter_asked.emit(numero, day)

        dialog.enter_asked.connect(enter)
        dialog.spoil_asked.connect(lambda: self.spoil_asked.emit(numero))
        dialog.back_asked.connect(lambda: self.put_back_asked.emit(numero))
        dialog.open()
