"""Pages of pairs that look alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, FromClause, Integer, Select, String, bindparam, select
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.base import table_of
from app.department.database.handling import Avis, DuplicateRow
from app.department.database.prescriptions import PrescriptionRow

_SIZE: Final = 25
_PAIRS, _PRESCRIPTIONS, _STRUCTURES = (
    table_of(one) for one in (DuplicateRow, PrescriptionRow, StructureRow)
)
_JUDGED: Final = ("id", "degree", "reasons", "avis", "settled_at")
_PERSON: Final = ("id", "reference", "etat", "structure", "received_at", "payload")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the page is asked for: an opinion, perhaps a degree, and what follows `after`."""

    avis: Avis = Avis.A_VOIR
    degree: str = ""
    after: str = ""
    size: int = _SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a page shows of a pair itself."""

    id: str
    degree: str
    reasons: str
    avis: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a page shows of one of both prescriptions."""

    id: str
    reference: str
    etat: str
    structure: str
    received_at: datetime
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """A pair with both its prescriptions, as a page shows them."""

    pair: Judged
    first: Person
    second: Person


def page(session: Session, query: Query) -> Sequence[ShownPair]:
    """Return one page, newest first; one pair more than `size` when another page follows."""
    degree = {"degree": query.degree} if query.degree else {}
    after = {"after": query.after} if query.after else {}
    values = {"avis": query.avis, "size": query.size + 1, **degree, **after}
    found = session.execute(_page(degree=bool(degree), after=bool(after)), values)
    return [
        ShownPair(
            pair=Judged(**dict(zip(_JUDGED, row[:5], strict=True))),
            first=Person(**dict(zip(_PERSON, row[5:11], strict=True))),
            second=Person(**dict(zip(_PERSON, row[11:], strict=True))),
        )
        for row in found
    ]


@cache
def _page(*, degree: bool, after: bool) -> Select[*tuple[Any, ...]]:
    pair, sides = _PAIRS.c, list[Column[Any]]()
    joined: FromClause = _PAIRS
    for id_ in (pair.first_id, pair.second_id):
        one, owner = _PRESCRIPTIONS.alias(), _STRUCTURES.alias()
        joined = joined.join(one, one.c.id == id_).join(owner, owner.c.id == one.c.structure_id)
        sides += [
            *(one.c.id, one.c.reference, one.c.etat, owner.c.name),
            *(one.c.received_at, one.c.payload),
        ]
    wanted = select(*(pair[name] for name in _JUDGED), *sides).select_from(joined)
    wanted = wanted.where(pair.avis == bindparam("avis", type_=String))
    if degree:
        wanted = wanted.where(pair.degree == bindparam("degree", type_=String))
    if after:
        wanted = wanted.where(pair.id < bindparam("after", type_=String))
    return wanted.order_by(pair.id.desc()).limit(bindparam("size", type_=Integer))
