"""The page of the shuttle sheet: the sheet that leaves, the coupons that come back."""

from functools import partial

from PySide6.QtCore import Signal

from app.ui.activites.counted_page import CountedPage
from app.ui.activites.shuttle_form import ShuttleForm
from app.ui.dossiers.words import plural_words
from app.ui.pages.navette.presenter import NavetteState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.usecases.activites.navettes import Passage

_SUBTITLE = "La personne emporte la fiche. Rien de ce qui y est écrit ne reste sur ce poste."


class NavettePage(CountedPage):
    """Shows a `NavetteState`.

    Signals:
        blank_asked: a sheet to fill in by hand is wanted.
        returned: what a coupon says, as the code of a `Passage`.

    `form` has the sheet.
    """

    blank_asked = Signal()
    returned = Signal(str)

    def __init__(self) -> None:
        super().__init__("Fiche navette", undo="Annuler, ce n’était pas ça", subtitle=_SUBTITLE)
        self._sheets = 0
        self.form = ShuttleForm()
        self._coupons = Card("Coupons revenus", about="Un coupon\u00a0: un appui.")
        self._year = body("")
        self._year.setObjectName("shuttleYear")
        self._buttons = flow(gap=Space.M)
        self._made: set[str] = set()
        self._coupons.body.addWidget(self._year)
        self._coupons.body.addLayout(self._buttons)
        self.body.addWidget(self.form)
        self.body.addWidget(self._coupons)
        back = secondary("R&evenir", icon="retour", name="back")
        back.clicked.connect(self.leave)
        blank = secondary("Fiche à remplir à la &main", icon="imprimer", name="blankShuttle")
        blank.clicked.connect(self.blank_asked)
        self.add_answer(back, left=True)
        self.add_answer(blank, left=True)

    def show_state(self, state: NavetteState) -> None:
        """Show `state` and nothing else."""
        if state.sheets != self._sheets:
            self._sheets = state.sheets
            self.form.empty(state.motifs)
        for code, words in state.returns:
            if code not in self._made:
                self._made.add(code)
                button = secondary(words, icon="fait", name=f"coupon-{code}")
                button.clicked.connect(partial(self._came_back, code))
                self._buttons.addWidget(button)
        self._year.setText(_year_words(state))
        self.undo.setVisible(state.counted is not None)
        self.say_words(said=state.said, problem=state.problem, counted=state.counted is not None)

    @property
    @override
    def unkept(self) -> bool:
        """Tell whether a sheet was begun and not printed."""
        return self.form.is_begun

    def _came_back(self, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - of Qt
        self.returned.emit(code)


def _year_words(state: NavetteState) -> str:
    left = state.of_year.get(Passage.EMISE, 0)
    back = sum(state.of_year.values()) - left
    sheets = plural_words(left, "fiche imprimée", "fiches imprimées")
    coupons = plural_words(back, "coupon revenu", "coupons revenus")
    return f"Cette année\u00a0: {sheets}, {coupons}."
