"""Persons met by several structures: found when a prescription comes, judged by an agent.

Compared here and nowhere else: a structure never learns that a person went elsewhere, and nothing
of this module is ever sent to a laptop. The rule is `likeness` (decision 0033).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    String,
    TableValuedAlias,
    and_,
    any_,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session, aliased

from app.department.database.base import table_of
from app.department.database.bulk import insert_rows
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
_OTHER: Final = aliased(PrescriptionRow)
_ALL: Final = table_of(PrescriptionRow)
_PAIRS: Final = table_of(DuplicateRow)
_STRUCTURE: Final = bindparam("structure", type_=String)


def _sharing_a_key(
    keys: Sequence[ColumnElement[str]], where: ColumnElement[bool], told: FromClause | None = None
) -> ScalarSelect[str]:
    """Return the query of who has one of three keys; `told` is what these are columns of."""
    branches = [
        select(_OTHER.id)
        .where(own == key, where)
        .order_by(_OTHER.received_at.desc())
        .limit(_MOST_COMPARED)
        .correlate(told)
        .subquery()
        for own, key in zip(
            (_OTHER.name_key, _OTHER.sound_key, _OTHER.address_key), keys, strict=True
        )
    ]
    return union_all(*(select(one.c.id) for one in branches)).scalar_subquery()


def _elsewhere(
    told: TableValuedAlias,
    field: Callable[[str], ColumnElement[str]],
    among: Callable[[ScalarSelect[str]], ColumnElement[bool]],
) -> Select[str, str, dict[str, Any], str, str, str]:
    """Return the query of who shares a key, in another structure, with each of those `told`.

    `field` reads what one of them says under a name.
    """
    own, *keys = (field(name) for name in ("id", *(key.key for key in _KEYS)))
    ids = _sharing_a_key(keys, _OTHER.structure_id != _STRUCTURE, told)
    found = (_ALL.c[name] for name in ("id", "payload", *(key.key for key in _KEYS)))
    return select(own, *found).select_from(told.join(_ALL, among(ids)))


_TOLD: Final = bindparam("told", type_=String)
_EACH_SQLITE: Final = func.json_each(_TOLD).table_valued("value")
_EACH_POSTGRESQL: Final = func.json_array_elements(as_type(_TOLD, JSON)).table_valued(
    column("value", JSON)
)
# Written once: they are the same for each of the thousands that a day brings.
_ELSEWHERE: Final = {
    "sqlite": _elsewhere(
        _EACH_SQLITE,
        # not `->>`, which SQLite knows from 3.38 on: an older system may carry an older one
        lambda name: func.json_extract(
            _EACH_SQLITE.c.value, literal_column(f"'$.{name}'"), type_=String()
        ),
        _ALL.c.id.in_,
    ),
    "postgresql": _elsewhere(  # of `IN` it would make a walk through the whole table
        _EACH_POSTGRESQL,
        lambda name: _EACH_POSTGRESQL.c.value.op("->>", return_type=String())(
            literal_column(f"'{name}'")
        ),
        lambda ids: _ALL.c.id == any_(func.array(ids)),
    ),
}
_WITHIN: Final = select(PrescriptionRow).where(
    PrescriptionRow.id.in_(
        _sharing_a_key(
            [bindparam(key.key, type_=String) for key in _KEYS],
            and_(_OTHER.structure_id == _STRUCTURE, _OTHER.id != bindparam("id", type_=String)),
        )
    )
)
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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Described:
    """What of a prescription is compared, before there is a row of it."""

    id: str
    structure_id: str
    name_key: str
    sound_key: str
    address_key: str
    payload: dict[str, Any]

    @classmethod
    def of(cls, columns: Mapping[str, Any], structure_id: str) -> "Described":
        """Take it from the columns of a row to be."""
        return cls(
            id=columns["id"],
            structure_id=structure_id,
            name_key=columns["name_key"],
            sound_key=columns["sound_key"],
            address_key=columns["address_key"],
            payload=columns["payload"],
        )


Compared: TypeAlias = PrescriptionRow | Described
Alike: TypeAlias = dict[str, tuple[Likeness, str]]
"""Look-alikes by identifier, each with the identifier of the person's earlier prescription."""


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
    found = _alike_elsewhere(session, rows)
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
    rows = session.scalars(_WITHIN, {**_described(row), "structure": row.structure_id})
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


def look_alike(session: Session, row: Compared) -> Alike:
    """Return the look-alikes of other structures, each with its own earlier prescription."""
    return _alike_elsewhere(session, [row]).get(row.id, {})


def _alike_elsewhere(session: Session, rows: Sequence[Compared]) -> dict[str, Alike]:
    """Return the same for several rows of one structure, by their identifiers."""
    named = {row.id: row for row in rows if row.name_key}
    if not named:
        return {}
    given = {
        "told": json.dumps([_described(row) for row in named.values()]),
        "structure": rows[0].structure_id,
    }
    profiles: dict[str, Profile] = {}
    found: dict[str, Alike] = {}
    connection = session.connection()
    statement = _ELSEWHERE[connection.dialect.name]
    for own, id_, payload, *keys in connection.execute(statement, given):
        profile = profiles.get(own) or profiles.setdefault(own, _profile_of(named[own]))
        other = Keys(names=keys[0], sound=keys[1], address=keys[2])
        likeness = compare(profile, _profile(payload, other))
        if likeness is not None:
            found.setdefault(own, {})[id_] = (likeness, str(payload.get("earlier", "")))
    return found


def _profile_of(row: Compared) -> Profile:
    keys = Keys(names=row.name_key, sound=row.sound_key, address=row.address_key)
    return _profile(row.payload, keys)


def _described(row: Compared) -> dict[str, str | None]:
    """Return what finds who shares a key; one that it has not is NULL, which equals nothing."""
    return {"id": row.id, **{key.key: getattr(row, key.key) or None for key in _KEYS}}


def _profile(payload: dict[str, Any], keys: Keys | None = None) -> Profile:
    return Profile.of(cast("dict[str, Any]", payload.get("personne", {})), keys)


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
