"""The settings, in six tabs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from app.ui.pages.reglages.about_tab import AboutTab
from app.ui.pages.reglages.agents_tab import AgentsTab
from app.ui.pages.reglages.appearance_tab import AppearanceTab
from app.ui.pages.reglages.departement_tab import DepartementTab
from app.ui.pages.reglages.questionnaire_tab import QuestionnaireTab
from app.ui.pages.reglages.security_tab import SecurityTab
from app.ui.pages.reglages.state import ReglagesState
from app.ui.presenting import Strength
from app.ui.theme.tokens import Appearance
from app.ui.widgets.page import Page


class ReglagesPage(Page):
    """Shows a `ReglagesState`; its tabs carry the signals.

    Signals:
        appearance_chosen: the `Appearance` that the user wants now.
        stale: something shown here changed elsewhere; it is read again.
    """

    appearance_chosen = Signal(object)
    stale = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Réglages", parent=parent)
        self._left: QWidget | None = None
        self.appearance = AppearanceTab()
        self.security = SecurityTab()
        self.agents = AgentsTab()
        self.departement = DepartementTab()
        self.questionnaire = QuestionnaireTab()
        self.about = AboutTab()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("reglagesTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        bar = self.tabs.tabBar()
        bar.setAccessibleName("Parties des réglages")
        bar.setCursor(Qt.CursorShape.PointingHandCursor)
        for tab, words in (
            (self.appearance, "Affichage"),
            (self.security, "Sécurité"),
            (self.agents, "Collègues"),
            (self.departement, "Département"),
            (self.questionnaire, "Questionnaire"),
            (self.about, "À propos"),
        ):
            self.tabs.addTab(tab, words)
        self.body.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._fit)
        self._fit(0)
        self.appearance.chosen.connect(self.appearance_chosen)
        self.set_first_focus(bar)

    def show_state(self, state: ReglagesState) -> None:
        """Show `state` and nothing else."""
        self.say(state.tone, state.message)
        self._let_work(working=bool(state.working))
        self.security.show_state(state)
        if self.security.sheet_moved:
            self.keep_in_sight(self.security.sheet_card)
        self.agents.show_state(state)
        self.departement.show_state(state)
        self.about.show_state(state)
        if state.working:
            self.busy.start(state.working)
        else:
            self.busy.stop()

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate where a passphrase is being typed."""
        self.security.meter.show_strength(strength if self.security.first.passphrase() else None)
        self.agents.meter.show_strength(strength if self.agents.first.passphrase() else None)

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret."""
        self.security.forget_secrets()
        self.agents.forget_secrets()
        self.departement.forget_secrets()

    def _let_work(self, *, working: bool) -> None:
        """Take no key while something is under way; the focus comes back to where it was."""
        focus = self.window().focusWidget()
        if working and self.tabs.isEnabled() and self.tabs.isAncestorOf(focus):
            self._left = focus
        self.tabs.setEnabled(not working)
        if not working and self._left is not None:
            self._left.setFocus(Qt.FocusReason.OtherFocusReason)
            self._left = None

    def _fit(self, current: int) -> None:
        """Take the height of the tab that is shown, not of the longest one."""
        policies = QSizePolicy.Policy
        for number in range(self.tabs.count()):
            height = policies.Preferred if number == current else policies.Ignored
            tab = self.tabs.widget(number)
            if tab is not None:
                tab.setSizePolicy(policies.Preferred, height)

    def show_appearance(self, appearance: Appearance) -> None:
        """Show which appearance is on screen."""
        self.appearance.show_appearance(appearance)
