"""The last step: read the text, print two originals, sign both on the spot, hand one over."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.asking.form import AskedForm
from app.ui.interview.turning import TurningRow
from app.ui.pages.mandats.prise.frame import MandatStep
from app.ui.pages.mandats.prise.state import OriginalRow, SigningState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint, strong
from app.ui.widgets.layouts import clear, column


class SigningPage(MandatStep):
    """Shows a `SigningState`.

    Signals:
        edited: the code of an answer about the reading, and the value.
        project_asked: show the paper as it will be, without value yet.
        print_asked: show and print both originals; one_asked: the number of one of them.
        signing_edited: the code of an answer about the signatures, and the value.
    """

    edited = Signal(str, object)
    project_asked = Signal()
    print_asked = Signal()
    one_asked = Signal(int)
    signing_edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(
            "Lire, imprimer, signer",
            Step.SIGNATURE,
            subtitle="Ensemble, sur place\u00a0: la signature ne se fait jamais à distance.",
        )
        self.go_on.setText("Le mandat est &signé")
        self.go_on.show_icon("fait")
        self._make_reading()
        self._make_originals()
        self._make_signing()
        self._came = False
        self._printed = False

    def show_state(self, state: SigningState) -> None:
        """Show `state` and nothing else."""
        self.show_frame(state)
        self.form.show_form(state.form)
        self._ends.setText(state.ends)
        self._show_originals(state)
        self._signing_card.setVisible(state.may_sign)
        if state.may_sign:
            self.signing.show_form(state.signing)
        self.go_on.setVisible(state.may_sign)
        for button in (self.print_both, self._project):
            button.setEnabled(state.loaded and not state.working)
        self._project.setVisible(not state.may_sign)
        self._printing.setVisible(not state.by_hand)
        if state.loaded and not self._came:
            self._came = True
            self.set_first_focus(self._first_place(state))
            self.take_focus()
        elif state.may_sign and not self._printed:  # printed just now: what comes next
            self.signing.focus_on(state.signing.asked[0].code)
            self.keep_in_sight(self._signing_card)
        self._printed = state.may_sign

    def _first_place(self, state: SigningState) -> QWidget:
        """Return where one acts first: what is to be said, printed, signed."""
        if state.may_sign:
            return self.signing.field(state.signing.asked[0].code).editor
        asked = state.form.asked[0].code
        return self.print_both if state.form.text(asked) else self.form.field(asked).editor

    @property
    @override
    def unkept(self) -> bool:
        return self.signing.is_begun or (self.form.is_begun and not self._shown)

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing, about the reading or about the signatures."""
        for form in (self.form, self.signing):
            if form.has(code):
                form.focus_on(code)
                self.bring_into_view(form.field(code))

    def _make_reading(self) -> None:
        card = Card("1. Comment le texte a-t-il été lu\u00a0?")
        self.form = AskedForm("readingForm")
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.print_asked)
        card.body.addWidget(self.form)
        self.body.addWidget(card)

    def _make_originals(self) -> None:
        self._printing = card = Card("2. Deux exemplaires originaux")
        self._ends = hint("")
        self.print_both = secondary("Voir et im&primer", icon="imprimer", name="printOriginals")
        self.print_both.setAccessibleDescription("Les deux exemplaires")
        self.print_both.clicked.connect(self.print_asked)
        self._project = link("Voir le projet, sans valeur", name="showProject")
        self._project.clicked.connect(self.project_asked)
        self._rows = column(gap=Space.S)
        card.body.addWidget(self._ends)
        card.body.addLayout(self._rows)
        buttons = flow()
        for button in (self.print_both, self._project):
            buttons.addWidget(button)
        card.body.addLayout(buttons)
        self._shown: tuple[OriginalRow, ...] = ()
        self.body.addWidget(card)

    def _make_signing(self) -> None:
        self._signing_card = Card("3. Signé, ici, par vous deux")
        self.signing = AskedForm("signingForm")
        self.signing.edited.connect(self.signing_edited)
        self.signing.submitted.connect(self.go_on_asked)
        self._signing_card.body.addWidget(self.signing)
        self.body.addWidget(self._signing_card)

    def _show_originals(self, state: SigningState) -> None:
        if state.originals == self._shown:
            return
        self._shown = state.originals
        clear(self._rows)
        for one in state.originals:
            line = TurningRow(needs=560, gap=Space.M)
            words = QWidget()
            texts = column(words, gap=Space.XS)
            texts.addWidget(strong(one.title))
            texts.addWidget(hint(one.about))
            line.add(words, 1)
            again = link("Réimprimer celui-ci", name=f"printOriginal-{one.number}")
            again.setAccessibleName(f"Réimprimer\u00a0: {one.title}")
            again.clicked.connect(partial(self.one_asked.emit, one.number))
            line.add(again, stays_small=True)
            again.setVisible(one.printed)
            line.line.setAlignment(again, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(line)
