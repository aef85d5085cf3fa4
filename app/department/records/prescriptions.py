"""Find prescriptions: the list with its filters, and one record.

Pages follow each other by the key of their last row, and counts stop at a limit: nothing here
grows with the number of prescriptions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.base import Instant, table_of
from app.department.database.prescriptions import (
    DecisionRow,
    Etat,
    PrescriptionRow,
    RevisionRow,
)
from app.department.records import duplicates
from app.department.records.search import Search, conditions_of, search
from app.department.records.search import Shape as SearchShape

_P, _S = table_of(PrescriptionRow).c, table_of(StructureRow).c
_EDGE: Final = select(_P.sort_name, _P.received_at).where(
    _P.id == bindparam("wanted", type_=String)
)
COUNT_LIMIT: Final = 10_000
SIZES: Final = (25, 50, 100, 200)
LineColumns = tuple[str, str, str, int, str, datetime, date | None, dict[str, Any], bool]


class Tri(StrEnum):
    """In which order the list comes."""

    ANCIENNES = "anciennes"
    RECENTES = "recentes"
    NOM = "nom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the list is asked for; what is empty filters nothing.

    `since` is the first instant of the period, `until` the first one after it. `after` and
    `before` name the row that the page follows or comes before.
    """

    etat: str = ""
    text: str = ""
    structure: str = ""
    service: str = ""
    since: datetime | None = None
    until: datetime | None = None
    tri: Tri = Tri.RECENTES
    after: str = ""
    before: str = ""
    size: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the list; `doubtful` when another structure met somebody alike."""

    id: str
    reference: str
    etat: str
    revision: int
    structure: str
    received_at: datetime
    prescribed_on: date | None
    payload: dict[str, Any]
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the list, and what comes on either side."""

    rows: Sequence[Line]
    earlier: bool
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A query without its values. The SQL of a shape is written once and kept: that is slow."""

    filters: tuple[str, ...]
    search: SearchShape
    tri: Tri = Tri.RECENTES
    backwards: bool = False
    beyond: bool = False  # the page follows, or comes before, a row


def find(session: Session, query: Query, searched: Search | None = None) -> Page:
    """Return one page; a page after or before a row that is gone is the first one."""
    searched = searched or search(session, query.text)
    edge = _edge(session, query)
    backwards = edge is not None and bool(query.before)
    shape = replace(
        shape_of(query, searched), tri=query.tri, backwards=backwards, beyond=edge is not None
    )
    place = {"edge": edge[0], "edge_id": edge[1]} if edge else {}
    values = {**values_of(query, searched), **place, "size": query.size + 1}
    rows = lines(session, _page(shape), values)
    more, shown = len(rows) > query.size, rows[: query.size]
    if backwards:
        return Page(rows=shown[::-1], earlier=more, later=True)
    return Page(rows=shown, earlier=edge is not None, later=more)


def batch_after(
    session: Session, query: Query, edge: tuple[datetime, str] | None, size: int
) -> Sequence[Line]:
    """Return the rows that come next, oldest first, after an instant and identifier."""
    searched = search(session, query.text)
    shape = replace(shape_of(query, searched), tri=Tri.ANCIENNES, beyond=edge is not None)
    place = {"edge": edge[0], "edge_id": edge[1]} if edge else {}
    values = {**values_of(query, searched), **place, "size": size}
    return lines(session, _page(shape), values)


def counts(session: Session, query: Query, searched: Search | None = None) -> dict[str, int | None]:
    """Return how many prescriptions stand in each state under the query's other filters.

    A count that would exceed `COUNT_LIMIT` is `COUNT_LIMIT`; None: it would take too long to tell.
    """
    searched = searched or search(session, query.text)
    if searched.words and searched.rarest is None:
        return dict.fromkeys(Etat)
    query = replace(query, etat="")
    shape, values = shape_of(query, searched), values_of(query, searched)
    if searched.rarest is not None:  # a few thousand at most: one look at each
        found = Counter(session.scalars(select(_P.etat).where(*_where(shape)), values))
        return {etat: min(found[etat], COUNT_LIMIT) for etat in Etat}
    counted = session.execute(_counts(shape), {**values, "most": COUNT_LIMIT}).one()
    return dict(zip(Etat, counted, strict=True))


def count(session: Session, query: Query) -> int:
    """Return how many prescriptions a query finds, all of them counted."""
    searched = search(session, query.text)
    wanted = select(func.count(_P.id)).where(*_where(shape_of(query, searched)))
    return session.scalar(wanted, values_of(query, searched)) or 0


def shape_of(query: Query, searched: Search) -> Shape:
    """Return which filters a query has."""
    return Shape(
        filters=tuple(name for name in _FILTERS if getattr(query, name)), search=searched.shape
    )


def values_of(query: Query, searched: Search) -> dict[str, object]:
    """Return what the query's filters look for."""
    filters = {name: getattr(query, name) for name in _FILTERS if getattr(query, name)}
    return {**filters, **searched.values}


