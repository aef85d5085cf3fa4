import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.storage import appareil, effacement, registre, reponses
from app.storage.appareil import Appareil
from app.storage.sauvegarde import container, swapping
from app.storage.sauvegarde.failures import (
    DamagedBackupError,
    NewerBackupError,
    NothingToRestoreError,
    TooOldBackupError,
)
from app.storage.sauvegarde.ledger_file import LEDGER
from app.storage.vault.failures import WrongPassphraseError
from app.usecases.backup import restoring, saving
from app.usecases.laptop import colleagues
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.leaks import leaks
from tests.storage.database.pages import decrypted, encodings
from tests.ui.workplace import PASSPHRASE, WallClock, new_workplace, workplace
from tests.usecases.backing import NAME, backups, names, new_laptop, opened, quick, restore, stick
from tests.usecases.test_day import follow, interview

__all__ = ["new_laptop", "new_workplace", "quick", "stick", "workplace"]  # fixtures


@pytest.mark.obligation("S0-50")
def test_a_backup_opens_on_a_new_laptop_with_the_same_passphrase(
    workplace: Workplace, stick: Path, new_laptop: Path
) -> None:
    interview(workplace, nom=NAME)
    saving.choose_folder(workplace, stick)
    made = saving.back_up(workplace)
    (path,) = backups(stick)
    assert path.name == "passerelle-20261122-101200.sauvegarde"
    state = saving.state(workplace)
    assert (state.last_success, state.problem, state.there) == (made.made_at, "", True)
    workplace.close()

    preview = restore(new_laptop, path, workplace.agent.id)
    assert (preview.counts.personnes, preview.counts.entretiens) == (1, 1)
    assert (preview.erased, preview.replaces) == (0, False)
    with_same = opened(new_laptop, workplace.agent.id)
    assert names(with_same) == [NAME]
    with_same.close()
    assert not (new_laptop / swapping.FORMER).exists()
    assert not list(new_laptop.glob("*.tmp"))


def test_what_can_be_seen_before_unlocking_names_nobody(workplace: Workplace, stick: Path) -> None:
    interview(workplace, nom=NAME)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    assert leaks([stick], [NAME, workplace.structure.name]) == []
    found = restoring.examine(backups(stick)[0], WallClock())
    assert [label for _, label in found.agents] == ["Camille M."]


@pytest.mark.obligation("S4-23")
def test_an_erased_person_does_not_come_back_from_an_old_stick(
    workplace: Workplace, stick: Path, new_laptop: Path, tmp_path: Path
) -> None:
    """The backup was copied elsewhere before the erasure, with the ledger of today beside it."""
    prescription = follow(workplace, interview(workplace, nom=NAME)).prescription
    assert prescription is not None
    interview(workplace, nom="Restante")
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    old = tmp_path / "tiroir"
    old.mkdir()
    shutil.copy(backups(stick)[0], old)
    assert effacement.effacer_pour_de_bon(workplace.database, prescription.personne_id)
    saving.back_up(workplace)
    assert len(backups(stick)) == 1, "the backup that held the person is gone"
    workplace.close()

    shutil.copy(stick / LEDGER, old / LEDGER)
    preview = restore(new_laptop, backups(old)[0], workplace.agent.id)
    assert (preview.erased, preview.ledger_found) == (3, True)  # person, interview, prescription
    assert preview.counts.personnes == 1
    again = opened(new_laptop, workplace.agent.id)
    assert names(again) == []
    with pytest.raises(overview.PrescriptionGoneError):
        overview.detail(again, prescription.id)
    key, path = again.vault.database_key(), again.vault.database_path
    again.close()
    pages = decrypted(path, key)
    for trace in (NAME, prescription.personne_id, prescription.reference):
        assert not any(form in pages for form in encodings(trace)), trace
    assert leaks([new_laptop, stick], [NAME, prescription.reference]) == []


