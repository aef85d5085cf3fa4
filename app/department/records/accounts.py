"""Console accounts: who may sign in, with which password and which roles."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow
from app.department.database.agents import AccountRoleRow, Role
from app.department.failures import AccountError
from app.department.passwords import hash_password, is_password, weakness
from app.department.records.journal import OPERATOR, Action, Actor, note
from app.domain.identifiers import uuid7

NAME_LIMIT = 80
UNUSABLE = ""  # no password opens it: an invitation that is not taken up yet, or a closed account

# Compared with when the name is unknown, so that the answer takes the same time.
_DECOY = hash_password(secrets.token_hex(16))


def create(
    session: Session, *, name: str, password: str, now: datetime, roles: Iterable[Role] = Role
) -> AccountRow:
    """Create the account of an agent, with every role unless `roles` says which.

    Raises:
        AccountError: the name is empty or taken, or the password is too weak.
    """
    if problem := weakness(password, name=name):
        raise AccountError(problem)
    given = sorted(set(roles))
    row = add(session, name=name, roles=given, now=now)
    row.password = hash_password(password)
    said = " ".join(given)
    note(session, at=now, actor=OPERATOR, action=Action.COMPTE_CREE, on=row.id, detail=said)
    return row


def add(session: Session, *, name: str, roles: Iterable[Role], now: datetime) -> AccountRow:
    """Add an account that nobody can open yet.

    Raises:
        AccountError: the name is empty, too long or taken.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_LIMIT:
        raise AccountError("Le nom du compte est vide ou trop long.")
    if session.scalar(select(AccountRow).where(func.lower(AccountRow.name) == name.lower())):
        raise AccountError(f"Le compte « {name} » existe déjà.")
    row = AccountRow(id=uuid7(now), name=name, password=UNUSABLE, created_at=now, closed_at=None)
    session.add(row)
    session.flush()
    set_roles(session, row.id, roles)
    return row


def exists(session: Session) -> bool:
    """Tell whether anybody can sign in."""
    return session.scalar(select(AccountRow.id).limit(1)) is not None


def roles_of(session: Session, account_id: str) -> frozenset[Role]:
    """Return what an account may do."""
    held = select(AccountRoleRow.role).where(AccountRoleRow.account_id == account_id)
    return frozenset(Role(role) for role in session.scalars(held))


def set_roles(session: Session, account_id: str, roles: Iterable[Role]) -> None:
    """Give an account these roles and no other."""
    session.execute(delete(AccountRoleRow).where(AccountRoleRow.account_id == account_id))
    session.add_all(AccountRoleRow(account_id=account_id, role=role) for role in set(roles))


def verified(session: Session, *, name: str, password: str) -> AccountRow | None:
    """Return the open account of this name if the password is right."""
    wanted = " ".join(name.split()).lower()
    row = session.scalar(
        select(AccountRow).where(
            func.lower(AccountRow.name) == wanted, AccountRow.closed_at.is_(None)
        )
    )
    right = is_password(password, (row and row.password) or _DECOY)
    return row if right else None


def set_password(session: Session, row: AccountRow, password: str, *, now: datetime) -> None:
    """Keep a password that the agent chose.

    Raises:
        AccountError: it is too weak, or the one that has to be renewed.
    """
    if problem := weakness(password, name=row.name):
        raise AccountError(problem)
    if row.must_renew and is_password(password, row.password or _DECOY):
        raise AccountError("C’est le mot de passe d’avant\u00a0: choisissez-en un autre.")
    row.password = hash_password(password)
    row.must_renew = False
    actor = Actor.account(row.id)
    note(session, at=now, actor=actor, action=Action.MOT_DE_PASSE_CHANGE, on=row.id)
