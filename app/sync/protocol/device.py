"""A device's key as the Département certifies it: signed by the root, readable for ever.

The root signs, not the key of the moment: a certificate of destruction is checked years later, when
the service's signing keys have been rotated away (docs/protocole.md § 7).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.signed import SignedDocument
from app.sync.protocol.signing import PUBLIC_BYTES, sign, verify

_CONTEXT: Final = "passerelle-device-certificate-v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCertificate:
    """Whose the signing key is. `signing`: 32 public bytes; `activated_on`: a day in UTC."""

    device: str
    signing: bytes
    structure: str
    structure_name: str
    service: str
    activated_on: date


def sign_device(certificate: DeviceCertificate, root: bytes) -> SignedDocument:
    """Certify a device's key with the root's 32 private bytes; the same bytes each time."""
    content = device_content(certificate)
    return SignedDocument(content=content, signature=sign(root, _CONTEXT, content))


def device_content(certificate: DeviceCertificate) -> bytes:
    """Return the bytes of a certificate, as the root signs them."""
    return canonical(
        {
            "device": certificate.device,
            "signing": to_base64(certificate.signing),
            "structure": certificate.structure,
            "structure_name": certificate.structure_name,
            "service": certificate.service,
            "activated_on": certificate.activated_on.isoformat(),
        }
    )


def open_device(document: SignedDocument, root: bytes) -> DeviceCertificate:
    """Verify and read a certificate. `root`: 32 public bytes.

    Raises:
        ProtocolError: not signed by this root, or out of form.
    """
    verify(root, document.signature, _CONTEXT, document.content)
    return read_device(document.content)


def read_device(content: bytes) -> DeviceCertificate:
    """Read the bytes of a certificate, whoever signed them.

    Raises:
        ProtocolError: out of form.
    """
    names = ("device", "signing", "structure", "structure_name", "service", "activated_on")
    fields = Fields.of(parse_canonical(content), "certificate", required=names)
    return DeviceCertificate(
        device=fields.uuid("device"),
        signing=fields.octets("signing", PUBLIC_BYTES, PUBLIC_BYTES),
        structure=fields.code("structure"),
        structure_name=fields.text("structure_name"),
        service=fields.text("service"),
        activated_on=fields.day("activated_on"),
    )
