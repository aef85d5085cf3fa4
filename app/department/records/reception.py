"""Receive a batch: open each item, then keep them all; each has its own receipt.

The sender is the device that signed the request: an item can only repeat it, and its own signature
then says nothing that the request's did not (decision 0051).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from app.department.records import isolating
from app.department.records.allowed import check_fields
from app.department.records.arrivals import Arrival, Sender
from app.department.web import Service
from app.domain.convention import Champ
from app.sync.protocol.answers import Receipt, ReceiptStatus
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import Item, named, open_signed, parse_item
from app.sync.protocol.payload import Kind, plaintext_digest
from app.sync.protocol.sealing import OpeningKey, opening_key


def receive(
    service: Service, sender: Sender, values: Sequence[object], *, vouched: bool = False
) -> list[Receipt]:
    """Take the items of a batch and return their receipts; a refused item leaves no trace.

    `vouched`: the request that brought them was signed by `sender` over all of their bytes.

    Raises:
        ProtocolError: an item does not even say which one it is; nothing of the batch is kept.
    """

    @cache
    def key_named(name: str) -> OpeningKey:
        return opening_key(service.keys.receiving_named(name))

    opener = _Opener(
        sender=sender,
        key_named=key_named,
        digest_key=service.keys.digest("plaintext", b""),
        fields_sent=service.settings.fields_sent,
        vouched=vouched,
    )
    with service.opening:
        read = [
            isolating.opened(partial(_read, value, sender, f"items[{at}]"))
            for at, value in enumerate(values)
        ]
        names = [_name(*both) for both in zip(read, values, strict=True)]
        opened = [
            isolating.opened(partial(opener.open, one)) if isinstance(one, Item) else one
            for one in read
        ]
    come = [one for one in opened if isinstance(one, Arrival)]
    kept = iter(isolating.keep(service.database, sender, come, service.clock.now()) if come else ())
    if any(one.kind is Kind.WITHDRAWAL for one in come):
        service.database.forget_log()
    return [
        _receipt(*name, next(kept) if isinstance(one, Arrival) else one)
        for name, one in zip(names, opened, strict=True)
    ]


def _read(value: object, sender: Sender, place: str) -> Item | ProtocolError:
    """Return the item, or why it is refused before it is opened."""
    try:
        item = parse_item(value, place)
        _check_sender(item, sender, place)
    except ProtocolError as refusal:
        return refusal
    return item


def _name(item: Item | ProtocolError, value: object) -> tuple[str, int]:
    if isinstance(item, Item):
        return item.header.item, item.header.revision
    return named(value)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opener:
    """What the items of one batch share: whose they are, and the keys, made ready once."""

    sender: Sender
    key_named: Callable[[str], OpeningKey]
    digest_key: bytes
    fields_sent: frozenset[Champ] | None
    vouched: bool

    def open(self, item: Item) -> Arrival | ProtocolError:
        """Return what an item holds, or why it is refused."""
        try:
            payload, raw = open_signed(
                item, self.sender.signing_key, self.key_named, vouched=self.vouched
            )
            check_fields(payload, self.fields_sent)
        except ProtocolError as refusal:
            return refusal
        return Arrival(
            item=item.header.item,
            revision=item.header.revision,
            kind=item.header.kind,
            payload=payload,
            digest=plaintext_digest(self.digest_key, raw),
        )


def _check_sender(item: Item, sender: Sender, place: str) -> None:
    if item.header.structure != sender.structure:
        raise ProtocolError(ErrorCode.WRONG_STRUCTURE, f"{place}.header.structure")
    if item.header.device != sender.device:
        raise ProtocolError(ErrorCode.UNKNOWN_DEVICE, f"{place}.header.device")
