"""A Département in memory: small, and real in everything that a laptop can see.

It opens what was sealed to it, deduplicates, refuses, decides and numbers its feed. `FakeGateway`
speaks to it without a network; `tests.sync.loopback` puts it behind HTTP.
"""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256

from app.sync.protocol.activation import ActivationAnswer, ActivationRequest
from app.sync.protocol.activation_code import ActivationCode, new_activation_code
from app.sync.protocol.answers import (
    BatchAnswer,
    DecisionEntry,
    DecisionSens,
    FeedPage,
    Receipt,
    ReceiptStatus,
)
from app.sync.protocol.device import DeviceCertificate, sign_device
from app.sync.protocol.erasures import Deposit, ErasureEntry, ErasurePage
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.held import HeldItem, held_content
from app.sync.protocol.items import (
    Header,
    Item,
    named,
    open_item,
    parse_item,
    split_batch,
    verify_item,
)
from app.sync.protocol.limits import MAX_MARKS
from app.sync.protocol.payload import Kind, Payload, plaintext_digest
from app.sync.protocol.sealing import new_receiving_key, receiving_public
from app.sync.protocol.signed import (
    KeyList,
    KeyState,
    KeyUse,
    ListedKey,
    Manifest,
    MaterialEntry,
    MaterialKind,
    SignedDocument,
    sign_key_list,
    sign_manifest,
)
from app.sync.protocol.signing import new_signing_key, public_of

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
STRUCTURE = "CCAS-ILL"


@dataclass
class Code:
    """An activation code as the service keeps it."""

    proof_key: bytes
    structure: str
    used_by: bytes = b""
    expired: bool = False


@dataclass
class Device:
    structure: str
    signing: bytes
    revoked: bool = False


@dataclass
class Held:
    """What is held of one item: its revisions with their digests, and whether it was decided."""

    structure: str
    digests: dict[int, bytes] = field(default_factory=dict)
    payloads: dict[int, Payload] = field(default_factory=dict)
    decided: bool = False

    @property
    def last(self) -> int:
        return max(self.digests, default=0)


