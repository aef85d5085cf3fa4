import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.domain.failures import AppError
from app.storage import failures, parametres, personnes
from app.storage.database import Database, open_database, rekeyed_copy
from tests.storage.database import world

OTHER_KEY = bytes(32)


def _canary(database: Database) -> None:
    with database.writing() as session:
        personnes.keep(
            session, world.personne(nom="Canaricourt"), world.CONVENTION, due_on=world.DUE
        )


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_what_was_kept_is_there_when_the_database_is_opened_again(database: Database) -> None:
    _canary(database)
    database.close()
    again = open_database(database.path, world.KEY, today=lambda: world.TODAY)
    with again.reading() as session:
        assert [found.nom for found in personnes.search(session, "canari")] == ["Canaricourt"]
    again.close()


def test_no_file_shows_a_name_while_open_or_closed(database: Database, tmp_path: Path) -> None:
    _canary(database)
    open_files = _files(tmp_path)
    database.close()
    for content in (open_files, _files(tmp_path)):
        assert b"Canaricourt" not in content
        assert b"canaricourt" not in content
        assert b"SQLite format 3" not in content
        assert b"CREATE TABLE" not in content


def test_a_closed_database_leaves_no_log_beside_it(database: Database, tmp_path: Path) -> None:
    _canary(database)
    database.close()
    assert [path.name for path in tmp_path.iterdir()] == ["passerelle.db"]


def test_the_file_is_for_the_user_alone(database: Database) -> None:
    if sys.platform != "win32":
        assert database.path.stat().st_mode & 0o077 == 0


def test_the_settings_are_those_that_were_measured(database: Database) -> None:
    with database.writing() as session:
        read = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")
        }
        keys = session.execute(text("PRAGMA foreign_keys")).scalar()
    assert read == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}
    assert keys == 1


def test_an_error_undoes_the_whole_transaction(database: Database) -> None:
    def fail_half_way() -> None:
        with database.writing() as session:
            parametres.keep(session, "essai", 1)
            raise LookupError

    with pytest.raises(LookupError):
        fail_half_way()
    with database.reading() as session:
        assert parametres.load(session, "essai") is None


def test_a_reading_session_cannot_write(database: Database) -> None:
    with pytest.raises(OperationalError), database.reading() as session:
        session.execute(text("DELETE FROM agents"))


def test_a_reader_begins_and_reads_while_a_write_is_open(database: Database) -> None:
    _canary(database)
    with database.writing() as writing:
        writing.execute(text("DELETE FROM personnes"))
        with database.reading() as reading:  # would wait busy_timeout and fail if it had to
            assert personnes.count(reading) == 1
    with database.reading() as reading:
        assert personnes.count(reading) == 0


def test_a_second_write_in_the_same_thread_is_a_bug_that_is_told(database: Database) -> None:
    with database.writing(), pytest.raises(RuntimeError), database.writing():
        pass


def test_threads_take_turns_to_write(database: Database) -> None:
    with database.writing() as session:
        parametres.keep(session, "compte", 0)

    def add() -> None:
        for _ in range(20):
            with database.writing() as session:
                parametres.keep(session, "compte", parametres.number(session, "compte") + 1)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert parametres.number(session, "compte") == 80


def test_a_locked_vault_gives_nothing_any_more(database: Database) -> None:
    database.close()
    database.close()
    with pytest.raises(failures.LockedVaultError), database.reading():
        pass
    with pytest.raises(failures.LockedVaultError), database.writing():
        pass
    assert bytes(database._key) == bytes(32)


def test_a_writer_that_waited_for_its_turn_is_told_that_the_vault_was_locked(
    database: Database,
) -> None:
    told: list[AppError] = []
    waits = threading.Event()

    def write() -> None:
        waits.set()
        try:
            with database.writing():
                pass
        except AppError as error:
            told.append(error)

    with database.exclusive():
        thread = threading.Thread(target=write)
        thread.start()
        waits.wait()
        database.close()
    thread.join()
    assert [type(error) for error in told] == [failures.LockedVaultError]


def test_a_rekeyed_copy_opens_with_the_new_key_alone(database: Database, tmp_path: Path) -> None:
    _canary(database)
    copy = tmp_path / "passerelle-2.db"
    with database.exclusive():
        rekeyed_copy(database, copy, OTHER_KEY)
        database.close()
    with pytest.raises(failures.UnreadableDatabaseError):
        open_database(copy, world.KEY, today=lambda: world.TODAY)
    again = open_database(copy, OTHER_KEY, today=lambda: world.TODAY)
    with again.reading() as session:
        assert personnes.count(session) == 1
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["passerelle-2.db", "passerelle.db"]


def test_a_copy_never_overwrites(database: Database, tmp_path: Path) -> None:
    (tmp_path / "autre.db").write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        rekeyed_copy(database, tmp_path / "autre.db", OTHER_KEY)
    assert (tmp_path / "autre.db").read_bytes() == b"precious"


def test_errors_never_quote_a_value(database: Database) -> None:
    _canary(database)
    with pytest.raises(Exception, match="agents") as caught:
        _name_a_table_that_is_not_there(database)
    assert "Canaricourt" not in str(caught.value)


def _name_a_table_that_is_not_there(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO agents_ (nom) VALUES (:nom)"), {"nom": "Canaricourt"})


def test_importing_the_room_or_opening_a_current_database_stays_light(database: Database) -> None:
    database.close()
    script = f"""
import sys, pathlib, datetime
import app.storage
assert "sqlalchemy" not in sys.modules
from app.storage.database import open_database
open_database(pathlib.Path({str(database.path)!r}), bytes(range(32)),
              today=lambda: datetime.date(2026, 11, 22)).close()
assert "alembic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)
