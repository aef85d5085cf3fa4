"""The folder chosen before: an erased person does not stay there, nor come back from there."""

import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.fin_convention import MotifReste
from app.storage import effacement
from app.storage.sauvegarde import choice, folder
from app.storage.sauvegarde.choice import FILE
from app.ui.pages.restauration.words import content_facts, warnings
from app.usecases.backup import saving, saving_former
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing_certificate import check
from app.usecases.destruction.erasing_proof import certificate
from app.usecases.laptop import ending_convention, ending_laptop
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.workplace import PASSPHRASE, WallClock, new_workplace, workplace
from tests.usecases.backing import NAME, backups, names, new_laptop, opened, quick, restore, stick
from tests.usecases.test_day import interview

__all__ = ["new_laptop", "new_workplace", "quick", "stick", "workplace"]  # fixtures


@pytest.fixture
def second(tmp_path: Path) -> Path:
    made = tmp_path / "partage"
    made.mkdir()
    return made


@pytest.fixture
def moved(workplace: Workplace, stick: Path, second: Path) -> Workplace:
    """Somebody was received; the stick was chosen and backed up to, and then the share."""
    interview(workplace, nom=NAME)
    for place in (stick, second):
        saving.choose_folder(workplace, place)
        saving.back_up(workplace)
        clock_of(workplace).go_on(minutes=5)
    return workplace


def clock_of(place: Workplace) -> WallClock:
    assert isinstance(place.clock, WallClock)
    return place.clock


def erase(place: Workplace) -> None:
    (found,) = persons.find(place, NAME[:6])
    assert effacement.effacer_pour_de_bon(place.database, found.personne.id)


def lock(place: Workplace) -> None:
    packed = saving.lock_with_backup(place, tolerant=True)
    assert packed is not None
    saving.carry(packed, place.clock)


def test_the_folder_before_is_remembered_and_rotated_with_the_new_one(
    moved: Workplace, stick: Path, second: Path
) -> None:
    (one,) = saving.state(moved).former
    assert (one.path, one.held) == (stick, 0), "one a day, wherever it lies"
    assert len(backups(second)) == 1


def test_an_erased_person_leaves_the_folder_before_at_the_next_lock(
    moved: Workplace, stick: Path, second: Path
) -> None:
    (old,) = backups(second)
    shutil.copy(old, stick)
    erase(moved)
    lock(moved)
    assert backups(stick) == []
    assert len(backups(second)) == 1
    assert old not in backups(second)


def test_a_backup_kept_from_the_folder_before_brings_nobody_back(
    moved: Workplace, stick: Path, second: Path, tmp_path: Path, new_laptop: Path
) -> None:
    aside = shutil.copy(backups(second)[0], tmp_path)
    clock_of(moved).go_on(hours=1)
    erase(moved)
    lock(moved)
    old = Path(shutil.copy(aside, stick))
    preview = restore(new_laptop, old, moved.agent.id)
    assert (preview.erased, preview.ledger_is_behind) == (2, False)
    assert preview.ledger_at == clock_of(moved).now()
    assert names(opened(new_laptop, moved.agent.id)) == []


def test_a_folder_that_was_away_is_told_when_it_comes_back(
    moved: Workplace, stick: Path, second: Path
) -> None:
    shutil.copy(backups(second)[0], stick)
    away = stick.rename(stick.with_name("debranchee"))
    erase(moved)
    packed = saving.pack_if_due(moved, tolerant=True)
    assert packed is not None
    saving.carry(packed, moved.clock)
    assert saving.state(moved).former == [saving_former.Former(path=stick, held=None)]
    assert len(backups(away)) == 1
    away.rename(stick)
    assert saving.pack_if_due(moved, tolerant=True) is None, "the last one will do"
    assert backups(stick) == []
    assert saving.state(moved).former == [saving_former.Former(path=stick, held=0)]


def test_a_ledger_that_was_not_written_since_is_said_to_be_behind(
    workplace: Workplace, stick: Path, second: Path, new_laptop: Path
) -> None:
    interview(workplace, nom=NAME)
    saving.choose_folder(workplace, stick)
    made = saving.back_up(workplace)
    away = stick.rename(stick.with_name("debranchee"))
    saving.choose_folder(workplace, second)
    erase(workplace)
    lock(workplace)
    (old,) = backups(away)
    preview = restore(new_laptop, old, workplace.agent.id)
    assert (preview.ledger_found, preview.erased) == (True, 0)
    assert (preview.ledger_at, preview.ledger_is_behind) == (made.made_at, True)


