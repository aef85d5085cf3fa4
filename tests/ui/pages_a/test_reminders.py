"""What Aujourd’hui reminds of: the journal, how the backups stand, the impact assessment."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.domain.conformite import Renseignements
from app.storage import appareil
from app.storage.appareil import Activation, Appareil
from app.storage.sauvegarde import choice
from app.storage.sauvegarde.choice import Choice
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.aujourdhui.presenter import AujourdhuiPresenter
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.tasks import InlineRunner
from app.usecases import journal
from app.usecases.backup import saving
from app.usecases.conformity import conformite
from app.usecases.laptop import colleagues, informing
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.pages_a.conftest import Desk
from tests.ui.paths import Paths
from tests.ui.workplace import MakeWorkplace, WallClock, add_colleague, as_agent


class View:
    def __init__(self) -> None:
        self.state: TodayState | None = None

    def show_state(self, state: TodayState) -> None:
        self.state = state


def shown(workplace: Workplace) -> TodayState:
    view = View()
    AujourdhuiPresenter(view, InlineRunner(), workplace, Paths()).load()
    assert view.state is not None
    return view.state


def keep(place: Workplace, folder: Path, *, days: float | None, problem: str = "") -> None:
    last = None if days is None else place.clock.now() - timedelta(days=days)
    kept = Choice(folder=folder, last_success=last, problem=problem)
    choice.change(place.vault.folder, lambda _: kept)


def test_a_laptop_without_backups_says_so_and_leads_to_the_choice(workplace: Workplace) -> None:
    state = shown(workplace)
    assert state.backup.startswith("Rien n’est sauvegardé")
    assert state.backup_action == "Choisir où sauvegarder"


@pytest.mark.parametrize(
    ("days", "problem", "said"),
    [
        (0, "", ""),
        (6.9, "BackupFolderAbsentError", ""),  # a stick is not always plugged in
        (
            7,
            "",
            "La dernière sauvegarde a 7\u00a0jours. Branchez la clé, ou choisissez un autre d",
        ),
        (9.5, "BackupFolderAbsentError", "La dernière sauvegarde a 9\u00a0jours. Le dossier"),
        (0, "BackupReadOnlyError", "La dernière sauvegarde n’a pas réussi. Ce dossier refuse"),
        (2, "BackupDiskFullError", "La dernière sauvegarde n’a pas réussi. Il n’y a plus assez"),
        (None, "", "Aucune sauvegarde n’a encore été faite."),
        (None, "BackupFolderAbsentError", "Aucune sauvegarde n’a encore été faite. Le dossier"),
    ],
)
def test_how_the_backups_stand(
    workplace: Workplace, tmp_path: Path, days: float | None, problem: str, said: str
) -> None:
    keep(workplace, tmp_path, days=days, problem=problem)
    found = shown(workplace).backup
    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_a_backup_ends_the_reminder(new_workplace: MakeWorkplace, tmp_path: Path) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    with fast_vaults():
        saving.choose_folder(place, tmp_path)
        saving.back_up(place)
    assert shown(place).backup == ""
    clock.go_on(days=7)
    assert shown(place).backup.startswith("La dernière sauvegarde a 7\u00a0jours.")


def test_each_worker_is_told_once_that_a_journal_is_kept(workplace: Workplace) -> None:
    other = as_agent(workplace, add_colleague(workplace))
    assert shown(workplace).untold
    informing.accept(workplace)
    informing.accept(workplace)
    assert not shown(workplace).untold
    assert shown(other).untold
    read = [line for line in journal.read(workplace) if line.kind == "information_lue"]
    assert [line.agent for line in read] == ["Camille Martin"]


def test_the_two_reminders_are_answered_by_their_buttons(desk: Desk, workplace: Workplace) -> None:
    paths = Paths()
    page = open_aujourdhui(workplace, InlineRunner(), paths)
    desk.show(page)

    def button(name: str) -> QAbstractButton:
        found = page.findChild(QAbstractButton, name)
        assert isinstance(found, QAbstractButton)
        return found

    assert button("goBackups").text() == "Choisir où sauvegarder"
    button("goBackups").click()
    assert paths.last == ("backups",)
    assert button("acceptJournal").isVisible()
    button("acceptJournal").click()
    assert not button("acceptJournal").isVisible()
    assert informing.is_told(workplace)


def test_the_assessment_is_recalled_to_the_referent_once_the_first_things_are_done(
    workplace: Workplace, tmp_path: Path
) -> None:
    other = as_agent(workplace, add_colleague(workplace))
    state = shown(workplace)
    assert state.aipd == (
        "La date de l’analyse d’impact (AIPD) est à renseigner\u00a0: avant l’usage réel."
    )
    assert not state.recalls_aipd  # the journal, the sheet and the backups come first
    informing.accept(workplace)
    keep(workplace, tmp_path, days=1)
    colleagues.sheet_checked(workplace)
    assert shown(workplace).recalls_aipd
    assert shown(other).aipd == ""
    said = Renseignements(aipd_on=date(2026, 3, 1), aipd_par="le Président")
    conformite.keep(workplace, said)
    assert not shown(workplace).recalls_aipd


def test_once_the_laptop_works_with_a_departement_the_assessment_waits_for_nothing_else(
    workplace: Workplace,
) -> None:
    with workplace.database.writing() as session:
        appareil.keep(
            session,
            Appareil(
                device_id="poste",
                signing_key=b"k" * 32,
                receiving_key=b"r",
                activation=Activation.ACTIVE,
            ),
        )
    state = shown(workplace)
    assert state.untold
    assert state.aipd_pressing
    assert state.recalls_aipd


def test_the_reminder_of_the_assessment_leads_to_the_place_where_it_is_dated(
    desk: Desk, workplace: Workplace, tmp_path: Path
) -> None:
    informing.accept(workplace)
    keep(workplace, tmp_path, days=1)
    colleagues.sheet_checked(workplace)
    paths = Paths()
    page = open_aujourdhui(workplace, InlineRunner(), paths)
    desk.show(page)
    button = page.findChild(QAbstractButton, "goConformity")
    assert isinstance(button, QAbstractButton)
    assert button.isVisible()
    button.click()
    assert paths.last == ("conformity",)
