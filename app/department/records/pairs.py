"""Pages of pairs that look alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.handling import Avis, DuplicateRow
from app.department.records import prescriptions
from app.department.records.prescriptions import Line

_SIZE: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What the page is asked for: an opinion, perhaps a degree, and what follows `after`."""

    avis: Avis = Avis.A_VOIR
    degree: str = ""
    after: str = ""
    size: int = _SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPair:
    """A pair with both its prescriptions, as a page shows them."""

    pair: DuplicateRow
    first: Line
    second: Line


def page(session: Session, query: Query) -> Sequence[ShownPair]:
    """Return one page, newest first; one pair more than `size` when another page follows."""
    wanted = select(DuplicateRow).where(DuplicateRow.avis == query.avis)
    if query.degree:
        wanted = wanted.where(DuplicateRow.degree == query.degree)
    if query.after:
        wanted = wanted.where(DuplicateRow.id < query.after)
    found = session.scalars(wanted.order_by(DuplicateRow.id.desc()).limit(query.size + 1)).all()
    ids = [id_ for pair in found for id_ in (pair.first_id, pair.second_id)]
    lines = {line.id: line for line in prescriptions.named(session, ids)}
    return [
        ShownPair(pair=pair, first=lines[pair.first_id], second=lines[pair.second_id])
        for pair in found
    ]
