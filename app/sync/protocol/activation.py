"""Activation: a device and a service that share one one-time code come to know each other's keys.

Both prove that they know the code's secret; the root key must have the code's fingerprint. Asking
again with the same device and keys gives the same answer, because an answer may be lost.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import Final

from app.sync.protocol.activation_code import ActivationCode, root_fingerprint
from app.sync.protocol.canonical import canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import PROTOCOL
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.sealing import PUBLIC_BYTES as RECEIVING_BYTES
from app.sync.protocol.signed import KeyList, SignedDocument, open_key_list, parse_signed
from app.sync.protocol.signing import (
    PUBLIC_BYTES,
    SIGNATURE_BYTES,
    framed,
    public_of,
    sign,
    verify,
)

_REQUEST: Final = "passerelle-activation-request-v1"
_ANSWER: Final = "passerelle-activation-answer-v1"
_PROOF_BYTES: Final = 32
_LOOKUP_FORM: Final = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationRequest:
    """A device asks to be known. `structure` is the code it expects, empty when it expects none.

    `proof` shows the code's secret, `signature` the possession of the signing key.
    """

    lookup: str
    device: str
    signing: bytes
    receiving: bytes
    structure: str = ""
    proof: bytes = field(default=b"", repr=False)
    signature: bytes = b""

    def statement(self) -> bytes:
        """Return the canonical bytes that proof and signature cover."""
        structure = {"structure": self.structure} if self.structure else {}
        return canonical(
            {
                "protocol": PROTOCOL,
                "lookup": self.lookup,
                "device": self.device,
                "signing": to_base64(self.signing),
                "receiving": to_base64(self.receiving),
                **structure,
            }
        )

    def content(self) -> dict[str, object]:
        """Return the request as an object."""
        structure = {"structure": self.structure} if self.structure else {}
        return {
            "protocol": PROTOCOL,
            "lookup": self.lookup,
            "device": self.device,
            "signing": to_base64(self.signing),
            "receiving": to_base64(self.receiving),
            **structure,
            "proof": to_base64(self.proof),
            "signature": to_base64(self.signature),
        }

    def verify(self, proof_key: bytes) -> None:
        """Accept a request made with the code whose `proof_key` the service kept.

        Raises:
            ProtocolError: `ACTIVATION_UNKNOWN` or `BAD_SIGNATURE`.
        """
        if not hmac.compare_digest(self.proof, _proof(proof_key, _REQUEST, self.statement())):
            raise ProtocolError(ErrorCode.ACTIVATION_UNKNOWN, "proof")
        verify(self.signing, self.signature, _REQUEST, self.statement())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationAnswer:
    """The service knows the device. `structure` is the identifier that item headers carry.

    `service` and `structure_name` are shown to the worker for confirmation.
    """

    structure: str
    structure_name: str
    service: str
    epoch: str
    root: bytes
    key_list: SignedDocument
    proof: bytes = field(default=b"", repr=False)

    def statement(self) -> dict[str, object]:
        """Return the answer without its proof."""
        return {
            "structure": self.structure,
            "structure_name": self.structure_name,
            "service": self.service,
            "epoch": self.epoch,
            "root": to_base64(self.root),
            "key_list": self.key_list.wire(),
        }

    def content(self) -> dict[str, object]:
        """Return the answer as an object."""
        return {**self.statement(), "proof": to_base64(self.proof)}

    def proved(self, proof_key: bytes, request: ActivationRequest) -> "ActivationAnswer":
        """Return this answer with the proof that it answers `request`."""
        return ActivationAnswer(
            structure=self.structure,
            structure_name=self.structure_name,
            service=self.service,
            epoch=self.epoch,
            root=self.root,
            key_list=self.key_list,
            proof=_proof(proof_key, _ANSWER, request.statement(), canonical(self.statement())),
        )

    def verify(self, code: ActivationCode, request: ActivationRequest) -> KeyList:
        """Accept the answer and return the service's keys.

        Raises:
            ProtocolError: `WRONG_ROOT` when the root is not the code's, else `BAD_SIGNATURE`.
        """
        if root_fingerprint(self.root) != code.fingerprint:
            raise ProtocolError(ErrorCode.WRONG_ROOT, "root")
        expected = _proof(
            code.proof_key(), _ANSWER, request.statement(), canonical(self.statement())
        )
        if not hmac.compare_digest(self.proof, expected):
            raise ProtocolError(ErrorCode.BAD_SIGNATURE, "proof")
        return open_key_list(self.key_list, self.root)


def activation_request(
    code: ActivationCode, *, device: str, signing: bytes, receiving: bytes, structure: str = ""
) -> ActivationRequest:
    """Make a request. `signing`: the device's 32 private bytes; `receiving`: 1216 public bytes."""
    bare = ActivationRequest(
        lookup=code.lookup(),
        device=device,
        signing=public_of(signing),
        receiving=receiving,
        structure=structure,
    )
    return ActivationRequest(
        lookup=bare.lookup,
        device=device,
        signing=bare.signing,
        receiving=receiving,
        structure=structure,
        proof=_proof(code.proof_key(), _REQUEST, bare.statement()),
        signature=sign(signing, _REQUEST, bare.statement()),
    )


def parse_activation_request(value: object) -> ActivationRequest:
    """Read a request; nothing is verified yet.

    Raises:
        ProtocolError: out of form, or another version.
    """
    required = ("protocol", "lookup", "device", "signing", "receiving", "proof", "signature")
    fields = Fields.of(value, "", required=required, optional=("structure",))
    if fields.text("protocol", longest=40) != PROTOCOL:
        raise fields.fault("protocol", ErrorCode.PROTOCOL_VERSION)
    return ActivationRequest(
        lookup=fields.text("lookup", longest=32, form=_LOOKUP_FORM),
        device=fields.uuid("device"),
        signing=fields.octets("signing", PUBLIC_BYTES, PUBLIC_BYTES),
        receiving=fields.octets("receiving", RECEIVING_BYTES, RECEIVING_BYTES),
        structure=fields.code("structure") if fields.has("structure") else "",
        proof=fields.octets("proof", _PROOF_BYTES, _PROOF_BYTES),
        signature=fields.octets("signature", SIGNATURE_BYTES, SIGNATURE_BYTES),
    )


def parse_activation_answer(value: object) -> ActivationAnswer:
    """Read an answer; nothing is verified yet.

    Raises:
        ProtocolError: out of form.
    """
    required = ("structure", "structure_name", "service", "epoch", "root", "key_list", "proof")
    fields = Fields.of(value, "", required=required)
    return ActivationAnswer(
        structure=fields.code("structure"),
        structure_name=fields.text("structure_name"),
        service=fields.text("service"),
        epoch=fields.code("epoch"),
        root=fields.octets("root", PUBLIC_BYTES, PUBLIC_BYTES),
        key_list=parse_signed(fields.values["key_list"], "key_list"),
        proof=fields.octets("proof", _PROOF_BYTES, _PROOF_BYTES),
    )


def _proof(key: bytes, context: str, *parts: bytes) -> bytes:
    return hmac.new(key, framed(context, *parts), hashlib.sha256).digest()
