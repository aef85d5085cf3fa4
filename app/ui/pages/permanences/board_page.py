"""« Permanences »: who receives where today, the places, closures, what was held."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from app.ui.dates import day_words
from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import RowsPart
from app.ui.interview.notices import Notice
from app.ui.pages.permanences.state import BoardState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import secondary
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDTH = 1100
_SHOWN = 40
_DRAFT = (
    "L’affiche n’est pas validée par l’autre partie de la convention\u00a0: "
    "elle porte «\u00a0Projet\u00a0»."
)
_CHANGED = (
    "Le texte de l’affiche a changé depuis son accord\u00a0: elle porte «\u00a0Projet\u00a0»."
)


class BoardPage(Page):
    """Shows a `BoardState`.

    Signals:
        came: the page comes on screen; what it shows may be old.
        place_opened: the id of a place. place_added: a new one is wanted.
        today_opened, held_opened: the id of a row.
        periode_opened: the id of a dated exception. periode_asked: a new one is wanted.
        note_asked: a permanence that nobody opened here is to be noted.
        posters_asked: posters are wanted. agenda_asked: the openings as a file for an agenda.
        agreement_asked: who agreed to the poster is to be noted, or taken back.
    """

    came = Signal()
    place_opened = Signal(str)
    place_added = Signal()
    today_opened = Signal(str)
    held_opened = Signal(str)
    periode_opened = Signal(str)
    periode_asked = Signal()
    note_asked = Signal()
    posters_asked = Signal()
    agenda_asked = Signal()
    agreement_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Permanences", width=_WIDTH)
        self._said = ("", "")
        self._loaded = False
        self._posters = secondary("A&ffiches…", icon="imprimer", name="posters")
        self._note = secondary("&Noter une permanence tenue…", icon="fait", name="noteHeld")
        self._agenda = secondary("Pour mon a&genda (.ics)…", icon="enregistrer", name="saveAgenda")
        self._posters.clicked.connect(self.posters_asked)
        self._agenda.clicked.connect(self.agenda_asked)
        self._note.clicked.connect(self.note_asked)
        self.add_action(self._posters)
        self.add_action(self._note)
        self._posters.hide()
        self._note.hide()
        self.today = RowsPart("Permanences d’aujourd’hui", name="todayPlaces")
        self._none_today = hint("Aucune permanence n’est prévue aujourd’hui.")
        self._none_today.setObjectName("noneToday")
        self.left_open = RowsPart("À fermer", name="leftOpen")
        self._agreement = Notice(_DRAFT, "Noter l’accord…", name="goAgreement")
        self._agreed = hint("")
        self._agreed.setObjectName("agreedWords")
        self._summary = hint("")
        self._summary.setObjectName("placesSummary")
        self.lieux = RowsPart("Lieux", name="places", rows_shown=_SHOWN)
        self.periodes = RowsPart(
            "Fermetures, vacances, ouvertures exceptionnelles", name="periodes"
        )
        self._add = secondary("&Ajouter un lieu", icon="ajouter", name="addPlace")
        self._close = secondary("Fer&meture ou vacances…", icon="horloge", name="addPeriode")
        self._undo = secondary("Accord de l’affic&he…", icon="modifier", name="changeAgreement")
        self._add.clicked.connect(self.place_added)
        self._close.clicked.connect(self.periode_asked)
        self._undo.clicked.connect(self.agreement_asked)
        self._held_fold = Fold("Permanences tenues", name="heldFold")
        self.held = RowsPart("Depuis un an", name="held", rows_shown=_SHOWN)
        self._held_fold.body.addWidget(self.held)
        self._closed_fold = Fold("Lieux où l’on ne reçoit plus", name="closedFold")
        self.fermes = RowsPart("Lieux fermés", name="closedPlaces")
        self._closed_fold.body.addWidget(self.fermes)
        self._empty = EmptyState(
            "Aucun lieu",
            "Le référent ajoute les lieux où vous recevez, avec leurs horaires\u00a0: ils "
            "viendront ici et sur les affiches.",
            icon="permanence",
        )
        self._build_body()
        self._connect()

    def show_state(self, state: BoardState) -> None:
        """Show `state` and nothing else."""
        if (state.said, state.problem) != self._said:
            self._said = (state.said, state.problem)
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        open_before = [one.row for one in state.held if not one.closed]
        now_open = {one.tenue_id for one in state.today}
        self.today.show_rows([one.row for one in state.today])
        self._none_today.setVisible(state.loaded and bool(state.lieux) and not state.today)
        self.left_open.show_rows([one for one in open_before if one.id not in now_open])
        self._show_agreement(state)
        self._summary.setText(state.summary)
        self._summary.setVisible(bool(state.lieux))
        self.lieux.show_rows(state.lieux)
        self.periodes.show_rows(state.periodes)
        closed = [one.row for one in state.held if one.closed]
        self.held.show_rows(closed)
        self._held_fold.set_words(f"Permanences tenues depuis un an ({len(closed)})")
        self._held_fold.setVisible(bool(closed))
        self.fermes.show_rows(state.fermes)
        self._closed_fold.setVisible(bool(state.fermes))
        self._empty.setVisible(state.loaded and not state.lieux)
        self._add.setVisible(state.may_change)
        self._close.setVisible(state.may_change and bool(state.lieux))
        self._posters.setVisible(bool(state.posters))
        self._agenda.setVisible(state.has_hours)
        self._note.setVisible(bool(state.lieux))
        self.set_first_focus(self._first_place(state))
        if state.loaded and not self._loaded:
            self._loaded = True
            self.take_focus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _first_place(self, state: BoardState) -> "QWidget":
        if state.today:
            return self.today.rows
        return self.lieux.rows if state.lieux else self._add

    def _show_agreement(self, state: BoardState) -> None:
        found = state.agreement
        good = found is not None and found.en_vigueur
        wanted = state.needs_agreement and not good and state.loaded
        self._agreement.say(Tone.INFO, (_CHANGED if found else _DRAFT) if wanted else "")
        self._agreement.set_button_shown(shown=state.may_change)
        words = ""
        if good and found is not None:
            words = f"Affiche validée par {found.par} le {day_words(found.le)}"
            words += f", noté par {found.note_par}." if found.note_par else "."
        self._agreed.setText(words)
        self._agreed.setVisible(bool(words))
        self._undo.setVisible(bool(words) and state.may_change)

    def _build_body(self) -> None:
        buttons = flow(gap=Space.M)
        self._agenda.hide()
        for button in (self._add, self._close, self._undo, self._agenda):
            buttons.addWidget(button)
        parts: list[QWidget] = [
            self.today,
            self._none_today,
            self.left_open,
            self._agreement,
            self._summary,
            self._empty,
            self.lieux,
            self.periodes,
        ]
        for part in parts:
            self.body.addWidget(part)
            part.hide()
        self.body.addLayout(buttons)
        below = (self._agreed, self._held_fold, self._closed_fold)
        for part in below:
            self.body.addWidget(part)
            part.hide()

    def _connect(self) -> None:
        self.today.opened.connect(self.today_opened)
        self.left_open.opened.connect(self.held_opened)
        self.lieux.opened.connect(self.place_opened)
        self.fermes.opened.connect(self.place_opened)
        self.periodes.opened.connect(self.periode_opened)
        self.held.opened.connect(self.held_opened)
        self._agreement.asked.connect(self.agreement_asked)
