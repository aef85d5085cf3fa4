"""Which acts leave a line in the journal, and under which words."""

from pathlib import Path

import pytest

from app.bootstrap.network import ServiceConnector
from app.bootstrap.settings import Settings
from app.storage.sauvegarde import choice
from app.storage.sauvegarde.failures import BackupFolderAbsentError
from app.usecases import journal
from app.usecases.backup import restoring, saving
from app.usecases.interview import papers
from app.usecases.journal import Famille
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.workplace import (
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.backing import backups, new_laptop, opened, quick, restore, stick
from tests.usecases.test_day import follow, interview
from tests.usecases.test_sending import Line

__all__ = ["new_laptop", "new_workplace", "quick", "stick", "workplace"]


def acts(place: Workplace, famille: Famille = Famille.TOUT) -> list[tuple[str, str]]:
    return [(line.kind, line.detail) for line in journal.read(place, famille)]


def test_looking_among_the_records_of_colleagues_is_noted_once_a_quarter_of_an_hour(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    follow(place, interview(place, nom="Exemplier"))
    other = as_agent(place, add_colleague(place))
    persons.find(place, "Exem", everyone=True)  # all mine
    persons.find(other, "Absent", everyone=True)  # nobody
    persons.find(other, "Exem")  # among his own
    assert acts(place, Famille.ACCES) == []
    for minutes in (0, 10, 10):
        clock.go_on(minutes=minutes)
        persons.find(other, "Exem", everyone=True)
    found = journal.read(place, Famille.ACCES)
    assert [(one.kind, one.agent, one.dossier) for one in found] == [
        ("recherche_collegue", "Dominique Petit", "")
    ] * 2


def test_a_paper_printed_or_saved_is_noted_under_the_persons_pseudonym(
    workplace: Workplace,
) -> None:
    entretien_id = interview(workplace)
    follow(workplace, entretien_id)
    known = {line.dossier for line in journal.read(workplace) if line.kind == "enregistree"}
    first, second = papers.papers_of(workplace, entretien_id)[:2]
    papers.mark_printed(workplace, first.id, "0" * 64)
    papers.mark_printed(workplace, second.id, "0" * 64, act=papers.SAVED)
    found = journal.read(workplace, Famille.SORTIES)
    assert [(one.kind, one.detail) for one in found] == [
        ("enregistrement", second.kind.value),
        ("impression", first.kind.value),
    ]
    assert {one.dossier for one in found} == known


def test_the_activation_and_each_synchronisation_are_noted(workplace: Workplace) -> None:
    line = Line()
    line.activate(workplace)
    line.run(workplace)
    assert acts(workplace)[:2] == [("synchronisation", "reussie"), ("poste_active", "")]


def test_another_idle_time_is_noted(workplace: Workplace) -> None:
    Settings(workplace, ServiceConnector(workplace.clock)).keep_idle_minutes(5)
    assert acts(workplace)[0] == ("reglage_change", "verrouillage_5")


def test_the_folder_of_the_backups_and_each_backup_are_noted(
    workplace: Workplace, stick: Path
) -> None:
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    saving.export(workplace, stick / "tout.sauvegarde")
    assert acts(workplace)[:3] == [
        ("export_complet", ""),
        ("sauvegarde", ""),
        ("reglage_change", "dossier_sauvegardes"),
    ]


def test_a_backup_carried_without_keys_is_noted_once_at_the_next_chance(
    workplace: Workplace, stick: Path
) -> None:
    saving.choose_folder(workplace, stick)
    packed = saving.pack_if_due(workplace, tolerant=False)
    assert packed is not None
    saving.carry(packed, workplace.clock)
    before = acts(workplace)
    saving.pack_if_due(workplace, tolerant=True)
    saving.pack_if_due(workplace, tolerant=True)
    assert acts(workplace) == [("sauvegarde", ""), *before]
    assert journal.read(workplace)[0].agent == ""


def test_a_backup_that_failed_is_noted_once_with_why(workplace: Workplace, stick: Path) -> None:
    saving.choose_folder(workplace, stick)
    away = stick.rename(stick.with_name("ailleurs"))
    for _ in range(2):
        with pytest.raises(BackupFolderAbsentError):
            saving.back_up(workplace)
    assert acts(workplace)[0] == ("sauvegarde_echouee", "absente")
    assert [kind for kind, _ in acts(workplace)].count("sauvegarde_echouee") == 1
    away.rename(stick)
    saving.back_up(workplace)
    assert acts(workplace)[0] == ("sauvegarde", "")
    assert choice.load(workplace.vault.folder).problem == ""


def test_a_lock_and_a_close_are_told_apart(new_workplace: MakeWorkplace) -> None:
    place = new_workplace()
    folder, agent = place.vault.folder, place.agent.id
    saving.lock_with_backup(place, tolerant=True)
    again = opened(folder, agent)
    saving.lock_with_backup(again, tolerant=False)
    last = opened(folder, agent)
    assert acts(last, Famille.POSTE)[:4] == [
        ("ouverture", ""),
        ("fermeture", ""),
        ("ouverture", ""),
        ("verrouillage", ""),
    ]
    last.close()


def test_a_restore_and_the_way_back_are_noted_in_the_state_they_lead_to(
    workplace: Workplace, stick: Path, new_laptop: Path
) -> None:
    agent, clock = workplace.agent.id, WallClock()
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    (path,) = backups(stick)
    restore(new_laptop, path, agent)
    first = opened(new_laptop, agent)
    assert acts(first)[:2] == [("ouverture", ""), ("restauration", "du_20261122")]
    assert journal.read(first)[1].agent == "Camille Martin"
    first.close()
    restore(new_laptop, path, agent)
    clock.go_on(hours=1)
    restoring.return_to_former(new_laptop, clock)
    back = opened(new_laptop, agent, clock)
    assert acts(back)[:4] == [
        ("ouverture", ""),
        ("retour_avant", ""),
        ("ouverture", ""),
        ("restauration", "du_20261122"),
    ]
    back.close()
    once_more = opened(new_laptop, agent, clock)
    assert [kind for kind, _ in acts(once_more)].count("retour_avant") == 1
    once_more.close()
