"""The file that goes back to the Département at the end of a convention (docs/protocole.md § 11).

Sealed to its receiving key and signed by the laptop: nobody on the way reads it, and only who opens
it learns the receipt code that the structure waits for.
"""

import json
import zlib
from dataclasses import dataclass
from typing import Any, Final, cast

from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.reading import KEY_FORM, Fields, from_base64, to_base64
from app.sync.protocol.sealing import SUITE, seal, unseal
from app.sync.protocol.signing import SIGNATURE_BYTES, key_id, sign, verify

FORMAT: Final = "passerelle-restitution/1"
_MAGIC: Final = b"PASSERELLE-RESTITUTION-1\n"
_CONTEXT: Final = "passerelle-restitution-v1"
_LONGEST_HEADER: Final = 4096
_LARGEST: Final = 2 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnHeader:
    """What stands in clear before the sealed part. `key`: whom it is sealed to."""

    structure: str
    device: str
    made_at: str
    key: str

    def to_bytes(self) -> bytes:
        """Return the header in its one form."""
        return canonical(
            {
                "format": FORMAT,
                "suite": SUITE,
                "structure": self.structure,
                "device": self.device,
                "made_at": self.made_at,
                "key": self.key,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFile:
    """A file taken apart; nothing of it is verified yet."""

    header: ReturnHeader
    raw_header: bytes
    signature: bytes
    sealed: bytes

    def check(self, signing: bytes) -> None:
        """Accept a file that the device of these 32 public bytes signed.

        Raises:
            ProtocolError: `BAD_SIGNATURE`.
        """
        verify(signing, self.signature, _CONTEXT, self.raw_header, self.sealed)

    def open(self, receiving: bytes) -> dict[str, Any]:
        """Return what it holds, with the 96 private bytes of the receiving key.

        Raises:
            ProtocolError: `CANNOT_OPEN`, or it holds something else.
        """
        packed = unseal(receiving, self.sealed, info=self.raw_header)
        try:
            inflater = zlib.decompressobj()
            value = json.loads(inflater.decompress(packed, _LARGEST))
        except (zlib.error, ValueError) as fault:
            raise ProtocolError(ErrorCode.MALFORMED, "restitution") from fault
        if not isinstance(value, dict):
            raise ProtocolError(ErrorCode.MALFORMED, "restitution")
        return cast("dict[str, Any]", value)


def write_return(header: ReturnHeader, content: object, *, public: bytes, signing: bytes) -> bytes:
    """Return the bytes of the file. `public`: 1216 bytes; `signing`: 32 private bytes."""
    if header.key != key_id(public):
        raise ValueError("the header names another key")
    raw = header.to_bytes()
    packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
    sealed = seal(public, packed, info=raw)
    signature = to_base64(sign(signing, _CONTEXT, raw, sealed)).encode()
    return _MAGIC + raw + b"\n" + signature + b"\n" + sealed


def read_return(content: bytes) -> ReturnFile:
    """Take a file apart.

    Raises:
        ProtocolError: it is none of these files.
    """
    if not content.startswith(_MAGIC):
        raise ProtocolError(ErrorCode.MALFORMED, "restitution")
    raw, _, rest = content[len(_MAGIC) :].partition(b"\n")
    signature, _, sealed = rest.partition(b"\n")
    if len(raw) > _LONGEST_HEADER:
        raise ProtocolError(ErrorCode.TOO_LARGE, "restitution")
    names = ("format", "suite", "structure", "device", "made_at", "key")
    fields = Fields.of(parse_canonical(raw), "restitution", required=names)
    if fields.values["format"] != FORMAT:
        raise fields.fault("format", ErrorCode.PROTOCOL_VERSION)
    if fields.values["suite"] != SUITE:
        raise fields.fault("suite", ErrorCode.UNKNOWN_SUITE)
    return ReturnFile(
        header=ReturnHeader(
            structure=fields.code("structure"),
            device=fields.uuid("device"),
            made_at=fields.text("made_at", longest=20),
            key=fields.text("key", longest=16, form=KEY_FORM),
        ),
        raw_header=raw,
        signature=from_base64(
            signature.decode("ascii", "replace"), "signature", longest=SIGNATURE_BYTES
        ),
        sealed=sealed,
    )
