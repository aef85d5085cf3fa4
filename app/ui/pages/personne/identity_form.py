"""Who the person is: only what the convention allows to note."""

from PySide6.QtCore import Qt, Signal

from app.ui.interview.short_choice import Short
from app.ui.interview.turning import TurningRow
from app.ui.pages.personne.fields import Editors
from app.ui.pages.personne.state import Field, FoundRow, Mode, PersonState
from app.ui.widgets.banner import Banner
from app.ui.widgets.card import Card
from app.ui.widgets.data_list import DataList
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.tones import Pill, Tone

_CIVILITES = (Short("Madame", "Madame"), Short("Monsieur", "Monsieur"), Short("", "Non précisé"))
_SHOWN = 4


class IdentityForm(Card):
    """Shows names, civility and age band, and who may be the same person.

    Signals:
        person_picked: the id of the known person who it is.
    """

    person_picked = Signal(str)

    def __init__(self, editors: Editors) -> None:
        super().__init__("Identité")
        self._editors = editors
        self._civilite = editors.choice(Field.CIVILITE, "Civilité", optional=True)
        names = TurningRow(needs=560)
        self.nom = editors.line(Field.NOM, "&Nom", most=60)
        for name in (self.nom, editors.line(Field.PRENOM, "&Prénom", most=60)):
            names.add(name, 1)
            names.line.setAlignment(name, Qt.AlignmentFlag.AlignTop)
        self._maybe = Banner()
        self._doubles = DataList("Personnes qui sont peut-être la même")
        self._doubles.opened.connect(self.person_picked)
        self._age = editors.choice(Field.TRANCHE_AGE, "Tranche d’âge", optional=True)
        for part in (self._civilite, names, self._maybe, self._doubles, self._age):
            self.body.addWidget(part)

    def show_state(self, state: PersonState) -> None:
        """Show `state`."""
        self._civilite.setVisible(state.asks_civilite)
        self._editors.show_choices(Field.CIVILITE, _CIVILITES, state)
        self._age.setVisible(bool(state.ages))
        ages = [Short(code, label) for code, label in state.ages]
        self._editors.show_choices(Field.TRANCHE_AGE, [*ages, Short("", "Non précisé")], state)
        doubles = state.doubles if state.mode is Mode.NEW else ()
        self._maybe.say(
            Tone.WARNING,
            "Cette personne est peut-être déjà connue. Si c’est elle, choisissez-la "
            "ci-dessous\u00a0: rien ne sera à retaper."
            if doubles
            else "",
        )
        self._doubles.show_rows(rows_of(doubles))
        self._doubles.setVisible(bool(doubles))
        self._doubles.setFixedHeight(self._doubles.height_of_rows(_SHOWN))


def rows_of(found: tuple[FoundRow, ...]) -> list[ListRow]:
    """Return known persons as rows; a colleague's says so."""
    return [
        ListRow(
            id=one.id,
            title=one.name,
            subtitle=one.about,
            pill=None if one.mine else Pill("Suivie par un collègue", Tone.NEUTRAL),
        )
        for one in found
    ]