def test_a_database_put_back_by_hand_is_erased_again_at_unlocking(
    workplace: Workplace, tmp_path: Path
) -> None:
    data, agent = workplace.vault.folder, workplace.agent.id
    interview(workplace, nom=NAME)
    person = persons.find(workplace, NAME[:6])[0].personne.id
    saving.pack_if_due(workplace, tolerant=False)  # no folder: the ledger alone
    with workplace.database.exclusive():
        shutil.copytree(data, tmp_path / "copie")
    effacement.effacer_pour_de_bon(workplace.database, person)
    assert saving.lock_with_backup(workplace, tolerant=True) is None
    for path in data.glob("passerelle*"):
        path.unlink()
    for path in (tmp_path / "copie").glob("passerelle*"):
        shutil.copy(path, data)
    again = opened(data, agent)
    assert names(again) == []
    again.close()


def test_answers_that_were_erased_do_not_come_back(workplace: Workplace, stick: Path) -> None:
    data, agent = workplace.vault.folder, workplace.agent.id
    kept = interview(workplace, nom=NAME)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    with workplace.database.writing() as session:
        assert reponses.load(session, kept)
        reponses.erase(session, kept, today=date(2026, 11, 22))
    workplace.close()
    restore(data, backups(stick)[0], agent)
    again = opened(data, agent)
    with again.database.reading() as session:
        assert reponses.load(session, kept) == {}
    assert names(again) == [NAME]
    again.close()


def test_the_restored_device_must_activate_again(
    workplace: Workplace, stick: Path, new_laptop: Path
) -> None:
    with workplace.database.writing() as session:
        appareil.keep(
            session, Appareil(device_id="poste-1", signing_key=b"s" * 32, receiving_key=b"r" * 32)
        )
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    restore(new_laptop, backups(stick)[0], workplace.agent.id)
    again = opened(new_laptop, workplace.agent.id)
    with again.database.reading() as session:
        assert appareil.load(session) is None
    again.close()


def test_the_former_state_is_kept_and_comes_back_on_request(
    workplace: Workplace, stick: Path
) -> None:
    data, agent, clock = workplace.vault.folder, workplace.agent.id, WallClock()
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    interview(workplace, nom=NAME)
    workplace.close()
    assert restore(data, backups(stick)[0], agent).replaces
    restored = opened(data, agent)
    assert names(restored) == []
    assert saving.state(restored).former_since == clock.now()
    restored.close()

    restoring.return_to_former(data, clock)
    former = opened(data, agent)
    assert names(former) == [NAME]
    clock.go_on(days=6)
    late = opened(data, agent, clock)
    saving.pack_if_due(late, tolerant=True)
    assert saving.state(late).former_since is not None
    clock.go_on(days=1)
    saving.pack_if_due(late, tolerant=True)
    assert saving.state(late).former_since is None
    late.close()
    former.close()
    with pytest.raises(NothingToRestoreError):
        restoring.return_to_former(data, clock)


def test_the_recovery_sheet_opens_a_backup(
    workplace: Workplace, stick: Path, new_laptop: Path
) -> None:
    sheet = colleagues.new_sheet(workplace)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    new_laptop.mkdir(parents=True)
    found = restoring.examine(backups(stick)[0], WallClock())
    preview = restoring.stage(new_laptop, found, restoring.SHEET, sheet.text, WallClock())
    assert preview.structure == workplace.structure.name


def test_a_wrong_passphrase_changes_nothing(workplace: Workplace, stick: Path) -> None:
    data = workplace.vault.folder
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    before = sorted(path.name for path in data.iterdir())
    found = restoring.examine(backups(stick)[0], WallClock())
    with pytest.raises(WrongPassphraseError):
        restoring.stage(data, found, workplace.agent.id, "autre", WallClock())
    assert sorted(path.name for path in data.iterdir()) == before
    with pytest.raises(NothingToRestoreError):
        restoring.put_in_force(data, WallClock())


