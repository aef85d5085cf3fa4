"""Receive a batch: verify and open each item, then keep them all; each has its own receipt.

The sender is the device whose signature the request carries: an item can only repeat it.
"""

from collections.abc import Callable, Sequence
from functools import cache

from app.department.records import arrivals
from app.department.records.allowed import check_fields
from app.department.records.arrivals import Arrival, Sender
from app.department.web import Service
from app.sync.protocol.answers import Receipt, ReceiptStatus
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import Item, named, open_item, parse_item, verify_item
from app.sync.protocol.payload import Kind, plaintext_digest


def receive(service: Service, sender: Sender, values: Sequence[object]) -> list[Receipt]:
    """Take the items of a batch and return their receipts; a refused item leaves no trace.

    Raises:
        ProtocolError: an item does not even say which one it is; nothing of the batch is kept.
    """
    names = [named(value) for value in values]
    keys = cache(service.keys.receiving_named)  # a batch is sealed to one key
    opened = [
        _open(service, sender, value, f"items[{at}]", keys) for at, value in enumerate(values)
    ]
    come = [one for one in opened if isinstance(one, Arrival)]
    kept = iter(arrivals.keep(service.database, sender, come, service.clock.now()) if come else ())
    if any(one.kind is Kind.WITHDRAWAL for one in come):
        service.database.forget_log()
    return [
        _receipt(*name, next(kept) if isinstance(one, Arrival) else one)
        for name, one in zip(names, opened, strict=True)
    ]


def _receipt(item: str, revision: int, outcome: ReceiptStatus | ProtocolError) -> Receipt:
    if isinstance(outcome, ReceiptStatus):
        return Receipt(item=item, revision=revision, status=outcome)
    return Receipt(
        item=item,
        revision=revision,
        status=ReceiptStatus.REFUSED,
        code=outcome.code,
        place=outcome.place,
    )


def _open(
    service: Service, sender: Sender, value: object, place: str, keys: Callable[[str], bytes]
) -> Arrival | ProtocolError:
    try:
        item = parse_item(value, place)
        _check_sender(item, sender, place)
        verify_item(item, sender.signing_key)
        payload, raw = open_item(item, keys(item.header.key))
        check_fields(payload, service.settings.fields_sent)
        if payload.structure != item.header.structure:
            return ProtocolError(ErrorCode.WRONG_STRUCTURE, "payload.structure")
    except ProtocolError as refusal:
        return refusal
    return Arrival(
        item=item.header.item,
        revision=item.header.revision,
        kind=item.header.kind,
        payload=payload,
        digest=plaintext_digest(service.keys.digest("plaintext", b""), raw),
    )


def _check_sender(item: Item, sender: Sender, place: str) -> None:
    if item.header.structure != sender.structure:
        raise ProtocolError(ErrorCode.WRONG_STRUCTURE, f"{place}.header.structure")
    if item.header.device != sender.device:
        raise ProtocolError(ErrorCode.UNKNOWN_DEVICE, f"{place}.header.device")
