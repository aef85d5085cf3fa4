"""Signatures over a request and over its answer: no token that could be stolen or replayed.

The answer's signature covers the request's nonce, so that an old answer is no answer, and the
service's time, so that a device learns when its own clock is wrong.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import PROTOCOL, REQUEST_WINDOW_S
from app.sync.protocol.reading import (
    KEY_FORM,
    UUID_FORM,
    from_base64,
    instant_text,
    parse_instant,
    to_base64,
)
from app.sync.protocol.signing import SIGNATURE_BYTES, key_id, public_of, sign, verify

NONCE_BYTES: Final = 16
HEADER_PROTOCOL: Final = "passerelle-protocol"
HEADER_DEVICE: Final = "passerelle-device"
HEADER_TIME: Final = "passerelle-time"
HEADER_NONCE: Final = "passerelle-nonce"
HEADER_KEY: Final = "passerelle-key"
HEADER_SIGNATURE: Final = "passerelle-signature"
_REQUEST: Final = "passerelle-request-v1"
_ANSWER: Final = "passerelle-answer-v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStamp:
    """Who signed a request, when, and with which nonce; not verified until `verify` returns."""

    device: str
    at: datetime
    nonce: bytes
    signature: bytes

    def verify(self, public: bytes, *, method: str, target: str, body: bytes) -> None:
        """Accept the signature or raise. `target` is path and query as the request line has them.

        Raises:
            ProtocolError: `BAD_SIGNATURE`.
        """
        verify(public, self.signature, _REQUEST, *_request(self.device, self, method, target, body))

    def check_time(self, now: datetime) -> None:
        """Accept a request made within the window around `now`.

        Nonces must be remembered for twice the window.

        Raises:
            ProtocolError: `CLOCK`.
        """
        if abs((now - self.at).total_seconds()) > REQUEST_WINDOW_S:
            raise ProtocolError(ErrorCode.CLOCK, HEADER_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStamp:
    """Which key signed an answer, and the service's time; not verified until `verify` returns."""

    key: str
    at: datetime
    signature: bytes

    def verify(self, public: bytes, *, status: int, body: bytes, nonce: bytes) -> None:
        """Accept the signature over this answer to the request that carried `nonce`, or raise.

        Raises:
            ProtocolError: `BAD_SIGNATURE`.
        """
        parts = _answer(self.key, self.at, status, body, nonce)
        verify(public, self.signature, _ANSWER, *parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsigned:
    at: datetime
    nonce: bytes


def new_nonce() -> bytes:
    """Make the 16 random bytes of one request."""
    return secrets.token_bytes(NONCE_BYTES)


def sign_request(  # noqa: PLR0913 -- each is a part of the request, by name
    private: bytes,
    *,
    device: str,
    method: str,
    target: str,
    body: bytes,
    at: datetime,
    nonce: bytes,
) -> dict[str, str]:
    """Return the headers of a signed request; `body` is what travels, compressed as it is."""
    parts = _request(device, _Unsigned(at=at, nonce=nonce), method, target, body)
    return {
        **open_request(nonce),
        HEADER_DEVICE: device,
        HEADER_TIME: instant_text(at),
        HEADER_SIGNATURE: to_base64(sign(private, _REQUEST, *parts)),
    }


def open_request(nonce: bytes) -> dict[str, str]:
    """Return the headers of a request that needs no device (status, keys, activation)."""
    return {HEADER_PROTOCOL: PROTOCOL, HEADER_NONCE: to_base64(nonce)}


def parse_request_stamp(headers: Mapping[str, str]) -> RequestStamp:
    """Read the stamp of a request; names of `headers` in lower case.

    Raises:
        ProtocolError: another version, a header missing or out of form.
    """
    check_version(headers)
    device = _header(headers, HEADER_DEVICE)
    if not UUID_FORM.match(device):
        raise ProtocolError(ErrorCode.MALFORMED, HEADER_DEVICE)
    return RequestStamp(
        device=device,
        at=parse_instant(_header(headers, HEADER_TIME), HEADER_TIME),
        nonce=parse_nonce(headers),
        signature=_signature(headers),
    )


def parse_nonce(headers: Mapping[str, str]) -> bytes:
    """Read the nonce that every request carries; names of `headers` in lower case.

    Raises:
        ProtocolError: missing or out of form.
    """
    text = _header(headers, HEADER_NONCE)
    nonce = from_base64(text, HEADER_NONCE, longest=NONCE_BYTES)
    if len(nonce) != NONCE_BYTES:
        raise ProtocolError(ErrorCode.MALFORMED, HEADER_NONCE)
    return nonce


def check_version(headers: Mapping[str, str]) -> None:
    """Refuse a message of another version of the protocol.

    Raises:
        ProtocolError: `PROTOCOL_VERSION`.
    """
    if headers.get(HEADER_PROTOCOL) != PROTOCOL:
        raise ProtocolError(ErrorCode.PROTOCOL_VERSION, HEADER_PROTOCOL)


def sign_answer(
    private: bytes, *, status: int, body: bytes, nonce: bytes, at: datetime
) -> dict[str, str]:
    """Return the headers of a signed answer; faults are signed as well as good answers.

    `nonce` is the request's, empty bytes when it had none that could be read.
    """
    name = key_id(public_of(private))
    signature = sign(private, _ANSWER, *_answer(name, at, status, body, nonce))
    return {
        HEADER_PROTOCOL: PROTOCOL,
        HEADER_TIME: instant_text(at),
        HEADER_KEY: name,
        HEADER_SIGNATURE: to_base64(signature),
    }


def parse_answer_stamp(headers: Mapping[str, str]) -> AnswerStamp:
    """Read the stamp of an answer; names of `headers` in lower case.

    Raises:
        ProtocolError: a header missing or out of form: this is not the service speaking.
    """
    key = _header(headers, HEADER_KEY)
    if not KEY_FORM.match(key):
        raise ProtocolError(ErrorCode.MALFORMED, HEADER_KEY)
    return AnswerStamp(
        key=key,
        at=parse_instant(_header(headers, HEADER_TIME), HEADER_TIME),
        signature=_signature(headers),
    )


def _request(
    device: str, stamp: _Unsigned | RequestStamp, method: str, target: str, body: bytes
) -> tuple[bytes, ...]:
    return (
        PROTOCOL.encode(),
        device.encode(),
        instant_text(stamp.at).encode(),
        stamp.nonce,
        method.upper().encode(),
        target.encode(),
        hashlib.sha256(body).digest(),
    )


def _answer(key: str, at: datetime, status: int, body: bytes, nonce: bytes) -> tuple[bytes, ...]:
    return (
        PROTOCOL.encode(),
        key.encode(),
        instant_text(at).encode(),
        nonce,
        str(status).encode(),
        hashlib.sha256(body).digest(),
    )


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise ProtocolError(ErrorCode.MALFORMED, name)
    return value


def _signature(headers: Mapping[str, str]) -> bytes:
    text = _header(headers, HEADER_SIGNATURE)
    signature = from_base64(text, HEADER_SIGNATURE, longest=SIGNATURE_BYTES)
    if len(signature) != SIGNATURE_BYTES:
        raise ProtocolError(ErrorCode.MALFORMED, HEADER_SIGNATURE)
    return signature
