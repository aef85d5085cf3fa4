import errno
import os
import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.storage import effacement, registre
from app.storage.sauvegarde import choice, folder
from app.storage.sauvegarde.failures import (
    BackupDiskFullError,
    BackupFolderAbsentError,
    BackupInsideVaultError,
    BackupReadOnlyError,
    BackupUnreadableError,
)
from app.usecases.backup import restoring, saving
from app.usecases.laptop import colleagues, dating
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.workplace import WallClock, add_colleague, new_workplace, workplace
from tests.usecases.backing import NAME, backups, new_laptop, quick, stick
from tests.usecases.test_day import interview

__all__ = ["new_laptop", "new_workplace", "quick", "stick", "workplace"]  # fixtures


@pytest.mark.long
def test_rotation_keeps_thirty_days_one_a_day(workplace: Workplace, stick: Path) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    saving.choose_folder(workplace, stick)
    for _ in range(32):
        saving.back_up(workplace)
        clock.go_on(hours=1)
        saving.back_up(workplace)
        clock.go_on(hours=23)
    days = [path.name[11:19] for path in backups(stick)]
    assert len(days) == len(set(days)) == 30
    assert (days[0], days[-1]) == ("20261124", "20261223")


def test_what_is_over_thirty_days_goes_even_when_no_new_backup_succeeds(
    workplace: Workplace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    saving.choose_folder(workplace, stick)
    for _ in range(3):
        saving.back_up(workplace)
        clock.go_on(days=1)
    full = SimpleNamespace(free=0)
    monkeypatch.setattr("app.storage.sauvegarde.folder.shutil.disk_usage", lambda _: full)
    clock.go_on(days=28)  # the first two are 31 and 30 days old
    packed = saving.pack_if_due(workplace, tolerant=True)
    assert packed is not None
    saving.carry(packed, clock)
    assert [path.name[11:19] for path in backups(stick)] == ["20261124"]
    clock.go_on(days=100)
    assert saving.pack_if_due(workplace, tolerant=True) is None, "nobody believes this date yet"
    dating.confirm_date(workplace)
    assert saving.pack_if_due(workplace, tolerant=True) is not None
    assert [path.name[11:19] for path in backups(stick)] == ["20261124"], "the latest stays"


def test_a_folder_that_does_not_answer_keeps_nobody_from_locking(
    workplace: Workplace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving.choose_folder(workplace, stick)
    network, is_dir = threading.Event(), Path.is_dir

    def slow(path: Path) -> bool:
        if path == stick:
            network.wait(20)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", slow)
    monkeypatch.setattr(folder.answers, "__defaults__", (0.05,))
    assert saving.lock_with_backup(workplace, tolerant=True) is None
    network.set()
    assert workplace.vault.is_forgotten
    assert choice.load(workplace.vault.folder).problem == "BackupFolderAbsentError"


def test_a_colleague_who_left_finds_no_backup_that_opens_for_him(
    workplace: Workplace, stick: Path
) -> None:
    saving.choose_folder(workplace, stick)
    other = add_colleague(workplace)
    saving.back_up(workplace)
    colleagues.remove(workplace, other.id)
    packed = saving.pack_if_due(workplace, tolerant=True)
    assert packed is not None, "due at once"
    saving.carry(packed, workplace.clock)
    (path,) = backups(stick)
    found = restoring.examine(path, WallClock())
    assert [agent for agent, _ in found.agents] == [workplace.agent.id]


def test_a_lock_backs_up_once_in_four_hours_and_an_erasure_at_once(
    workplace: Workplace, stick: Path
) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    clock.go_on(hours=3, minutes=59)
    assert saving.pack_if_due(workplace, tolerant=True) is None
    interview(workplace, nom=NAME)
    person = persons.find(workplace, NAME[:6])[0].personne.id
    effacement.effacer_pour_de_bon(workplace.database, person)
    erased = saving.pack_if_due(workplace, tolerant=True)
    assert erased is not None
    saving.carry(erased, clock)
    assert len(backups(stick)) == 1
    clock.go_on(hours=4)
    assert saving.pack_if_due(workplace, tolerant=True) is not None


def test_what_a_lock_prepared_is_carried_after_the_keys_are_gone(
    workplace: Workplace, stick: Path
) -> None:
    saving.choose_folder(workplace, stick)
    packed = saving.lock_with_backup(workplace, tolerant=False)
    assert packed is not None
    assert workplace.vault.is_forgotten
    saving.carry(packed, workplace.clock)
    assert len(backups(stick)) == 1
    assert not packed.path.exists()


def test_an_absent_stick_is_said_and_tried_again(workplace: Workplace, stick: Path) -> None:
    saving.choose_folder(workplace, stick)
    away = stick.rename(stick.with_name("debranchee"))
    assert saving.pack_if_due(workplace, tolerant=False) is None
    state = saving.state(workplace)
    assert (state.there, "introuvable" in state.problem) == (False, True)
    with pytest.raises(BackupFolderAbsentError):
        saving.back_up(workplace)
    away.rename(stick)
    packed = saving.pack_if_due(workplace, tolerant=True)
    assert packed is not None
    saving.carry(packed, workplace.clock)
    assert saving.state(workplace).problem == ""


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, BackupDiskFullError),
        (errno.EROFS, BackupReadOnlyError),
        (errno.EIO, BackupFolderAbsentError),
    ],
)
def test_a_disk_that_fails_leaves_the_backup_before_and_says_so(
    workplace: Workplace,
    stick: Path,
    code: int,
    kind: type[Exception],
) -> None:
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    before = {path.name: path.read_bytes() for path in backups(stick)}

    def fails(done: int, _total: int) -> None:
        if done:
            raise OSError(code, os.strerror(code))

    with pytest.raises(kind):
        saving.back_up(workplace, fails)
    assert {path.name: path.read_bytes() for path in backups(stick)} == before
    assert not list(stick.glob("*.partiel"))
    assert not list(workplace.vault.folder.glob("*.tmp"))
    assert saving.state(workplace).problem == str(kind())


