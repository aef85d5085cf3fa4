"""Transactions that fail at their end, when all of them is written."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.storage.failures import DiskFullError


@contextmanager
def refused_commits(
    fault: type[Exception] | Exception = DiskFullError,
    *,
    which: Callable[[Session], bool] = lambda _: True,
) -> Generator[None]:
    """Let those transactions fail; all of them, as on a laptop whose disk is full."""

    def refuse(session: Session) -> None:
        if which(session):
            raise fault

    event.listen(Session, "before_commit", refuse)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", refuse)
