"""« Conserver malgré l’échéance »: a prescription kept after its term, where the law allows it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from app.department.database.prescriptions import PrescriptionRow
from app.department.database.retention import RetentionHoldRow
from app.department.records.journal import Action, Actor, note
from app.domain.retention import CONSERVER_AU_PLUS, hold_is_possible


class Raison(StrEnum):
    """Why something may be kept after its term. Source: RGPD, art. 17.3 and 18."""

    CONTENTIEUX = "contentieux"
    CONTROLE = "controle"
    LIMITATION = "limitation"


RAISONS: Final = {
    Raison.CONTENTIEUX: "Un recours ou un contentieux est en cours (RGPD, art. 17.3 e)",
    Raison.CONTROLE: "Un contrôle de l’emploi des fonds est en cours (RGPD, art. 17.3 b)",
    Raison.LIMITATION: "La personne a demandé que ses données restent (RGPD, art. 18.1 b et c)",
}


def latest(today: date) -> date:
    """Return the last day until which something may be kept: a year, then it is renewed."""
    return CONSERVER_AU_PLUS.after(today)


def hold(  # noqa: PLR0913 - who keeps what, why, until when
    session: Session,
    *,
    row: PrescriptionRow,
    term: date,
    reason: Raison,
    until: date,
    account_id: str,
    now: datetime,
    today: date,
) -> bool:
    """Keep `row` until `until`; tell whether that is possible: after its term, within a year."""
    if not hold_is_possible(today=today, term=term, until=until):
        return False
    known = session.get(RetentionHoldRow, row.id)
    if known is None:
        known = RetentionHoldRow(prescription_id=row.id)
        session.add(known)
    known.until, known.reason, known.account_id, known.at = until, reason, account_id, now
    note(
        session,
        at=now,
        actor=Actor.account(account_id),
        action=Action.CONSERVATION_PROLONGEE,
        on=row.id,
        detail=f"{reason} {until.isoformat()}",
    )
    return True


def lift(session: Session, *, prescription_id: str, account_id: str, now: datetime) -> bool:
    """End a postponement; tell whether there was one. What is due goes with the next daily task."""
    known = session.get(RetentionHoldRow, prescription_id)
    if known is None:
        return False
    session.delete(known)
    note(
        session,
        at=now,
        actor=Actor.account(account_id),
        action=Action.CONSERVATION_LEVEE,
        on=prescription_id,
    )
    return True
