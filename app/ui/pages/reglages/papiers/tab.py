"""The poster of a permanence, blank sheets, the test page of envelopes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.documents.languages import FRENCH, Language
from app.ui.interview.paper_language import PaperLanguage
from app.ui.pages.reglages.papiers.state import PapiersTabState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import Text, TextRole, hint
from app.ui.widgets.layouts import column
from app.ui.widgets.tones import Tone
from app.usecases.papers.desk_papers import PosterWanted

_MISSING = "Choisissez le lieu de l’affiche."
_VALIDATED = "Le Département a validé cette affiche"


class PapiersTab(QWidget):
    """Shows a `PapiersTabState`.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        poster_asked: a `PosterWanted`.
        shuttle_asked: a blank shuttle sheet.
        notice_asked: the code of the language of a blank notice.
        carnet_asked: the way to the carnet de secours.
    """

    came = Signal()
    poster_asked = Signal(object)
    shuttle_asked = Signal()
    notice_asked = Signal(str)
    carnet_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self._place = ""
        self._code = FRENCH
        self._filled = False
        self._known: tuple[str, ...] = ()
        self._languages: tuple[Language, ...] = ()
        self._language = PaperLanguage()
        layout = self._cards = column(self)
        for part in (self.banner, self._make_poster(), self._make_blank()):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_state(self, state: PapiersTabState) -> None:
        """Show `state` and nothing else."""
        self.banner.say(Tone.DANGER, state.problem)
        self._poster.setVisible(bool(state.places))
        self._show_places(state.places)
        if not self._filled and (state.agent or state.telephone):
            self._filled = True  # once: what the agent changes or empties stays as it is
            self._agent.set_text(state.agent)
            self._phone.set_text(state.telephone)
        self._language.show_languages(state.languages, self._code)
        self._languages = state.languages

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _make_poster(self) -> Card:
        self._poster = Card(
            "Affiche d’une permanence",
            about="Les jours et les heures viennent de la convention. Ceux qui manquent "
            "s’écrivent à la main. Un copieur agrandit la page en A3 (141\u00a0%).",
        )
        self._places = ChoiceList("Lieu de l’affiche")
        self._places.setObjectName("posterPlaces")
        self._places.answered.connect(self._picked)
        self._mistake = Text("", TextRole.ERROR)
        self._agent = LineField("Prénom de l’&agent", name="posterAgent", optional=True)
        self._phone = LineField("&Téléphone des rendez-vous", name="posterPhone", optional=True)
        self._closed = LineField(
            "&Fermetures", name="posterClosed", optional=True, hint_text="Par exemple\u00a0: août."
        )
        self._validated = CheckRow()
        self._validated.setObjectName("posterValidated")
        self._validated.show_answer(Answer(_VALIDATED))
        self._validated.setAccessibleName(_VALIDATED)
        show = secondary("&Voir l’affiche", icon="imprimer", name="showPoster")
        show.clicked.connect(self.ask_poster)
        body = self._poster.body
        for part in (self._places, self._mistake, self._agent, self._phone, self._closed):
            body.addWidget(part)
        body.addWidget(self._validated)
        body.addWidget(hint("Sans cette validation, l’affiche porte «\u00a0Projet\u00a0»."))
        body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        self._mistake.hide()
        return self._poster

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

    def add_card(self, card: Card) -> None:
        """Put a card below the others."""
        self._cards.insertWidget(self._cards.count() - 1, card)

    def _show_places(self, places: tuple[str, ...]) -> None:
        self._known = places
        choices = [Choice(str(index), place) for index, place in enumerate(places)]
        picked = [str(places.index(self._place))] if self._place in places else []
        self._places.show_choices(choices, selected=picked)

    def _picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self._place = self._known[int(code)]
        self._mistake.hide()

    def _pick_language(self, code: str) -> None:
        self._code = code
        self._language.show_languages(self._languages, code)

    def ask_poster(self) -> None:
        """Ask for the poster as it is described, unless its place lacks."""
        self._mistake.setText("" if self._place else _MISSING)
        self._mistake.setVisible(not self._place)
        if not self._place:
            self._places.setFocus()
            return
        self.poster_asked.emit(
            PosterWanted(
                lieu=self._place,
                agent=self._agent.text(),
                telephone=self._phone.text(),
                fermetures=self._closed.text(),
                validated=self._validated.isChecked(),
            )
        )
