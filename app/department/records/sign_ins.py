"""Sign-ins: a password opens one half, the second factor the whole.

A half sign-in serves the pages of the sign-in alone and a quarter of an hour; a whole one gets a
token of its own, so that what was known before is worth nothing after.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.department.database.actors import ConsoleSessionRow

HALF_LIFETIME = timedelta(minutes=15)
_SEEN_STEP = timedelta(minutes=1)  # `seen_at` is written at most once a minute
_BROWSERS = (
    *(("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome")),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad")),
    *(("Mac OS", "Mac"), ("Linux", "Linux")),
)


def open_half(session: Session, *, account_id: str, browser: str, now: datetime) -> str:
    """Open a sign-in that still waits for the second factor; return its token."""
    return _open(session, account_id=account_id, browser=browser, now=now, whole=False)


def complete(session: Session, *, token: str, now: datetime) -> str:
    """Turn a half sign-in into a whole one; return its new token."""
    row = session.get_one(ConsoleSessionRow, _digest(token))
    account_id, browser = row.account_id, row.browser
    session.delete(row)
    session.flush()
    return _open(session, account_id=account_id, browser=browser, now=now, whole=True)


def of(
    session: Session, *, token: str, now: datetime, idle: timedelta, lifetime: timedelta
) -> ConsoleSessionRow | None:
    """Return the sign-in of `token`, none once it was idle or open for too long."""
    row = session.get(ConsoleSessionRow, _digest(token))
    if row is None or row.account.closed_at:
        return None
    longest = lifetime if row.second_factor_at else HALF_LIFETIME
    return None if now - row.seen_at > idle or now - row.opened_at > longest else row


def is_worth_noting(row: ConsoleSessionRow, now: datetime) -> bool:
    """Tell whether the last use is old enough to be written again."""
    return now - row.seen_at > _SEEN_STEP


def touch(session: Session, *, token: str, now: datetime) -> None:
    """Note that the sign-in is in use."""
    if row := session.get(ConsoleSessionRow, _digest(token)):
        row.seen_at = now


def close(session: Session, *, token: str, now: datetime, lifetime: timedelta) -> None:
    """Close this sign-in, and forget all that are over."""
    session.execute(
        delete(ConsoleSessionRow).where(
            (ConsoleSessionRow.digest == _digest(token))
            | (ConsoleSessionRow.opened_at < now - lifetime)
        )
    )


def open_ones(
    session: Session, *, account_id: str, now: datetime, idle: timedelta, lifetime: timedelta
) -> Sequence[ConsoleSessionRow]:
    """Return the whole sign-ins of an account that are still open, the last used first."""
    return session.scalars(
        select(ConsoleSessionRow)
        .where(
            ConsoleSessionRow.account_id == account_id,
            ConsoleSessionRow.second_factor_at.is_not(None),
            ConsoleSessionRow.seen_at >= now - idle,
            ConsoleSessionRow.opened_at >= now - lifetime,
        )
        .order_by(ConsoleSessionRow.seen_at.desc(), ConsoleSessionRow.digest)
    ).all()


def is_of(row: ConsoleSessionRow, token: str) -> bool:
    """Tell whether `row` is the sign-in of `token`."""
    return row.digest == _digest(token)


def close_named(session: Session, *, account_id: str, name: str) -> bool:
    """Close one sign-in of an account, named by its digest in hexadecimal."""
    if not re.fullmatch(r"[0-9a-f]{64}", name):
        return False
    row = session.get(ConsoleSessionRow, bytes.fromhex(name))
    if row is None or row.account_id != account_id:
        return False
    session.delete(row)
    return True


def close_all(session: Session, *, account_id: str, but_token: str = "") -> None:
    """Close every sign-in of an account, but the one of `but_token`."""
    session.execute(
        delete(ConsoleSessionRow).where(
            ConsoleSessionRow.account_id == account_id,
            ConsoleSessionRow.digest != _digest(but_token),
        )
    )


def browser_of(user_agent: str) -> str:
    """Return what an agent knows a browser by: « Firefox, Windows »; no version, no more."""
    found = [
        next((word for sign, word in signs if sign in user_agent), "")
        for signs in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(word for word in found if word)


def _open(session: Session, *, account_id: str, browser: str, now: datetime, whole: bool) -> str:
    token = secrets.token_urlsafe(32)  # kept nowhere else than in the cookie
    session.add(
        ConsoleSessionRow(
            digest=_digest(token),
            account_id=account_id,
            opened_at=now,
            seen_at=now,
            second_factor_at=now if whole else None,
            browser=browser,
        )
    )
    return token


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