def test_every_flipped_bit_is_refused_by_the_name_of_the_file(
    workplace: Workplace, stick: Path, tmp_path: Path
) -> None:
    saving.choose_folder(workplace, stick)
    manifest = saving.back_up(workplace)
    content = backups(stick)[0].read_bytes()
    first = len(content) - manifest.database.length
    step = manifest.database.length // 200
    places = [*range(0, first, 41), *range(first, len(content), step), len(content) - 1]
    assert len(places) >= 200
    hurt = tmp_path / "abimee.sauvegarde"
    for place in places:
        flipped = bytearray(content)
        flipped[place] ^= 1 << (place % 8)
        hurt.write_bytes(flipped)
        with pytest.raises((DamagedBackupError, NewerBackupError), match=r"abimee\.sauvegarde"):
            restoring.examine(hurt, WallClock())
    for cut in (0, 10, first - 1, len(content) // 2, len(content) - 1):
        hurt.write_bytes(content[:cut])
        with pytest.raises(DamagedBackupError):
            restoring.examine(hurt, WallClock())
    hurt.write_bytes(content + b"x")
    with pytest.raises(DamagedBackupError):
        restoring.examine(hurt, WallClock())


def test_parts_of_two_backups_are_not_put_together(
    workplace: Workplace, stick: Path, new_laptop: Path, tmp_path: Path
) -> None:
    """Whoever computes the digests anew still lacks the vault's key."""
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    content = container.verify(backups(stick)[0], database_to=tmp_path / "base")
    (tmp_path / "base").write_bytes((tmp_path / "base").read_bytes() + bytes(4096))
    forged_manifest = replace(content.manifest, database=container.part_of_file(tmp_path / "base"))
    forged = tmp_path / "forgee.sauvegarde"
    container.write(
        forged,
        container.Content(manifest=forged_manifest, header=content.header, sealed=content.sealed),
        tmp_path / "base",
    )
    new_laptop.mkdir(parents=True)
    found = restoring.examine(forged, WallClock())
    with pytest.raises(DamagedBackupError):
        restoring.stage(new_laptop, found, workplace.agent.id, PASSPHRASE, WallClock())


def test_a_backup_of_more_than_400_days_is_refused(workplace: Workplace, stick: Path) -> None:
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    late = WallClock()
    late.go_on(days=399)
    restoring.examine(backups(stick)[0], late)
    late.go_on(days=1)
    with pytest.raises(TooOldBackupError):
        restoring.examine(backups(stick)[0], late)


def test_a_ledger_that_somebody_altered_is_not_followed(workplace: Workplace, stick: Path) -> None:
    interview(workplace, nom=NAME)
    saving.choose_folder(workplace, stick)
    with workplace.database.writing() as session:
        registre.note(session, ["quelqu’un"])
    saving.back_up(workplace)
    path = stick / LEDGER
    path.write_bytes(path.read_bytes().replace(b"2026-11-22", b"2026-11-21"))
    (workplace.vault.folder / LEDGER).unlink()
    found = restoring.examine(backups(stick)[0], WallClock())
    workplace.close()
    (workplace.vault.folder / LEDGER).unlink(missing_ok=True)
    data = stick.parent / "neuf"
    data.mkdir()
    preview = restoring.stage(data, found, workplace.agent.id, PASSPHRASE, WallClock())
    assert not preview.ledger_found


def test_everything_goes_to_another_laptop_in_one_file(
    workplace: Workplace, tmp_path: Path, new_laptop: Path
) -> None:
    interview(workplace, nom=NAME)
    target = tmp_path / "vers-le-nouveau.sauvegarde"
    saving.export(workplace, target)
    assert saving.state(workplace).folder is None
    restore(new_laptop, target, workplace.agent.id)
    there = opened(new_laptop, workplace.agent.id)
    assert names(there) == [NAME]
    there.close()
