"""The encrypted database while the vault is unlocked: one writer, a few readers.

A reader begins with a plain BEGIN and never waits behind a writer (measured: 934 ms behind a purge
when every transaction is immediate, 3 ms otherwise). The writer begins IMMEDIATE, so that two
threads queue instead of failing in the middle.
"""

import os
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from app.storage import copying, due, earlier, failures, schema
from app.storage.cipher import SQLCIPHER, RawConnection, connect
from app.storage.copying import Copy
from app.storage.damage import nothing_made_up, require_whole

READERS: Final = 4
_PATIENCE_S: Final = 2.0  # a reader's usual query takes milliseconds
_BETWEEN_S: Final = 0.05
_INTERRUPTIONS: Final = 100
_LOG_PAGES: Final = 1000  # SQLite's own figure: 4 MB

Today = Callable[[], date]


class Database:
    """An open database. Safe to use from several threads; a session belongs to one thread.

    Rows whose term has come (`due_on <= today()`) are not shown by any query of the program, from
    the first one on: `effacement` alone asks for them.
    """

    def __init__(self, path: Path, key: bytes, today: Today) -> None:
        self.path = path
        self._key = bytearray(key)
        self._today = today
        self._closed = False
        self._readers = 0
        self._turn = threading.Lock()  # held by the one writing thread
        self._turn_of: int | None = None
        self._changed = threading.Condition()
        self._raw: list[RawConnection] = []
        self._rewriter: RawConnection | None = None
        self._no_rewriting = False
        self._writer = self._engine(reading=False)
        self._reader = self._engine(reading=True)
        self._writing_sessions = sessionmaker(self._writer)
        self._reading_sessions = sessionmaker(self._reader, autoflush=False)
        for factory in (self._writing_sessions, self._reading_sessions):
            event.listen(factory, "do_orm_execute", due.hide)

    @property
    def engine(self) -> Engine:
        """Return the writer's engine, for migrations alone."""
        return self._writer

    @contextmanager
    def writing(self) -> Generator[Session]:
        """Open the writing transaction: committed at the end, undone if an error leaves the block.

        One thread writes at a time, the others wait for their turn. Keep it short (50 ms) and never
        hold it while waiting for the network or for the user.

        Raises:
            LockedVaultError: the database was closed.
            DiskFullError, BusyDatabaseError, ReadOnlyFolderError, UnreadableDatabaseError: nothing
                of the transaction is kept, everything before it is.
        """
        with (
            self.exclusive(),
            failures.translated(self.path),
            self._writing_sessions(info={"today": self._today()}) as session,
            session.begin(),
            nothing_made_up(session, self.path),
        ):
            yield session

    @contextmanager
    def erasing(self) -> Generator[Session]:
        """Open a writing transaction that is done again if the power goes: it need not wait.

        As `writing`, without waiting for the disk: a purge commits hundreds of times, and begins
        again where it was. A kill loses nothing; a power cut may undo the last of these and no
        other, since whoever writes next waits for the disk for both.
        """
        with self.exclusive(), failures.translated(self.path):
            self._wait_for_the_disk(wait=False)
            try:
                with (
                    self._writing_sessions(info={"today": self._today()}) as session,
                    session.begin(),
                    nothing_made_up(session, self.path),
                ):
                    yield session
            finally:
                self._wait_for_the_disk(wait=True)

    def _wait_for_the_disk(self, *, wait: bool) -> None:
        self._set(f"synchronous={'FULL' if wait else 'NORMAL'}")

    def _set(self, setting: str) -> None:
        with closing(self._writer.raw_connection()) as connection:
            connection.cursor().execute(f"PRAGMA {setting}")

    @contextmanager
    def growing_log(self) -> Generator[None]:
        """Let the log grow while many transactions follow each other; `empty_log` now and then.

        A page that a hundred of them change is then carried into the file once, and nobody who
        saves meanwhile carries the others' pages.
        """
        with self.exclusive():
            self._set("wal_autocheckpoint=0")
        try:
            yield
        finally:
            with suppress(failures.LockedVaultError), self.exclusive():
                self._set(f"wal_autocheckpoint={_LOG_PAGES}")

    def empty_log(self) -> None:
        """Carry the log into the file; readers and writers go on meanwhile."""
        with failures.translated(self.path), self._bare() as raw:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Open a reading transaction: one consistent view, whatever is written meanwhile.

        Raises:
            LockedVaultError: the database was closed.
            UnreadableDatabaseError: a page that was read is damaged: what it gave was made up.
        """
        self._enter_reader()
        try:
            with (
                failures.translated(self.path, reading=True),
                self._reading_sessions(info={"today": self._today()}) as session,
                nothing_made_up(session, self.path),
            ):
                yield session
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def exclusive(self) -> Generator[None]:
        """Hold the writer's turn without a transaction: nobody writes until the block ends.

        For re-keying: copy, swap the vault's header, then `close()` inside the block. The writers
        that waited then get `LockedVaultError` instead of writing to the generation left behind.
        """
        if self._turn_of == threading.get_ident():
            raise RuntimeError("this thread already holds the writer's turn")
        with self._turn:
            if self._closed:
                raise failures.LockedVaultError
            self._turn_of = threading.get_ident()
            try:
                yield
            finally:
                self._turn_of = None

    def rewrite(self) -> bool:
        """Write the whole file anew, without what erased rows left; tell whether the log is empty.

        `secure_delete` overwrites a deleted cell where it lies, but not the copy that an earlier
        split of its page left in unused space (seen: 1 of 458 erased persons). About 1 s for 50 MB;
        readers go on meanwhile, writers wait. False when a reader at work kept the log: call again.

        Raises:
            LockedVaultError: `stop_rewriting` was called; the file is as it was.
            UnreadableDatabaseError: a page is damaged; the file is as it was.
        """
        with self.exclusive(), failures.translated(self.path), self._bare() as raw:
            self._rewriter = raw
            try:
                if self._no_rewriting:
                    raise failures.LockedVaultError
                require_whole(raw, self.path)  # what cannot be read would be lost for good
                earlier.destroy(self.path.parent)  # what is erased here lives on there
                raw.execute("VACUUM").fetchall()
            finally:
                self._rewriter = None
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return busy is not None and busy[0] == 0

    def stop_rewriting(self) -> None:
        """Stop `rewrite` where it is, and for good: the vault is about to be locked."""
        self._no_rewriting = True
        if (raw := self._rewriter) is not None:
            raw.interrupt()

    def copy_to(
        self, path: Path, key: bytes, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Copy the database page by page to a new file under `key`, and verify the copy.

        Every page is read back and its authenticity checked before this returns. `progress` is told
        how many pages of how many are copied, some thousands at a time; what it raises stops here.

        Raises:
            FileExistsError: there is a file at `path` already.
            UnreadableDatabaseError: the copy did not verify; it is removed.
            DiskFullError, ReadOnlyFolderError: no copy is left.
        """
        copying.copy(lambda: self._bare(reading=True), self.path, Copy(path, key, progress))

    def close(self) -> None:
        """Close every connection and forget the key. Calling it twice does nothing.

        The writer at work ends its transaction; readers still at work after a moment are
        interrupted.
        """
        mine = self._turn_of == threading.get_ident()
        if not mine:
            self._turn.acquire()
        try:
            self._close()
        finally:
            if not mine:
                self._turn.release()

    def _close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: self._readers == 0, _PATIENCE_S)
            for _ in range(_INTERRUPTIONS):  # one may fall between two statements of a reader
                if self._changed.wait_for(lambda: self._readers == 0, _BETWEEN_S):
                    break
                for raw in tuple(self._raw):
                    raw.interrupt()
        self._reader.dispose()
        self._writer.dispose()  # the last connection to close empties and removes the log
        for index in range(len(self._key)):
            self._key[index] = 0

    def _enter_reader(self) -> None:
        with self._changed:
            if self._closed:
                raise failures.LockedVaultError
            self._readers += 1

    def _engine(self, *, reading: bool) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=SQLCIPHER,
            creator=lambda: self._connect(reading=reading),
            poolclass=QueuePool,
            pool_size=READERS if reading else 1,
            max_overflow=0,
            hide_parameters=True,  # an error's text must not hold a person's name
        )
        begin = "BEGIN" if reading else "BEGIN IMMEDIATE"

        def start(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        event.listen(engine, "begin", start)
        event.listen(engine, "close", self._forget)
        return engine

    @contextmanager
    def _bare(self, *, reading: bool = False) -> Generator[RawConnection]:
        if self._closed:
            raise failures.LockedVaultError
        with closing(connect(self.path, bytes(self._key), reading=reading)) as raw:
            yield raw

    def _connect(self, *, reading: bool) -> RawConnection:
        raw = connect(self.path, bytes(self._key), reading=reading)
        self._raw.append(raw)
        return raw

    def _forget(self, raw: RawConnection, record: object) -> None:
        del record
        with suppress(ValueError):
            self._raw.remove(raw)


def create_database(path: Path, key: bytes, *, today: Today) -> Database:
    """Make a new empty database at `path`, readable by the user alone.

    Raises:
        FileExistsError: there is a file already; nothing was changed.
        DiskFullError, ReadOnlyFolderError: nothing usable was made; no file is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        return _opened(path, key, today, empty=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_database(path: Path, key: bytes, *, today: Today, keep_earlier: bool = False) -> Database:
    """Open the database at `path` with its raw 32-byte `key`, migrated to this program's schema.

    `today` gives the day on the user's wall: rows past their term stay hidden by it.
    `keep_earlier`, for the database in force, saves the file before an upgrade.

    Raises:
        as `earlier.upgraded`, where asked for.
        MissingDatabaseError: there is no file; none is created.
        UnreadableDatabaseError: the key is not the file's, or the file is damaged.
        NewerDatabaseError: a later version of the program wrote it. Nothing is changed.
        BusyDatabaseError: another program holds the file.
    """
    if not path.is_file() or path.stat().st_size == 0:
        raise failures.missing(path)
    if not keep_earlier:
        return _opened(path, key, today, empty=False)
    earlier.expire(path.parent, today())
    return earlier.upgraded(
        lambda before: _opened(path, key, today, empty=False, before=before), key, path, today()
    )


def rekeyed_copy(database: Database, new_path: Path, new_key: bytes) -> None:
    """Write the next generation of `database` at `new_path` under `new_key`, verified.

    Call it inside `database.exclusive()` and swap the vault's header in the same block: what is
    written to the old generation after the copy would be lost with it.
    """
    database.copy_to(new_path, new_key)


def _opened(
    path: Path, key: bytes, today: Today, *, empty: bool, before: earlier.Before = earlier.nothing
) -> Database:
    made = Database(path, key, today)
    try:
        with failures.translated(path):
            schema.bring_to_head(made.engine, path, empty=empty, before=partial(before, made))
    except BaseException:
        made.close()
        raise
    return made
