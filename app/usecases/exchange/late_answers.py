"""What the Département's answers change of revisions on their way: its answer wins."""

from typing import TYPE_CHECKING

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Suivi
from app.storage import limitations, outbox, prescriptions, tenues
from app.storage.evenements import Evenement
from app.storage.outbox import Envoi, KindEnvoi
from app.sync.protocol.answers import DecisionEntry
from app.sync.protocol.held import HeldItem
from app.usecases.exchange.payloads import as_told
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def back_to_decided(session: "Session", workplace: Workplace, entry: DecisionEntry) -> None:
    """Let a prescription say what was decided on, not a correction that came too late."""
    prescription_id = PrescriptionId(entry.item)
    known = prescriptions.load(session, prescription_id)
    if known is None or entry.revision >= known.prescription.revision:
        return
    kind = "retrait_tardif" if known.suivi is Suivi.RETIREE else "correction_tardive"
    told = [
        one
        for one in outbox.of_item(session, prescription_id)
        if one.kind is KindEnvoi.PRESCRIPTION and one.revision <= entry.revision
    ]
    if told:
        back = as_told(known.prescription, told[-1].payload, told[-1].revision)
        event = Evenement(kind=kind, at=workplace.clock.now())
        with limitations.suspended(session, known.personne.id):  # the decision arrives all the same
            prescriptions.put(session, back, known.suivi, event)


def too_late(session: "Session", workplace: Workplace, envoi: Envoi) -> None:
    """Let a prescription stand again whose withdrawal came after the decision, which follows."""
    if envoi.kind is not KindEnvoi.RETRAIT:
        return
    known = prescriptions.load(session, PrescriptionId(envoi.id))
    if known is not None and known.suivi is Suivi.RETIREE:
        event = Evenement(kind="retrait_tardif", at=workplace.clock.now())
        prescriptions.put(session, known.prescription, Suivi.ACCUSEE, event)


def keep_held(session: "Session", item: str, held: HeldItem) -> None:
    """Keep what the Département holds instead of what it refused, until somebody compares.

    Nothing is kept of what was withdrawn there, or erased here.
    """
    if held.payload and prescriptions.load(session, PrescriptionId(item)) is not None:
        payload = held.payload.decode("utf-8")
        tenues.keep(session, item, revision=held.revision, payload=payload)
