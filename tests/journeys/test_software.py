"""What an IT department imposes, a newer version, its installer and its upgrade, by keys alone."""

import json
import shutil
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from sqlalchemy import Connection, text

from app.bootstrap import around
from app.bootstrap.options import Options
from app.bootstrap.policies import reading
from app.bootstrap.program import Program
from app.storage import cipher, earlier, schema
from app.usecases.laptop import recovering
from app.usecases.workplace import Workplace
from demonstration import gestures
from demonstration.hand import Key
from tests.fast_vault import fast_vaults
from tests.journeys.laptop import Laptop, Screen, close
from tests.releases import INSTALLER, INSTALLER_NAME, PINNED, published, release, signed
from tests.sync.departement_state import FakeDepartement
from tests.sync.loopback import WireDepartement, serving
from tests.ui.workplace import CCAS, PASSPHRASE, WallClock

SAFE = "douze girafes peignent le clocher"


@contextmanager
def imposed(folder: Path, text: str) -> Generator[None]:
    """Let these policies stand where an administrator writes them."""
    folder.mkdir(mode=0o755)
    file = folder / "politiques.toml"
    file.write_text(text, encoding="utf-8")
    with (
        patch.object(reading, "LINUX_FILE", file),
        patch.object(reading, "_OWNER", file.stat().st_uid),
    ):
        yield


@pytest.mark.long
def test_a_laptop_of_two_hundred_is_activated_without_anybody_typing(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "POSTE-117")
    service = FakeDepartement()
    service.now = laptop.clock.now()
    code = service.new_code(CCAS.code).text()
    codes = tmp_path / "codes.csv"
    codes.write_text(
        "structure;nom;poste;code d’activation;adresse;valable jusqu’au\r\n"
        f"CCASILL;CCAS;poste-116;{service.new_code(CCAS.code).text()};;\r\n"
        f"CCASILL;CCAS;poste-117;{code};;\r\n",
        encoding="utf-8-sig",
    )
    saved = tmp_path / "partage"
    saved.mkdir()
    with serving(WireDepartement(service)) as address:
        rules = (
            f'adresse_service = "{address}"\nfichier_codes = "{codes}"\n'
            f'dossier_sauvegardes = "{saved}/%COMPUTERNAME%"\nverrouillage_minutes = 7\n'
            'couleur = "bleu"\navis_mise_a_jour = "peut-être"\n'
        )
        with imposed(tmp_path / "etc", rules), laptop.window() as screen:
            hand = screen.hand
            gestures.unlock(hand, PASSPHRASE)
            hand.see("Ce poste est activé auprès du Département")
            assert len(service.devices) == 1
            hand.until(lambda: any((saved / "POSTE-117").glob("*.sauvegarde")), "a backup there")
            hand.open_tab("newSheet")
            hand.see("Après 5 minutes", "Après 7 minutes", "Fixé par votre service informatique")
            assert "Après 10 minutes" not in hand.screen_text()
            hand.open_tab("backUpNow")
            assert not hand.shows("backupFolder")
            hand.open_tab("activate")
            assert not hand.find("serviceAddress").isEnabled()
            hand.open_tab("verifyInstaller")
            hand.see("POSTE-117", "7 minutes", "défini, et montré nulle part", "couleur")
            hand.see("cette règle n’existe pas", "« oui » ou « non » est attendu")
            assert code not in hand.screen_text()
            for file in laptop.data.glob("*.log*"):
                assert code not in file.read_text(encoding="utf-8")
            assert "avis_mise_a_jour" in (laptop.data / "passerelle.log").read_text("utf-8")


