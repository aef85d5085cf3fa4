"""The audit journal read: by who, act, object and period, page after page by entry number.

Numbers follow time but for what was under way together, so a period is first turned into a range
of numbers: the index on them then serves every filter, however many entries there are.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow, JournalRow
from app.department.database.engine import Database
from app.department.records.journal import Action
from app.documents.cells import inert

PAGE: Final = 50
_CHUNK: Final = 1000
_TOGETHER: Final = 1000  # entries that may be numbered in another order than their instants


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is looked for; empty parts look for anything. `until` is not included.

    `kind` is what sort of actor, `actor` one of them; `on` an identifier, exact.
    """

    kind: str = ""
    actor: str = ""
    action: str = ""
    on: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Entries, newest first, each with the agent's account name if any.

    `older` is what `before` is for the next page, 0 when this is the last.
    """

    entries: Sequence[tuple[JournalRow, str]]
    older: int


def page(session: Session, wanted: Filter, *, before: int = 0, size: int = PAGE) -> Page:
    """Return the entries below `before`, the newest when it is 0."""
    query = (
        select(JournalRow, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == JournalRow.actor_id)
        .where(*_conditions(session, wanted))
        .order_by(JournalRow.id.desc())
        .limit(size + 1)
    )
    if before:
        query = query.where(JournalRow.id < before)
    found = [(entry, name or "") for entry, name in session.execute(query)]
    older = found[size - 1][0].id if len(found) > size else 0
    return Page(entries=found[:size], older=older)


def agents(session: Session) -> Sequence[tuple[str, str]]:
    """Return identifier and name of every account, by name."""
    found = session.execute(select(AccountRow.id, AccountRow.name).order_by(AccountRow.name))
    return [(id_, name) for id_, name in found]


def as_csv(database: Database, wanted: Filter) -> Iterator[bytes]:
    """Write the entries as a spreadsheet reads them in French, identifiers only, piece by piece.

    Instants are in UTC. No name stands in it: neither of a person helped nor of an agent.
    """
    yield "\ufeff".encode() + _lines([_HEAD])
    before = 0
    while True:
        with database.reading() as session:
            found = page(session, wanted, before=before, size=_CHUNK)
            yield _lines([_cells(entry) for entry, _ in found.entries])
        if not found.older:
            return
        before = found.older


_HEAD: Final = ("numero", "instant_utc", "acteur", "identifiant", "acte", "sur", "precision")


def _cells(entry: JournalRow) -> tuple[str, ...]:
    at = entry.at.astimezone(UTC).isoformat(timespec="seconds")
    rest = (entry.actor_kind, entry.actor_id, entry.action, entry.object_id, entry.detail)
    return (str(entry.id), at, *(inert(cell) for cell in rest))


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(rows)
    return buffer.getvalue().encode()


def _conditions(session: Session, wanted: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (JournalRow.actor_kind, wanted.kind),
        (JournalRow.actor_id, wanted.actor),
        (JournalRow.action, wanted.action if wanted.action in set(Action) else ""),
        (JournalRow.object_id, wanted.on),
    ):
        if value:
            found.append(column == value)
    if wanted.since is not None:
        first = select(JournalRow.id).where(JournalRow.at >= wanted.since).order_by(JournalRow.at)
        lowest = session.scalar(first.limit(1))
        found += [JournalRow.at >= wanted.since, JournalRow.id >= (lowest or 0) - _TOGETHER]
    if wanted.until is not None:
        last = select(JournalRow.id).where(JournalRow.at < wanted.until)
        highest = session.scalar(last.order_by(JournalRow.at.desc()).limit(1))
        found += [JournalRow.at < wanted.until, JournalRow.id <= (highest or 0) + _TOGETHER]
    return found
