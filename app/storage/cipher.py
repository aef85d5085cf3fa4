"""Connect to an SQLCipher file; the only module that knows the driver.

The settings are those that were measured before the project began: raw 32-byte key (no PBKDF2),
WAL with full synchronisation, deleted content overwritten, temporary tables in memory only.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, cast

from sqlcipher3 import dbapi2 as _driver

KEY_BYTES: Final = 32
SQLCIPHER: Final = cast("Any", _driver)  # the driver ships no types; SQLAlchemy takes it whole

_SETTINGS: Final = (
    "cipher_memory_security=OFF",  # ON makes an index build 10 times slower
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",  # FILE would leave readable etilqs_* files
    "busy_timeout=5000",
    "cache_size=-64000",  # each page read again would be decrypted again
)


class RawCursor(Protocol):
    """What we use of the driver's cursors."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return every remaining row."""
        ...

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row."""
        ...


class RawConnection(Protocol):
    """What we use of the driver's connections."""

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> RawCursor:
        """Run one statement."""
        ...

    def backup(
        self, target: "RawConnection", /, *, pages: int, progress: Callable[[int, int, int], None]
    ) -> None:
        """Copy the whole database into `target`, `pages` at a time (-1: all at once).

        `progress` is told a status, the pages that remain and how many there are.
        """
        ...

    def interrupt(self) -> None:
        """Stop the statement that another thread is running on this connection."""
        ...

    def iterdump(self) -> Iterable[str]:
        """Give the SQL text of the whole database."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def connect(
    path: Path, key: bytes, *, create: bool = False, reading: bool = False
) -> RawConnection:
    """Open `path` with the raw `key` and prove that the key is the right one.

    Without `create` a missing file is an error: a new empty database must never take the place of
    one that was lost. `reading` makes the connection refuse every write.

    Raises:
        Exception: the driver's own errors; `failures.translated` turns them into sentences.
        ValueError: the key is not 32 bytes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of {len(key)} bytes")
    mode = "rwc" if create else "rw"
    connection: RawConnection = SQLCIPHER.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,  # SQLAlchemy's events begin each transaction
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )
    try:
        # first of all, or a wrong key writes three lines to the terminal
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a wrong key fails
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}").fetchall()
        if reading:
            connection.execute("PRAGMA query_only=ON").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
