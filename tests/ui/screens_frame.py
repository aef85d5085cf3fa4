"""The screens of the frame: unlock, first run, hidden screen, keys."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.storage.vault.failures import DamagedVaultError
from app.ui.messages import failure_text
from app.ui.pages.first_run.page import FirstRunPage
from app.ui.pages.first_run.state import FirstRunForm, FirstRunState, ProfileEntry, Step
from app.ui.pages.unlock.page import UnlockPage
from app.ui.pages.unlock.presenter import AgentEntry, Way, first_state
from app.ui.shell.navigation import NavEntry
from app.ui.shell.shortcuts import ShortcutsDialog
from app.ui.shell.status import Network, StatusState
from app.ui.shell.window import MainWindow, SessionWords
from app.ui.shell.workspace import Workspace
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.data_list import DataList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.page import Page
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.tones import Pill, Tone
from tests.screens import screen

AGENTS = (
    AgentEntry(id="a1", name="Camille Exemple", hint="Conseillère numérique"),
    AgentEntry(id="a2", name="Dominique Fictif", hint="Agent d’accueil"),
)
PROFILES = (
    ProfileEntry(
        code="lot-et-garonne",
        title="Lot-et-Garonne",
        explanation="Le partenaire prescrit, le Département décide et poste les Pass.",
    ),
    ProfileEntry(
        code="eurometropole-strasbourg",
        title="Eurométropole de Strasbourg",
        explanation="Diagnostic d’autonomie, trois services, carnet de 10 Pass remis sur place.",
    ),
)
GROUPS = (
    "7K3F9", "M2QX4", "0TR8W", "H5V1C", "9ZB6D", "3JN7P", "E8G2Y",
    "X4S0K", "6W9TM", "R1C5H", "D7P3B", "N0Y8J", "V2F6G",
)  # fmt: skip
NOTE = "Démonstration. La phrase de passe est : quatre canards traversent tranquillement"


def workspace(window: MainWindow, page: QWidget, *, mandates: bool = False) -> Workspace:
    places = (
        ("aujourdhui", "Aujourd’hui", "aujourdhui"),
        ("personnes", "Personnes", "personnes"),
        ("prescriptions", "Prescriptions", "prescription"),
        *((("mandats", "Mandats", "mandat"),) if mandates else ()),
        ("synchroniser", "Synchroniser", "synchroniser"),
        ("reglages", "Réglages", "reglages"),
        ("demandes", "Demandes", "horloge"),
    )
    entries = [NavEntry(key=k, title=t, icon=i, make=lambda: page) for k, t, i in places]
    opened = window.open_workspace(
        SessionWords(agent="Camille Exemple", structure="CCAS d’Illustration"), entries
    )
    window.show_status(
        StatusState(
            waiting=3,
            last_success=datetime(2026, 11, 21, 18, 4, tzinfo=UTC),
            network=Network.ABSENT,
        )
    )
    return opened


def _unlock(window: MainWindow) -> None:
    page = UnlockPage()
    page.show_state(first_state(AGENTS, last="a1", note=NOTE))
    window.show_gate(page)


def _unlock_wrong(window: MainWindow) -> None:
    page = UnlockPage()
    state = first_state(AGENTS[:1])
    page.show_state(state)
    page.show_state(
        type(state)(
            agents=state.agents,
            selected="a1",
            problem="Ce n’est pas la bonne phrase de passe. Rien n’est perdu. Vérifiez les "
            "majuscules et le clavier, puis recommencez.",
        )
    )
    window.show_gate(page)


def _unlock_copy(window: MainWindow) -> None:
    page = UnlockPage()
    problem = failure_text(DamagedVaultError(place="somme de contrôle"))
    page.show_state(first_state((), can_recover=False, problem=problem))
    page.offer_copy()
    window.show_gate(page)


def _unlock_wait(window: MainWindow) -> None:
    page = UnlockPage()
    state = first_state(AGENTS[:1])
    page.show_state(
        type(state)(
            agents=state.agents,
            selected="a1",
            problem="Ce n’est pas la bonne phrase de passe. Rien n’est perdu. Vérifiez les "
            "majuscules et le clavier, puis recommencez.",
            wait_s=125,
        )
    )
    window.show_gate(page)


def _unlock_recovery(window: MainWindow) -> None:
    page = UnlockPage()
    state = first_state(AGENTS[:1])
    page.show_state(type(state)(agents=state.agents, selected="a1", way=Way.RECOVERY))
    window.show_gate(page)


def _first_run(window: MainWindow, state: FirstRunState) -> None:
    page = FirstRunPage()
    page.show_state(state)
    window.show_gate(page)


_STRUCTURE_MISTAKES = {"structure_name": "Le nom de la structure manque."}


def _frame(window: MainWindow) -> None:
    page = Page("Questionnaire", subtitle="Question 4, environ 6 restantes")
    trail = ProgressTrail(("Information", "Personne", "Questionnaire", "Diagnostic", "Papiers"))
    trail.show_step(2)
    choices = ChoiceList("Avec quoi allez-vous sur internet ?")
    choices.show_choices(
        [
            Choice("ordinateur", "Un ordinateur"),
            Choice("smartphone", "Un smartphone", "Un téléphone à écran tactile"),
            Choice("tablette", "Une tablette"),
            Choice("aucun", "Aucun de ces appareils", exclusive=True),
        ],
        multiple=True,
        selected=["smartphone"],
    )
    page.body.addWidget(trail)
    page.body.addWidget(choices)
    page.set_first_focus(choices)
    page.add_action(secondary("&Mettre en attente", icon="pause"))
    page.add_answer(secondary("&Retour", icon="retour"), left=True)
    page.add_answer(primary("&Suivant", icon="suite"))
    page.say(Tone.SUCCESS, "Réponse gardée.")
    workspace(window, page)


def _lists(window: MainWindow) -> None:
    page = Page("Prescriptions", subtitle="Les vôtres d’abord", width=1100)
    rows = DataList("Prescriptions")
    states = (
        Pill("En attente d’envoi", Tone.WARNING),
        Pill("Reçue par le Département", Tone.INFO),
        Pill("Acceptée", Tone.SUCCESS),
        Pill("À corriger avant l’envoi", Tone.DANGER),
    )
    rows.show_rows(
        [
            ListRow(
                id=str(number),
                title=f"2026-CCASILL-000{number}",
                subtitle="Formation, un carnet, 3 novembre 2026",
                pill=pill,
            )
            for number, pill in enumerate(states, start=1)
        ]
    )
    rows.setFixedHeight(rows.height_of_rows(8))
    page.body.addWidget(rows)
    page.body.addWidget(
        EmptyState(
            "Aucun dossier à déposer",
            "Ce que vous préparez pour le Département apparaît ici.",
            icon="prescription",
            action="Commencer un diagnostic",
        )
    )
    workspace(window, page)


def _hidden(window: MainWindow) -> None:
    _frame(window)
    window.hider.cover()


def _keys(window: MainWindow) -> QWidget:
    _frame(window)
    dialog = ShortcutsDialog(window)
    dialog.open()
    return dialog


screen("unlock", _unlock)
screen("unlock-wrong", _unlock_wrong)
screen("unlock-copie", _unlock_copy)
screen("unlock-wait", _unlock_wait)
screen("unlock-recovery", _unlock_recovery)
screen("first-run-1-profile", lambda w: _first_run(w, FirstRunState(profiles=PROFILES)))
screen(
    "first-run-2-structure",
    lambda w: _first_run(
        w, FirstRunState(profiles=PROFILES, step=Step.STRUCTURE, mistakes=_STRUCTURE_MISTAKES)
    ),
)
screen(
    "first-run-4-passphrase",
    lambda w: _first_run(w, FirstRunState(profiles=PROFILES, step=Step.PASSPHRASE)),
)
screen(
    "first-run-5-sheet",
    lambda w: _first_run(
        w,
        FirstRunState(
            profiles=PROFILES,
            step=Step.SHEET,
            sheet_number=1,
            groups=GROUPS,
            form=FirstRunForm(structure_name="CCAS d’Illustration"),
        ),
    ),
)
screen(
    "first-run-6-check",
    lambda w: _first_run(
        w, FirstRunState(profiles=PROFILES, step=Step.CHECK, groups=GROUPS, asked=(2, 7, 11))
    ),
)
screen("frame-question", _frame)
screen("frame-lists", _lists)
screen("frame-hidden", _hidden)
screen("frame-keys", _keys)
