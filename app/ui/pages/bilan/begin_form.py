"""The small form that begins a report: which one, and for which period."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.pages.bilan.state import Choix
from app.ui.widgets.chip_row import ChipField
from app.ui.widgets.form_dialog import FormDialog

_MOST = 16  # a term of three years, and some
_YEAR = 4  # quarters


class BeginForm:
    """Asks for a kind of report, then for a year or for two quarters; `begin` hears the answers."""

    def __init__(
        self, window: QWidget, choix: Choix, begin: Callable[[str, str, str], None]
    ) -> None:
        self._choix, self._begin = choix, begin
        self.dialog = FormDialog(
            "Commencer un bilan",
            window,
            about="Un bilan raconte des trimestres entiers et finis.",
            name="beginForm",
        )
        self._kinds = self._kind_field()
        self._years = self._year_field()
        self._firsts, self._lasts = self._quarter_fields()
        self.dialog.add_act("C&ommencer", self._done, icon="suite", name="beginNow", main=True)
        self.dialog.finish()
        self._show()

    def _kind_field(self) -> ChipField | None:
        if len(self._choix.modeles) == 1:
            return None
        kinds = self.dialog.add_chips(
            "Quel bilan",
            list(self._choix.modeles),
            selected=self._choix.modeles[0][0],
            name="reportKind",
        )
        kinds.answered.connect(self._show)
        return kinds

    def _year_field(self) -> ChipField | None:
        years = list(self._choix.annees)
        if not years or not self._choix.annuels:
            return None
        return self.dialog.add_chips("Quelle année", years, selected=years[0][0], name="reportYear")

    def _quarter_fields(self) -> tuple[ChipField | None, ChipField | None]:
        if len(self._choix.annuels) == len(self._choix.modeles):
            return None, None
        latest = list(self._choix.trimestres[:_MOST])
        first = latest[min(_YEAR, len(latest)) - 1][0]
        add = self.dialog.add_chips
        return (
            add("Du trimestre", latest, selected=first, name="reportFirst"),
            add("Au trimestre", latest, selected=latest[0][0], name="reportLast"),
        )

    @property
    def _kind(self) -> str:
        return _one(self._kinds) or self._choix.modeles[0][0]

    def _show(self, _codes: object = ()) -> None:
        annual = self._kind in self._choix.annuels
        for field, wanted in (
            (self._years, annual),
            (self._firsts, not annual),
            (self._lasts, not annual),
        ):
            if field is not None:
                field.setVisible(wanted)
        self.dialog.refit()

    def _done(self) -> bool:
        if self._kind in self._choix.annuels:
            first = last = _one(self._years)
        else:
            first, last = _one(self._firsts), _one(self._lasts)
        if not first or not last:
            return self.dialog.refuse("Aucune année n’est encore finie.")
        if first > last:
            return self.dialog.refuse("Le premier trimestre vient après le dernier.")
        self._begin(self._kind, first, last)
        return True


def _one(field: ChipField | None) -> str:
    picked = field.chips.selected() if field is not None else ()
    return picked[0] if picked else ""
