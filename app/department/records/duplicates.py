"""Persons met by several structures: found when a prescription comes, judged by an agent.

Compared here and nowhere else: a structure never learns that a person went elsewhere, and nothing
of this module is ever sent to a laptop. The rule is `likeness` (decision 0033).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    String,
    TableValuedAlias,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session, aliased

from app.department.database.handling import Avis, DuplicateRow
from app.department.database.prescriptions import PrescriptionRow
from app.department.records.journal import Action, Actor, note
from app.department.records.likeness import Degree, Likeness, Profile, compare
from app.department.records.persons import Keys
from app.domain.identifiers import uuid7

_MOST_COMPARED: Final = 200  # of one key: the newest; a key this common tells little
_KEYS: Final = (
    PrescriptionRow.name_key,
    PrescriptionRow.sound_key,
    PrescriptionRow.address_key,
)
_OWN: Final = bindparam("own", type_=String)
_STRUCTURE: Final = bindparam("structure", type_=String)


def _sharing_a_key(where: ColumnElement[bool]) -> Select[str]:
    """Return the query of who shares a key with the prescription that its parameters describe."""
    branches = [
        select(PrescriptionRow.id)
        .where(key == bindparam(key.key, type_=String), where, PrescriptionRow.id != _OWN)
        .order_by(PrescriptionRow.received_at.desc())
        .limit(_MOST_COMPARED)
        .subquery()
        for key in _KEYS
    ]
    return select(union_all(*(select(one.c.id) for one in branches)).subquery().c.id)


def _met(elements: TableValuedAlias) -> dict[str, Select[str]]:
    """Return, for each key, the query of those values that another structure has."""
    return {
        key.key: select(elements.c.value).where(
            exists().where(key == elements.c.value, PrescriptionRow.structure_id != _STRUCTURE)
        )
        for key in _KEYS
    }


_WANTED: Final = bindparam("wanted", type_=String)
_EACH: Final = {
    "sqlite": _met(func.json_each(_WANTED).table_valued("value")),
    "postgresql": _met(func.json_array_elements_text(as_type(_WANTED, JSON)).table_valued("value")),
}
# Written once: they are the same for each of the thousands that a day brings.
_ELSEWHERE: Final = select(PrescriptionRow.id, PrescriptionRow.payload, *_KEYS).where(
    PrescriptionRow.id.in_(_sharing_a_key(PrescriptionRow.structure_id != _STRUCTURE))
)
_WITHIN: Final = select(PrescriptionRow).where(
    PrescriptionRow.id.in_(_sharing_a_key(PrescriptionRow.structure_id == _STRUCTURE))
)


# Of a prescription in a query: it has a pair that nobody judged, or that is the same person.
IS_DOUBTFUL: Final[ColumnElement[bool]] = or_(
    *(
        exists().where(column == PrescriptionRow.id, DuplicateRow.avis != Avis.DIFFERENTE)
        for column in (DuplicateRow.first_id, DuplicateRow.second_id)
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
    ids = [row.id for row in rows]
    pairs = session.scalars(
        select(DuplicateRow).where(
            or_(DuplicateRow.first_id.in_(ids), DuplicateRow.second_id.in_(ids))
        )
    ).all()
    met = _met_elsewhere(session, rows)
    with session.no_autoflush:  # each row looks for others, which this loop does not change
        for row in rows:
            known = {
                _other(pair, row.id): pair
                for pair in pairs
                if row.id in (pair.first_id, pair.second_id)
            }
            if known or met.intersection(_keys(row)):
                _refresh(session, row, known, now)
    session.flush()


def _met_elsewhere(session: Session, rows: Sequence[PrescriptionRow]) -> set[tuple[str, str]]:
    """Return which keys of `rows` another structure's prescription has: mostly none."""
    if not rows:
        return set()
    wanted: dict[str, set[str]] = {key.key: set() for key in _KEYS}
    for row in rows:
        for name, value in _keys(row):
            wanted[name].add(value)
    each = _EACH[session.get_bind().dialect.name]
    found: set[tuple[str, str]] = set()
    for name, values in wanted.items():
        if values:
            given = {"wanted": json.dumps(sorted(values)), "structure": rows[0].structure_id}
            found |= {(name, value) for value in session.scalars(each[name], given)}
    return found