class FakeDepartement:
    """The state of one service, and what it answers."""

    def __init__(self) -> None:
        self.root = new_signing_key()
        self.signing = [new_signing_key()]
        self.receiving = [new_receiving_key()]
        self.serial = 1
        self.material_serial = 1
        self.documents: dict[bytes, bytes] = {}
        self.entries: list[MaterialEntry] = []
        self.epoch = uuid.uuid4().hex
        self.secret = secrets.token_bytes(32)
        self.codes: dict[str, Code] = {}
        self.devices: dict[str, Device] = {}
        self.held: dict[str, Held] = {}
        self.feed: list[DecisionEntry] = []
        self.forbidden_fields: set[str] = set()
        self.now = NOW
        self.marks: dict[tuple[str, str], list[str]] = {}
        self.is_old = False  # a service that knows neither certificates nor ledgers

    # What an agent does

    def new_code(self, structure: str = STRUCTURE) -> ActivationCode:
        code = new_activation_code(public_of(self.root))
        self.codes[code.lookup()] = Code(code.proof_key(), structure)
        return code

    def expire(self, code: ActivationCode) -> None:
        self.codes[code.lookup()].expired = True

    def revoke(self, device: str) -> None:
        self.devices[device].revoked = True

    def decide(self, item: str, sens: DecisionSens, motif: str = "", message: str = "") -> None:
        held = self.held[item]
        held.decided = True
        entry = DecisionEntry(
            seq=len(self._feed_of(held.structure)) + 1,
            item=item,
            revision=held.last,
            sens=sens,
            decided_on=date(2026, 11, 24),
            motif=motif,
            message=message,
        )
        self.feed.append(entry)

    def rotate_keys(self, *, overlap: bool = True) -> None:
        """Make new keys current; the old ones stay listed, or are forgotten."""
        self.receiving = [new_receiving_key(), *(self.receiving if overlap else [])]
        self.signing = [new_signing_key(), *(self.signing if overlap else [])]
        self.serial += 1

    def put_back(self) -> None:
        """Restore the backup of before any item and any decision."""
        self.held.clear()
        self.feed.clear()
        self.marks.clear()
        self.epoch = uuid.uuid4().hex

    # What a laptop sees

    def key_list(self) -> SignedDocument:
        states = [KeyState.CURRENT, *[KeyState.OVERLAP] * 10]
        receiving = [
            ListedKey(use=KeyUse.RECEIVE, state=state, public=receiving_public(key))
            for state, key in zip(states, self.receiving, strict=False)
        ]
        signing = [
            ListedKey(use=KeyUse.SIGN, state=state, public=public_of(key))
            for state, key in zip(states, self.signing, strict=False)
        ]
        keys = KeyList(
            serial=self.serial,
            issued_at=self.now,
            service="Département de démonstration",
            keys=(*receiving, *signing),
        )
        return sign_key_list(keys, self.root)

    def publish(self, content: bytes, name: str = "autonomie-numerique") -> MaterialEntry:
        """Publish a questionnaire in place of the one before."""
        digest = sha256(content).digest()
        entry = MaterialEntry(
            kind=MaterialKind.QUESTIONNAIRE, name=name, size=len(content), sha256=digest
        )
        self.documents[digest] = content
        self.entries = [one for one in self.entries if one.name != name] + [entry]
        self.material_serial += 1
        return entry

    def published(self) -> SignedDocument:
        manifest = Manifest(
            serial=self.material_serial, issued_at=self.now, documents=tuple(self.entries)
        )
        return sign_manifest(manifest, self.root)

    def activate(self, request: ActivationRequest) -> ActivationAnswer:
        code = self.codes.get(request.lookup)
        if code is None:
            raise ProtocolError(ErrorCode.ACTIVATION_UNKNOWN)
        request.verify(code.proof_key)
        if code.used_by not in {b"", request.statement()}:
            raise ProtocolError(ErrorCode.ACTIVATION_USED)
        if code.expired and not code.used_by:
            raise ProtocolError(ErrorCode.ACTIVATION_EXPIRED)
        if request.structure not in {"", code.structure}:
            raise ProtocolError(ErrorCode.WRONG_STRUCTURE, "structure")
        code.used_by = request.statement()
        self.devices[request.device] = Device(code.structure, request.signing)
        return ActivationAnswer(
            structure=code.structure,
            structure_name="CCAS d’Illkirch",
            service="Département de démonstration",
            epoch=self.epoch,
            root=public_of(self.root),
            key_list=self.key_list(),
        ).proved(code.proof_key, request)

    def device(self, name: str) -> Device:
        device = self.devices.get(name)
        if device is None:
            raise ProtocolError(ErrorCode.UNKNOWN_DEVICE)
        if device.revoked:
            raise ProtocolError(ErrorCode.DEVICE_REVOKED)
        return device

    def certificate(self, device_name: str) -> SignedDocument:
        self._not_old()
        device = self.device(device_name)
        return sign_device(
            DeviceCertificate(
                device=device_name,
                signing=device.signing,
                structure=device.structure,
                structure_name="CCAS d’Illkirch",
                service="Département de démonstration",
                activated_on=date(2026, 11, 23),
            ),
            self.root,
        )

    def deposit(self, device_name: str, deposit: Deposit) -> None:
        self._not_old()
        kept = self.marks.setdefault((self.device(device_name).structure, deposit.ledger), [])
        kept += [mark for mark in deposit.marks if mark not in kept]

    def erasures(self, device_name: str, ledger: str, after: int) -> ErasurePage:
        self._not_old()
        kept = self.marks.get((self.device(device_name).structure, ledger), [])
        entries = [
            ErasureEntry(seq=number, mark=mark, received_on=self.now.date())
            for number, mark in enumerate(kept, 1)
            if number > after
        ]
        return ErasurePage(
            epoch=self.epoch,
            high_water=len(kept),
            entries=entries[:MAX_MARKS],
            more=len(entries) > MAX_MARKS,
        )

    def held_of(self, device_name: str, item: str, public: bytes) -> dict[str, object]:
        self._not_old()
        held = self.held.get(item)
        if held is None or held.structure != self.device(device_name).structure:
            raise ProtocolError(ErrorCode.NOT_FOUND)
        payload = held.payloads[held.last].to_bytes() if held.payloads else b""
        found = HeldItem(item=item, revision=held.last, payload=payload)
        return held_content(found, device=device_name, public=public)

    def _not_old(self) -> None:
        if self.is_old:
            raise ProtocolError(ErrorCode.NOT_FOUND)

    def receive(self, device_name: str, batch: object) -> BatchAnswer:
        device = self.device(device_name)
        receipts = [self._receipt(device_name, device, one) for one in split_batch(batch)]
        high_water = len(self._feed_of(device.structure))
        return BatchAnswer(epoch=self.epoch, high_water=high_water, receipts=receipts)

    def page(self, device_name: str, after: int, limit: int) -> FeedPage:
        structure = self.device(device_name).structure
        mine = self._feed_of(structure)
        entries = mine[after : after + limit]
        return FeedPage(
            epoch=self.epoch,
            high_water=len(mine),
            entries=entries,
            more=after + len(entries) < len(mine),
        )

    def _feed_of(self, structure: str) -> list[DecisionEntry]:
        return [entry for entry in self.feed if self.held[entry.item].structure == structure]

    def _receipt(self, device_name: str, device: Device, value: object) -> Receipt:
        name, revision = named(value)
        try:
            status = self._take(device_name, device, parse_item(value))
        except ProtocolError as fault:
            return Receipt(
                item=name,
                revision=revision,
                status=ReceiptStatus.REFUSED,
                code=fault.code,
                place=fault.place,
            )
        return Receipt(item=name, revision=revision, status=status)

    def _take(self, device_name: str, device: Device, item: Item) -> ReceiptStatus:
        header = item.header
        if header.structure != device.structure or header.device != device_name:
            raise ProtocolError(ErrorCode.WRONG_STRUCTURE, "header")
        verify_item(item, device.signing)
        payload, raw = open_item(item, self._private(header.key))
        if payload.personne is not None:
            for name in self.forbidden_fields & payload.personne.content().keys():
                raise ProtocolError(ErrorCode.FIELD_NOT_ALLOWED, f"payload.personne.{name}")
        return self._keep(header, payload, plaintext_digest(self.secret, raw))

    def _private(self, name: str) -> bytes:
        for private in self.receiving:
            public = receiving_public(private)
            if ListedKey(use=KeyUse.RECEIVE, state=KeyState.CURRENT, public=public).id == name:
                return private
        raise ProtocolError(ErrorCode.UNKNOWN_KEY, "header.key")

    def _keep(self, header: Header, payload: Payload, digest: bytes) -> ReceiptStatus:
        held = self.held.get(header.item)
        if held is not None and header.revision in held.digests:
            same = held.digests[header.revision] == digest
            return ReceiptStatus.ALREADY_HELD if same else ReceiptStatus.CONFLICT
        if held is None and header.kind is Kind.CORRECTION:
            raise ProtocolError(ErrorCode.UNKNOWN_REVISION, "header.revision")
        if held is not None and held.decided:
            raise ProtocolError(ErrorCode.ALREADY_DECIDED)
        if held is not None and header.revision < held.last:
            raise ProtocolError(ErrorCode.UNKNOWN_REVISION, "header.revision")
        held = self.held.setdefault(header.item, Held(header.structure))
        held.digests[header.revision] = digest
        if header.kind is Kind.WITHDRAWAL:
            held.payloads.clear()
        else:
            held.payloads[header.revision] = payload
        return ReceiptStatus.ACCEPTED
