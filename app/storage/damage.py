"""Notice that the file proved damaged while it was read, before anybody sees what it gave.

SQLCipher gives a page that does not authenticate as zeros. Where SQLite keeps a tree it then says
« malformed »; where it keeps the end of a long text (an overflow page) it gives the zeros as the
text, without an error. The connection knows, and says so when it is asked (`cipher_status`).
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.storage import failures
from app.storage.cipher import RawConnection

_ASK = "PRAGMA cipher_status"
_DAMAGED = "0"


@contextmanager
def nothing_made_up(session: Session, path: Path) -> Generator[None]:
    """Let the block end only if every page that it read was authentic.

    Raises:
        UnreadableDatabaseError: one was not; whatever else the block raised came of it.
    """
    try:
        yield
    except Exception:
        if _is_damaged(session):
            raise failures.unreadable(path) from None
        raise
    if _is_damaged(session):
        raise failures.unreadable(path)


def require_authentic(raw: RawConnection, path: Path) -> None:
    """Ask a bare connection whether every page that it read was authentic.

    Raises:
        UnreadableDatabaseError: one was not.
    """
    status = raw.execute(_ASK).fetchone()
    if status is None or str(status[0]) == _DAMAGED:
        raise failures.unreadable(path)


def require_whole(raw: RawConnection, path: Path) -> None:
    """Authenticate every page of the file, about 1 s for 200 MB.

    Raises:
        UnreadableDatabaseError: one is damaged.
    """
    if raw.execute("PRAGMA cipher_integrity_check").fetchall():
        raise failures.unreadable(path)


def _is_damaged(session: Session) -> bool:
    """Ask the session's connection, and have it replaced if it is: it reads nothing any more."""
    if not session.in_transaction():
        return False
    try:
        connection = session.connection()
        damaged = str(connection.exec_driver_sql(_ASK).scalar()) == _DAMAGED
    except SQLAlchemyError:  # it has failed already, and says so itself
        return False
    if damaged:
        connection.invalidate()
    return damaged
