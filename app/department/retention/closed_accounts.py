"""Take the names off accounts that were closed as long ago as the journal is kept.

RGPD, art. 5.1 e: an agent who left stays on what he decided, as long as the journal tells his acts;
then a number stands in his place. Proved by a destruction of its own, under this rule.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from app.department.database.actors import AccountRow
from app.department.retention import proofs
from app.department.retention.proofs import Evenement
from app.department.web import Service

RULE: Final = "Compte d’agent fermé depuis 12 mois (RGPD, art. 5.1 e)"
_NAMELESS: Final = ""  # instead of a password: the name was taken off


def erase(service: Service, *, before: datetime) -> int:
    """Erase the names of accounts closed before `before`; return how many."""
    with service.database.writing() as session:
        closed = session.scalars(
            select(AccountRow).where(
                AccountRow.closed_at < before, AccountRow.password != _NAMELESS
            )
        ).all()
        for account in closed:
            account.name, account.password = f"Compte fermé {account.id[-12:]}", _NAMELESS
        if closed:
            number = proofs.accounts(service.clock.today())
            row = proofs.open_one(
                session, number, event=Evenement.TERME, rule=RULE, now=service.clock.now()
            )
            proofs.add(row, {"comptes": len(closed)})
        return len(closed)
