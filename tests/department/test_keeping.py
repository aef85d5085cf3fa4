"""What the service keeps: keys under a passphrase, accounts, a database of the right version."""

import json
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cryptography.exceptions import InvalidTag

from app.department.database.base import Base
from app.department.database.engine import open_database
from app.department.database.upgrade import upgrade
from app.department.failures import AccountError, KeyFileError, NewerDatabaseError
from app.department.keys import make_keys, open_or_make, read_keys, write_keys
from app.department.passwords import hash_password, is_password
from app.department.records import accounts
from tests.department.support import NOON, PASSWORD, Departement


def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'neuve.db'}")
    upgrade(database, now=NOON)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "future.db"
    database = open_database(f"sqlite:///{file}")
    upgrade(database, now=NOON)
    database.close()
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = file.read_bytes()
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(NewerDatabaseError, match="version plus récente"):
        upgrade(database, now=NOON)
    database.close()
    assert file.read_bytes() == before


def test_an_upgrade_done_twice_keeps_the_epoch(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'base.db'}")
    epochs = []
    for _ in range(2):
        upgrade(database, now=NOON)
        with database.engine.connect() as connection:
            epochs.append(connection.exec_driver_sql("SELECT epoch FROM service").scalar_one())
    database.close()
    assert epochs[0] == epochs[1]


def test_the_keys_come_back_under_their_passphrase_alone(tmp_path: Path) -> None:
    file = tmp_path / "cles.json"
    made = open_or_make(file, "une phrase à soi", NOON)
    again = open_or_make(file, "une phrase à soi", NOON)
    assert (again.root, again.receiving, again.secret) == (made.root, made.receiving, made.secret)
    with pytest.raises(KeyFileError, match="phrase de passe"):
        read_keys(file, "une autre phrase")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made.root not in file.read_bytes()


def test_an_altered_key_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cles.json"
    write_keys(file, make_keys(NOON), "phrase")
    content = json.loads(file.read_text())
    content["argon2id"]["memory_kib"] = 2**40
    file.write_text(json.dumps(content))
    with pytest.raises(KeyFileError, match="illisible ou abîmé"):
        read_keys(file, "phrase")
    file.write_text("{")
    with pytest.raises(KeyFileError, match="illisible ou abîmé"):
        read_keys(file, "phrase")


def test_keys_are_never_overwritten_by_chance(tmp_path: Path) -> None:
    file = tmp_path / "cles.json"
    write_keys(file, make_keys(NOON), "phrase")
    before = file.read_bytes()
    with pytest.raises(KeyFileError, match="existe déjà"):
        write_keys(file, make_keys(NOON), "phrase")
    assert file.read_bytes() == before


def test_what_is_wrapped_for_one_use_does_not_open_for_another() -> None:
    keys = make_keys(NOON)
    wrapped = keys.wrap("un", b"valeur")
    assert keys.unwrap("un", wrapped) == b"valeur"
    assert keys.digest("un", b"valeur") != keys.digest("deux", b"valeur")
    with pytest.raises(InvalidTag):
        keys.unwrap("deux", wrapped)


def test_a_password_is_known_by_its_argon2id_string_alone() -> None:
    kept = hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_password(PASSWORD, kept)
    assert not is_password(PASSWORD + " ", kept)
    assert not is_password(PASSWORD, "abîmé")


@pytest.mark.parametrize(
    ("name", "password", "problem"),
    [
        ("Nouveau", "court", "au moins 12"),
        ("Nouveau", "passwordpassword", "se devine"),
        ("Nouveau", "aaaaaaaaaaaaaaaa", "se devine"),
        ("camille  DURAND", "un-autre-mot-de-passe-42", "existe déjà"),
        (" ", "un-autre-mot-de-passe-42", "vide"),
    ],
)
def test_a_weak_password_or_a_name_taken_makes_no_account(
    departement: Departement, name: str, password: str, problem: str
) -> None:
    with (
        pytest.raises(AccountError, match=problem),
        departement.service.database.writing() as session,
    ):
        accounts.create(session, name=name, password=password, now=NOON)
