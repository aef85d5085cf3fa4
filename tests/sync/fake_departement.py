"""A gateway to a Département in memory, for the tests of whoever sends and receives."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from app.sync.department_service import CAPABILITIES
from app.sync.envelopes import results_of, seal_outgoing
from app.sync.gateway import Capabilities, Cursor, GatewayError, ItemResult, Outgoing, Pulled
from app.sync.keys import DeviceKeys, Link
from app.sync.outcomes import Outcome, outcome_of_code
from app.sync.protocol.activation import activation_request
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.device import open_device
from app.sync.protocol.erasures import Deposit, ErasurePage
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.held import HeldItem, parse_held
from app.sync.protocol.items import batch_content
from app.sync.protocol.signed import Manifest, MaterialEntry, SignedDocument, open_manifest
from tests.sync.departement_state import FakeDepartement

__all__ = ["FakeDepartement", "FakeGateway"]  # one import for the tests of other rooms

AnswerT = TypeVar("AnswerT")


class FakeGateway:
    """A `Gateway` to a `FakeDepartement` without a network.

    `breaks_with`: outcomes that the next calls end in, one each; None lets a call pass. With
    `after_arrival` the call reaches the Département and only its answer is lost.
    """

    def __init__(
        self, departement: FakeDepartement, keys: DeviceKeys, link: Link | None = None
    ) -> None:
        self.departement = departement
        self.keys = keys
        self.breaks_with: list[Outcome | None] = []
        self.after_arrival = False
        self.hears: datetime | None = None
        self._link = link

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    @property
    def link(self) -> Link | None:
        return self._link

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        request = activation_request(
            code,
            device=self.keys.device,
            signing=self.keys.signing,
            receiving=self.keys.receiving_public,
            structure=structure,
        )
        self._may_break()
        try:
            answer = self.departement.activate(request)
            answer.verify(code, request)
        except ProtocolError as fault:
            raise GatewayError(outcome_of_code(fault.code)) from fault
        self._link = Link(
            structure=answer.structure,
            structure_name=answer.structure_name,
            service=answer.service,
            epoch=answer.epoch,
            root=answer.root,
            key_list=answer.key_list,
        )
        return self._link

    def refresh_keys(self) -> Link:
        self._link = self._activated().with_keys(self.departement.key_list())
        return self._link

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        broken = self.breaks_with.pop(0) if self.breaks_with else None
        if broken is not None and not self.after_arrival:
            raise GatewayError(broken)
        results = self._push_once(outgoing)
        if any(result.code is ErrorCode.UNKNOWN_KEY for result in results):
            self.refresh_keys()
            results = self._push_once(outgoing)
        if broken is not None:
            raise GatewayError(broken)
        return results

    def pull(self, cursor: Cursor) -> Pulled:
        self._may_break()
        self._activated()
        try:
            page = self.departement.page(self.keys.device, cursor.seq, 200)
            put_back = bool(cursor.epoch) and page.epoch != cursor.epoch
            if put_back:
                page = self.departement.page(self.keys.device, 0, 200)
        except ProtocolError as fault:
            raise GatewayError(outcome_of_code(fault.code)) from fault
        after = 0 if put_back else cursor.seq
        last = page.entries[-1].seq if page.entries else after
        return Pulled(
            entries=page.entries,
            cursor=Cursor(epoch=page.epoch, seq=last),
            more=page.more,
            put_back=put_back,
        )

    def material(self) -> Manifest:
        link = self._activated()
        try:
            return open_manifest(self.departement.published(), link.root)
        except ProtocolError as fault:
            raise GatewayError(Outcome.FAUX_SERVICE) from fault

    def document(self, entry: MaterialEntry) -> bytes:
        self._activated()
        content = self.departement.documents.get(entry.sha256)
        if content is None or sha256(content).digest() != entry.sha256:
            raise GatewayError(Outcome.REPONSE_ILLISIBLE)
        return content

    @property
    def heard_at(self) -> datetime | None:
        return self.hears

    def ask_time(self) -> datetime:
        self._may_break()
        self.hears = self.departement.now
        return self.hears

    def certificate(self) -> SignedDocument | None:
        link = self._activated()
        found = self._if_there(lambda: self.departement.certificate(self.keys.device))
        if found is not None:
            open_device(found, link.root)
        return found

    def erasures(self, ledger: str, after: int) -> ErasurePage | None:
        self._activated()
        return self._if_there(lambda: self.departement.erasures(self.keys.device, ledger, after))

    def deposit_erasures(self, ledger: str, marks: Sequence[str]) -> bool:
        self._activated()
        deposit = Deposit(ledger=ledger, marks=marks)

        def kept() -> bool:
            self.departement.deposit(self.keys.device, deposit)
            return True

        return self._if_there(kept) is True

    def held(self, item: str) -> HeldItem | None:
        device, public = self.keys.device, self.keys.receiving_public
        value = self._if_there(lambda: self.departement.held_of(device, item, public))
        if value is None:
            return None
        return parse_held(value, item=item, device=device, private=self.keys.receiving)

    def _if_there(self, ask: Callable[[], AnswerT]) -> AnswerT | None:
        try:
            return ask()
        except ProtocolError as fault:
            if fault.code is ErrorCode.NOT_FOUND:
                return None
            raise GatewayError(outcome_of_code(fault.code)) from fault

    def close(self) -> None:
        """Nothing is held open."""

    def _push_once(self, outgoing: Sequence[Outgoing]) -> list[ItemResult]:
        items = seal_outgoing(outgoing, keys=self.keys, link=self._activated())
        try:
            answer = self.departement.receive(self.keys.device, batch_content(items))
        except ProtocolError as fault:
            raise GatewayError(outcome_of_code(fault.code)) from fault
        return results_of(answer.receipts)

    def _may_break(self) -> None:
        broken = self.breaks_with.pop(0) if self.breaks_with else None
        if broken is not None:
            raise GatewayError(broken)

    def _activated(self) -> Link:
        if self._link is None:
            raise GatewayError(Outcome.POSTE_INCONNU, detail="not activated")
        return self._link
