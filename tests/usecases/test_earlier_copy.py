"""The copy of before an upgrade follows the keys, and goes with them."""

import shutil

import pytest

from app.storage import earlier, schema
from app.usecases.laptop import colleagues
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import (
    PASSPHRASE,
    add_colleague,
    new_workplace,
    workplace,
)

__all__ = ["new_workplace", "workplace"]  # fixtures
OTHER = "carotte bleue sous le piano droit"


def save(place: Workplace) -> None:
    """Save a copy as an upgrade does."""
    key, today = place.vault.database_key(), place.clock.today()
    earlier.save(place.database, key, schema.KNOWN[-2], today)


def test_a_disk_without_room_for_another_upgrade_keeps_the_way_back_of_the_last(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that nothing was begun nor changed."""
    folder = workplace.vault.folder
    save(workplace)
    kept = earlier.load(folder)
    assert kept is not None
    usage = shutil.disk_usage(folder)._replace(free=1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(earlier.NoRoomToUpgradeError):
        save(workplace)
    assert earlier.load(folder) == kept


def test_a_passphrase_of_before_does_not_open_it_and_who_leaves_takes_it_away(
    workplace: Workplace,
) -> None:
    folder = workplace.vault.folder
    leaving = add_colleague(workplace)
    with fast_vaults():
        save(workplace)
        copied = folder / earlier.FOLDER / "vault.json"
        assert earlier.load(folder) is not None
        colleagues.change_passphrase(workplace, PASSPHRASE, OTHER)
        assert copied.read_bytes() == (folder / "vault.json").read_bytes()
        colleagues.remove(workplace, leaving.id)
        assert not (folder / earlier.FOLDER).exists()
