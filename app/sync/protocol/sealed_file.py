"""The frame of a file that travels on a stick (docs/protocole.md § 14).

A line that says what it is, a header that its writer signs, a body, a closing digest. Whatever was
cut, altered or exchanged on the way is told apart here, before anything is believed.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.sync.protocol.activation_code import FINGERPRINT_SYMBOLS
from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_INTEGER
from app.sync.protocol.reading import Fields, from_base64, instant_text, to_base64
from app.sync.protocol.sealing import SUITE
from app.sync.protocol.signing import SIGNATURE_BYTES, sign, verify

FORMAT: Final = "passerelle-fichier/1"
SUFFIX: Final = ".passerelle"
MAX_FILE: Final = 4 * 1024 * 1024  # bytes of one file: any stick, any mail box takes it
MAX_PARTS: Final = 99
_MAGIC: Final = b"PASSERELLE-FICHIER-1\n"
_ANY_VERSION: Final = re.compile(rb"PASSERELLE-FICHIER-(\d{1,4})\n")
_CONTEXT: Final = "passerelle-file-v1"
_LONGEST_HEADER: Final = 2048
_SIGNATURE_LINE: Final = (SIGNATURE_BYTES * 8 + 5) // 6 + 1
_CLOSING: Final = 65  # 64 hexadecimal digits, then LF
_EMPTY_TAIL: Final = bytes(16)  # what a stick pulled out too early leaves at the end
OVERHEAD: Final = len(_MAGIC) + _LONGEST_HEADER + 1 + _SIGNATURE_LINE + _CLOSING
_DIGEST_BYTES: Final = 32
_FINGERPRINT: Final = re.compile(rf"[0-9A-HJKMNP-TV-Z]{{{FINGERPRINT_SYMBOLS}}}\Z")
_REQUIRED: Final = (
    "format", "suite", "kind", "department", "structure", "device", "number", "part", "parts",
    "made_at", "count", "first", "last", "size", "sha256",
)  # fmt: skip
_OPTIONAL: Final = ("key", "epoch")


class FileKind(StrEnum):
    """What a file is for."""

    SENDING = "sending"  # items of a laptop
    ANSWER = "answer"  # the Département's, for one laptop
    ACTIVATION_REQUEST = "activation_request"
    ACTIVATION_ANSWER = "activation_answer"


class FileFault(StrEnum):
    """Why a file, whole, is not taken. Each has its message on both sides."""

    FOREIGN = "foreign"  # no file of Passerelle
    HALF_COPIED = "half_copied"  # its end is missing
    ALTERED = "altered"
    VERSION = "version"  # of a later version
    WRONG_KIND = "wrong_kind"  # an answer where a sending is read, or the other way
    OTHER_DEPARTMENT = "other_department"
    UNKNOWN_DEVICE = "unknown_device"
    REVOKED = "revoked"
    EXPIRED = "expired"
    CLOCK = "clock"  # made in the future
    DUPLICATE = "duplicate"  # twice among the files given
    ALREADY_READ = "already_read"
    UNKNOWN_KEY = "unknown_key"  # signed by, or sealed to, a key that is not known
    OTHER_LAPTOP = "other_laptop"
    OLD = "old"  # older than what is known already
    MISSING_PART = "missing_part"
    GAP = "gap"  # it begins behind decisions that were never received
    TOO_LARGE = "too_large"
    ACTIVATION = "activation"  # the code of an activation request is not taken


class FileError(Exception):
    """A file cannot be taken; `missing` are the parts that were not given."""

    def __init__(self, fault: FileFault, *, missing: tuple[int, ...] = ()) -> None:
        self.fault = fault
        self.missing = missing
        super().__init__(fault.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHeader:
    """What a file says in clear, signed by its writer.

    `department` is the fingerprint of the root, as activation codes carry it. `number` counts what
    its writer made for this laptop, from 1; `part` of `parts` is the place of this file in it.
    `count` records stand in this part, numbered from `first` to `last` (0 and 0 when none).
    `structure` is empty where a laptop does not know its own yet; `key` names the key of the
    service that signed, empty when a laptop did; `epoch` is the life of the service's database.
    """

    kind: FileKind
    department: str
    device: str
    number: int
    made_at: datetime
    structure: str = ""
    part: int = 1
    parts: int = 1
    count: int = 0
    first: int = 0
    last: int = 0
    key: str = ""
    epoch: str = ""

    def content(self, body: bytes) -> dict[str, object]:
        """Return the header as an object, with the size and the digest of `body`."""
        optional = {"key": self.key, "epoch": self.epoch}
        return {
            "format": FORMAT,
            "suite": SUITE,
            "kind": self.kind.value,
            "department": self.department,
            "structure": self.structure,
            "device": self.device,
            "number": self.number,
            "part": self.part,
            "parts": self.parts,
            "made_at": instant_text(self.made_at),
            "count": self.count,
            "first": self.first,
            "last": self.last,
            "size": len(body),
            "sha256": to_base64(hashlib.sha256(body).digest()),
            **{name: value for name, value in optional.items() if value},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A whole file taken apart. Who wrote it is not known before `check` returns."""

    header: FileHeader
    body: bytes = field(repr=False)
    digest: bytes  # of the whole file: the same file under another name has the same
    raw_header: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def check(self, public: bytes) -> None:
        """Accept what the holder of this 32-byte public key signed.

        Raises:
            FileError: `ALTERED`.
        """
        try:
            verify(public, self.signature, _CONTEXT, self.raw_header)
        except ProtocolError as fault:
            raise FileError(FileFault.ALTERED) from fault


