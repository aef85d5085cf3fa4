"""What every channel that seals does alike: revisions into items, receipts into results."""

from collections.abc import Sequence

from app.sync.gateway import ItemResult, Outgoing
from app.sync.keys import DeviceKeys, Link
from app.sync.outcomes import outcome_of_receipt
from app.sync.protocol.answers import Receipt
from app.sync.protocol.counters import MonthReport, SealedReport, seal_report
from app.sync.protocol.items import Header, Item, seal_item
from app.sync.protocol.signed import KeyUse


def seal_outgoing(outgoing: Sequence[Outgoing], *, keys: DeviceKeys, link: Link) -> list[Item]:
    """Seal each revision to the Département's current receiving key, and sign it.

    Raises:
        ProtocolError: a payload larger than the protocol takes.
    """
    key = link.keys().current(KeyUse.RECEIVE)
    return [
        seal_item(
            Header(
                item=one.item,
                revision=one.revision,
                kind=one.kind,
                structure=link.structure,
                device=keys.device,
                key=key.id,
            ),
            one.payload,
            public=key.public,
            signing=keys.signing,
        )
        for one in outgoing
    ]


def results_of(receipts: Sequence[Receipt]) -> list[ItemResult]:
    """Return what each receipt means."""
    return [
        ItemResult(
            item=receipt.item,
            revision=receipt.revision,
            outcome=outcome_of_receipt(receipt),
            code=receipt.code,
            place=receipt.place,
        )
        for receipt in receipts
    ]


def seal_reports(reports: Sequence[MonthReport], *, device: str, link: Link) -> list[SealedReport]:
    """Seal months of counters to the Département's current key, as of this device."""
    key = link.keys().current(KeyUse.RECEIVE)
    return [
        seal_report(one, device=device, structure=link.structure, key=key.id, public=key.public)
        for one in reports
    ]
