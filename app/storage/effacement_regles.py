"""Bring the terms that are kept under the rule in force: nearer when it is shorter, never later.

What a person was told on the day of the notice is never prolonged. Functions take the caller's
session and never commit.
"""

from datetime import date, datetime, tzinfo
from typing import Final

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from app.domain.entretien import Etape
from app.domain.retention import RetentionRule, day_of, prescription_term, shortened
from app.storage import parametres
from app.storage.due import INCLUDE_DUE
from app.storage.tables.dossiers import EntretienRow, PapierRow, PersonneRow
from app.storage.tables.envois import DecisionRow, PrescriptionRow
from app.storage.tables.mandats import MandatRow

_APPLIED: Final = "retention.regle_appliquee"
_EVERYTHING: Final = {INCLUDE_DUE: True, "synchronize_session": False}
_WITHOUT_MONTHS: Final = 12  # part of the mark: a program with another figure applies it anew


def apply_rule(session: Session, rule: RetentionRule, zone: tzinfo) -> bool:
    """Shorten what the rule in force shortens; tell whether the rule was new to this database.

    Held records are put later again by `conservations.apply_all`, called after this.
    """
    mark = f"{rule.years} ans, {_WITHOUT_MONTHS} mois"
    if parametres.text(session, _APPLIED) == mark:
        return False
    _prescriptions(session, rule)
    _entretiens(session, rule, zone)
    _personnes(session)
    _papiers(session)
    parametres.keep(session, _APPLIED, mark)
    return True


def _prescriptions(session: Session, rule: RetentionRule) -> None:
    """One statement for each pair of days, not for each row: 100 000 rows have a few hundred."""
    query = (
        select(PrescriptionRow.due_on, PrescriptionRow.prescribed_on, DecisionRow.decided_on)
        .outerjoin(DecisionRow, DecisionRow.prescription_id == PrescriptionRow.id)
        .distinct()
    )
    for due_on, prescribed_on, decided_on in session.execute(
        query, execution_options=_EVERYTHING
    ).all():
        term = prescription_term(rule, prescribed_on=prescribed_on, decided_on=decided_on)
        if shortened(due_on, term) == due_on:
            continue
        decided = (
            select(DecisionRow.decided_on)
            .where(DecisionRow.prescription_id == PrescriptionRow.id)
            .scalar_subquery()
        )
        session.execute(
            update(PrescriptionRow)
            .where(
                PrescriptionRow.due_on == due_on,
                PrescriptionRow.prescribed_on == prescribed_on,
                decided.is_not_distinct_from(decided_on),
            )
            .values(due_on=term),
            execution_options=_EVERYTHING,
        )


def _entretiens(session: Session, rule: RetentionRule, zone: tzinfo) -> None:
    prescribed = (
        select(func.max(PrescriptionRow.due_on))
        .where(PrescriptionRow.entretien_id == EntretienRow.id)
        .scalar_subquery()
    )
    session.execute(
        update(EntretienRow).where(EntretienRow.due_on > prescribed).values(due_on=prescribed),
        execution_options=_EVERYTHING,
    )
    alone = select(EntretienRow.id, EntretienRow.due_on, EntretienRow.touched_at).where(
        EntretienRow.etape == Etape.TERMINE.value, prescribed.is_(None)
    )
    changed: list[dict[str, str | date]] = []
    for id_, due_on, touched_at in session.execute(alone, execution_options=_EVERYTHING).all():
        term = _without_prescription(rule, touched_at, zone)
        if shortened(due_on, term) != due_on:
            changed.append({"id": id_, "due_on": term})
    if changed:
        session.execute(update(EntretienRow), changed)


def _without_prescription(rule: RetentionRule, touched_at: datetime, zone: tzinfo) -> date:
    return rule.without_prescription_due_on(day_of(touched_at, zone))


def _personnes(session: Session) -> None:
    """A person goes with the last of her records; one without any keeps her own term.

    So does one who has a mandate: `restes.settle` gives her another when it ends.
    """
    last = (
        select(func.max(EntretienRow.due_on))
        .where(EntretienRow.personne_id == PersonneRow.id)
        .scalar_subquery()
    )  # of her prescriptions too: each hangs on an interview, which is kept as long
    session.execute(
        update(PersonneRow)
        .where(PersonneRow.due_on > last, ~exists().where(MandatRow.personne_id == PersonneRow.id))
        .values(due_on=last),
        execution_options=_EVERYTHING,
    )


def _papiers(session: Session) -> None:
    for owner, key in (
        (EntretienRow, PapierRow.entretien_id),
        (PrescriptionRow, PapierRow.prescription_id),
    ):
        term = select(owner.due_on).where(owner.id == key).scalar_subquery()
        session.execute(
            update(PapierRow).where(PapierRow.due_on > term).values(due_on=term),
            execution_options=_EVERYTHING,
        )
