"""Blank sheets, the text of the letters, the test page of envelopes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.documents.languages import FRENCH, Language
from app.ui.interview.paper_language import PaperLanguage
from app.ui.pages.reglages.papiers.lettres import LettresCard
from app.ui.pages.reglages.papiers.state import PapiersTabState
from app.ui.printing.offset_card import OffsetCard
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.layouts import column
from app.ui.widgets.tones import Tone


class PapiersTab(QWidget):
    """Shows a `PapiersTabState`.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        shuttle_asked: a blank shuttle sheet.
        notice_asked: the code of the language of a blank notice.
        carnet_asked: the way to the carnet de secours.
    """

    came = Signal()
    shuttle_asked = Signal()
    notice_asked = Signal(str)
    carnet_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self._code = FRENCH
        self._languages: tuple[Language, ...] = ()
        self._language = PaperLanguage()
        self._offsets: list[OffsetCard] = []
        self.letters = LettresCard()
        layout = self._cards = column(self)
        for part in (self.banner, self._make_blank(), self.letters):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_state(self, state: PapiersTabState) -> None:
        """Show `state` and nothing else."""
        self.banner.say(Tone.DANGER, state.problem)
        self._language.show_languages(state.languages, self._code)
        self._languages = state.languages
        self.letters.show_letters(state.letters)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _make_blank(self) -> Card:
        card = Card(
            "Feuilles vierges", about="À garder à l’accueil\u00a0: elles ne nomment personne."
        )
        self._language.picked.connect(self._pick_language)
        notice = secondary("&Notice et accord", icon="imprimer", name="blankNotice")
        shuttle = secondary("Fiche navett&e", icon="imprimer", name="blankShuttle")
        ahead = secondary("&Carnet de secours", icon="reprendre", name="emergencyPapers")
        ahead.clicked.connect(self.carnet_asked)
        notice.clicked.connect(lambda: self.notice_asked.emit(self._code))
        shuttle.clicked.connect(self.shuttle_asked)
        card.body.addWidget(self._language)
        buttons = flow(gap=Space.M)
        buttons.addWidget(notice)
        buttons.addWidget(shuttle)
        buttons.addWidget(ahead)
        card.body.addLayout(buttons)
        return card

    @property
    def is_begun(self) -> bool:
        """Tell whether an offset is half typed."""
        return any(card.is_begun for card in self._offsets)

    def add_offsets(self, card: OffsetCard) -> None:
        """Put the offsets of the printers below the other cards."""
        self._offsets.append(card)
        self._cards.insertWidget(self._cards.count() - 1, card)

    def _pick_language(self, code: str) -> None:
        self._code = code
        self._language.show_languages(self._languages, code)
