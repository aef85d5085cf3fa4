"""Destructions: a number, what was erased under it, and the signature once nothing of it is left.

`T-` numbers are those of a day's terms, `R-` those of a day's withdrawals by laptops, `A-` those of
a day's names of closed accounts, `D-` one request of an agent. The statement is that of the
laptops' certificates (decision 0023), so that `python -m app verify-certificate` checks these too.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow
from app.department.database.retention import DestructionRow, ErasedItemRow
from app.department.records.journal import OPERATOR, Action, note
from app.department.retention import statements
from app.department.retention.erasing import WITHDRAWALS, Counts
from app.department.retention.statements import moment
from app.department.web import Service
from app.documents.typography import french_date
from app.domain.retention import SAUVEGARDES, day_of
from app.sync.protocol.attestations import Statement
from app.sync.protocol.signing import public_of

EMPTY: Final = b""


class Evenement(StrEnum):
    """Why something was erased."""

    TERME = "terme"
    RETRAIT = "retrait"
    DEMANDE = "demande"
    RESTAURATION = "restauration"  # erased again in a database put back from a backup


EVENEMENTS: Final = {
    Evenement.TERME: "Échéance de conservation atteinte",
    Evenement.RETRAIT: "Prescriptions retirées par les structures",
    Evenement.DEMANDE: "Effacement demandé",
    Evenement.RESTAURATION: "Effacements rejoués après une restauration",
}
COMPTES: Final = {
    "prescriptions": "Prescriptions (identité, adresse, mots de recherche, rapprochements)",
    "decisions": "Messages de décision",
    "conflits": "Contenus en conflit",
    "comptes": "Noms d’agents dont le compte est fermé",
}
RETRAIT_REGLE: Final = "Retrait par la structure (RGPD, art. 17 et 28.3 g ; protocole, § 3)"
RESTAURATION_REGLE: Final = "Décision 0035 : ce qui a été effacé ne revient pas"


def terms(day: date) -> str:
    """Return the number under which a day's terms stand."""
    return f"T-{day:%Y%m%d}"


def accounts(day: date) -> str:
    """Return the number under which the names of closed accounts of a day stand."""
    return f"A-{day:%Y%m%d}"


def replayed(now: datetime) -> str:
    """Return the number of what is erased again after a restore."""
    return f"S-{now.astimezone(UTC):%Y%m%d-%H%M%S}"


def next_request(session: Session, today: date) -> str:
    """Return the next number of a request; two agents at once: the second insert fails, retried."""
    start = f"D-{today:%Y}-"
    last = session.scalar(
        select(func.max(DestructionRow.number)).where(DestructionRow.number.startswith(start))
    )
    return f"{start}{int(last.rpartition('-')[2]) + 1 if last else 1:05}"


def open_one(  # noqa: PLR0913 - one row
    session: Session,
    number: str,
    *,
    event: Evenement,
    rule: str,
    now: datetime,
    account_id: str | None = None,
) -> DestructionRow:
    """Return the destruction of this number, opened now if it is new."""
    row = session.get(DestructionRow, number, with_for_update=True)
    if row is None:
        row = DestructionRow(
            number=number,
            event=event,
            rule=rule,
            account_id=account_id,
            begun_at=now,
            ended_at=None,
            counts={},
            content=EMPTY,
            signature=EMPTY,
        )
        session.add(row)
        session.flush()
    return row


def add(row: DestructionRow, counts: Counts) -> None:
    """Count more under a number."""
    kept: dict[str, int] = row.counts
    row.counts = kept | {name: kept.get(name, 0) + more for name, more in counts.items()}


def gather_withdrawals(session: Session, service: Service, *, before: date) -> None:
    """Open the destructions of the days of withdrawals that are over, with their counts."""
    found = session.execute(
        select(ErasedItemRow.destruction, func.count(), func.min(ErasedItemRow.erased_on))
        .outerjoin(DestructionRow, DestructionRow.number == ErasedItemRow.destruction)
        .where(
            ErasedItemRow.destruction.startswith(WITHDRAWALS),
            DestructionRow.number.is_(None),
            ErasedItemRow.erased_on < before,
        )
        .group_by(ErasedItemRow.destruction)
        .limit(50)
    ).all()
    for number, rows, day in found:
        row = open_one(
            session,
            number,
            event=Evenement.RETRAIT,
            rule=RETRAIT_REGLE,
            now=datetime.combine(day, datetime.min.time(), service.clock.zone()),
        )
        row.counts = {"prescriptions": rows}


def unsigned(session: Session) -> Sequence[DestructionRow]:
    """Return the destructions that wait for their signature."""
    return session.scalars(
        select(DestructionRow)
        .where(DestructionRow.ended_at.is_(None))
        .order_by(DestructionRow.number)
    ).all()


def sign(session: Session, service: Service, row: DestructionRow) -> None:
    """Sign what was erased; the caller made sure that nothing of it is left in the files."""
    now = service.clock.now()
    agent = session.get(AccountRow, row.account_id) if row.account_id else None
    private = statements.signing_key(service.keys)
    public = public_of(private)
    statement = Statement(
        numero=row.number,
        structure=service.settings.departement,
        event=EVENEMENTS[Evenement(row.event)],
        rule=row.rule,
        agent=agent.name if agent else "",
        begun=moment(service.clock, row.begun_at),
        ended=moment(service.clock, now),
        counts=counted(row.counts),
        beyond=beyond(service, day_of(now, service.clock.zone())),
        device=statements.device_of(public),
        public=public,
    )
    row.content, row.signature = statements.signed(statement, private)
    row.ended_at = now
    note(session, at=now, actor=OPERATOR, action=Action.DESTRUCTION_SIGNEE, on=row.number)


def counted(counts: Counts) -> tuple[tuple[str, int], ...]:
    """Return the numbers in words, those that are not 0."""
    return tuple((words, counts[name]) for name, words in COMPTES.items() if counts.get(name))


def beyond(service: Service, day: date) -> tuple[str, ...]:
    """Return what this destruction did not reach, in sentences."""
    backups = SAUVEGARDES.after(day)
    saved = (
        "Les sauvegardes chiffrées du service : la dernière qui en tient disparaît le "
        f"{french_date(backups)} au plus tard, et une restauration rejoue cet effacement."
    )
    sentences = [
        saved,
        "Les lettres et les étiquettes déjà imprimées ou envoyées, les exports déjà remis.",
        "Ce que la structure garde sur ses postes, qu’elle efface et atteste elle-même.",
    ]
    if service.database.engine.dialect.name != "sqlite":
        sentences.append(
            "Le journal d’écriture de PostgreSQL et ses archives, jusqu’à leur recyclage par "
            "l’exploitant."
        )
    return tuple(sentences)
