"""The structures of digital mediation: the list, one of them, how the list was read."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from app.ui.dossiers.fold import Fold
from app.ui.interview.notices import Notice
from app.ui.pages.structures.index_part import IndexPart, IndexState
from app.ui.pages.structures.list_part import ListPart
from app.ui.pages.structures.place_part import PlacePart
from app.ui.pages.structures.report_part import ReportPart
from app.ui.pages.structures.state import Shown, StructuresState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import column
from app.ui.widgets.leaving import leave
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_WIDTH = 1100
_KINDS = "Listes (*.csv *.json *.txt);;Tous les fichiers (*)"
_NONE = (
    "Cette liste vient du Département, par Synchroniser ou par clé USB, ou d’un fichier au "
    "standard national (CSV ou JSON) que le hub de votre territoire donne. Elle sert ensuite sans "
    "réseau."
)


class StructuresPage(Page):
    """Shows a `StructuresState`; with somebody to lead, it is a task with a way back.

    Signals:
        came: the page comes on screen.
        file_chosen: the `Path` of a list to take in.
        proposed_asked, put_away_asked: take the Département's list in, leave it aside.
        cancel_asked: stop the reading.
        report_asked: how the list in force was read.
        list_print_asked: the whole list on paper.
        siret_given: the SIRET of one's own structure.
        back_asked: Escape, or the way back.
    """

    came = Signal()
    file_chosen = Signal(object)
    proposed_asked = Signal()
    put_away_asked = Signal()
    cancel_asked = Signal()
    report_asked = Signal()
    list_print_asked = Signal()
    siret_given = Signal(str)
    back_asked = Signal()

    def __init__(self, *, leads: bool = False) -> None:
        super().__init__("Orienter vers une structure" if leads else "Structures", width=_WIDTH)
        self._leads = leads
        self._said = ("", Tone.SUCCESS)
        self._known = ""
        self.list, self.place, self.report = ListPart(), PlacePart(), ReportPart()
        self.index, self._has_index = IndexPart(), False
        self.report.close_asked.connect(self.back_asked)
        self.place.back_asked.connect(self._leave)
        self._whom = strong("")
        self._points = hint("")
        self._own = Banner()
        self._none = EmptyState("Aucune liste pour le moment", _NONE, icon="structure")
        self._actions_of_the_list()
        for part in (
            self._whom, self._points, self._make_proposed(), self._own, self._make_progress(),
            self._none, self.list, self._make_siret(), self.index, self.place, self.report,
        ):  # fmt: skip
            self.body.addWidget(part)
            part.hide()
        self.set_first_focus(self.list.search)
        if leads:
            back = secondary("Re&venir", icon="retour", name="leaveStructures")
            back.clicked.connect(self._leave)
            self.add_answer(back, left=True)

    def show_state(self, state: StructuresState) -> None:
        """Show `state` and nothing else."""
        heading = "Orienter vers une structure" if self._leads else "Structures"
        self.set_heading(heading, state.about)
        if self._said != (state.said, state.tone):
            self._said = (state.said, state.tone)
            self.say(state.tone, state.said)
        listed, reading = state.shown is Shown.LIST, state.progress is not None
        there = state.loaded and not state.empty
        self._import.setVisible(state.may_change and not self._leads and listed and not reading)
        self._print.setVisible(there and listed and not reading)
        self._last.setVisible(state.has_report and not self._leads and listed and not reading)
        self._whom.setText(state.whom)
        self._whom.setVisible(bool(state.whom))
        self._points.setText(state.points)
        self._points.setVisible(bool(state.points) and listed)
        offers = listed and not self._leads and not reading
        self._proposed.say(Tone.INFO, state.proposed)
        self._offer.setVisible(bool(state.proposed) and offers)
        self._own.say(
            state.own_tone, "" if self._leads or state.shown is Shown.PLACE else state.own
        )
        self._siret.setVisible(state.siret is not None and offers)
        if state.siret is not None and state.siret != self._known:  # else it is being typed
            self._known = state.siret
            self._siret_line.set_text(state.siret)
        self._siret_line.set_error(state.siret_mistake)
        self.index.setVisible(self._has_index and state.loaded and offers)
        self._show_progress(state)
        came = state.loaded and self._none.isHidden() and self.list.isHidden() and listed
        self._none.setVisible(state.loaded and state.empty and listed and not reading)
        self.list.setVisible(there and listed and not reading)
        if there:
            self.list.show_state(state.search)
        self.place.setVisible(state.shown is Shown.PLACE)
        self.place.show_state(state.place)
        self.report.setVisible(state.shown is Shown.REPORT)
        self.report.show_state(state.report)
        if came and not reading and self.isVisible():
            self.take_focus()

    def show_index(self, state: IndexState) -> None:
        """Show the territory's index and nothing else of the page."""
        self._has_index = state.wanted and not self._leads
        self.index.show_index(state)

    def to_top_of(self, shown: Shown) -> None:
        """Put the focus where this part of the page begins."""
        self.to_top()
        if shown is Shown.PLACE:
            self.place.to_start()
        elif shown is Shown.REPORT:
            self.report.to_start()
        else:
            self.list.to_results()

    @override
    def take_focus(self) -> None:
        """Give the focus to the search, to what brings a list while there is none."""
        if self.place.isVisible() or self.report.isVisible():
            return  # somebody comes back to what he was reading
        first = self.list.search if self.list.isVisibleTo(self) else self._import
        self.set_first_focus(first)
        super().take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._reading.isVisible():
                self.cancel_asked.emit()
            else:
                self._leave()
            return
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _leave(self) -> None:
        leave(self.back_asked.emit, self)

    @property
    @override
    def unkept(self) -> bool:
        return not self.place.isHidden() and self.place.is_begun

    def _actions_of_the_list(self) -> None:
        self._print = secondary("I&mprimer la liste", icon="imprimer", name="printList")
        self._print.clicked.connect(self.list_print_asked)
        self._import = secondary("&Importer une liste…", icon="ajouter", name="importList")
        self._import.clicked.connect(self._choose)
        self._last = link("Rapport de lecture", name="lastReport")
        self._last.clicked.connect(self.report_asked)
        for button in (self._last, self._print, self._import):
            self.add_action(button)
            button.hide()

    def _make_proposed(self) -> QWidget:
        whole = QWidget()
        layout = column(whole, gap=Space.S)
        self._proposed = Notice("", "La mettre &en service", name="takeProposed")
        self._proposed.asked.connect(self.proposed_asked)
        self._aside = link("Ne pas la prendre", name="putAway")
        self._aside.clicked.connect(self.put_away_asked)
        layout.addWidget(self._proposed)
        layout.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer = whole
        return whole

    def _make_siret(self) -> QWidget:
        self._siret = Fold("Votre structure dans cette liste", name="ownStructure")
        layout = self._siret.body
        self._siret_line: LineField = LineField(
            "&SIRET de votre structure",
            name="siret",
            hint_text="Il la reconnaît dans la liste, même sous un autre nom.",
            optional=True,
            max_length=20,
        )
        self._siret_line.submitted.connect(self._give_siret)
        keep = secondary("Enregistrer le SIRET", name="keepSiret")
        keep.clicked.connect(self._give_siret)
        layout.addWidget(self._siret_line)
        layout.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        return self._siret

    def _make_progress(self) -> QWidget:
        self._reading = QWidget()
        self._working = body("")
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Lecture de la liste")
        self._bar.setTextVisible(False)
        self._stop = secondary("&Arrêter", name="stopImport")
        self._stop.clicked.connect(self.cancel_asked)
        layout = column(self._reading, gap=Space.S)
        layout.addWidget(self._working)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        return self._reading

    def _show_progress(self, state: StructuresState) -> None:
        came = state.progress is not None and not self._reading.isVisible()
        self._reading.setVisible(state.progress is not None)
        self._working.setText(state.working)
        if state.progress is not None:
            self._bar.setValue(state.progress)
        if came:
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Importer une liste", "", _KINDS)
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _give_siret(self) -> None:
        self.siret_given.emit(self._siret_line.text())
