"""The gateway to the Département's own service, over HTTP (docs/protocole.md).

Import it when a run begins: it brings httpx.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, Self

from app.sync import carnets
from app.sync.conversation import Conversation
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
from app.sync.line import Line, Surroundings
from app.sync.outcomes import Outcome
from app.sync.protocol import routes
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.answers import (
    FeedPage,
    parse_batch_answer,
    parse_feed_page,
)
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.counters import CounterReceipt, MonthReport
from app.sync.protocol.erasures import Deposit, ErasurePage
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.held import HeldItem, parse_held
from app.sync.protocol.items import batch_content
from app.sync.protocol.limits import MAX_FEED, MAX_MATERIAL
from app.sync.protocol.signed import (
    Manifest,
    MaterialEntry,
    SignedDocument,
)
from app.sync.protocol.slices import Acknowledgement, SignedSlice
from app.sync.protocol.stock import Stock
from app.sync.service_answers import (
    bad_answer,
    certificate_in,
    erasures_in,
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
        line = Line(address, surroundings or Surroundings())
        self._service = Conversation(line, keys, link, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._service.close()

    @property
    def capabilities(self) -> Capabilities:
        """Return what the Département's service can do."""
        return CAPABILITIES

    @property
    def link(self) -> Link | None:
        """Return what is known of the Département; keep it again when a run changed it."""
        return self._service.link

    @property
    def clock_ahead_s(self) -> float | None:
        """Return by how many seconds this machine's clock was ahead at the last signed answer."""
        return self._service.clock_ahead_s

    @property
    def heard_at(self) -> datetime | None:
        """Return the service's own instant in its last signed answer, None while none came."""
        return self._service.heard_at

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        """Make this device known at the service, and know the service.

        Raises:
            GatewayError: refused, not the Département of the code, or no answer.
        """
        return self._service.activate(code, structure=structure)

    def refresh_keys(self) -> Link:
        """Fetch the key list; its own signature by the root is what makes it believed.

        Raises:
            GatewayError: no list of this root, or one older than the one held.
        """
        return self._service.refresh_keys()

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        """Send one batch; what the service cannot open for want of a key is sealed once again.

        Raises:
            GatewayError: the whole batch was refused, or no answer was understood.
        """
        if len(outgoing) > CAPABILITIES.most_items:
            raise ValueError("a batch holds at most 50 items: cut the queue with `batches`")
        if not outgoing:
            return []
        sealed_to = self._service.receiving_key()
        results = self._push_once(outgoing)
        again = [
            one
            for one, result in zip(outgoing, results, strict=True)
            if result.code is ErrorCode.UNKNOWN_KEY
        ]
        if not again:
            return results
        self.refresh_keys()
        if self._service.receiving_key() == sealed_to:
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
        link = self._service.activated()
        return manifest_in(self._service.fetch(routes.MATERIAL), link.root)

    def document(self, entry: MaterialEntry) -> bytes:
        """Fetch one published document and compare it with what the list says.

        Raises:
            GatewayError: it is not there, not the one of the list, or no answer was understood.
        """
        target = routes.material_target(entry.sha256)
        answer = self._service.fetch(target, limit=MAX_MATERIAL)
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
        return self._service.ask_time()

    def certificate(self) -> SignedDocument | None:
        """Return this device's key as the root certifies it; None from an older service."""
        value = self._service.ask_if_there("GET", routes.DEVICE)
        return None if value is None else certificate_in(value, self._service.activated().root)

    def erasures(self, ledger: str, after: int) -> ErasurePage | None:
        """Return one page of a ledger of erasures; None from an older service."""
        value = self._service.ask_if_there("GET", routes.erasures_target(ledger, after))
        return None if value is None else erasures_in(value)

    def deposit_erasures(self, ledger: str, marks: Sequence[str]) -> bool:
        """Deposit marks of erasures; false from an older service."""
        body = encode_body(Deposit(ledger=ledger, marks=marks).content())
        return self._service.ask_if_there("POST", routes.ERASURES, body) is not None

    def held(self, item: str) -> HeldItem | None:
        """Return what the Département holds of an item; None from an older service."""
        value = self._service.ask_if_there("GET", routes.held_target(item))
        if value is None:
            return None
        keys = self._service.keys
        try:
            return parse_held(value, item=item, device=keys.device, private=keys.receiving)
        except ProtocolError as fault:
            raise bad_answer(fault) from fault

    def slices(self) -> Sequence[SignedSlice] | None:
        """Return this laptop's slices of carnets; None from an older service."""
        return carnets.ask_slices(self._service)

    def stock(self) -> Stock | None:
        """Return the structure's carnets as the service knows them; None from an older one."""
        return carnets.ask_stock(self._service)

    def acknowledge_slices(self, told: Sequence[Acknowledgement]) -> Sequence[SignedSlice] | None:
        """Say what is here of the slices; None from an older service."""
        return carnets.tell_slices(self._service, told)

    def tell_counters(self, reports: Sequence[MonthReport]) -> Sequence[CounterReceipt] | None:
        """Tell months of anonymous counters; None from an older service."""
        return carnets.tell_counters(self._service, reports)

    def figures(self, since: int) -> Sequence[bytes] | None:
        """Return the structure's figures, a signed file a year; None from an older service."""
        return carnets.ask_figures(self._service, since)

    def _page(self, after: int) -> FeedPage:
        value = self._service.ask("GET", routes.feed_target(after, MAX_FEED))
        try:
            return parse_feed_page(value)
        except ProtocolError as fault:
            raise bad_answer(fault) from fault

    def _push_once(self, outgoing: Sequence[Outgoing]) -> list[ItemResult]:
        items = seal_outgoing(outgoing, keys=self._service.keys, link=self._service.activated())
        value = self._service.ask("POST", routes.BATCHES, encode_body(batch_content(items)))
        try:
            receipts = parse_batch_answer(value).receipts
        except ProtocolError as fault:
            raise bad_answer(fault) from fault
        if [(r.item, r.revision) for r in receipts] != [(o.item, o.revision) for o in outgoing]:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="receipts of other items")
        return results_of(receipts)
