"""Find prescriptions: the list, the search, one record, and what may be the same person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.department.database.prescriptions import (
    DecisionRow,
    Etat,
    PrescriptionRow,
    RevisionRow,
    WordRow,
)
from app.department.records.persons import asked_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the list is asked for; an empty `etat` means all."""

    etat: str = ""
    text: str = ""
    page: int = 1
    size: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the list; `doubtful` are the ids with a possible duplicate elsewhere."""

    rows: Sequence[PrescriptionRow]
    total: int
    doubtful: frozenset[str]


def find(session: Session, query: Query) -> Page:
    """Return one page, oldest first while they wait for a decision, else newest first."""
    conditions = _conditions(query)
    total = session.scalar(select(func.count()).select_from(PrescriptionRow).where(*conditions))
    newest = PrescriptionRow.received_at.desc(), PrescriptionRow.id.desc()
    oldest = PrescriptionRow.received_at, PrescriptionRow.id
    rows = session.scalars(
        select(PrescriptionRow)
        .where(*conditions)
        .order_by(*(oldest if query.etat == Etat.A_DECIDER else newest))
        .offset((query.page - 1) * query.size)
        .limit(query.size)
    ).all()
    return Page(rows=rows, total=total or 0, doubtful=_doubtful(session, [r.id for r in rows]))


def counts(session: Session) -> dict[str, int]:
    """Return how many prescriptions stand in each state."""
    found = session.execute(
        select(PrescriptionRow.etat, func.count()).group_by(PrescriptionRow.etat)
    )
    return dict.fromkeys(Etat, 0) | {row[0]: row[1] for row in found}


def get(session: Session, id_: str) -> PrescriptionRow | None:
    """Return one prescription."""
    return session.get(PrescriptionRow, id_)


def decisions_of(session: Session, id_: str) -> Sequence[DecisionRow]:
    """Return its decisions, first to last."""
    return session.scalars(
        select(DecisionRow).where(DecisionRow.prescription_id == id_).order_by(DecisionRow.number)
    ).all()


def revisions_of(session: Session, id_: str) -> Sequence[RevisionRow]:
    """Return the revisions received, first to last."""
    return session.scalars(
        select(RevisionRow).where(RevisionRow.prescription_id == id_).order_by(RevisionRow.revision)
    ).all()


def same_person(session: Session, row: PrescriptionRow) -> Sequence[PrescriptionRow]:
    """Return the other prescriptions that seem to be for the same person, newest first.

    Other structures' records are compared here and nowhere else: a structure never learns that
    a person went elsewhere.
    """
    if not row.name_key:
        return []
    return session.scalars(
        select(PrescriptionRow)
        .where(PrescriptionRow.name_key == row.name_key, PrescriptionRow.id != row.id)
        .order_by(PrescriptionRow.received_at.desc())
        .limit(50)
    ).all()


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.etat:
        conditions.append(PrescriptionRow.etat == query.etat)
    conditions += [
        exists().where(
            WordRow.prescription_id == PrescriptionRow.id,
            WordRow.word >= word,
            WordRow.word < word + chr(0x10FFFF),
        )
        for word in asked_words(query.text)
    ]
    return conditions


def _doubtful(session: Session, ids: Sequence[str]) -> frozenset[str]:
    other = aliased(PrescriptionRow)
    doubtful = select(PrescriptionRow.id).where(
        PrescriptionRow.id.in_(ids),
        PrescriptionRow.name_key != "",
        exists().where(
            and_(
                other.name_key == PrescriptionRow.name_key,
                other.id != PrescriptionRow.id,
                other.structure_id != PrescriptionRow.structure_id,
            )
        ),
    )
    return frozenset(session.scalars(doubtful))
