"""Structures, as the console shows and changes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.department.database.actors import ActivationCodeRow, DeviceRow, StructureRow
from app.department.failures import UnknownStructureError
from app.department.records.journal import Action, Actor, note
from app.department.records.persons import plain

NAME_LIMIT = 160
CODE_FORM = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureLine:
    """A structure in the list, with its devices counted."""

    structure: StructureRow
    active: int
    revoked: int
    last_contact_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StructurePage:
    """A page of the list; `after` continues it, empty on the last; `found` counts all pages."""

    lines: Sequence[StructureLine]
    found: int
    after: str


def page(session: Session, *, words: str = "", after: str = "", size: int) -> StructurePage:
    """Return the structures whose name or code holds every word of `words`, by name.

    Names are compared without accents, which neither database sorts alike: names and codes are
    read whole (some thousands at most), devices are counted for one page.
    """
    wanted = plain(words).split()
    names = sorted(
        (plain(name), id_)
        for id_, name in session.execute(select(StructureRow.id, StructureRow.name))
        if all(word in f"{plain(name)} {plain(id_)}" for word in wanted)
    )
    last = session.get(StructureRow, after) if after else None
    start = (plain(last.name), last.id) if last else ("", "")
    rest = [id_ for key, id_ in names if (key, id_) > start]
    shown = rest[:size]
    more = shown[-1] if len(rest) > size else ""
    return StructurePage(lines=_lines(session, shown), found=len(names), after=more)


def all_by_name(session: Session) -> Sequence[StructureRow]:
    """Return the structures that laptops can be activated for or were, by name."""
    rows = session.scalars(select(StructureRow)).all()
    return sorted(rows, key=lambda row: (plain(row.name), row.id))


def create(
    session: Session, *, name: str, code: str, actor: Actor, now: datetime
) -> StructureRow | None:
    """Create a structure; None when its name or code is out of form or taken.

    The code stands in every reference (« 2026-CCASILL-0001 ») and never changes.
    """
    name, code = _tidy(name), code.strip().upper()
    if not 0 < len(name) <= NAME_LIMIT or not CODE_FORM.match(code):
        return None
    if _named(session, name) or session.get(StructureRow, code):
        return None
    row = StructureRow(id=code, name=name, feed_sequence=0, created_at=now, closed_on=None)
    session.add(row)
    session.flush()
    note(session, at=now, actor=actor, action=Action.STRUCTURE_CREEE, on=row.id)
    return row


def rename(session: Session, row: StructureRow, *, name: str, actor: Actor, now: datetime) -> bool:
    """Give a structure another name; False when it is out of form or another one's."""
    name = _tidy(name)
    namesake = _named(session, name)
    if not 0 < len(name) <= NAME_LIMIT or (namesake and namesake.id != row.id):
        return False
    if name != row.name:
        row.name = name
        note(session, at=now, actor=actor, action=Action.STRUCTURE_RENOMMEE, on=row.id)
    return True


def close(session: Session, row: StructureRow, *, on: date, actor: Actor, now: datetime) -> int:
    """Activate no laptop for a structure from `on`; return how many waiting codes are cancelled.

    All of them are, whatever the day. Its laptops still send what they hold and receive what is
    decided, until they are revoked.
    """
    row.closed_on = on
    note(
        session,
        at=now,
        actor=actor,
        action=Action.STRUCTURE_FERMEE,
        on=row.id,
        detail=on.isoformat(),
    )
    cancelled = session.execute(
        update(ActivationCodeRow)
        .where(
            ActivationCodeRow.structure_id == row.id,
            ActivationCodeRow.used_at.is_(None),
            ActivationCodeRow.cancelled_at.is_(None),
        )
        .values(cancelled_at=now, wrapped_proof=b"")
        .returning(ActivationCodeRow.lookup)
    )
    return len(cancelled.all())


def reopen(session: Session, row: StructureRow, *, actor: Actor, now: datetime) -> None:
    """Take a closing back; cancelled codes stay cancelled."""
    if row.closed_on is not None:
        row.closed_on = None
        note(session, at=now, actor=actor, action=Action.STRUCTURE_ROUVERTE, on=row.id)


def is_closed(row: StructureRow, today: date) -> bool:
    """Tell whether no laptop may be activated for `row` any more."""
    return row.closed_on is not None and row.closed_on <= today


def get(session: Session, id_: str, *, locked: bool = False) -> StructureRow | None:
    """Return one structure; `locked` keeps others from changing it meanwhile."""
    return session.get(StructureRow, id_, with_for_update=True if locked else None)


def named_or_id(session: Session, wanted: str) -> StructureRow:
    """Return the structure whose code or name is `wanted`.

    Raises:
        UnknownStructureError: none has.
    """
    row = session.get(StructureRow, wanted) or _named(session, _tidy(wanted))
    if row is None:
        raise UnknownStructureError(f"Aucune structure ne s’appelle « {wanted} ».")
    return row


def _lines(session: Session, ids: Sequence[str]) -> Sequence[StructureLine]:
    found = session.execute(
        select(
            StructureRow,
            func.count(DeviceRow.id),
            func.count(DeviceRow.revoked_at),
            func.max(DeviceRow.last_contact_at),
        )
        .outerjoin(DeviceRow, DeviceRow.structure_id == StructureRow.id)
        .where(StructureRow.id.in_(ids))
        .group_by(StructureRow.id)
    )
    lines = {
        row.id: StructureLine(
            structure=row,
            active=all_ - revoked,
            revoked=revoked,
            last_contact_at=last,
        )
        for row, all_, revoked, last in found
    }
    return [lines[id_] for id_ in ids]


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _named(session: Session, name: str) -> StructureRow | None:
    return session.scalar(select(StructureRow).where(func.lower(StructureRow.name) == name.lower()))
