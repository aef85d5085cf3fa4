"""The person: looked for first, entered only when nobody knows her."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.domain.entretien import Etape
from app.ui.interview.frame import StepPage, Trail
from app.ui.pages.personne.address_form import AddressForm
from app.ui.pages.personne.fields import Editors
from app.ui.pages.personne.identity_form import IdentityForm, rows_of
from app.ui.pages.personne.state import Field, Mode, PersonState
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

_TITLES = {
    Mode.SEARCH: (
        "Qui est la personne\u00a0?",
        "Cherchez-la d’abord\u00a0: elle est peut-être déjà venue.",
    ),
    Mode.NEW: ("Nouvelle personne", ""),
    Mode.KNOWN: ("", "Déjà connue ici"),
}
_ASKED_ANEW = (Field.FILTRE, Field.MOTIF)  # a search, and what reception asks every time
_GO_ON = {Mode.SEARCH: "No&uvelle personne", Mode.NEW: "&Continuer", Mode.KNOWN: "&Continuer"}


class PersonnePage(StepPage):
    """Shows a `PersonState`.

    Signals:
        search_changed: what is looked for.
        person_picked: the id of a known person.
        new_asked, household_asked, go_on_asked, details_asked: what the agent wants.
        edited: a `Field` and what stands in it.
        proposal_taken: the `Field` to write as it was proposed.
        end_asked: stop here and keep nothing; the agent has confirmed.
    """

    search_changed = Signal(str)
    person_picked = Signal(str)
    new_asked = Signal()
    household_asked = Signal()
    edited = Signal(object, str)
    details_asked = Signal()
    proposal_taken = Signal(object)
    go_on_asked = Signal()
    end_asked = Signal()

    def __init__(self, at: Etape | Trail = Etape.PERSONNE) -> None:
        super().__init__("Qui est la personne\u00a0?", at)
        self.set_window_title("Personne")
        self._mode: Mode | None = None
        self._mistakes: tuple[Field, ...] = ()
        self._came: Mapping[Field, str] = {}  # what stood here before anybody typed
        self._written: Mapping[Field, str] = {}
        self._search = SearchField(
            "&Nom ou prénom", name="personSearch", hint_text="Deux lettres suffisent."
        )
        self._search.query_changed.connect(self.search_changed)
        self._search.chosen.connect(self.person_picked)
        self._note = Banner()
        self._editors = Editors()
        self._editors.edited.connect(self.edited)
        self._editors.submitted.connect(self.go_on_asked)
        self._identity = IdentityForm(self._editors)
        self._identity.person_picked.connect(self.person_picked)
        self._address = AddressForm(self._editors)
        self._address.details_asked.connect(self.details_asked)
        self._address.proposal_taken.connect(self.proposal_taken)
        self._address.reason_picked.connect(self._reason_picked)
        for part in (self._search, self._note, self._identity, self._address):
            self.body.addWidget(part)
        self._make_answers()
        self.set_first_focus(self._search)

    def show_state(self, state: PersonState) -> None:
        """Show `state` and nothing else."""
        heading, subtitle = _TITLES[state.mode]
        self.set_heading(heading or state.name, subtitle)
        self.tell(Tone.DANGER, state.problem)
        searching = state.mode is Mode.SEARCH
        self._search.setVisible(searching)
        self._search.show_suggestions(rows_of(state.found), nothing=state.nothing)
        self._note.say(Tone.INFO, "" if searching else state.note)
        self._editors.show_lines(state)
        self._mistakes = tuple(state.mistakes)
        self._written = state.values
        for form in (self._identity, self._address):
            form.show_state(state)
            form.setVisible(not searching)
        self._household.setVisible(state.mode is Mode.KNOWN)
        self._stop.setVisible(bool(state.elsewhere) and not searching)
        self._back.setVisible(not searching)
        self._go_on.setText(_GO_ON[state.mode])
        self._go_on.setEnabled(not state.working)
        if state.mode is not self._mode:
            self._mode = state.mode
            self._came = state.values
            self._come(state.mode)

    @property
    @override
    def unkept(self) -> bool:
        return any(
            self._written.get(name, "") != self._came.get(name, "")
            for name in Field
            if name not in _ASKED_ANEW
        )

    def to_first_mistake(self) -> None:
        """Put the focus where something is missing or wrong."""
        for name in self._mistakes:
            place = (
                self._address.focus_reasons()
                if name is Field.MOTIF
                else self._editors.editor(name).editor
            )
            place.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(place)
            return

    def _come(self, mode: Mode) -> None:
        """Put the focus where one acts first in this mode."""
        places = {
            Mode.SEARCH: self._search,
            Mode.NEW: self._identity.nom.line,
            Mode.KNOWN: self._go_on,
        }
        self.set_first_focus(places[mode])
        self.to_top()
        self.take_focus()

    def _make_answers(self) -> None:
        self._back = secondary("&Retour", icon="retour", name="back")
        self._back.clicked.connect(self.ask_back)
        self._household = secondary("&Même foyer", icon="personnes", name="sameHousehold")
        self._household.setToolTip("Une autre personne qui vit à la même adresse")
        self._household.setAccessibleDescription("Une autre personne qui vit à la même adresse")
        self._household.clicked.connect(self.household_asked)
        self._stop = link("Arrêter là, sans rien garder", name="stopHere")
        self._stop.clicked.connect(self._ask_end)
        self._go_on = primary("&Continuer", icon="suite", name="goOn")
        self._go_on.clicked.connect(self.go_on_asked)
        self.add_answer(self._back, left=True)
        self.add_answer(self._stop, left=True)
        self.add_answer(self._household)
        self.add_answer(self._go_on)

    def _reason_picked(self, reason: str) -> None:
        self.edited.emit(Field.MOTIF, reason)

    def _ask_end(self) -> None:
        ask(
            Question(
                title="Arrêter l’entretien\u00a0?",
                text="Rien n’est gardé de la personne sur ce poste. L’entretien compte dans les "
                "nombres, sans aucun nom.",
                confirm="Arrêter et effacer",
                cancel="Revenir",
                destructive=True,
            ),
            self.end_asked.emit,
            self,
        )