def lines(
    session: Session, statement: Select[*LineColumns], values: Mapping[str, object]
) -> Sequence[Line]:
    """Return the rows of a `_lines` query as values: no entity is made of them."""
    return [
        Line(
            id=id_,
            reference=reference,
            etat=etat,
            revision=revision,
            structure=structure,
            received_at=received_at,
            prescribed_on=prescribed_on,
            payload=payload,
            doubtful=bool(doubtful),
        )
        for (
            id_, reference, etat, revision, structure, received_at, prescribed_on, payload, doubtful
        ) in session.execute(statement, values)
    ]  # fmt: skip


def named(session: Session, ids: Sequence[str]) -> Sequence[Line]:
    """Return the prescriptions with these identifiers, in the order given; unknown ones are not."""
    found = {line.id: line for line in lines(session, _named(), {"ids": list(ids)})}
    return [found[id_] for id_ in ids if id_ in found]


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


def _lines(ids: Select[str]) -> Select[*LineColumns]:
    """Return the query of what the list shows of `ids`; these come from an index alone."""
    return (
        select(
            _P.id,
            _P.reference,
            _P.etat,
            _P.revision,
            _S.name,
            _P.received_at,
            _P.prescribed_on,
            _P.payload,
            duplicates.IS_DOUBTFUL,
        )
        .join_from(_P.id.table, _S.id.table, _S.id == _P.structure_id)
        .where(_P.id.in_(ids.scalar_subquery()))
    )


def _edge(session: Session, query: Query) -> tuple[datetime | str, str] | None:
    """Return the place of the row that the page follows or comes before."""
    wanted = query.before or query.after
    if not wanted:
        return None
    found = session.execute(_EDGE, {"wanted": wanted}).one_or_none()
    return (found[0 if query.tri is Tri.NOM else 1], wanted) if found else None


def _order(tri: Tri, *, backwards: bool) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    column = _P.sort_name if tri is Tri.NOM else _P.received_at
    if (tri is Tri.RECENTES) != backwards:
        return column.desc(), _P.id.desc()
    return column.asc(), _P.id.asc()


def _beyond(shape: Shape) -> ColumnElement[bool]:
    column = _P.sort_name if shape.tri is Tri.NOM else _P.received_at
    place = tuple_(column, _P.id)
    limit = tuple_(bindparam("edge", type_=column.type), bindparam("edge_id", type_=String))
    descending = (shape.tri is Tri.RECENTES) != shape.backwards
    return place < limit if descending else place > limit


def _where(shape: Shape) -> list[ColumnElement[bool]]:
    filters = {**_FILTERS, **_WITHOUT_INDEX} if shape.search.rare else _FILTERS
    return [*(filters[name] for name in shape.filters), *conditions_of(shape.search)]


@lru_cache(maxsize=1)
def _named() -> Select[*LineColumns]:
    wanted = bindparam("ids", type_=String, expanding=True)
    return _lines(select(_P.id).where(_P.id.in_(wanted)))


@lru_cache(maxsize=512)
def _page(shape: Shape) -> Select[*LineColumns]:
    order = _order(shape.tri, backwards=shape.backwards)
    ids = select(_P.id).where(*_where(shape))
    if shape.beyond:
        ids = ids.where(_beyond(shape))
    return _lines(ids.order_by(*order).limit(bindparam("size", type_=Integer))).order_by(*order)


@lru_cache(maxsize=128)
def _counts(shape: Shape) -> Select[*tuple[Any, ...]]:
    limited = (
        select(_P.id)
        .where(_P.etat == etat, *_where(shape))
        .limit(bindparam("most", type_=Integer))
        .subquery()
        for etat in Etat
    )
    return select(*(select(func.count()).select_from(one).scalar_subquery() for one in limited))


_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "etat": _P.etat == bindparam("etat", type_=String),
    "structure": _P.structure_id == bindparam("structure", type_=String),
    "service": _P.service == bindparam("service", type_=String),
    "since": _P.received_at >= bindparam("since", type_=Instant()),
    "until": _P.received_at < bindparam("until", type_=Instant()),
}
# Where the words already name a few, an index on one of these would be walked for nothing.
_WITHOUT_INDEX: Final[Mapping[str, ColumnElement[bool]]] = {
    name: column.concat("") == bindparam(name, type_=String)
    for name, column in (
        ("etat", _P.etat),
        ("structure", _P.structure_id),
        ("service", _P.service),
    )
}
