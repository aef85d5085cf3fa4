"""A newer service saves the database before it changes its tables, and says so."""

import json
import shutil
from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command

from app.department import cli, release_commands
from app.department.application import close_app, create_app
from app.department.copies import backup, before_upgrade
from app.department.database.engine import open_database
from app.department.database.upgrade import upgrade_to
from app.department.failures import CopyError, PublicationError, UpgradeError
from app.department.keys import ServiceKeys, open_or_make
from app.department.records import material
from app.department.settings import Settings
from app.department.web import Service
from tests.department.support import NOON, Departement, HandClock
from tests.department.test_stock_migration import put
from tests.paths import ROOT
from tests.releases import PINNED, release, signed

PASSPHRASE = "une phrase de service pour essai"  # noqa: S105 - of a service made for a test


@pytest.fixture
def behind(tmp_path: Path) -> Settings:
    """Return the settings of a service whose database is of an earlier version."""
    settings = Settings(data_dir=tmp_path / "service")
    settings.data_dir.mkdir()
    database = open_database(settings.url)
    with database.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        upgrade_to(connection, "0006")
    put(database, "structure", id="CCASILL", name="CCAS d’Illustration", created_at=NOON)
    database.close()
    return settings


def keys_of(settings: Settings, clock: HandClock) -> ServiceKeys:
    return open_or_make(settings.key_file, PASSPHRASE, clock.now())


def test_it_is_saved_sealed_checked_and_goes_after_thirty_days(behind: Settings) -> None:
    clock = HandClock()
    keys = keys_of(behind, clock)
    app = create_app(behind, keys=keys, clock=clock)
    saved: Path = app.state.saved_before_upgrade
    close_app(app)
    assert saved.parent == behind.data_dir / "avant-mise-a-jour"
    assert backup.verify(saved, keys)["structure"][0] == 1
    assert backup.read_header(saved).revision == "0006"
    assert b"Illustration" not in saved.read_bytes()
    app = create_app(behind, keys=keys, clock=clock)
    assert app.state.saved_before_upgrade is None  # nothing to upgrade any more
    close_app(app)
    before_upgrade.forget_old(behind, clock.today() + timedelta(days=29))
    assert saved.exists()
    before_upgrade.forget_old(behind, clock.today() + timedelta(days=30))
    assert not saved.exists()


def test_a_full_disk_or_a_fault_leaves_everything_as_it_was(
    behind: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HandClock()
    keys = keys_of(behind, clock)
    before = behind.database_file.read_bytes()
    usage = shutil.disk_usage(behind.data_dir)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=3 * 1024 * 1024))
        with pytest.raises(
            CopyError, match=r"17 Mo libres .* il en reste 3\. Rien n’a été commencé"
        ):
            create_app(behind, keys=keys, clock=clock)
    assert not list((behind.data_dir / "avant-mise-a-jour").iterdir())

    def faulty(config: object, revision: str) -> None:
        del revision
        config.attributes["connection"].exec_driver_sql("DELETE FROM structure")  # type: ignore[attr-defined]
        config.attributes["connection"].exec_driver_sql("no SQL")  # type: ignore[attr-defined]

    monkeypatch.setattr(command, "upgrade", faulty)
    with pytest.raises(UpgradeError, match="La base est comme avant"):
        create_app(behind, keys=keys, clock=clock)
    assert len(list((behind.data_dir / "avant-mise-a-jour").iterdir())) == 1
    assert behind.database_file.read_bytes() == before


def test_a_service_whose_upgrade_failed_is_not_started_again_and_again(
    behind: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each start makes a whole backup first: every five seconds, that fills the disk."""

    def faulty(*_: object) -> None:
        raise ValueError("a row that nobody thought of")

    monkeypatch.setattr(command, "upgrade", faulty)
    monkeypatch.setenv("PASSERELLE_KEY_PASSPHRASE", PASSPHRASE)
    assert cli.main(["serve", "--data-dir", str(behind.data_dir), "--port", "0"]) == cli.NOT_AGAIN
    assert "La base est comme avant" in capsys.readouterr().err
    unit = Path("installer/linux/departement/passerelle-departement.service")
    assert f"\nRestartPreventExitStatus={cli.NOT_AGAIN}\n" in (ROOT / unit).read_text("utf-8")


def test_an_announcement_is_passed_on_if_the_release_key_signed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pinned = tmp_path / "cles.json"
    pinned.write_text(json.dumps({"v": 1, "keys": [{"public": PINNED[0].hex()}]}))
    monkeypatch.setattr(release_commands, "PINNED", pinned)
    departement = Departement.make(tmp_path / "service")

    @contextmanager
    def opened(_: object) -> Generator[Service]:
        yield departement.service

    monkeypatch.setattr(release_commands, "opened_service", opened)
    file = tmp_path / "a.passerelle-version"

    def announce(content: bytes) -> None:
        file.write_bytes(content)
        release_commands.announce(Namespace(file=file))

    announce(signed(release(serial=7)))
    assert json.loads(capsys.readouterr().out) == {"announced": "9.2.0", "min_supported": "0.1.0"}
    with pytest.raises(PublicationError, match="Une annonce plus récente"):
        announce(signed(release(serial=6)))
    with pytest.raises(PublicationError, match="n’est pas signé"):
        announce(signed(release(serial=9), bytes(range(3, 35))))
    with pytest.raises(PublicationError, match="abîmé"):
        announce(signed(release(serial=9))[:-9])
    assert [one.kind.value for one in material.manifest(departement.service).documents] == [
        "release"
    ]
    departement.close()


@pytest.mark.long
def test_the_command_says_where_it_is(
    behind: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys_of(behind, HandClock())
    monkeypatch.setenv("PASSERELLE_KEY_PASSPHRASE", PASSPHRASE)
    cli.main(["structure", "--data-dir", str(behind.data_dir), "MDS", "--code", "MDS"])
    said = capsys.readouterr()
    assert "elle est sauvegardée comme elle était" in said.err
    assert str(behind.data_dir / "avant-mise-a-jour") in said.err
