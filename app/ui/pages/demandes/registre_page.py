"""« Demandes et incidents »: what has to leave within hours, and what is over."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import RowsPart
from app.ui.pages.demandes.registre_state import RegisterState
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import hint
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_WIDTH = 1100
_MINUTE_MS = 60_000
_SHOWN = 40


class RegistrePage(Page):
    """Shows a `RegisterState`.

    Signals:
        came: what is shown may be old: the page comes on screen, or a minute went by on it.
        opened: the id of a row.
        request_asked, breach_asked: something new is to be noted.
    """

    came = Signal()
    opened = Signal(str)
    request_asked = Signal()
    breach_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Demandes et incidents", width=_WIDTH)
        self._problem = ""
        self._note = primary("&Noter une demande", icon="ajouter", name="newRequest")
        self._breach = secondary("&Déclarer une violation…", icon="attention", name="newBreach")
        self._note.clicked.connect(self.request_asked)
        self._breach.clicked.connect(self.breach_asked)
        self.add_action(self._note)
        self.add_action(self._breach)
        self._rule = hint("")
        self._rule.setObjectName("delayRule")
        self.requests = RowsPart("Demandes en cours", name="openRequests", rows_shown=_SHOWN)
        self.breaches = RowsPart("Violations en cours", name="openBreaches", rows_shown=_SHOWN)
        self.closed = RowsPart("Terminées", name="closedRows", rows_shown=_SHOWN)
        self._over = Fold("Demandes et violations closes", name="closedRegister")
        self._over.body.addWidget(self.closed)
        self._nothing = EmptyState(
            "Aucune demande, aucune violation",
            "Une personne demande à voir, corriger ou effacer ses données\u00a0? Un ordinateur "
            "est perdu\u00a0? Notez-le ici\u00a0: le délai court dès que vous le savez.",
            icon="succes",
        )
        self.body.addWidget(self._rule)
        for part in (self._nothing, self.requests, self.breaches, self._over):
            self.body.addWidget(part)
            part.hide()
        for rows in (self.requests, self.breaches, self.closed):
            rows.opened.connect(self.opened)
        self.set_first_focus(self._note)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self.came)

    def show_state(self, state: RegisterState) -> None:
        """Show `state` and nothing else."""
        if state.problem != self._problem:  # else what another page left to say would go at once
            self._problem = state.problem
            self.say(Tone.DANGER, state.problem)
        self._rule.setText(state.rule)
        self._nothing.setVisible(state.is_empty)
        self.requests.show_rows(state.requests)
        self.breaches.show_rows(state.breaches)
        self.closed.show_rows(state.closed)
        self._over.set_words(f"Demandes et violations closes ({len(state.closed)})")
        self._over.setVisible(bool(state.closed))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()
            self._minute.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()