def test_a_disk_without_room_is_known_before_the_copy(
    workplace: Workplace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving.choose_folder(workplace, stick)
    full = SimpleNamespace(free=0)
    monkeypatch.setattr("app.storage.sauvegarde.folder.shutil.disk_usage", lambda _: full)
    with pytest.raises(BackupDiskFullError):
        saving.back_up(workplace)
    assert backups(stick) == []


def test_a_folder_that_refuses_is_refused_at_once(
    workplace: Workplace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BackupInsideVaultError):
        saving.choose_folder(workplace, workplace.vault.folder / "sauvegardes")
    with pytest.raises(BackupFolderAbsentError):
        saving.choose_folder(workplace, stick / "absent")
    real = os.open

    def refusing(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).parent == stick:
            raise PermissionError(errno.EACCES, "refused")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", refusing)
    with pytest.raises(BackupReadOnlyError):
        saving.choose_folder(workplace, stick)
    assert saving.state(workplace).folder is None


def test_a_stick_that_does_not_give_back_what_was_written_is_said(
    workplace: Workplace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving.choose_folder(workplace, stick)

    def worn(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[-1000] ^= 1
        path.write_bytes(content)

    monkeypatch.setattr("app.storage.sauvegarde.folder.forget_cache", worn)
    with pytest.raises(BackupUnreadableError):
        saving.back_up(workplace)
    assert backups(stick) == []


def test_marks_are_forgotten_after_400_days(workplace: Workplace) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    with workplace.database.writing() as session:
        registre.note(session, ["a"])
        registre.forget_old(session, clock.today() + timedelta(days=400))
        assert len(registre.marks(session)) == 1
        registre.forget_old(session, clock.today() + timedelta(days=401))
        assert (registre.marks(session), registre.count(session)) == ({}, 1)
