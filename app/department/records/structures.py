"""Structures and their devices, as the console shows and changes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.actors import ActivationCodeRow, DeviceRow, StructureRow
from app.department.failures import UnknownStructureError
from app.department.records.journal import Action, Actor, note

NAME_LIMIT = 160
CODE_FORM = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureLine:
    """A structure in the list, with its devices counted."""

    structure: StructureRow
    active: int
    revoked: int
    last_contact_at: datetime | None


def lines(session: Session) -> Sequence[StructureLine]:
    """Return every structure by name."""
    found = session.execute(
        select(
            StructureRow,
            func.count(DeviceRow.id),
            func.count(DeviceRow.revoked_at),
            func.max(DeviceRow.last_contact_at),
        )
        .outerjoin(DeviceRow, DeviceRow.structure_id == StructureRow.id)
        .group_by(StructureRow.id)
        .order_by(func.lower(StructureRow.name))
    )
    return [
        StructureLine(structure=row, active=all_ - revoked, revoked=revoked, last_contact_at=last)
        for row, all_, revoked, last in found
    ]


def create(
    session: Session, *, name: str, code: str, actor: Actor, now: datetime
) -> StructureRow | None:
    """Create a structure; None when its name or code is out of form or taken.

    The code stands in every reference (« 2026-CCASILL-0001 ») and never changes.
    """
    name, code = " ".join(name.split()), code.strip().upper()
    if not 0 < len(name) <= NAME_LIMIT or not CODE_FORM.match(code):
        return None
    if _named(session, name) or session.get(StructureRow, code):
        return None
    row = StructureRow(id=code, name=name, feed_sequence=0, created_at=now)
    session.add(row)
    session.flush()
    note(session, at=now, actor=actor, action=Action.STRUCTURE_CREEE, on=row.id)
    return row


def get(session: Session, id_: str) -> StructureRow | None:
    """Return one structure."""
    return session.get(StructureRow, id_)


def named_or_id(session: Session, wanted: str) -> StructureRow:
    """Return the structure whose code or name is `wanted`.

    Raises:
        UnknownStructureError: none has.
    """
    row = session.get(StructureRow, wanted) or _named(session, " ".join(wanted.split()))
    if row is None:
        raise UnknownStructureError(f"Aucune structure ne s’appelle « {wanted} ».")
    return row


def devices_of(session: Session, structure_id: str) -> Sequence[DeviceRow]:
    """Return the devices of a structure, those in use first."""
    return session.scalars(
        select(DeviceRow)
        .where(DeviceRow.structure_id == structure_id)
        .order_by(DeviceRow.revoked_at.is_not(None), DeviceRow.label, DeviceRow.id)
    ).all()


def device(session: Session, id_: str) -> DeviceRow | None:
    """Return one device."""
    return session.get(DeviceRow, id_)


def open_codes_of(
    session: Session, structure_id: str, now: datetime
) -> Sequence[ActivationCodeRow]:
    """Return the codes that could still activate a device."""
    return session.scalars(
        select(ActivationCodeRow)
        .where(
            ActivationCodeRow.structure_id == structure_id,
            ActivationCodeRow.used_at.is_(None),
            ActivationCodeRow.expires_at > now,
        )
        .order_by(ActivationCodeRow.expires_at)
    ).all()


def revoke(session: Session, *, device_id: str, actor: Actor, now: datetime) -> bool:
    """Refuse whatever this device sends from now on; tell whether it was in use until now.

    What it sent stays: a prescription is the structure's, not the laptop's.
    """
    row = session.get(DeviceRow, device_id, with_for_update={"of": DeviceRow})
    if row is None or row.revoked_at is not None:
        return False
    row.revoked_at = now
    note(session, at=now, actor=actor, action=Action.POSTE_REVOQUE, on=device_id)
    return True


def _named(session: Session, name: str) -> StructureRow | None:
    return session.scalar(select(StructureRow).where(func.lower(StructureRow.name) == name.lower()))
