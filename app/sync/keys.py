"""The device's own keys, and what it learnt at activation, as values and as bytes to keep.

Both are kept in the encrypted database and nowhere else. The keys are random, not derived from the
vault: re-keying keeps the identity, a restored or copied vault must activate again.
"""

import uuid
from dataclasses import dataclass, field, replace

from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.sealing import PRIVATE_BYTES, new_receiving_key, receiving_public
from app.sync.protocol.signed import KeyList, SignedDocument, open_key_list, parse_signed
from app.sync.protocol.signing import PUBLIC_BYTES, new_signing_key

_SIGNING_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKeys:
    """A device's identifier and its two private keys."""

    device: str
    signing: bytes = field(repr=False)
    receiving: bytes = field(repr=False)

    @property
    def receiving_public(self) -> bytes:
        """Return the public half of the receiving key."""
        return receiving_public(self.receiving)

    def to_bytes(self) -> bytes:
        """Return the keys as bytes for the encrypted database."""
        return canonical(
            {
                "device": self.device,
                "signing": to_base64(self.signing),
                "receiving": to_base64(self.receiving),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> "DeviceKeys":
        """Read what `to_bytes` wrote.

        Raises:
            ProtocolError: damaged.
        """
        names = ("device", "signing", "receiving")
        fields = Fields.of(parse_canonical(raw), "device_keys", required=names)
        return cls(
            device=fields.uuid("device"),
            signing=fields.octets("signing", _SIGNING_BYTES, _SIGNING_BYTES),
            receiving=fields.octets("receiving", PRIVATE_BYTES, PRIVATE_BYTES),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a device knows of its Département once it is activated.

    `epoch` is the service's at activation; the feed's cursor carries the latest one.
    """

    structure: str
    structure_name: str
    service: str
    epoch: str
    root: bytes
    key_list: SignedDocument

    def keys(self) -> KeyList:
        """Return the service's keys, verified under the root."""
        return open_key_list(self.key_list, self.root)

    def with_keys(self, document: SignedDocument) -> "Link":
        """Return this link with a newer key list.

        Raises:
            ProtocolError: not signed by the root, or older than the one held.
        """
        open_key_list(document, self.root, held=self.keys().serial)
        return replace(self, key_list=document)

    def to_bytes(self) -> bytes:
        """Return the link as bytes for the encrypted database."""
        return canonical(
            {
                "structure": self.structure,
                "structure_name": self.structure_name,
                "service": self.service,
                "epoch": self.epoch,
                "root": to_base64(self.root),
                "key_list": self.key_list.wire(),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Link":
        """Read what `to_bytes` wrote.

        Raises:
            ProtocolError: damaged.
        """
        names = ("structure", "structure_name", "service", "epoch", "root", "key_list")
        fields = Fields.of(parse_canonical(raw), "link", required=names)
        return cls(
            structure=fields.code("structure"),
            structure_name=fields.text("structure_name"),
            service=fields.text("service"),
            epoch=fields.code("epoch"),
            root=fields.octets("root", PUBLIC_BYTES, PUBLIC_BYTES),
            key_list=parse_signed(fields.values["key_list"], "key_list"),
        )


def new_device_keys() -> DeviceKeys:
    """Make the random keys of one device, under a fresh identifier that says nothing of when."""
    return DeviceKeys(
        device=str(uuid.uuid4()), signing=new_signing_key(), receiving=new_receiving_key()
    )
