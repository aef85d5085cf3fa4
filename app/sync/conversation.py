"""Requests signed by a device, answers believed by a signature (docs/protocole.md)."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from app.sync.gateway import GatewayError
from app.sync.keys import DeviceKeys, Link
from app.sync.line import Answer, Line
from app.sync.outcomes import Outcome
from app.sync.protocol import routes
from app.sync.protocol.activation import activation_request, parse_activation_answer
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.canonical import Json
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import CONTENT_ENCODING, MAX_BODY, MEDIA_TYPE
from app.sync.protocol.requests import AnswerStamp, new_nonce, open_request, sign_request
from app.sync.protocol.signed import KeyUse, parse_signed
from app.sync.service_answers import bad_answer, fault_of, json_of, stamp_of, unproved_fault

_OK: Final = 200
_UPLOAD: Final = {"content-type": MEDIA_TYPE, "content-encoding": CONTENT_ENCODING}


class Conversation:
    """Asks one service for one device, and believes only what a key of the Département signed.

    One thread at a time. `link` is what is known of the Département, None before the activation;
    `clock_ahead_s` by how many seconds this machine's clock was ahead at the last signed answer,
    `heard_at` the service's own instant in it.
    """

    def __init__(
        self, line: Line, keys: DeviceKeys, link: Link | None, now: Callable[[], datetime]
    ) -> None:
        self.keys = keys
        self.link = link
        self.clock_ahead_s: float | None = None
        self.heard_at: datetime | None = None
        self.line = line
        self._now = now

    def close(self) -> None:
        """Close the connection."""
        self.line.close()

    def activated(self) -> Link:
        """Return what is known of the Département.

        Raises:
            GatewayError: nothing yet.
        """
        if self.link is None:
            raise GatewayError(Outcome.POSTE_INCONNU, detail="not activated")
        return self.link

    def receiving_key(self) -> str:
        """Return the name of the key that items are sealed to now."""
        return self.activated().keys().current(KeyUse.RECEIVE).id

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        """Make this device known at the service, and know the service.

        Raises:
            GatewayError: refused, not the Département of the code, or no answer.
        """
        request = activation_request(
            code,
            device=self.keys.device,
            signing=self.keys.signing,
            receiving=self.keys.receiving_public,
            structure=structure,
        )
        nonce = new_nonce()
        headers = {**open_request(nonce), **_UPLOAD}
        body = encode_body(request.content())
        answer = self.line.ask("POST", routes.ACTIVATION, headers=headers, body=body)
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
        self.link = Link(
            structure=found.structure,
            structure_name=found.structure_name,
            service=found.service,
            epoch=found.epoch,
            root=found.root,
            key_list=found.key_list,
        )
        return self.link

    def refresh_keys(self) -> Link:
        """Fetch the key list; its own signature by the root is what makes it believed.

        Raises:
            GatewayError: no list of this root, or one older than the one held.
        """
        link = self.activated()
        answer = self.line.ask("GET", routes.KEYS, headers=open_request(new_nonce()))
        if answer.status != _OK:
            raise unproved_fault(answer)
        stamp_of(answer)  # a page of somebody else has none
        try:
            self.link = link.with_keys(parse_signed(json_of(answer)))
        except ProtocolError as fault:
            if fault.code is ErrorCode.BAD_SIGNATURE:
                raise GatewayError(Outcome.FAUX_SERVICE, detail="key list") from fault
            raise bad_answer(fault) from fault
        return self.link

    def fetch(self, target: str, *, limit: int = MAX_BODY) -> Answer:
        """Return what the service shows to every activated device, believed by its own signature.

        Raises:
            GatewayError: not activated, or no answer.
        """
        self.activated()
        return self.line.keep_asking(
            lambda: self.line.ask("GET", target, headers=open_request(new_nonce()), limit=limit)
        )

    def ask_time(self) -> datetime:
        """Return the service's instant, whatever the clock of this machine says.

        Raises:
            GatewayError: no answer, or none that a key of this Département signed.
        """
        nonce = new_nonce()
        answer = self.line.ask("GET", routes.STATUS, headers=open_request(nonce))
        return self._verify(answer, nonce).at

    def ask(self, method: str, target: str, body: bytes = b"") -> Json:
        """Ask with a signed request and return the content of a signed answer.

        Raises:
            GatewayError: refused, or no answer was understood.
        """
        self.activated()
        return self.line.keep_asking(lambda: self._ask_once(method, target, body))

    def ask_if_there(self, method: str, target: str, body: bytes = b"") -> Json:
        """Ask what a service of the first days does not know; None there."""
        try:
            return self.ask(method, target, body)
        except GatewayError as failure:
            if failure.detail.startswith(ErrorCode.NOT_FOUND.value):
                return None
            raise

    def _ask_once(self, method: str, target: str, body: bytes) -> Json:
        nonce = new_nonce()
        headers = sign_request(
            self.keys.signing,
            device=self.keys.device,
            method=method,
            target=target,
            body=body,
            at=self._now(),
            nonce=nonce,
        )
        upload = _UPLOAD if body else {}
        answer = self.line.ask(method, target, headers={**headers, **upload}, body=body)
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
            return self.activated().keys().find(KeyUse.SIGN, name).public
        except ProtocolError:
            return self.refresh_keys().keys().find(KeyUse.SIGN, name).public

    def _learn_clock(self, stamp: AnswerStamp) -> None:
        self.clock_ahead_s = (self._now() - stamp.at).total_seconds()
        self.heard_at = stamp.at