@pytest.mark.long
def test_a_newer_version_is_told_and_its_installer_checked_from_a_stick(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "release_keys", lambda: PINNED)
    installer = tmp_path / INSTALLER_NAME
    installer.write_bytes(INSTALLER)

    def choose(*_: QWidget | str) -> tuple[str, str]:
        return str(installer), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    service = FakeDepartement()
    service.now = laptop.clock.now()
    code = service.new_code(CCAS.code).text()
    published(service, signed(release(security=True, min_supported="0.2.0")))
    with serving(WireDepartement(service)) as address:
        laptop.activate(address, code)
        with laptop.window() as screen:
            hand = screen.hand
            gestures.unlock(hand, PASSPHRASE)
            hand.go_to("synchroniser")
            hand.push("synchronise")
            hand.see("1 annonce de version reçue", "elle ne s’installe pas d’elle-même")
    with laptop.window() as screen:  # the next day, without network
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Passerelle 9.2.0 est disponible depuis le", "corrige une faille de sécurité")
        hand.see("Synchroniser ne répondra plus à la version")
        hand.push("seeSoftware")
        hand.see("https://passerelle.example/telecharger")
        hand.push("verifyInstaller")
        hand.see("Bon : « passerelle-9.2.0-setup.exe » est Passerelle 9.2.0")
        installer.write_bytes(INSTALLER + b"!")
        hand.press(Key.Key_Space)
        hand.see("Abîmé :", "Ne l’installez pas")


@pytest.mark.long
def test_at_the_first_start_the_convention_and_the_key_are_the_it_departments(
    qapp: QApplication, tmp_path: Path
) -> None:
    with fast_vaults():
        made = recovering.make_structure_key(tmp_path, "CCAS d’Illustration", SAFE)
    rules = f'profil = "lot-et-garonne"\ncle_structure = "{made.public}"\n'
    with imposed(tmp_path / "etc", rules):
        started = Program(qapp, Options(data_dir=tmp_path / "donnees"), WallClock())
        try:
            started.start()
            hand = Screen(started).hand
            hand.see("Lot-et-Garonne")
            assert "Strasbourg" not in hand.screen_text()
            hand.push("next")
            hand.see(made.key.fingerprint, "Fixé par votre service informatique")
            assert not hand.shows("chooseStructureKey")
            assert not hand.shows("dropStructureKey")
        finally:
            close(started)


@pytest.mark.long
def test_a_failed_upgrade_puts_the_database_back_and_says_so(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = next(laptop.data.glob("*.db"))
    with laptop.opened() as place:
        key = place.vault.database_key()
        set_revision(place, schema.KNOWN[-2])
    before = contents(written, key)
    monkeypatch.setattr(schema, "_upgrade", half_upgraded)
    with laptop.window() as screen:
        hand = screen.hand
        hand.write("passphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        hand.see("n’a pas abouti", "La base d’avant est remise en place", "rien n’est perdu")
    assert contents(written, key) == before
    assert not (laptop.data / earlier.FOLDER).exists()
    usage = shutil.disk_usage(laptop.data)._replace(free=5 * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with laptop.window() as screen:
        hand = screen.hand
        hand.write("passphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        hand.see("Mo libres, il en reste 5", "Rien n’a été commencé ni modifié")
    assert contents(written, key) == before


@pytest.mark.long
def test_a_program_refuses_what_a_newer_one_wrote_and_says_what_to_do(laptop: Laptop) -> None:
    with laptop.opened() as place:
        set_revision(place, "9999")
    with laptop.window() as screen:
        hand = screen.hand
        hand.write("passphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        hand.see("enregistrée par une version plus récente", "Mettez Passerelle à jour")
    header = laptop.data / "vault.json"
    newer = json.loads(header.read_bytes()) | {"version": 99}
    header.write_text(json.dumps(newer))
    with laptop.window() as screen:
        screen.hand.see("version plus récente")
    assert json.loads(header.read_bytes())["version"] == 99


def set_revision(place: Workplace, revision: str) -> None:
    with place.database.writing() as session:
        session.execute(
            text("UPDATE alembic_version SET version_num = :found"), {"found": revision}
        )


def half_upgraded(connection: Connection) -> None:
    """Change something for good, then fail: worse than any migration, which is one transaction."""
    connection.execute(text("DELETE FROM agents"))
    connection.commit()
    raise RuntimeError("a migration with a fault")


def contents(path: Path, key: bytes) -> list[tuple[object, ...]]:
    with closing(cipher.connect(path, key)) as raw:
        return [
            *raw.execute("SELECT * FROM agents").fetchall(),
            *raw.execute("SELECT * FROM alembic_version").fetchall(),
        ]
