"""The small form that begins a report: which one, and for which period."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.pages.bilan.state import Choix
from app.ui.widgets.choice_list import ChoiceList
from app.ui.widgets.form_dialog import FormDialog

_MOST = 8


def begin_dialog(
    window: QWidget, choix: Choix, begin: Callable[[str, str, str], None]
) -> FormDialog:
    """Return the form; `begin` hears the report's code, its first and its last period."""
    dialog = FormDialog(
        "Commencer un bilan",
        window,
        about="Un bilan raconte des trimestres entiers et finis.",
        name="beginForm",
    )
    kinds: ChoiceList | None = None
    if len(choix.modeles) > 1:
        kinds = dialog.add_choice(
            "Quel bilan", list(choix.modeles), selected={choix.modeles[0][0]}, several=False
        )
    years: ChoiceList | None = None
    if choix.annees and choix.annuels:
        years = dialog.add_choice(
            "Quelle année", list(choix.annees), selected={choix.annees[0][0]}, several=False
        )
    firsts = lasts = None
    if len(choix.annuels) < len(choix.modeles):
        latest = list(choix.trimestres[:_MOST])
        firsts = dialog.add_choice(
            "Du trimestre", latest, selected={latest[min(3, len(latest) - 1)][0]}, several=False
        )
        lasts = dialog.add_choice("Au trimestre", latest, selected={latest[0][0]}, several=False)

    def done() -> bool:
        kind = _one(kinds) or choix.modeles[0][0]
        if kind in choix.annuels:
            year = _one(years)
            if not year:
                return dialog.refuse("Aucune année n’est encore finie.")
            begin(kind, year, year)
            return True
        first, last = _one(firsts), _one(lasts)
        if first > last:
            return dialog.refuse("Le premier trimestre vient après le dernier.")
        begin(kind, first, last)
        return True

    dialog.add_act("C&ommencer", done, icon="suite", name="beginNow", main=True)
    return dialog.finish()


def _one(choices: ChoiceList | None) -> str:
    picked = choices.selected() if choices is not None else ()
    return picked[0] if picked else ""
