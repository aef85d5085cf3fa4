"""Transactions that fail at their end, when all of them is written."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.storage.failures import DiskFullError


@contextmanager
def refused_commits() -> Generator[None]:
    """Let no transaction end well meanwhile: the disk of the laptop is full, a stick is not."""

    def refuse(_session: Session) -> None:
        raise DiskFullError

    event.listen(Session, "before_commit", refuse)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", refuse)
