"""What was exchanged with the Département lately, and what still waits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.identifiers import PrescriptionId
from app.storage import prescriptions
from app.usecases.demarches_simplifiees import demarches
from app.usecases.exchange import activating, sending
from app.usecases.exchange.activating import DeviceState
from app.usecases.exchange.sending import OutboxState
from app.usecases.workplace import Workplace

FORM = "Démarches simplifiées"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanges:
    """`references` holds, by id, the reference of what the reports name, if it is still here.

    `to_deposit` counts the dossiers that wait for a person on Démarches simplifiées.
    """

    device: DeviceState
    outbox: OutboxState
    references: Mapping[str, str]
    to_deposit: int = 0


def exchanges(workplace: Workplace) -> Exchanges:
    """Return the state of the device, of the outbox and of the last reports."""
    outbox = sending.outbox_state(workplace)
    ids = {item.item_id for report in outbox.reports for item in report.items if item.item_id}
    references: dict[str, str] = {}
    with workplace.database.reading() as session:
        for item_id in ids:
            known = prescriptions.load(session, PrescriptionId(item_id))
            if known is not None:
                references[item_id] = known.prescription.reference
    deposits = demarches.waiting(workplace)
    return Exchanges(
        device=device_of(workplace),
        outbox=replace(outbox, waiting=demarches.still_to_send(outbox.waiting, deposits)),
        references=references,
        to_deposit=len(deposits),
    )


def device_of(workplace: Workplace) -> DeviceState:
    """Return with whom this laptop exchanges: a form needs no activation."""
    demarche = workplace.convention.demarche
    if demarche is None:
        return activating.device_state(workplace)
    return DeviceState(active=True, address=demarche.adresse, service=FORM, structure="")
