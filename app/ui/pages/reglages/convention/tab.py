"""The convention: where it stands, what was noted of it, its values, its versions and files."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.asking.small_form import SmallForm
from app.ui.dossiers.facts import Facts
from app.ui.interview.notices import Notice
from app.ui.pages.reglages.convention.state import Asking, ChangeWords, ConventionState
from app.ui.pages.reglages.questionnaire.entries import EntryList
from app.ui.pages.reglages.questionnaire.parts import VersionsCard
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint, section, strong
from app.ui.widgets.layouts import column
from app.ui.widgets.moments import when_it_comes
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_KINDS = "Conventions signées (*.passerelle-convention);;Tous les fichiers (*)"


class ConventionTab(QWidget):
    """Shows a `ConventionState`.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        life_asked, values_asked: a form is to be opened. given_up: closed without keeping.
        change_closed: what another version changes was read; a form that is open stays.
        edited: the code of an answer, and the value. submitted: keep or compare what was typed.
        compare_asked, activate_asked: the id of a version, empty for what was typed (confirmed).
        file_chosen: the `Path` of a signed file. export_asked: one is wanted.
    """

    came = Signal()
    life_asked = Signal()
    values_asked = Signal()
    given_up = Signal()
    change_closed = Signal()
    edited = Signal(str, object)
    submitted = Signal()
    compare_asked = Signal(str)
    activate_asked = Signal(str)
    file_chosen = Signal(object)
    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._waiting_id = self._change_id = ""
        self.banner = Banner()
        self._next = body("")
        self._next.setObjectName("nextConvention")
        self._who = hint("")
        self._waiting = Notice("", "Voir ce qui change", name="seeConvention")
        self._waiting.asked.connect(lambda: self.compare_asked.emit(self._waiting_id))
        self.versions = VersionsCard()
        self.versions.compare_asked.connect(self.compare_asked)
        layout = column(self)
        for part in (
            self.banner, self._waiting, self._next, self._make_life(), self._make_change(),
            self._make_values(), self._make_files(), self.versions,
        ):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        when_it_comes(self, self.came)

    @property
    def is_begun(self) -> bool:
        """Tell whether something typed here is not kept."""
        return self.life_form.is_begun or self.values_form.is_begun

    def show_state(self, state: ConventionState) -> None:
        """Show `state` and nothing else."""
        if (self.banner.text, state.working or state.message) != ("", ""):
            self.banner.say(
                Tone.INFO if state.working else state.tone, state.working or state.message
            )
        self._waiting_id = state.waiting_id
        self._waiting.say(Tone.INFO, state.waiting)
        self._next.setText(state.next_one)
        self._next.setVisible(bool(state.next_one))
        self._who.setText(f"Le référent de ce poste le fait\u00a0: {state.who_decides}.")
        self._who.setVisible(bool(state.who_decides))
        self._title.setText(state.title)
        if state.pill:
            self._pill.show_pill(state.pill)
        self._facts.show_facts(list(state.facts))
        self.dates.show_entries(state.dates)
        self.noted.show_entries(state.noted)
        self.values.show_entries(state.values)
        self.versions.show_versions(state.others)
        vie, valeurs = state.asking is Asking.VIE, state.asking is Asking.VALEURS
        self.life_form.show_form("vie" if vie else "", state.form, working=False)
        self.values_form.show_form("valeurs" if valeurs else "", state.form, working=False)
        self.life_button.setVisible(state.may and not vie)
        self.values_button.setVisible(state.may and not valeurs)
        for button in (self.import_button, self.export_button):
            button.setEnabled(state.may and not state.working)
        self._show_change(state.change, may=state.may)

    def to_start(self) -> None:
        """Put the focus back where one begins: what had it is away."""
        wanted = self.life_button if self.life_button.isVisible() else self.dates
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_change(self) -> None:
        """Put the focus on what another version changes."""
        if not self.changes.take_focus():
            self.close_change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_life(self) -> Card:
        card = Card("Vie de la convention")
        self._title = strong("")
        self._title.setObjectName("conventionTitle")
        self._pill = StatePill(Pill(""))
        self._facts = Facts("Vie de la convention", labels=120)
        self.dates = EntryList("conventionDates", heading="Dates à connaître")
        self.noted = EntryList("conventionNoted", heading="Noté sur ce poste")
        self.life_button = secondary(
            "&Noter un avenant ou une date…", icon="ajouter", name="noteLife"
        )
        self.life_button.clicked.connect(self.life_asked)
        self.life_form = SmallForm("lifeForm")
        for part in (self._title, self._pill, self._facts, self.dates, self.noted):
            card.body.addWidget(part)
        card.body.addWidget(self.life_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._who)
        card.body.addWidget(self.life_form)
        self._connect(self.life_form)
        return card

    def _make_values(self) -> Card:
        card = Card(
            "Valeurs et sources",
            about="Chaque valeur dit d’où elle vient. Les contacts, les adresses, les mentions et "
            "les listes proposées se modifient ici\u00a0; le texte de la convention, non.",
        )
        self.values_button = secondary("&Modifier des valeurs…", name="editValues")
        self.values_button.clicked.connect(self.values_asked)
        self.values_form = SmallForm("valuesForm")
        self.values_form.keep.setText("&Voir ce qui change")
        self.values = EntryList("conventionValues", heading="Valeurs")
        card.body.addWidget(self.values_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.values_form)
        card.body.addWidget(self.values)
        self._connect(self.values_form)
        return card

    def _make_change(self) -> Card:
        self._change = Card()
        self._heading, self._sentence = section(""), body("")
        self.changes = EntryList("conventionChanges", heading="Changements")
        self.activate = primary("Mettre en servic&e…", icon="fait", name="activateConvention")
        self.activate.clicked.connect(self._ask)
        self.close_change = link("Fermer", name="closeConventionChange")
        self.close_change.clicked.connect(self.change_closed)
        for part in (self._heading, self._sentence, self.changes):
            self._change.body.addWidget(part)
        buttons = flow()
        buttons.addWidget(self.activate)
        buttons.addWidget(self.close_change)
        self._change.body.addLayout(buttons)
        self._change.hide()
        return self._change

    def _make_files(self) -> Card:
        card = Card(
            "Fichier signé",
            about="Le Département remet la convention en un fichier qu’il signe. Une version "
            "modifiée ici s’exporte comme une proposition, à lui faire signer.",
        )
        self.import_button = secondary(
            "&Importer un fichier…", icon="ajouter", name="importConvention"
        )
        self.export_button = secondary("E&xporter…", icon="enregistrer", name="exportConvention")
        self.import_button.clicked.connect(self._choose)
        self.export_button.clicked.connect(self.export_asked)
        buttons = flow()
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.export_button)
        card.body.addLayout(buttons)
        return card

    def _connect(self, form: SmallForm) -> None:
        form.edited.connect(self.edited)
        form.submitted.connect(self.submitted)
        form.given_up.connect(self.given_up)

    def _show_change(self, change: ChangeWords | None, *, may: bool) -> None:
        self._change.setVisible(change is not None)
        self.changes.show_entries(change.entries if change else ())
        if change is None:
            return
        self._change_id = change.id
        self._change.setAccessibleName(change.heading)
        self._heading.setText(change.heading)
        self._sentence.setText(change.sentence)
        self.activate.setVisible(may and change.can_serve)

    def _ask(self) -> None:
        wanted = self._change_id
        question = Question(
            title="Mettre cette convention en service\u00a0?",
            text="Elle sert à la prochaine ouverture du poste. Ce qui est enregistré garde la "
            "sienne. Votre nom et la date sont notés\u00a0; on peut revenir en arrière.",
            confirm="Mettre en service",
        )
        ask(question, lambda: self.activate_asked.emit(wanted), self)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Importer une convention", "", _KINDS)
        if chosen:
            self.file_chosen.emit(Path(chosen))
