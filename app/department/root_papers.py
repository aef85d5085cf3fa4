"""What is carried to the root when it is kept off line, and what it brings back.

A request holds the exact bytes to sign, and nothing secret; the answer holds them with their
signatures. The service verifies every signature: whoever carries the files is trusted with nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from app.department.failures import PublicationError
from app.sync.protocol.device import DeviceCertificate, device_content, read_device, sign_device
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.reading import from_base64, to_base64
from app.sync.protocol.signed import (
    Manifest,
    SignedDocument,
    manifest_content,
    read_manifest,
    sign_manifest,
)
from app.sync.protocol.signing import key_id, public_of

REQUEST: Final = "passerelle-a-signer/1"
ANSWER: Final = "passerelle-signe/1"
MOST_BYTES: Final = 4 * 1024 * 1024
_LONGEST: Final = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """What the root is asked to sign. `root` is the id of its public key."""

    root: str
    service: str
    listed: Manifest | None
    devices: Sequence[DeviceCertificate]

    def words(self) -> list[str]:
        """Return in French what a signature would say, for whoever holds the root."""
        lines = [f"Service : {self.service}"]
        if self.listed is not None:
            lines.append(
                f"Liste n° {self.listed.serial} : {len(self.listed.documents)} document(s)"
            )
            lines += [
                f"  {one.kind.value} {one.name}, {one.size} octets, {one.sha256.hex()}"
                for one in self.listed.documents
            ]
        lines += [
            f"Certificat du poste {one.device} ({one.structure_name}), clé {key_id(one.signing)}"
            for one in self.devices
        ]
        return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What came back; not verified yet."""

    listed: SignedDocument | None
    devices: Sequence[SignedDocument]


def write_request(wanted: ToSign) -> bytes:
    """Return the file of a request."""
    return _json(
        {
            "format": REQUEST,
            "root": wanted.root,
            "service": wanted.service,
            "list": to_base64(manifest_content(wanted.listed)) if wanted.listed else "",
            "devices": [to_base64(device_content(one)) for one in wanted.devices],
        }
    )


def read_request(content: bytes) -> ToSign:
    """Read the file of a request.

    Raises:
        PublicationError: foreign or damaged.
    """
    try:
        value = _object(content, REQUEST)
        listed = _bytes(value["list"]) if value["list"] else b""
        return ToSign(
            root=str(value["root"]),
            service=str(value["service"]),
            listed=read_manifest(listed) if listed else None,
            devices=tuple(read_device(_bytes(one)) for one in value["devices"]),
        )
    except (ProtocolError, ValueError, KeyError, TypeError) as problem:
        raise PublicationError("Ce fichier n’est pas une demande de signature.") from problem


def sign(wanted: ToSign, root: bytes) -> bytes:
    """Return the file of an answer. `root`: 32 private bytes.

    Raises:
        PublicationError: the request is for another root.
    """
    if wanted.root != key_id(public_of(root)):
        raise PublicationError("Cette demande est pour une autre clé racine.")
    listed = sign_manifest(wanted.listed, root) if wanted.listed else None
    devices = [sign_device(one, root) for one in wanted.devices]
    return _json(
        {
            "format": ANSWER,
            "list": listed.wire() if listed else None,
            "devices": [one.wire() for one in devices],
        }
    )


def read_answer(content: bytes) -> Signed:
    """Read the file of an answer.

    Raises:
        PublicationError: foreign or damaged.
    """
    try:
        value = _object(content, ANSWER)
        return Signed(
            listed=_signed(value["list"]) if value["list"] else None,
            devices=tuple(_signed(one) for one in value["devices"]),
        )
    except (ProtocolError, ValueError, KeyError, TypeError) as problem:
        raise PublicationError("Ce fichier n’est pas une réponse de la clé racine.") from problem


def _object(content: bytes, form: str) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    value = json.loads(content)
    if not isinstance(value, dict) or value.get("format") != form:  # pyright: ignore[reportUnknownMemberType] - foreign
        raise ValueError("another format")
    return cast("dict[str, Any]", value)


def _signed(value: dict[str, Any]) -> SignedDocument:
    return SignedDocument(content=_bytes(value["content"]), signature=_bytes(value["signature"]))


def _bytes(text: str) -> bytes:
    return from_base64(text, "", longest=_LONGEST)


def _json(value: dict[str, object]) -> bytes:
    return json.dumps(value, indent=1).encode()
