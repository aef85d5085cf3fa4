import random
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.failures import AppError
from app.storage import database as database_module
from app.storage import failures, outbox, parametres, personnes
from app.storage.cipher import connect
from app.storage.database import Database, create_database, open_database
from tests.storage.database import world

OTHER_KEY = bytes(32)


def _canary(database: Database) -> None:
    with database.writing() as session:
        personnes.keep(
            session, world.personne(nom="Canaricourt"), world.CONVENTION, due_on=world.DUE
        )


def test_a_wrong_key_is_refused_in_french_and_in_silence(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    database.close()
    before = database.path.read_bytes()
    with pytest.raises(failures.UnreadableDatabaseError, match="Rien n’a été modifié"):
        open_database(database.path, OTHER_KEY, today=lambda: world.TODAY)
    assert database.path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_a_file_of_garbage_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "passerelle.db"
    path.write_bytes(b"garbage " * 2048)
    with pytest.raises(failures.UnreadableDatabaseError, match=r"passerelle\.db"):
        open_database(path, world.KEY, today=lambda: world.TODAY)
    assert path.read_bytes() == b"garbage " * 2048


def test_a_missing_database_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "passerelle.db"
    with pytest.raises(failures.MissingDatabaseError):
        open_database(path, world.KEY, today=lambda: world.TODAY)
    path.touch()
    with pytest.raises(failures.MissingDatabaseError):
        open_database(path, world.KEY, today=lambda: world.TODAY)
    assert path.stat().st_size == 0


def test_a_connection_never_creates_the_file_by_itself(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        connect(tmp_path / "passerelle.db", world.KEY)
    assert list(tmp_path.iterdir()) == []


def test_another_encrypted_file_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "passerelle.db"
    raw = connect(path, world.KEY, create=True)
    raw.execute("CREATE TABLE recettes (nom)").fetchall()
    raw.close()
    with pytest.raises(failures.UnreadableDatabaseError):
        open_database(path, world.KEY, today=lambda: world.TODAY)


def test_creating_never_overwrites(database: Database) -> None:
    with pytest.raises(FileExistsError):
        create_database(database.path, world.KEY, today=lambda: world.TODAY)


def test_a_database_of_a_later_program_is_refused_unchanged(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    before = database.path.read_bytes()
    with pytest.raises(failures.NewerDatabaseError, match="version plus récente"):
        open_database(database.path, world.KEY, today=lambda: world.TODAY)
    assert database.path.read_bytes() == before


def test_a_damaged_page_is_reported_and_not_shown(database: Database) -> None:
    _canary(database)
    database.close()
    content = bytearray(database.path.read_bytes())
    content[4096 + 100] ^= 1  # the second page
    database.path.write_bytes(content)
    with pytest.raises(failures.UnreadableDatabaseError):
        _read_everything(database.path)


OF_LONG = "SELECT payload FROM envois"
COPY_LONG = "UPDATE parametres SET value = (SELECT max(payload) FROM envois) WHERE key = 'court'"


def _with_a_long_text(database: Database) -> Path:
    with database.writing() as session:
        for number in range(4):
            payload = "é" * (3000 + 100 * number)  # longer than a page: the rest lies in another
            outbox.queue(session, f"long-{number}", payload=payload)
        parametres.keep(session, "court", "c")
    database.close()
    return database.path


def _damaged_texts(path: Path) -> Iterator[Path]:
    """Give copies with one bit flipped, a page after the other, whose trees are whole."""
    content = path.read_bytes()
    for start in range(4096, len(content), 4096):
        damaged = bytearray(content)
        damaged[start + 100] ^= 1
        copy = path.with_name("copie.db")
        copy.write_bytes(damaged)
        if _made_up(copy):
            yield copy


def _made_up(copy: Path) -> bool:
    """Tell whether the driver alone gives another text, as if nothing were wrong."""
    with suppress(Exception), closing(connect(copy, world.KEY)) as raw:
        return any("\0" in found for (found,) in raw.execute(OF_LONG).fetchall())
    return False


def test_the_zeros_of_a_damaged_text_are_never_shown_nor_kept(database: Database) -> None:
    """SQLCipher alone gives them for the text, without an error."""
    tried = 0
    for copy in _damaged_texts(_with_a_long_text(database)):
        tried += 1
        opened = open_database(copy, world.KEY, today=lambda: world.TODAY)
        with pytest.raises(failures.UnreadableDatabaseError), opened.reading() as session:
            session.execute(text(OF_LONG)).all()
        with pytest.raises(failures.UnreadableDatabaseError), opened.writing() as session:
            session.execute(text(COPY_LONG))
        with opened.reading() as session:  # what is whole can still be read
            assert parametres.text(session, "court") == "c"
        with pytest.raises(failures.UnreadableDatabaseError):
            opened.rewrite()
        with pytest.raises(failures.UnreadableDatabaseError):
            opened.copy_to(copy.with_name("suite.db"), OTHER_KEY)
        assert not copy.with_name("suite.db").exists()
        opened.close()
    assert tried, "no page of text alone was damaged"


def _read_everything(path: Path) -> None:
    opened = open_database(path, world.KEY, today=lambda: world.TODAY)
    try:
        with opened.reading() as session:
            session.execute(text("PRAGMA integrity_check")).all()
            for table in session.scalars(text("SELECT name FROM sqlite_master")).all():
                session.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608 - from itself
    finally:
        opened.close()


def test_locking_stops_a_reader_that_takes_too_long(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_PATIENCE_S", 0.05)
    told: list[AppError] = []
    reads = threading.Event()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"

    def read() -> None:
        try:
            with database.reading() as session:
                session.execute(text("SELECT 1"))
                reads.set()
                session.execute(text(endless))
        except AppError as error:
            told.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    reads.wait()
    database.close()
    thread.join()
    assert [type(error) for error in told] == [failures.LockedVaultError]


@pytest.mark.parametrize("seed", range(24))
def test_a_torn_log_opens_to_a_whole_number_of_commits(
    database: Database, tmp_path: Path, seed: int
) -> None:
    for number in range(12):
        with database.writing() as session:
            parametres.keep(session, "compte", number)
            parametres.keep(session, f"reste-{number}", "x" * 3000)
    torn = tmp_path / "torn.db"
    torn.write_bytes(database.path.read_bytes())
    log = _torn(tmp_path.joinpath("passerelle.db-wal").read_bytes(), seed)
    (tmp_path / "torn.db-wal").write_bytes(log)
    opened = open_database(torn, world.KEY, today=lambda: world.TODAY)
    with opened.reading() as session:
        last = parametres.number(session, "compte", -1)
        kept = [n for n in range(12) if parametres.text(session, f"reste-{n}")]
    opened.close()
    assert kept == list(range(last + 1))


def _torn(log: bytes, seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - a fixed draw
    place = chance.randrange(len(log))
    if seed % 2:
        return log[:place]
    return log[:place] + chance.randbytes(4096) + log[place + 4096 :]


def test_another_program_that_holds_the_file_is_named_as_the_cause(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("PRAGMA busy_timeout=0"))
    other = connect(database.path, world.KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(failures.BusyDatabaseError, match="autre programme"):
        _write_something(database)
    other.close()
    _write_something(database)


def _write_something(database: Database) -> None:
    with database.writing() as session:
        parametres.keep(session, "essai", 1)


def test_a_full_disk_keeps_everything_before_it(database: Database) -> None:
    _canary(database)
    with database.writing() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(failures.DiskFullError, match="disque est plein"):
        _fill(database)
    with database.reading() as session:
        assert personnes.count(session) == 1
        assert parametres.load(session, "gros") is None


def _fill(database: Database) -> None:
    with database.writing() as session:
        parametres.keep(session, "gros", "x" * 5_000_000)