def test_a_share_that_hangs_keeps_nobody_from_locking(
    moved: Workplace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, is_dir = threading.Event(), Path.is_dir

    def slow(path: Path) -> bool:
        if path == stick:
            network.wait(20)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", slow)
    monkeypatch.setattr(folder, "PATIENCE_S", 0.05)
    saving.lock_at_once(moved)
    network.set()
    assert moved.vault.is_forgotten


def test_the_database_remembers_when_the_file_in_clear_is_lost(
    moved: Workplace, stick: Path, second: Path
) -> None:
    data = moved.vault.folder
    (data / FILE).unlink()
    saving.pack_if_due(moved, tolerant=True)
    assert choice.load(data).former == (second, stick)


@pytest.mark.parametrize("chosen", [True, False])
def test_what_only_the_ledger_before_knows_is_followed_at_the_next_unlocking(
    workplace: Workplace, stick: Path, new_laptop: Path, tmp_path: Path, *, chosen: bool
) -> None:
    interview(workplace, nom=NAME)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    old = Path(shutil.copy(backups(stick)[0], tmp_path))
    clock_of(workplace).go_on(hours=1)
    erase(workplace)
    lock(workplace)
    assert restore(new_laptop, old, workplace.agent.id).erased == 0, "no ledger beside it"
    back = opened(new_laptop, workplace.agent.id)
    assert names(back) == [NAME]
    if chosen:
        saving.choose_folder(back, stick)
        back.close()
    else:  # the restored database knows the stick
        saving.lock_at_once(back)
    assert names(opened(new_laptop, workplace.agent.id)) == []


def test_the_backups_of_the_folder_before_are_destroyed_when_asked(
    moved: Workplace, stick: Path, second: Path
) -> None:
    shutil.copy(backups(second)[0], stick)
    (stick / "photo.jpg").write_bytes(b"not ours")
    assert saving_former.destroy(moved) == []
    assert [one.name for one in stick.iterdir()] == ["photo.jpg"]
    assert len(backups(second)) == 1
    assert saving.state(moved).former == []


def test_another_name_of_the_chosen_folder_destroys_nothing(
    moved: Workplace, stick: Path, second: Path
) -> None:
    link = stick.with_name("lien")
    link.symlink_to(second)
    saving.choose_folder(moved, link)
    saving_former.destroy(moved)
    assert len(backups(second)) == 1


def test_the_end_of_a_laptop_reaches_each_folder_and_names_those_that_are_away(
    moved: Workplace, stick: Path, second: Path, tmp_path: Path
) -> None:
    third = tmp_path / "troisieme"
    third.mkdir()
    saving.choose_folder(moved, third)
    saving.back_up(moved)
    shutil.copy(backups(third)[0], stick)
    shutil.copy(backups(third)[0], second)
    away = second.rename(second.with_name("debranchee"))
    data, paper = moved.vault.folder, tmp_path / "attestation.pdf"
    assert ending_laptop.holding(moved).backups == (third, second, stick)
    farewell = ending_laptop.prepare(moved, PASSPHRASE, paper)
    assert f"« {second} »" in check(paper.read_bytes()).statement.beyond[0]
    ending_laptop.destroy(moved)
    moved.close()
    ended = ending_laptop.finish(data, farewell)
    assert (ended.remade, ended.missed) == (True, [second])
    assert (backups(stick), backups(third), len(backups(away))) == ([], [], 1)
    said = check(paper.read_bytes()).statement.beyond[0]
    assert f"« {second} »" in said
    assert str(stick) not in said


def test_the_end_of_a_convention_reaches_each_folder(
    moved: Workplace, stick: Path, second: Path
) -> None:
    shutil.copy(backups(second)[0], stick)
    ending_convention.settle_rest(moved, MotifReste.ACCORD)
    ending_convention.destroy(moved, PASSPHRASE)
    assert (backups(stick), backups(second)) == ([], [])


def test_the_certificate_says_how_many_folders_are_known(moved: Workplace) -> None:
    (found,) = persons.find(moved, NAME[:6])
    destruction = erasing.erase(moved, found.personne.id)
    assert destruction is not None
    said = check(certificate(moved, destruction.numero).content).statement.beyond[-1]
    assert "22 décembre 2026" in said.replace("\xa0", " ")
    assert "(2 connus)" in said
    assert "27 décembre 2027" in said.replace("\xa0", " "), "400 days later"


def test_a_restore_says_how_old_the_ledger_is_and_warns_when_it_is_behind(
    moved: Workplace, second: Path, new_laptop: Path
) -> None:
    preview = restore(new_laptop, backups(second)[0], moved.agent.id)
    behind = replace(preview, ledger_at=preview.made_at)
    later = replace(preview, ledger_at=preview.made_at + timedelta(minutes=1))
    assert any("n’est pas plus récent" in said for said in warnings(behind))
    assert not any("registre" in said for said in warnings(later))
    facts = {one.label: one.value for one in content_facts(behind, moved.clock)}
    assert facts["Registre des effacements"].replace("\xa0", " ") == "aujourd’hui à 10 h 17"
    gone = replace(preview, ledger_found=False, ledger_at=None)
    assert content_facts(gone, moved.clock)[-2].value == "introuvable"
