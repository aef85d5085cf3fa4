"""Limits on attempts to get in, counted in the database: every worker process counts the same.

An attempt is written and committed before anything is compared, so that forty attempts at once are
not forty first attempts; the right ones are taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.department.database.actors import LoginFailureRow
from app.department.database.engine import Database

WINDOW: Final = timedelta(minutes=15)
BY_ACCOUNT: Final = 5
BY_ADDRESS: Final = 30  # an office behind one address makes mistakes too


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `allowed` failures in a quarter of an hour under one keyed digest."""

    key: bytes
    allowed: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt under way, counted as a failure until `succeeded`."""

    rows: tuple[int, ...]


def begin(database: Database, limits: Sequence[Limit], now: datetime) -> Attempt | None:
    """Count an attempt before it is looked at; None when one of `limits` is reached."""
    with database.writing() as session:
        session.execute(delete(LoginFailureRow).where(LoginFailureRow.at <= now - WINDOW))
        rows = [LoginFailureRow(key=limit.key, at=now) for limit in limits]
        session.add_all(rows)
        session.flush()
        attempt = Attempt(tuple(row.id for row in rows))
    with database.reading() as session:
        reached = any(_count(session, limit, now) > limit.allowed for limit in limits)
    if reached:
        with database.writing() as session:
            succeeded(session, attempt)  # waiting is no failure: the wait does not grow
        return None
    return attempt


def succeeded(session: Session, attempt: Attempt) -> None:
    """Take back an attempt that was right."""
    session.execute(delete(LoginFailureRow).where(LoginFailureRow.id.in_(attempt.rows)))


def _count(session: Session, limit: Limit, now: datetime) -> int:
    counted = (
        select(func.count())
        .select_from(LoginFailureRow)
        .where(LoginFailureRow.key == limit.key, LoginFailureRow.at > now - WINDOW)
    )
    return session.scalar(counted) or 0
