"""From what is kept to what leaves, and from what comes back to what is kept."""

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Decision, Sens
from app.storage.outbox import Envoi, KindEnvoi
from app.sync.gateway import Cursor, Outgoing
from app.sync.protocol.answers import DecisionEntry, DecisionSens
from app.sync.protocol.payload import Kind, parse_payload, prescription_payload
from app.usecases.workplace import Workplace


def outgoing_of(workplace: Workplace, envoi: Envoi) -> Outgoing:
    """Return what leaves of an item; of a withdrawal, nothing that names anybody.

    Raises:
        ProtocolError: what was queued has no form of the protocol.
    """
    if envoi.kind is KindEnvoi.RETRAIT:
        nameless = {
            "kind": Kind.WITHDRAWAL.value,
            "reference": envoi.id,
            "structure": workplace.structure.code,
        }
        return Outgoing(
            item=envoi.id,
            revision=envoi.revision,
            kind=Kind.WITHDRAWAL,
            payload=prescription_payload(nameless),
        )
    payload = envoi.payload.encode("utf-8")
    kind = parse_payload(payload).kind  # whoever queued it knew what the Département holds
    return Outgoing(item=envoi.id, revision=envoi.revision, kind=kind, payload=payload)


def decision_of(entry: DecisionEntry) -> Decision:
    """Return the decision that an entry of the feed tells."""
    return Decision(
        prescription_id=PrescriptionId(entry.item),
        sens=Sens.ACCEPTEE if entry.sens is DecisionSens.ACCEPTEE else Sens.REFUSEE,
        decided_on=entry.decided_on,
        motif=entry.motif,
        message=entry.message,
    )


def cursor_of(kept: str) -> Cursor:
    """Return how far the feed was read, from what `decisions.keep_cursor` keeps."""
    epoch, _, seq = kept.rpartition(":")
    return Cursor(epoch=epoch, seq=int(seq)) if seq else Cursor()
