"""The language in which the person's papers are followed by a translation."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.documents.languages import FRENCH, Language
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.theme.tokens import Space
from app.ui.widgets.labels import hint, strong
from app.ui.widgets.layouts import column

_NAME = "Langue des papiers"
_FRENCH_ONLY = "Le français seul."
_BOTH = "Le papier en français, puis la traduction. Seul le texte français a valeur."
_UNREVIEWED = " Traduction non relue\u00a0: dites-le à la personne."


class PaperLanguage(QWidget):
    """Shows the languages that there are, French first.

    Signals:
        picked: the code of a language.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paperLanguage")
        self._choice = ShortChoice(_NAME)
        self._choice.answered.connect(self.picked)
        self._about = hint("")
        lines = column(self, gap=Space.S)
        lines.addWidget(strong(_NAME))
        lines.addWidget(self._choice)
        lines.addWidget(self._about)

    def show_languages(self, languages: Sequence[Language], chosen: str) -> None:
        """Show these languages and the one that is chosen; nothing where there is only French."""
        self.setVisible(bool(languages))
        shorts = [Short(FRENCH, "Français", f"{_NAME}\u00a0: français seul")]
        shorts += [
            Short(one.code, one.name, f"{_NAME}\u00a0: français et {one.french}")
            for one in languages
        ]
        self._choice.show_choices(shorts, chosen)
        other = next((one for one in languages if one.code == chosen), None)
        self._about.setText(_about(other))


def _about(other: Language | None) -> str:
    if other is None:
        return _FRENCH_ONLY
    return _BOTH if other.reviewed else _BOTH + _UNREVIEWED
