"""Persons met by several structures: found when a prescription comes, judged by an agent.

Compared here and nowhere else: a structure never learns that a person went elsewhere, and nothing
of this module is ever sent to a laptop. The rule is `likeness` (decision 0033).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.department.database.base import table_of
from app.department.database.bulk import insert_rows
from app.department.database.handling import Avis, DuplicateRow
from app.department.database.prescriptions import PrescriptionRow
from app.department.records.alike import MOST_COMPARED, Alike, Compared, Described, look_alike
from app.department.records.journal import Action, Actor, note
from app.domain.identifiers import uuid7

_ALL: Final = table_of(PrescriptionRow)
_PAIRS: Final = table_of(DuplicateRow)
# Of a prescription in a query: it has a pair that nobody judged, or that is the same person.
IS_DOUBTFUL: Final[ColumnElement[bool]] = or_(
    *(
        exists().where(side == _ALL.c.id, _PAIRS.c.avis != Avis.DIFFERENTE)
        for side in (_PAIRS.c.first_id, _PAIRS.c.second_id)
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two prescriptions that look alike, as the page shows them."""

    pair: DuplicateRow
    first: PrescriptionRow
    second: PrescriptionRow

    def other(self, id_: str) -> PrescriptionRow:
        """Return the one that is not `id_`."""
        return self.second if self.first.id == id_ else self.first


def refresh(session: Session, row: PrescriptionRow, now: datetime) -> None:
    """Find anew who looks like `row`'s person in other structures.

    An opinion already given stays as long as both still look alike. It is also taken over from the
    pair of the person's earlier prescription, so that nobody answers twice.
    """
    refresh_all(session, [row], now)


def refresh_all(session: Session, rows: Sequence[PrescriptionRow], now: datetime) -> None:
    """Do the same for many rows of one structure, which are never compared with each other."""
    if not rows:
        return
    ids = [row.id for row in rows]
    pairs = session.scalars(
        select(DuplicateRow).where(
            or_(DuplicateRow.first_id.in_(ids), DuplicateRow.second_id.in_(ids))
        )
    ).all()
    _refresh_each(session, rows, pairs, now)


def refresh_new(session: Session, rows: Sequence[Described], now: datetime) -> None:
    """Do the same for rows of one structure that were not there before, so without a pair."""
    _refresh_each(session, rows, (), now)


def _refresh_each(
    session: Session, rows: Sequence[Compared], pairs: Sequence[DuplicateRow], now: datetime
) -> None:
    found = look_alike(session, rows)
    new: list[dict[str, object]] = []
    with session.no_autoflush:  # each row looks for others, which this loop does not change
        for row in rows:
            known = {
                _other(pair, row.id): pair
                for pair in pairs
                if row.id in (pair.first_id, pair.second_id)
            }
            new += _refresh(session, row, known, found.get(row.id, {}), now)
    session.flush()
    insert_rows(session, _PAIRS, new)


def _refresh(
    session: Session, row: Compared, known: dict[str, DuplicateRow], found: Alike, now: datetime
) -> list[dict[str, object]]:
    """Put the pairs of `row` right; return those that are to be inserted."""
    for id_, pair in known.items():
        if id_ not in found:
            session.delete(pair)
    new: list[dict[str, object]] = []
    for id_, (likeness, earlier) in found.items():
        degree, reasons = likeness.degree, " ".join(likeness.reasons)
        if id_ in known:
            known[id_].degree, known[id_].reasons = degree, reasons
        else:
            told = {"degree": degree, "reasons": reasons}
            new.append(_new_pair(session, row, id_, earlier, now) | told)
    return new


def pairs_on(session: Session, prescription_id: str) -> Sequence[Pair]:
    """Return the pairs of one prescription, those to judge first, then the most alike."""
    found = session.execute(_with_both().where(_is_of(prescription_id)).limit(MOST_COMPARED))
    pairs = [Pair(pair=pair, first=first, second=second) for pair, first, second in found]
    return sorted(pairs, key=lambda one: (one.pair.avis, one.pair.degree, one.pair.id))


def get(session: Session, id_: str) -> Pair | None:
    """Return one pair."""
    found = session.execute(_with_both().where(DuplicateRow.id == id_)).one_or_none()
    return Pair(pair=found[0], first=found[1], second=found[2]) if found else None


def settle(
    session: Session, *, pair: DuplicateRow, avis: Avis, account_id: str, now: datetime
) -> None:
    """Remember what an agent says of two prescriptions; he may say otherwise later."""
    pair.avis = avis
    pair.settled_at = None if avis is Avis.A_VOIR else now
    pair.settled_by = None if avis is Avis.A_VOIR else account_id
    for own, other in ((pair.first_id, pair.second_id), (pair.second_id, pair.first_id)):
        note(
            session,
            at=now,
            actor=Actor.account(account_id),
            action=Action.DOUBLON_JUGE,
            on=own,
            detail=f"{avis} {other}",
        )


def _new_pair(
    session: Session, row: Compared, other: str, earlier: str, now: datetime
) -> dict[str, object]:
    first, second = sorted((row.id, other))
    before = _settled_before(session, row, other, earlier)
    return {
        "id": uuid7(now),
        "first_id": first,
        "second_id": second,
        "found_at": now,
        "avis": before.avis if before else Avis.A_VOIR,
        "settled_at": before.settled_at if before else None,
        "settled_by": before.settled_by if before else None,
    }


def _settled_before(
    session: Session, row: Compared, other: str, other_earlier: str
) -> DuplicateRow | None:
    own_earlier = str(row.payload.get("earlier", ""))
    wanted = [sorted(pair) for pair in ((own_earlier, other), (row.id, other_earlier)) if all(pair)]
    if not wanted:
        return None
    same = [
        and_(DuplicateRow.first_id == first, DuplicateRow.second_id == second)
        for first, second in wanted
    ]
    return session.scalars(
        select(DuplicateRow).where(or_(*same), DuplicateRow.avis != Avis.A_VOIR).limit(1)
    ).one_or_none()


def _is_of(id_: str) -> ColumnElement[bool]:
    return or_(DuplicateRow.first_id == id_, DuplicateRow.second_id == id_)


def _other(pair: DuplicateRow, id_: str) -> str:
    return pair.second_id if pair.first_id == id_ else pair.first_id


def _with_both() -> Select[DuplicateRow, PrescriptionRow, PrescriptionRow]:
    first, second = aliased(PrescriptionRow), aliased(PrescriptionRow)
    return (
        select(DuplicateRow, first, second)
        .join(first, first.id == DuplicateRow.first_id)
        .join(second, second.id == DuplicateRow.second_id)
    )
