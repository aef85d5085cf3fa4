"""Decisions read on Démarches simplifiées: their words go with their term, or on request.

The number of the feed stays, with neither motive of an agent's own words nor dossier to look for:
the feed has no gap. A dossier erased on request is known by its number until its term, so that
reading it again there does not bring its words back.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.demarches import DossierRow, Rattachement, RelayedDecisionRow
from app.department.retention import erasing, terms
from app.department.retention.erasing import Counts
from app.domain.clock import Clock

_NONE: Final = {"message": "", "dossier": 0}


def erase_due(session: Session, clock: Clock, today: date, *, limit: int) -> Counts:
    """Erase what is past its term, some at a time; nothing where no rule is in force.

    A prescription is kept from its last decision: one that was decided again waits for that.
    """
    rule = terms.shortest(session)
    if rule is None:
        return {}
    first_kept = rule.before(today)
    midnight = datetime.combine(first_kept, time(), clock.zone())
    ids = session.scalars(
        select(RelayedDecisionRow.item)
        .where(RelayedDecisionRow.dossier != 0)
        .group_by(RelayedDecisionRow.item)
        .having(func.max(RelayedDecisionRow.decided_on) < first_kept)
        .limit(limit)
    ).all()
    counts = _forget(session, ids)
    session.execute(
        delete(DossierRow).where(
            DossierRow.processed_at < midnight,
            DossierRow.rattachement.not_in((Rattachement.RELAYE, Rattachement.ROUVERT)),
        )
    )
    session.execute(delete(DossierRow).where(DossierRow.item.in_(ids)))
    return counts


def lock_structures_of(session: Session, items: Sequence[str]) -> None:
    """Let no reading under way keep again what is about to be erased: it holds the same locks."""
    owners = select(RelayedDecisionRow.structure_id).where(RelayedDecisionRow.item.in_(items))
    session.scalars(
        select(StructureRow.id)
        .where(StructureRow.id.in_(owners))
        .order_by(StructureRow.id)
        .with_for_update()
    ).all()


def erase(session: Session, items: Sequence[str], *, destruction: str, today: date) -> Counts:
    """Erase what is known of some items under a number; they are not read again."""
    counts = _forget(session, items)
    for item in items:
        erasing.remember(session, item, destruction=destruction, today=today)
    return counts


def item_of(session: Session, dossier: int) -> str:
    """Return the item of a dossier whose words are kept, "" for none.

    Those of a dossier that was refused as a double are kept too, though the other's were told.
    """
    if not dossier:
        return ""
    told = select(RelayedDecisionRow.item).where(RelayedDecisionRow.dossier == dossier)
    read = select(DossierRow.item).where(DossierRow.number == dossier, DossierRow.message != "")
    return session.scalar(told.limit(1)) or session.scalar(read.limit(1)) or ""


def last_told(session: Session, dossier: int) -> RelayedDecisionRow | None:
    """Return the last decision told of a dossier's item, None where no words of it are kept."""
    return session.scalar(
        select(RelayedDecisionRow)
        .where(
            RelayedDecisionRow.item == item_of(session, dossier), RelayedDecisionRow.dossier != 0
        )
        .order_by(RelayedDecisionRow.number.desc())
        .limit(1)
    )


def known(session: Session, items: Sequence[str]) -> Sequence[str]:
    """Return those of `items` of which words are kept."""
    return session.scalars(
        select(RelayedDecisionRow.item)
        .where(RelayedDecisionRow.item.in_(items), RelayedDecisionRow.dossier != 0)
        .distinct()
    ).all()


def _forget(session: Session, items: Sequence[str]) -> Counts:
    if not items:
        return {}
    mine = RelayedDecisionRow.item.in_(items)
    found = session.scalars(select(RelayedDecisionRow.number).where(mine)).all()
    session.execute(update(RelayedDecisionRow).where(mine).values(_NONE))
    session.execute(
        update(DossierRow)
        .where(DossierRow.item.in_(items))
        .values(motif="", message="", rattachement=Rattachement.EFFACE)
    )
    return {"decisions": len(found)}
