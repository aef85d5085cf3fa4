"""The files imported from sticks, as the console lists them, and how prescriptions are called."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow, DeviceRow
from app.department.database.prescriptions import PrescriptionRow
from app.department.database.sealed_files import SealedFileRow, SealedKnowledgeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """One file that was imported, the laptop that made it, and who imported it (empty: command)."""

    row: SealedFileRow
    device: DeviceRow
    by: str
    knowledge: SealedKnowledgeRow | None


def page(session: Session, *, before: str = "", size: int) -> tuple[list[ImportedFile], str]:
    """Return one page, newest first, and the key of the next one (empty: none)."""
    query = (
        select(SealedFileRow, DeviceRow, AccountRow.name, SealedKnowledgeRow)
        .join(DeviceRow, DeviceRow.id == SealedFileRow.device_id)
        .outerjoin(AccountRow, AccountRow.id == SealedFileRow.imported_by)
        .outerjoin(SealedKnowledgeRow, SealedKnowledgeRow.device_id == SealedFileRow.device_id)
        .order_by(SealedFileRow.id.desc())
        .limit(size + 1)
    )
    if before:
        query = query.where(SealedFileRow.id < before)
    found = [
        ImportedFile(row=row, device=device, by=name or "", knowledge=knowledge)
        for row, device, name, knowledge in session.execute(query)
    ]
    return found[:size], found[size - 1].row.id if len(found) > size else ""


def devices(session: Session, ids: Sequence[str]) -> dict[str, DeviceRow]:
    """Return laptops by identifier."""
    found = session.scalars(select(DeviceRow).where(DeviceRow.id.in_(ids)))
    return {row.id: row for row in found}


def references(session: Session, items: Sequence[str]) -> dict[str, str]:
    """Return the references of prescriptions by identifier; those that are not held are absent."""
    found: dict[str, str] = {}
    for at in range(0, len(items), 500):
        some = items[at : at + 500]
        query = select(PrescriptionRow.id, PrescriptionRow.reference)
        rows = session.execute(query.where(PrescriptionRow.id.in_(some)))
        found |= {id_: reference for id_, reference in rows}  # noqa: C416 - rows to pairs
    return found
