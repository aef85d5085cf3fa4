"""The settings, a part a tab."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.navigation import SettingsPart
from app.ui.pages.reglages.about_tab import AboutTab
from app.ui.pages.reglages.agents.tab import AgentsTab
from app.ui.pages.reglages.appearance_tab import AppearanceTab
from app.ui.pages.reglages.conformite.tab import ConformiteTab
from app.ui.pages.reglages.convention.tab import ConventionTab
from app.ui.pages.reglages.departement_tab import DepartementTab
from app.ui.pages.reglages.effacements.tab import EffacementsTab
from app.ui.pages.reglages.fin_tab import FinTab
from app.ui.pages.reglages.journal.tab import JournalTab
from app.ui.pages.reglages.logiciel.tab import LogicielTab
from app.ui.pages.reglages.papiers.tab import PapiersTab
from app.ui.pages.reglages.premiers_pas_tab import PremiersPasTab
from app.ui.pages.reglages.questionnaire.tab import QuestionnaireTab
from app.ui.pages.reglages.sauvegardes.tab import SauvegardesTab
from app.ui.pages.reglages.security_tab import SHEET_UNCHECKED, SecurityTab
from app.ui.pages.reglages.state import Form, ReglagesState
from app.ui.presenting import Strength
from app.ui.theme.tokens import Appearance
from app.ui.typed import override
from app.ui.widgets.confirm_dialog import Question
from app.ui.widgets.page import Page
from app.ui.widgets.tabs import Tabs


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
        self.convention = ConventionTab()
        self.papiers = PapiersTab()
        self.sauvegardes = SauvegardesTab()
        self.effacements = EffacementsTab()
        self.journal = JournalTab()
        self.conformite = ConformiteTab()
        self.premiers_pas = PremiersPasTab()
        self.fin = FinTab()
        self.logiciel = LogicielTab()
        self.about = AboutTab()
        self.tabs = Tabs("Parties des réglages", name="reglagesTabs")
        for tab, words in (
            (self.appearance, "Affichage"),
            (self.security, "Sécurité"),
            (self.agents, "Collègues"),
            (self.departement, "Département"),
            (self.questionnaire, "Questionnaire"),
            (self.convention, "Convention"),
            (self.papiers, "Papiers"),
            (self.sauvegardes, "Sauvegardes"),
            (self.effacements, "Effacements"),
            (self.journal, "Journal"),
            (self.conformite, "Conformité"),
            (self.premiers_pas, "Premiers pas"),
            (self.fin, "Fin"),
            (self.logiciel, "Logiciel"),
            (self.about, "À propos"),
        ):
            self.tabs.add(tab, words)
        self.body.addWidget(self.tabs)
        self.appearance.chosen.connect(self.appearance_chosen)
        self.set_first_focus(self.tabs.names)

    def part(self, part: SettingsPart) -> QWidget:
        """Return a part to which something leads."""
        return {
            SettingsPart.SECURITY: self.security,
            SettingsPart.AGENTS: self.agents,
            SettingsPart.DEPARTEMENT: self.departement,
            SettingsPart.PAPERS: self.papiers,
            SettingsPart.FIRST_STEPS: self.premiers_pas,
        }[part]

    @property
    @override
    def unkept(self) -> bool:
        return self._held_part() is not None

    @property
    @override
    def leaving_question(self) -> Question | None:
        part = self._held_part()
        return SHEET_UNCHECKED if part is self.security and self.security.holds_sheet else None

    @override
    def show_unkept(self) -> None:
        part = self._held_part()
        if part is not None and part is not self.tabs.part:
            self.tabs.show_part(part)

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
        form = self.agents.form
        form.meter.show_strength(strength if form.first.passphrase() else None)

    def forget_secrets(self, form: Form) -> None:
        """Empty a form that was done; what is typed in another stays."""
        {
            Form.MINE: self.security.forget_secrets,
            Form.COLLEAGUE: self.agents.forget_secrets,
            Form.CODE: self.departement.forget_secrets,
        }[form]()

    def _held_part(self) -> QWidget | None:
        """Return the first part, that on screen before all, that holds what nobody kept."""
        begun: dict[QWidget, bool] = {
            self.security: self.security.is_begun,
            self.agents: self.agents.is_begun,
            self.departement: self.departement.is_begun,
            self.convention: self.convention.is_begun,
            self.papiers: self.papiers.is_begun,
            self.conformite: self.conformite.is_begun,
        }
        here = self.tabs.part
        if here is not None and begun.get(here):
            return here
        return next((part for part, held in begun.items() if held), None)

    def _let_work(self, *, working: bool) -> None:
        """Take no key while something is under way; the focus comes back to where it was."""
        focus = self.window().focusWidget()
        if working and self.tabs.isEnabled() and self.tabs.isAncestorOf(focus):
            self._left = focus
        self.tabs.setEnabled(not working)
        if not working and self._left is not None:
            left = self._left if isValid(self._left) else self.tabs.names  # its row may be gone
            left.setFocus(Qt.FocusReason.OtherFocusReason)
            self._left = None

    def show_appearance(self, appearance: Appearance) -> None:
        """Show which appearance is on screen."""
        self.appearance.show_appearance(appearance)
