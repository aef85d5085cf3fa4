"""Synchroniser: what waits, one button, and what became of everything."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.dossiers.lists import RowsPart
from app.ui.pages.synchroniser.slices_card import SlicesCard
from app.ui.pages.synchroniser.state import ItemLine, ReportDetail, SyncState
from app.ui.pages.synchroniser.stick_card import StickCard
from app.ui.pages.synchroniser.words import progress_words
from app.ui.theme.tokens import Space
from app.ui.widgets.announcement_card import AnnouncementCard
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint, section, strong
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.moments import stop_by_escape, when_it_comes
from app.ui.widgets.page import Page
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill

_SHOWN = 10
_BY_ITSELF = "Synchroniser aussi quand le réseau revient"
_BY_ITSELF_HINT = "Seulement si des prescriptions attendent. Passerelle ne cherche pas le réseau."
_SUBTITLE = "Envoyer les prescriptions, recevoir les décisions"
_SUBTITLE_OF_NUMBERS = "Transmettre les nombres des mois finis, recevoir ce qui est publié"
_INACTIVE = (
    "Vos prescriptions sont gardées ici et attendent. Pour les envoyer, saisissez le code "
    "d’activation donné par le Département."
)
_INACTIVE_WITH_NUMBERS = (
    "Cette convention ne fait envoyer aucune prescription\u00a0: rien n’attend. Pour transmettre "
    "des nombres sans nom, saisissez le code d’activation, si l’on vous en donne un."
)


class SynchroniserPage(Page):
    """Shows a `SyncState`; `sends` tells whether the convention has prescriptions sent.

    Signals:
        came: the page comes on screen; what it shows may be old.
        synchronise_asked, cancel_asked: start, stop.
        report_opened: the id of a report.
        item_opened: the id of a prescription named by a report.
        settings_asked: the way to the activation.
        automatic_chosen: whether this laptop synchronises when the network comes back.
    """

    came = Signal()
    synchronise_asked = Signal()
    cancel_asked = Signal()
    report_opened = Signal(str)
    item_opened = Signal(str)
    settings_asked = Signal()
    automatic_chosen = Signal(bool)

    def __init__(self, *, sends: bool = True) -> None:
        super().__init__("Synchroniser", subtitle=_SUBTITLE if sends else _SUBTITLE_OF_NUMBERS)
        self._make_card()
        self._inactive = EmptyState(
            "Ce poste n’est pas encore connu du Département",
            _INACTIVE if sends else _INACTIVE_WITH_NUMBERS,
            icon="reseau",
            action="Saisir le code d’activation",
        )
        self._inactive.action_asked.connect(self.settings_asked)
        self._reports = RowsPart("Derniers échanges", name="reports", rows_shown=_SHOWN)
        self._reports.opened.connect(self.report_opened)
        self._detail = Card()
        self._detail_body = column(gap=Space.M)
        self._detail.body.addLayout(self._detail_body)
        self._shown: ReportDetail | None = None
        self.stick = StickCard()
        self.slices = SlicesCard()
        self.slices.focus_lost.connect(self.take_focus)
        self._announcement = AnnouncementCard(name="announcement", can_be_put_away=False)
        for part in (
            self._inactive,
            self._card,
            self.slices,
            self.stick,
            self._detail,
            self._announcement,
            self._reports,
        ):
            self.body.addWidget(part)
            part.hide()
        when_it_comes(self, self.came)
        stop_by_escape(self, self._progress, self.cancel_asked)
        self._came = False

    def show_state(self, state: SyncState) -> None:
        """Show `state` and nothing else."""
        if state.result != self.banner.text:
            self.say(state.tone, state.result)
        self._inactive.setVisible(state.loaded and not state.active)
        self._card.setVisible(state.active or bool(state.loaded and state.waiting))
        self._waiting.setText(state.waiting)
        self._last.setText(_last_words(state))
        self._last.setVisible(bool(self._last.text()))
        waited = self._stop.hasFocus()  # hiding it would send the focus somewhere else
        if not state.running and waited:
            self._start.setVisible(True)
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._progress.setVisible(state.running)
        if state.running:
            self._show_progress(state)
        self._start.setVisible(state.by_network and not state.running)
        self._automatic.setVisible(state.by_network)
        self._automatic.setChecked(state.automatic)
        self._reports.show_rows(state.reports)
        self._show_detail(state.detail)
        self._announcement.show_words(state.announcement)
        self.set_first_focus(self._first_of(state))
        if state.loaded and not self._came:
            self._came = True
            self.take_focus()

    def _first_of(self, state: SyncState) -> QWidget:
        if not state.active:
            return self._inactive
        return self._start if state.by_network else self.stick.prepare

    def _make_card(self) -> None:
        self._card = Card()
        self._waiting = strong("")
        self._waiting.setObjectName("waiting")
        self._last = hint("")
        self._start = primary("&Synchroniser", icon="synchroniser", name="synchronise")
        self._start.clicked.connect(self.synchronise_asked)
        self._progress = QWidget()
        self._words = body("")
        self._words.setObjectName("progressWords")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = secondary("&Arrêter", icon="fermer", name="cancelSync")
        self._stop.clicked.connect(self.cancel_asked)
        inside = column(self._progress, gap=Space.S)
        inside.addWidget(self._words)
        inside.addWidget(self._bar)
        inside.addWidget(hint("Vous pouvez continuer à travailler pendant ce temps."))
        inside.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addWidget(self._waiting)
        self._card.body.addWidget(self._last)
        self._card.body.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addWidget(self._progress)
        self._automatic = CheckRow()
        self._automatic.setObjectName("automaticSync")
        self._automatic.show_answer(Answer(_BY_ITSELF, _BY_ITSELF_HINT))
        self._automatic.clicked.connect(self.automatic_chosen)
        self._card.body.addWidget(self._automatic)

    def _show_progress(self, state: SyncState) -> None:
        progress = state.progress
        words = "Arrêt à la prochaine étape…" if state.stopping else ""
        if progress is not None:
            words = words or progress_words(progress)
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.sent)
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._stop.setEnabled(not state.stopping)
        if self._start.hasFocus():
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self, detail: ReportDetail | None) -> None:
        self._detail.setVisible(detail is not None)
        if detail is self._shown or detail == self._shown:
            return
        self._shown = detail
        clear(self._detail_body)
        if detail is None:
            return
        self._detail.setAccessibleName(detail.heading)
        self._detail_body.addWidget(section(detail.heading))
        self._detail_body.addWidget(body(detail.sentence))
        for item in detail.items:
            self._detail_body.addWidget(self._item(item))

    def _item(self, item: ItemLine) -> QWidget:
        part = QWidget()
        words = column(part, gap=Space.XS)
        heading = flow(gap=Space.S)
        if item.row.id:
            button = link(item.row.title, name=f"item-{item.row.id}")
            button.clicked.connect(lambda: self.item_opened.emit(item.row.id))
            heading.addWidget(button)
        else:
            heading.addWidget(hint(item.row.title))
        heading.addWidget(StatePill(item.row.pill or Pill("")))
        words.addLayout(heading)
        if item.sentence:
            words.addWidget(body(item.sentence))
        return part


def _last_words(state: SyncState) -> str:
    if not state.active:
        return ""
    service = f" avec {state.service}" if state.service else ""
    if state.last_success:
        return f"Dernière synchronisation réussie{service}\u00a0: {state.last_success}."
    return f"Aucune synchronisation réussie pour le moment{service}."
