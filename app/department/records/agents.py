"""The agents as an administrator sees and changes them.

Whatever is done here, somebody who may give roles remains: the last administrator keeps that role.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow, ConsoleSessionRow
from app.department.database.agents import (
    AccountRoleRow,
    InvitationRow,
    RecoveryCodeRow,
    Role,
    SecondFactorRow,
)
from app.department.failures import AccountError
from app.department.records import accounts, second_factor, sign_ins
from app.department.records.journal import Action, Actor, note
from app.department.records.persons import plain

INVITATION_LIFETIME = timedelta(days=3)
LAST_ADMINISTRATOR = (
    "Il ne resterait personne pour donner les rôles\u00a0: "
    "nommez d’abord un autre administrateur, et attendez qu’il se soit connecté."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLine:
    """An account with its roles, whether it is protected, invited, and when it was last used."""

    account: AccountRow
    roles: frozenset[Role]
    protected: bool
    invited_until: datetime | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentPage:
    """A page of the list; `after` continues it, empty on the last; `found` counts all pages."""

    lines: Sequence[AgentLine]
    found: int
    after: str


def page(session: Session, *, after: str = "", size: int) -> AgentPage:
    """Return one page of the accounts by name, the closed ones last.

    Names are compared without accents, which neither database sorts alike: names are read whole
    (some hundreds at most), the rest for one page.
    """
    keys = sorted(
        _key(name, closed_at, id_)
        for id_, name, closed_at in session.execute(
            select(AccountRow.id, AccountRow.name, AccountRow.closed_at)
        )
    )
    last = session.get(AccountRow, after) if after else None
    start = _key(last.name, last.closed_at, last.id) if last else (False, "", "")
    rest = [id_ for closed, name, id_ in keys if (closed, name, id_) > start]
    shown = rest[:size]
    more = shown[-1] if len(rest) > size else ""
    return AgentPage(lines=_lines(session, shown), found=len(keys), after=more)


def line_of(session: Session, account_id: str) -> AgentLine | None:
    """Return one account as the list shows it."""
    return next(iter(_lines(session, [account_id])), None)


def _key(name: str, closed_at: datetime | None, id_: str) -> tuple[bool, str, str]:
    return closed_at is not None, plain(name), id_


def _lines(session: Session, ids: Sequence[str]) -> list[AgentLine]:
    roles: dict[str, set[Role]] = {}
    for row in session.scalars(select(AccountRoleRow).where(AccountRoleRow.account_id.in_(ids))):
        roles.setdefault(row.account_id, set()).add(Role(row.role))
    protected = set(
        session.scalars(
            select(SecondFactorRow.account_id).where(SecondFactorRow.account_id.in_(ids))
        )
    )
    seen = (
        select(ConsoleSessionRow.account_id, func.max(ConsoleSessionRow.seen_at).label("at"))
        .where(ConsoleSessionRow.account_id.in_(ids))
        .group_by(ConsoleSessionRow.account_id)
        .subquery()
    )
    found = session.execute(
        select(AccountRow, InvitationRow.expires_at, seen.c.at)
        .where(AccountRow.id.in_(ids))
        .outerjoin(InvitationRow, InvitationRow.account_id == AccountRow.id)
        .outerjoin(seen, seen.c.account_id == AccountRow.id)
    )
    lines = [
        AgentLine(
            account=row,
            roles=frozenset(roles.get(row.id, ())),
            protected=row.id in protected,
            invited_until=until,
            seen_at=at,
        )
        for row, until, at in found
    ]
    return sorted(lines, key=lambda line: ids.index(line.account.id))


def invite(
    session: Session, *, name: str, roles: Iterable[Role], by: Actor, now: datetime
) -> tuple[AccountRow, str]:
    """Add an account and return it with the token of its link.

    Raises:
        AccountError: the name is empty or taken, or there is no role.
    """
    wanted = frozenset(roles)
    if not wanted:
        raise AccountError("Choisissez au moins un rôle.")
    row = accounts.add(session, name=name, roles=wanted, now=now)
    _note(session, Action.COMPTE_INVITE, row, by=by, now=now, detail=" ".join(sorted(wanted)))
    return row, _new_link(session, row, now)


def change_roles(
    session: Session, row: AccountRow, roles: Iterable[Role], *, by: Actor, now: datetime
) -> None:
    """Give an agent other roles, from his next page on.

    Raises:
        AccountError: there is no role, or nobody could give roles any more.
    """
    wanted = frozenset(roles)
    if not wanted:
        raise AccountError("Choisissez au moins un rôle.")
    if Role.ADMINISTRATEUR not in wanted:
        _keep_an_administrator(session, row)
    accounts.set_roles(session, row.id, wanted)
    _note(session, Action.ROLES_CHANGES, row, by=by, now=now, detail=" ".join(sorted(wanted)))


def close(session: Session, row: AccountRow, *, by: Actor, now: datetime) -> None:
    """Close an account: nothing opens it any more. Its name stays on what it decided.

    Raises:
        AccountError: nobody could give roles any more.
    """
    _keep_an_administrator(session, row)
    shut_out(session, row, now)
    _note(session, Action.COMPTE_FERME, row, by=by, now=now)


def shut_out(session: Session, row: AccountRow, now: datetime) -> None:
    """Close an account whatever stays: no password, telephone, role, sign-in or link opens it."""
    row.closed_at = now
    accounts.set_roles(session, row.id, ())
    _shut(session, row)
    session.execute(delete(InvitationRow).where(InvitationRow.account_id == row.id))


def reset(
    session: Session, row: AccountRow, *, by: Actor, now: datetime, roles: Iterable[Role] = ()
) -> str:
    """Void password and second factor, close every sign-in; return the token of a new link.

    For an agent who lost his telephone or forgot his password. A closed account opens again with
    `roles`, which an open one keeps.

    Raises:
        AccountError: a closed account needs a role.
    """
    if row.closed_at is not None:
        wanted = frozenset(roles)
        if not wanted:
            raise AccountError("Choisissez au moins un rôle.")
        row.closed_at = None
        accounts.set_roles(session, row.id, wanted)
    _shut(session, row)
    _note(session, Action.ACCES_REINITIALISE, row, by=by, now=now)
    return _new_link(session, row, now)


def invited(session: Session, token: str, now: datetime) -> AccountRow | None:
    """Return the account that a link opens, none once it served or is past its term."""
    row = session.get(InvitationRow, _digest(token))
    if row is None or row.expires_at <= now:
        return None
    return session.get(AccountRow, row.account_id)


def accept(session: Session, token: str, password: str, *, now: datetime) -> AccountRow | None:
    """Take the password that the invited agent chose; the link serves no more.

    Raises:
        AccountError: the password is too weak; the link still serves.
    """
    row = invited(session, token, now)
    if row is None:
        return None
    accounts.set_password(session, row, password, now=now)
    session.execute(delete(InvitationRow).where(InvitationRow.account_id == row.id))
    return row


def renew_all(session: Session) -> None:
    """Let what opened the console in an older database open it no further than a new password.

    Passwords changed since are the former ones there, and recovery codes used since serve again:
    the codes end, and the next sign-in of each, with the telephone, asks for another password. To
    an account without a telephone the password of then would link any: a new link gives access.
    """
    session.execute(delete(RecoveryCodeRow))
    with_telephone = select(SecondFactorRow.account_id)
    session.execute(
        update(AccountRow)
        .where(AccountRow.id.not_in(with_telephone))
        .values(password=accounts.UNUSABLE)
    )
    session.execute(update(AccountRow).values(must_renew=AccountRow.password != accounts.UNUSABLE))


def forget_expired_links(session: Session, now: datetime) -> None:
    """Drop the links that nobody took up in time."""
    session.execute(delete(InvitationRow).where(InvitationRow.expires_at <= now))


def _shut(session: Session, row: AccountRow) -> None:
    row.password = accounts.UNUSABLE
    second_factor.remove(session, row.id)
    sign_ins.close_all(session, account_id=row.id)


def _new_link(session: Session, row: AccountRow, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.execute(delete(InvitationRow).where(InvitationRow.account_id == row.id))
    session.add(
        InvitationRow(
            digest=_digest(token),
            account_id=row.id,
            made_at=now,
            expires_at=now + INVITATION_LIFETIME,
        )
    )
    return token


def _keep_an_administrator(session: Session, row: AccountRow) -> None:
    # The lock puts two administrators who dismiss each other in a row.
    held = session.scalars(
        select(AccountRoleRow.account_id)
        .where(AccountRoleRow.role == Role.ADMINISTRATEUR)
        .order_by(AccountRoleRow.account_id)
        .with_for_update()
    ).all()
    if row.id not in held:
        return
    usable = select(AccountRow.id).where(
        AccountRow.id.in_(held), AccountRow.id != row.id, AccountRow.password != accounts.UNUSABLE
    )
    if session.scalar(usable.limit(1)) is None:
        raise AccountError(LAST_ADMINISTRATOR)


def _note(  # noqa: PLR0913 - an entry of the journal
    session: Session, action: Action, row: AccountRow, *, by: Actor, now: datetime, detail: str = ""
) -> None:
    note(session, at=now, actor=by, action=action, on=row.id, detail=detail)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
