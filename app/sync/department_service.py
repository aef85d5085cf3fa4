"""The gateway to the Département's own service, over HTTP (docs/protocole.md).

Import it when a run begins: it brings httpx.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, Self

from app.sync.envelopes import results_of, seal_outgoing
from app.sync.gateway import (
    Capabilities,
    Channel,
    Cursor,
    GatewayError,
    ItemResult,
    Outgoing,
    Pulled,
)
from app.sync.keys import DeviceKeys, Link
from app.sync.line import Answer, Line, Surroundings
from app.sync.outcomes import Outcome
from app.sync.protocol import routes
from app.sync.protocol.activation import activation_request, parse_activation_answer
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.answers import (
    FeedPage,
    parse_batch_answer,
    parse_feed_page,
)
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.canonical import Json
from app.sync.protocol.erasures import Deposit, ErasurePage
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import batch_content
from app.sync.protocol.limits import CONTENT_ENCODING, MAX_FEED, MAX_MATERIAL, MEDIA_TYPE
from app.sync.protocol.requests import AnswerStamp, new_nonce, open_request, sign_request
from app.sync.protocol.signed import (
    KeyUse,
    Manifest,
    MaterialEntry,
    SignedDocument,
    parse_signed,
)
from app.sync.service_answers import (
    bad_answer,
    certificate_in,
    erasures_in,
    fault_of,
    json_of,
    manifest_in,
    stamp_of,
    unproved_fault,
)

CAPABILITIES: Final = Capabilities(
    channel=Channel.DEPARTMENT_SERVICE,
    activates=True,
    acknowledges=True,
    deposits=True,
    deduplicates=True,
    corrects=True,
    withdraws=True,
    returns_decisions=True,
    publishes_material=True,
    certifies=True,
    keeps_erasures=True,
)
_OK: Final = 200
_UPLOAD: Final = {"content-type": MEDIA_TYPE, "content-encoding": CONTENT_ENCODING}


class DepartmentService:
    """A `Gateway` over HTTP, for one device. Close it at the end of a run (or use `with`).

    One thread at a time. `now` gives the instant in UTC that requests are signed with.
    """

    def __init__(
        self,
        address: str,
        *,
        keys: DeviceKeys,
        link: Link | None,
        now: Callable[[], datetime],
        surroundings: Surroundings | None = None,
    ) -> None:
        """Prepare a gateway; nothing is opened yet.

        Raises:
            ValueError: the address is no `https://` origin.
        """
        self._line = Line(address, surroundings or Surroundings())
        self._keys = keys
        self._link = link
        self._now = now
        self._clock_ahead_s: float | None = None
        self._heard_at: datetime | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    @property
    def capabilities(self) -> Capabilities:
        """Return what the Département's service can do."""
        return CAPABILITIES

    @property
    def link(self) -> Link | None:
        """Return what is known of the Département; keep it again when a run changed it."""
        return self._link

    @property
    def clock_ahead_s(self) -> float | None:
        """Return by how many seconds this machine's clock was ahead at the last signed answer."""
        return self._clock_ahead_s

    @property
    def heard_at(self) -> datetime | None:
        """Return the service's own instant in its last signed answer, None while none came."""
        return self._heard_at

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        """Make this device known at the service, and know the service.

        Raises:
            GatewayError: refused, not the Département of the code, or no answer.
        """
        request = activation_request(
            code,
            device=self._keys.device,
            signing=self._keys.signing,
            receiving=self._keys.receiving_public,
            structure=structure,
        )
        nonce = new_nonce()
        headers = {**open_request(nonce), **_UPLOAD}
        body = encode_body(request.content())
        answer = self._line.ask("POST", routes.ACTIVATION, headers=headers, body=body)
        if answer.status != _OK:
            raise unproved_fault(answer)
        stamp = stamp_of(answer)
        try:
            found = parse_activation_answer(json_of(answer))
            known = found.verify(code, request)
            key = known.find(KeyUse.SIGN, stamp.key)
            stamp.verify(key.public, status=answer.status, body=answer.body, nonce=nonce)
        except ProtocolError as fault:
            raise bad_answer(fault) from fault
        self._learn_clock(stamp)
        self._link = Link(
            structure=found.structure,
            structure_name=found.structure_name,
            service=found.service,
            epoch=found.epoch,
            root=found.root,
            key_list=found.key_list,
        )
        return self._link

    def refresh_keys(self) -> Link:
        """Fetch the key list; its own signature by the root is what makes it believed.

        Raises:
            GatewayError: no list of this root, or one older than the one held.
        """
        link = self._activated()
        answer = self._line.ask("GET", routes.KEYS, headers=open_request(new_nonce()))
        if answer.status != _OK:
            raise unproved_fault(answer)
        stamp_of(answer)  # a page of somebody else has none
        try:
            self._link = link.with_keys(parse_signed(json_of(answer)))
        except ProtocolError as fault:
            if fault.code is ErrorCode.BAD_SIGNATURE:
                raise GatewayError(Outcome.FAUX_SERVICE, detail="key list") from fault
            raise bad_answer(fault) from fault
        return self._link

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        """Send one batch; what the service cannot open for want of a key is sealed once again.

        Raises:
            GatewayError: the whole batch was refused, or no answer was understood.
        """
        if len(outgoing) > CAPABILITIES.most_items:
            raise ValueError("a batch holds at most 50 items: cut the queue with `batches`")
        if not outgoing:
            return []
        sealed_to = self._receiving_key()
        results = self._push_once(outgoing)
        again = [
            one
            for one, result in zip(outgoing, results, strict=True)
            if result.code is ErrorCode.UNKNOWN_KEY
        ]
        if not again:
            return results
        self.refresh_keys()
        if self._receiving_key() == sealed_to:
            return results
        second = {(r.item, r.revision): r for r in self._push_once(again)}
        return [second.get((r.item, r.revision), r) for r in results]

    def pull(self, cursor: Cursor) -> Pulled:
        """Return the decisions after `cursor`, from the first again if the service was put back.

        Raises:
            GatewayError: refused, or no answer was understood.
        """
        page = self._page(cursor.seq)
        put_back = page.high_water < cursor.seq or (
            bool(cursor.epoch) and page.epoch != cursor.epoch
        )
        after = 0 if put_back else cursor.seq
        if put_back and cursor.seq:
            page = self._page(0)
        if page.entries and page.entries[0].seq != after + 1:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="feed with a gap")
        last = page.entries[-1].seq if page.entries else after
        more = page.more or last < page.high_water
        if more and not page.entries:  # asking again would give the same
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="feed cut short")
        return Pulled(
            entries=page.entries,
            cursor=Cursor(epoch=page.epoch, seq=last),
            more=more,
            put_back=put_back,
        )

    def material(self) -> Manifest:
        """Fetch the list of published documents; the root's signature makes it believed.

        Raises:
            GatewayError: no list of this root, or no answer was understood.
        """
        link = self._activated()
        answer = self._line.ask("GET", routes.MATERIAL, headers=open_request(new_nonce()))
        return manifest_in(answer, link.root)

    def document(self, entry: MaterialEntry) -> bytes:
        """Fetch one published document and compare it with what the list says.

        Raises:
            GatewayError: it is not there, not the one of the list, or no answer was understood.
        """
        self._activated()
        target = routes.material_target(entry.sha256)
        headers = open_request(new_nonce())
        answer = self._line.ask("GET", target, headers=headers, limit=MAX_MATERIAL)
        if answer.status != _OK:
            raise unproved_fault(answer)
        stamp_of(answer)
        if len(answer.body) != entry.size or sha256(answer.body).digest() != entry.sha256:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="another document")
        return answer.body

    def ask_time(self) -> datetime:
        """Return the service's instant, whatever the clock of this machine says.

        Raises:
            GatewayError: no answer, or none that a key of this Département signed.
        """
        nonce = new_nonce()
        answer = self._line.ask("GET", routes.STATUS, headers=open_request(nonce))
        return self._verify(answer, nonce).at

    def certificate(self) -> SignedDocument | None:
        """Return this device's key as the root certifies it; None from an older service."""
        value = self._ask_if_there("GET", routes.DEVICE)
        return None if value is None else certificate_in(value, self._activated().root)

    def erasures(self, ledger: str, after: int) -> ErasurePage | None:
        """Return one page of a ledger of erasures; None from an older service."""
        value = self._ask_if_there("GET", routes.erasures_target(ledger, after))
        return None if value is None else erasures_in(value)

    def deposit_erasures(self, ledger: str, marks: Sequence[str]) -> bool:
        """Deposit marks of erasures; false from an older service."""
        body = encode_body(Deposit(ledger=ledger, marks=marks).content())
        return self._ask_if_there("POST", routes.ERASURES, body) is not None

    def _ask_if_there(self, method: str, target: str, body: bytes = b"") -> Json:
        """Ask what a service of the first days does not know; None there."""
        try:
            return self._ask(method, target, body)
        except GatewayError as failure:
            if failure.detail.startswith(ErrorCode.NOT_FOUND.value):
                return None
            raise

    def _page(self, after: int) -> FeedPage:
        value = self._ask("GET", routes.feed_target(after, MAX_FEED))
        try:
            return parse_feed_page(value)
        except ProtocolError as fault:
            raise bad_answer(fault) from fault

    def _push_once(self, outgoing: Sequence[Outgoing]) -> list[ItemResult]:
        items = seal_outgoing(outgoing, keys=self._keys, link=self._activated())
        value = self._ask("POST", routes.BATCHES, encode_body(batch_content(items)))
        try:
            receipts = parse_batch_answer(value).receipts
        except ProtocolError as fault:
            raise bad_answer(fault) from fault
        if [(r.item, r.revision) for r in receipts] != [(o.item, o.revision) for o in outgoing]:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="receipts of other items")
        return results_of(receipts)

    def _ask(self, method: str, target: str, body: bytes = b"") -> Json:
        self._activated()
        nonce = new_nonce()
        headers = sign_request(
            self._keys.signing,
            device=self._keys.device,
            method=method,
            target=target,
            body=body,
            at=self._now(),
            nonce=nonce,
        )
        upload = _UPLOAD if body else {}
        answer = self._line.ask(method, target, headers={**headers, **upload}, body=body)
        self._verify(answer, nonce)
        if answer.status != _OK:
            raise fault_of(answer)
        return json_of(answer)

    def _verify(self, answer: Answer, nonce: bytes) -> AnswerStamp:
        """Believe an answer that a listed key signed; a key not seen before is looked up once."""
        stamp = stamp_of(answer)
        try:
            public = self._signing_key(stamp.key)
            stamp.verify(public, status=answer.status, body=answer.body, nonce=nonce)
        except ProtocolError as fault:
            raise bad_answer(fault) from fault
        self._learn_clock(stamp)
        return stamp

    def _signing_key(self, name: str) -> bytes:
        try:
            return self._activated().keys().find(KeyUse.SIGN, name).public
        except ProtocolError:
            return self.refresh_keys().keys().find(KeyUse.SIGN, name).public

    def _receiving_key(self) -> str:
        return self._activated().keys().current(KeyUse.RECEIVE).id

    def _activated(self) -> Link:
        if self._link is None:
            raise GatewayError(Outcome.POSTE_INCONNU, detail="not activated")
        return self._link

    def _learn_clock(self, stamp: AnswerStamp) -> None:
        self._clock_ahead_s = (self._now() - stamp.at).total_seconds()
        self._heard_at = stamp.at
