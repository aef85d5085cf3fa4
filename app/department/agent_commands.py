"""Commands about the console's accounts and journal, for whoever runs the server."""

import argparse
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from app.department.commands import opened_service, password_of, say
from app.department.console.invitation import INVITATION
from app.department.database.actors import AccountRow
from app.department.database.agents import Role
from app.department.failures import AccountError, JournalError
from app.department.records import accounts, agents, journal_seals
from app.department.records.journal import OPERATOR


def add_parsers(
    add: Callable[..., argparse.ArgumentParser], quiet: argparse.ArgumentParser
) -> None:
    """Add these commands to the command line."""
    account = add("account", parents=[quiet], help="créer un compte de la console")
    account.add_argument("name", help="le nom du compte")
    account.add_argument("--password-file", type=Path, help="un fichier dont la 1re ligne sert")
    _add_roles(account, "ses rôles ; sans eux, le premier compte les a tous, un autre est lecteur")
    access = add("agent-access", parents=[quiet], help="redonner accès à un agent par un lien")
    access.add_argument("name", help="le nom du compte")
    _add_roles(access, "les rôles d’un compte fermé qui rouvre")
    add("verify-journal", parents=[quiet], help="vérifier que le journal n’a pas été modifié")


def account(options: argparse.Namespace) -> None:
    """Create a console account; the first one has every role."""
    password = password_of(options.password_file)
    with opened_service(options) as service, service.database.writing() as session:
        default = (Role.LECTEUR,) if accounts.exists(session) else tuple(Role)
        row = accounts.create(
            session,
            name=options.name,
            password=password,
            now=service.clock.now(),
            roles=options.role or default,
        )
        roles = " ".join(sorted(accounts.roles_of(session, row.id)))
        say({"account": row.name, "id": row.id, "roles": roles})


def agent_access(options: argparse.Namespace) -> None:
    """Void an agent's password and telephone; say the path of the link that gives access again.

    For the only administrator who lost his telephone: nobody else could do it in the console.
    """
    with opened_service(options) as service, service.database.writing() as session:
        wanted = " ".join(options.name.split()).lower()
        row = session.scalar(select(AccountRow).where(func.lower(AccountRow.name) == wanted))
        if row is None:
            raise AccountError(f"Aucun compte ne s’appelle « {options.name} ».")
        now = service.clock.now()
        token = agents.reset(session, row, by=OPERATOR, now=now, roles=options.role or ())
        until = now + agents.INVITATION_LIFETIME
        say(
            {
                "account": row.name,
                "link": f"{INVITATION}/{token}",
                "expires_at": until.isoformat(timespec="seconds"),
            }
        )


def verify_journal(options: argparse.Namespace) -> None:
    """Seal what is settled, then compute every seal of the journal again.

    Raises:
        JournalError: an entry was changed, added or removed.
    """
    with opened_service(options) as service:
        journal_seals.seal_settled(service.database, service.keys, service.clock.now())
        with service.database.reading() as session:
            verdict = journal_seals.verify(session, service.keys)
    if verdict.broken:
        raise JournalError(
            f"Le journal a été modifié : le bloc {verdict.broken} ne correspond plus à son sceau."
        )
    counted = {"blocks": verdict.blocks, "entries": verdict.entries, "recent": verdict.unsealed}
    say({**{name: str(value) for name, value in counted.items()}, "seal": verdict.fingerprint})


def _add_roles(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument(
        "--role", action="append", type=Role, choices=list(Role), metavar="RÔLE", help=text
    )