def write_file(header: FileHeader, body: bytes, signing: bytes) -> bytes:
    """Return the bytes of a file, signed with these 32 private bytes."""
    raw = canonical(header.content(body))
    signature = to_base64(sign(signing, _CONTEXT, raw)).encode()
    whole = _MAGIC + raw + b"\n" + signature + b"\n" + body
    return whole + hashlib.sha256(whole).hexdigest().encode() + b"\n"


def read_file(content: bytes) -> SealedFile:
    """Take a file apart; nothing is believed yet but that it is whole.

    Raises:
        FileError: foreign, of a later version, half copied, altered or too large.
    """
    _look_at_beginning(content)
    if len(content) > MAX_FILE:
        raise FileError(FileFault.TOO_LARGE)
    whole, closing = content[:-_CLOSING], content[-_CLOSING:]
    digest = hashlib.sha256(whole)
    if closing != digest.hexdigest().encode() + b"\n":
        raise FileError(FileFault.HALF_COPIED if _is_cut(content) else FileFault.ALTERED)
    try:
        return _taken_apart(whole, digest.digest())
    except ProtocolError as fault:
        later = fault.code in {ErrorCode.PROTOCOL_VERSION, ErrorCode.UNKNOWN_SUITE}
        raise FileError(FileFault.VERSION if later else FileFault.ALTERED) from fault


def file_name(header: FileHeader) -> str:
    """Return the name of a file: it names a structure and a laptop, and nobody."""
    words = {
        FileKind.SENDING: "envoi",
        FileKind.ANSWER: "reponse",
        FileKind.ACTIVATION_REQUEST: "activation",
        FileKind.ACTIVATION_ANSWER: "activation-reponse",
    }
    structure = re.sub(r"[^A-Za-z0-9]", "", header.structure) or "structure"
    numbered = f"-{header.number:04}" if header.number else ""
    place = f"-{header.part}sur{header.parts}" if header.parts > 1 else ""
    word = words[header.kind]
    return f"{word}-{structure}-{header.device[:8]}{numbered}{place}{SUFFIX}"


def _look_at_beginning(content: bytes) -> None:
    if _MAGIC.startswith(content.rstrip(b"\0")):  # nothing came, or not even the first line
        raise FileError(FileFault.HALF_COPIED)
    if content.startswith(_MAGIC):
        return
    later = _ANY_VERSION.match(content)
    raise FileError(FileFault.VERSION if later else FileFault.FOREIGN)


def _is_cut(content: bytes) -> bool:
    """Tell whether the end is missing: shorter than its header says, or never written."""
    if content.endswith(_EMPTY_TAIL):
        return True
    raw, newline, rest = content[len(_MAGIC) :].partition(b"\n")
    if not newline:
        return len(raw) <= _LONGEST_HEADER
    try:
        header = Fields.of(parse_canonical(raw), "file", required=_REQUIRED, optional=_OPTIONAL)
        size = header.integer("size", 0, MAX_FILE)
    except ProtocolError:
        return False
    return len(rest) < _SIGNATURE_LINE + size + _CLOSING


def _taken_apart(whole: bytes, digest: bytes) -> SealedFile:
    raw, _, rest = whole[len(_MAGIC) :].partition(b"\n")
    signature, _, body = rest.partition(b"\n")
    if len(raw) > _LONGEST_HEADER:
        raise ProtocolError(ErrorCode.TOO_LARGE, "header")
    fields = Fields.of(parse_canonical(raw), "file", required=_REQUIRED, optional=_OPTIONAL)
    if fields.values["format"] != FORMAT:
        raise fields.fault("format", ErrorCode.PROTOCOL_VERSION)
    if fields.values["suite"] != SUITE:
        raise fields.fault("suite", ErrorCode.UNKNOWN_SUITE)
    sha256 = fields.octets("sha256", _DIGEST_BYTES, _DIGEST_BYTES)
    if fields.integer("size", 0, MAX_FILE) != len(body) or hashlib.sha256(body).digest() != sha256:
        raise fields.fault("size")
    text = signature.decode("ascii", "replace")
    return SealedFile(
        header=_header(fields),
        body=body,
        digest=digest,
        raw_header=raw,
        signature=from_base64(text, "signature", longest=SIGNATURE_BYTES),
    )


def _header(fields: Fields) -> FileHeader:
    parts = fields.integer("parts", 1, MAX_PARTS)
    return FileHeader(
        kind=fields.choice("kind", FileKind),
        department=fields.text("department", longest=FINGERPRINT_SYMBOLS, form=_FINGERPRINT),
        structure=fields.code("structure") if fields.values["structure"] else "",
        device=fields.uuid("device"),
        number=fields.integer("number", 0, MAX_INTEGER),
        part=fields.integer("part", 1, parts),
        parts=parts,
        made_at=fields.instant("made_at"),
        count=fields.integer("count", 0, MAX_INTEGER),
        first=fields.integer("first", 0, MAX_INTEGER),
        last=fields.integer("last", 0, MAX_INTEGER),
        key=fields.code("key") if fields.has("key") else "",
        epoch=fields.code("epoch") if fields.has("epoch") else "",
    )
