"""Give back to a structure what is held of one of its prescriptions: it has to compare."""

from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow
from app.department.database.prescriptions import Etat, PrescriptionRow
from app.department.database.retention import ErasedItemRow
from app.department.records.arrivals import Sender
from app.sync.protocol.canonical import canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.held import HeldItem, held_content
from app.sync.protocol.reading import UUID_FORM


def held(session: Session, sender: Sender, item: str) -> dict[str, object]:
    """Return what stands, sealed to the device that asks.

    Of what was erased and is not there, as after a restore, nothing stands (decision 0049).

    Raises:
        ProtocolError: `NOT_FOUND`: nothing of this structure has this identifier.
    """
    if not UUID_FORM.match(item):  # it never reaches the database
        raise ProtocolError(ErrorCode.NOT_FOUND)
    row = session.get(PrescriptionRow, item)
    if row is None and session.get(ErasedItemRow, item) is not None:
        return held_content(HeldItem(item=item, revision=1), device=sender.device, public=b"")
    if row is None or row.structure_id != sender.structure:
        raise ProtocolError(ErrorCode.NOT_FOUND)
    payload = b"" if row.etat in {Etat.RETIREE, Etat.EFFACEE} else canonical(row.payload)
    device = session.get_one(DeviceRow, sender.device)
    found = HeldItem(item=row.id, revision=row.revision, payload=payload)
    return held_content(found, device=device.id, public=device.receiving_key)
