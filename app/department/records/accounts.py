"""Console accounts, and the sign-ins that are open."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow, ConsoleSessionRow, LoginFailureRow
from app.department.database.agents import AccountRoleRow, Role
from app.department.failures import AccountError
from app.department.passwords import hash_password, is_password, weakness
from app.department.records.journal import OPERATOR, Action, note
from app.domain.identifiers import uuid7

FAILURES_ALLOWED = 5
FAILURE_WINDOW = timedelta(minutes=15)
_SEEN_STEP = timedelta(minutes=1)  # `seen_at` is written at most once a minute

# Compared with when the name is unknown, so that the answer takes the same time.
_DECOY = hash_password(secrets.token_hex(16))


def create(
    session: Session, *, name: str, password: str, now: datetime, roles: Iterable[Role] = Role
) -> AccountRow:
    """Create the account of an agent, with every role unless `roles` says which.

    Raises:
        AccountError: the name is empty or taken, or the password is too weak.
    """
    name = " ".join(name.split())
    if not name:
        raise AccountError("Le nom du compte est vide.")
    if session.scalar(select(AccountRow).where(func.lower(AccountRow.name) == name.lower())):
        raise AccountError(f"Le compte « {name} » existe déjà.")
    if problem := weakness(password, name=name):
        raise AccountError(problem)
    row = AccountRow(
        id=uuid7(now), name=name, password=hash_password(password), created_at=now, closed_at=None
    )
    session.add(row)
    session.flush()
    session.add_all(AccountRoleRow(account_id=row.id, role=role) for role in set(roles))
    note(session, at=now, actor=OPERATOR, action=Action.COMPTE_CREE, on=row.id)
    return row


def exists(session: Session) -> bool:
    """Tell whether anybody can sign in."""
    return session.scalar(select(AccountRow.id).limit(1)) is not None


def roles_of(session: Session, account_id: str) -> frozenset[Role]:
    """Return what an account may do."""
    held = select(AccountRoleRow.role).where(AccountRoleRow.account_id == account_id)
    return frozenset(Role(role) for role in session.scalars(held))


def verified(session: Session, *, name: str, password: str) -> AccountRow | None:
    """Return the open account of this name if the password is right."""
    wanted = " ".join(name.split()).lower()
    row = session.scalar(
        select(AccountRow).where(
            func.lower(AccountRow.name) == wanted, AccountRow.closed_at.is_(None)
        )
    )
    right = is_password(password, row.password if row else _DECOY)
    return row if right else None


def too_many_failures(session: Session, *, keys: Iterable[bytes], now: datetime) -> bool:
    """Tell whether one of `keys` (account name, address) failed too often of late."""
    return any(
        (
            session.scalar(
                select(func.count())
                .select_from(LoginFailureRow)
                .where(LoginFailureRow.key == key, LoginFailureRow.at > now - FAILURE_WINDOW)
            )
            or 0
        )
        >= FAILURES_ALLOWED
        for key in keys
    )


def note_failure(session: Session, *, keys: Iterable[bytes], now: datetime) -> None:
    """Count one failure for each of `keys`, and forget those that no longer count."""
    session.execute(delete(LoginFailureRow).where(LoginFailureRow.at <= now - FAILURE_WINDOW))
    session.add_all(LoginFailureRow(key=key, at=now) for key in keys)


def open_session(session: Session, *, account: AccountRow, now: datetime) -> str:
    """Open a sign-in and return its token, which is kept nowhere else than in the cookie."""
    token = secrets.token_urlsafe(32)
    session.add(
        ConsoleSessionRow(digest=_digest(token), account_id=account.id, opened_at=now, seen_at=now)
    )
    return token


def session_of(
    session: Session, *, token: str, now: datetime, idle: timedelta, lifetime: timedelta
) -> ConsoleSessionRow | None:
    """Return the open sign-in of `token`, none once it was idle or open for too long."""
    row = session.get(ConsoleSessionRow, _digest(token))
    if row is None or now - row.seen_at > idle or now - row.opened_at > lifetime:
        return None
    return None if row.account.closed_at else row


def is_worth_noting(row: ConsoleSessionRow, now: datetime) -> bool:
    """Tell whether the last use is old enough to be written again."""
    return now - row.seen_at > _SEEN_STEP


def touch(session: Session, *, token: str, now: datetime) -> None:
    """Note that the sign-in is in use."""
    if row := session.get(ConsoleSessionRow, _digest(token)):
        row.seen_at = now


def close_session(session: Session, *, token: str, now: datetime, lifetime: timedelta) -> None:
    """Close this sign-in, and forget all that are over."""
    session.execute(
        delete(ConsoleSessionRow).where(
            (ConsoleSessionRow.digest == _digest(token))
            | (ConsoleSessionRow.opened_at < now - lifetime)
        )
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
