"""Laptops, as the console shows and changes them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow
from app.department.records.journal import Action, Actor, note

LABEL_LIMIT = 120


class RevocationReason(StrEnum):
    """Why a laptop is revoked: a closed list, so that no reason names a person."""

    PERDU = "perdu"
    VOLE = "vole"
    REMPLACE = "remplace"
    RENDU = "rendu"  # emptied, at its end or the convention's
    DOUTE = "doute"  # somebody else may have it, or have had it
    ERREUR = "erreur"  # activated for the wrong structure


def of_structure(session: Session, structure_id: str) -> Sequence[DeviceRow]:
    """Return the devices of a structure, those in use first."""
    return session.scalars(
        select(DeviceRow)
        .where(DeviceRow.structure_id == structure_id)
        .order_by(DeviceRow.revoked_at.is_not(None), DeviceRow.label, DeviceRow.id)
    ).all()


def get(session: Session, id_: str) -> DeviceRow | None:
    """Return one device."""
    return session.get(DeviceRow, id_)


def rename(session: Session, row: DeviceRow, *, label: str, actor: Actor, now: datetime) -> bool:
    """Give a device another label; False when it is empty or too long."""
    label = " ".join(label.split())
    if not 0 < len(label) <= LABEL_LIMIT:
        return False
    if label != row.label:
        row.label = label
        note(session, at=now, actor=actor, action=Action.POSTE_RENOMME, on=row.id)
    return True


def revoke(
    session: Session, *, device_id: str, reason: RevocationReason, actor: Actor, now: datetime
) -> bool:
    """Refuse whatever this device sends from now on; tell whether it was in use until now.

    What it sent stays: a prescription is the structure's, not the laptop's.
    """
    row = session.get(DeviceRow, device_id, with_for_update={"of": DeviceRow})
    if row is None or row.revoked_at is not None:
        return False
    row.revoked_at = now
    row.revoked_reason = reason
    note(session, at=now, actor=actor, action=Action.POSTE_REVOQUE, on=device_id, detail=reason)
    return True
