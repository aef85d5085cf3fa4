"""The passphrase of the agent at work, the idle time, the recovery sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.politiques import FIXED
from app.ui.pages.reglages.cles.part import ClesPart
from app.ui.pages.reglages.state import Form, ReglagesState
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import column
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.recovery_view import RecoveryCheck, RecoveryView
from app.ui.widgets.strength_meter import StrengthMeter

_NEW_SHEET = Question(
    title="Faire une nouvelle feuille de secours\u00a0?",
    text="L’ancienne feuille n’ouvrira plus rien dès maintenant. Ayez une imprimante ou de quoi "
    "recopier.",
    confirm="Faire la nouvelle feuille",
    destructive=True,
)
SHEET_UNCHECKED = Question(
    title="Quitter sans avoir vérifié la feuille de secours\u00a0?",
    text="L’ancienne feuille n’ouvre plus rien, et celle-ci n’est montrée qu’une fois. Si elle "
    "n’est pas sur papier, il faudra en refaire une.",
    confirm="Quitter sans vérifier",
    cancel="Rester ici",
    destructive=True,
)


class SecurityTab(QWidget):
    """Signals say what the user wants; nothing is decided here.

    Attributes:
        cles: the structure's key and the keyring, with a presenter of their own.
        sheet_card: where the recovery sheet is shown and checked.
        sheet_moved: whether the last state showed another step of the sheet.

    Signals:
        change_asked: the current passphrase, the new one and the new one again.
        estimate_asked: the new passphrase as it is being typed.
        idle_chosen: minutes.
        sheet_asked: a new recovery sheet, confirmed.
        sheet_kept: the sheet is on paper.
        check_asked: what was typed from the paper.
    """

    change_asked = Signal(str, str, str)
    estimate_asked = Signal(str)
    idle_chosen = Signal(int)
    sheet_asked = Signal()
    sheet_kept = Signal()
    check_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._stage = (False, False)
        self.sheet_moved = False
        layout = column(self)
        self.cles = ClesPart()
        for card in (self._idle_card(), self._passphrase_card(), self._make_sheet(), self.cles):
            layout.addWidget(card)
        layout.addStretch(1)

    def show_state(self, state: ReglagesState) -> None:
        """Show the idle time, the mistakes and the sheet, if there is one to keep."""
        minutes = [Choice(str(m), _after(m)) for m in state.idle_choices]
        self.idle.show_choices(minutes, selected=[str(state.idle_minutes)], keys=False)
        self._longest.setText(f"Au plus tard {_after(state.longest_idle).lower()}. {FIXED}")
        self._longest.setVisible(bool(state.longest_idle))
        wrong_first, wrong_second = state.mistakes_in(Form.MINE)
        self.first.set_error(wrong_first)
        self.second.set_error(wrong_second)
        checking, showing = bool(state.asked), bool(state.groups) and not state.asked
        self.sheet.show_sheet(state.sheet_number, state.groups, state.structure)
        self.check.ask(state.asked)
        self.sheet.setVisible(showing)
        self.kept_button.setVisible(showing)
        self.check.setVisible(checking)
        self.check_button.setVisible(checking)
        self.sheet_button.setVisible(not state.groups and state.powers.keys)
        self._whom_to_ask.setText(f"Pour en refaire une\u00a0: {state.powers.referents}.")
        self._whom_to_ask.setVisible(not state.powers.keys)
        stage = (showing, checking)
        self.sheet_moved = stage != self._stage
        self._stage = stage
        if self.sheet_moved:
            self._to_sheet(showing=showing, checking=checking)

    @property
    def holds_sheet(self) -> bool:
        """Tell whether a new recovery sheet is shown, or asked about, that is not verified."""
        return any(self._stage)

    @property
    def is_begun(self) -> bool:
        """Tell whether a passphrase is half typed, or a sheet not verified."""
        typed = any(one.passphrase() for one in (self.current, self.first, self.second))
        return typed or self.holds_sheet or self.cles.is_begun

    def _to_sheet(self, *, showing: bool, checking: bool) -> None:
        """Put the focus where the sheet goes on."""
        place: QWidget = self.kept_button if showing else self.sheet_button
        if checking:
            place = self.check.fields[0].line
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_secrets(self) -> None:
        """Empty the fields of one's own passphrase."""
        for field in (self.current, self.first, self.second):
            field.clear()
        self.meter.show_strength(None)

    def _idle_card(self) -> Card:
        card = Card(
            "Verrouillage",
            about="Quand personne ne touche l’ordinateur. Pendant un entretien, Passerelle attend.",
        )
        self.idle = ChoiceList("Verrouillage")
        self.idle.answered.connect(self._idle_answered)
        self._longest = hint("")
        self._longest.setObjectName("longestIdle")
        card.body.addWidget(self.idle)
        card.body.addWidget(self._longest)
        return card

    def _passphrase_card(self) -> Card:
        card = Card("Ma phrase de passe")
        self.current = PassphraseField("Phrase de passe &actuelle", name="currentPassphrase")
        self.first = PassphraseField("&Nouvelle phrase de passe", name="changedPassphrase")
        self.second = PassphraseField("La même, encore une &fois", name="changedPassphraseAgain")
        self.meter = StrengthMeter()
        self.change_button = primary("&Changer ma phrase", icon="cle", name="changePassphrase")
        self.first.changed.connect(self._first_changed)
        self.second.submitted.connect(self._change)
        self.change_button.clicked.connect(self._change)
        for part in (self.current, self.first, self.meter, self.second):
            card.body.addWidget(part)
        buttons = flow()
        buttons.addWidget(self.change_button)
        card.body.addLayout(buttons)
        return card

    def _make_sheet(self) -> Card:
        self.sheet_card = card = Card(
            "Feuille de secours",
            about="À refaire si elle est perdue, ou si quelqu’un a pu la lire.",
        )
        self.sheet = RecoveryView()
        self.check = RecoveryCheck()
        self.sheet_button = secondary("Faire une no&uvelle feuille…", icon="cle", name="newSheet")
        self.kept_button = primary("J’ai la feuille sur papier", icon="suite", name="sheetKept")
        self.check_button = primary("Vérifier", icon="fait", name="checkSheet")
        self.sheet_button.clicked.connect(self._ask_sheet)
        self.kept_button.clicked.connect(self.sheet_kept)
        self.check_button.clicked.connect(self.check.submit)
        self.check.submitted.connect(self.check_asked)
        self._whom_to_ask = hint("")
        card.body.addWidget(self._whom_to_ask)
        card.body.addWidget(self.sheet)
        card.body.addWidget(self.check)
        buttons = flow()
        for button in (self.sheet_button, self.kept_button, self.check_button):
            buttons.addWidget(button)
        card.body.addLayout(buttons)
        return card

    def _idle_answered(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.idle_chosen.emit(int(codes[0]))

    def _first_changed(self) -> None:
        self.estimate_asked.emit(self.first.passphrase())

    def _change(self) -> None:
        fields = (self.current, self.first, self.second)
        self.change_asked.emit(*(field.passphrase() for field in fields))

    def _ask_sheet(self) -> None:
        ask(_NEW_SHEET, self.sheet_asked.emit, self)


def _after(minutes: int) -> str:
    return f"Après {minutes}\u00a0minute{'s' * (minutes > 1)}"