def _keys(row: PrescriptionRow) -> list[tuple[str, str]]:
    return [(key.key, value) for key in _KEYS if (value := getattr(row, key.key))]


def _refresh(
    session: Session, row: PrescriptionRow, known: dict[str, DuplicateRow], now: datetime
) -> None:
    found = look_alike(session, row)
    for id_, pair in known.items():
        if id_ not in found:
            session.delete(pair)
    for id_, (likeness, earlier) in found.items():
        pair = known.get(id_) or _new_pair(session, row, id_, earlier, now)
        pair.degree = likeness.degree
        pair.reasons = " ".join(likeness.reasons)


def pairs_on(session: Session, prescription_id: str) -> Sequence[Pair]:
    """Return the pairs of one prescription, those to judge first, then the most alike."""
    found = session.execute(_with_both().where(_is_of(prescription_id)).limit(_MOST_COMPARED))
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


def same_structure(session: Session, row: PrescriptionRow) -> Sequence[PrescriptionRow]:
    """Return the person's other prescriptions in the same structure, newest first."""
    if not (row.name_key or row.sound_key or row.address_key):
        return []  # withdrawn, or without anything to compare
    profile = _profile(row.payload)
    rows = session.scalars(_WITHIN, _described(row))
    linked = {str(row.payload.get("earlier", ""))}
    return sorted(
        (
            one
            for one in rows
            if one.id in linked
            or one.payload.get("earlier") == row.id
            or _is_exact(compare(profile, _profile(one.payload)))
        ),
        key=lambda one: (one.received_at, one.id),
        reverse=True,
    )


def _is_exact(likeness: Likeness | None) -> bool:
    return likeness is not None and likeness.degree is Degree.EXACTE


def look_alike(session: Session, row: PrescriptionRow) -> dict[str, tuple[Likeness, str]]:
    """Return the look-alikes of other structures, each with its own earlier prescription."""
    if not row.name_key:
        return {}
    own = Keys(names=row.name_key, sound=row.sound_key, address=row.address_key)
    profile = _profile(row.payload, own)
    found: dict[str, tuple[Likeness, str]] = {}
    for id_, payload, *keys in session.execute(_ELSEWHERE, _described(row)):
        other = Keys(names=keys[0], sound=keys[1], address=keys[2])
        likeness = compare(profile, _profile(payload, other))
        if likeness is not None:
            found[id_] = (likeness, str(payload.get("earlier", "")))
    return found


def _described(row: PrescriptionRow) -> dict[str, str | None]:
    """Return the parameters that describe `row`; a key it has not is NULL, which equals nothing."""
    keys = {
        "name_key": row.name_key or None,
        "sound_key": row.sound_key or None,
        "address_key": row.address_key or None,
    }
    return {"own": row.id, "structure": row.structure_id, **keys}


def _profile(payload: dict[str, Any], keys: Keys | None = None) -> Profile:
    return Profile.of(cast("dict[str, Any]", payload.get("personne", {})), keys)


def _new_pair(
    session: Session, row: PrescriptionRow, other: str, earlier: str, now: datetime
) -> DuplicateRow:
    first, second = sorted((row.id, other))
    before = _settled_before(session, row, other, earlier)
    pair = DuplicateRow(
        id=uuid7(now),
        first_id=first,
        second_id=second,
        degree=Degree.PROCHE,
        reasons="",
        found_at=now,
        avis=before.avis if before else Avis.A_VOIR,
        settled_at=before.settled_at if before else None,
        settled_by=before.settled_by if before else None,
    )
    session.add(pair)
    return pair


def _settled_before(
    session: Session, row: PrescriptionRow, other: str, other_earlier: str
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
