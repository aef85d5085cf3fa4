"""Documents signed by the Département's root: the key list and everything it publishes.

The signed bytes travel as they are, so that no reader has to write them again to verify them.
Serials only grow: a reader that holds serial n refuses anything older.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_BODY, MAX_INTEGER, MAX_KEYS, MAX_MATERIAL
from app.sync.protocol.reading import Fields, instant_text, to_base64
from app.sync.protocol.sealing import PUBLIC_BYTES as RECEIVING_BYTES
from app.sync.protocol.sealing import SUITE
from app.sync.protocol.signing import PUBLIC_BYTES, SIGNATURE_BYTES, key_id, sign, verify

_KEY_LIST: Final = "passerelle-key-list-v1"
_MATERIAL: Final = "passerelle-material-v1"
_MOST_DOCUMENTS: Final = 200
_DIGEST_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument:
    """Canonical bytes and the root's signature over them."""

    content: bytes
    signature: bytes

    def wire(self) -> dict[str, object]:
        """Return the document as an object of an answer."""
        return {"content": to_base64(self.content), "signature": to_base64(self.signature)}


class KeyUse(StrEnum):
    """What a listed key does."""

    RECEIVE = "receive"  # items are sealed to it
    SIGN = "sign"  # answers are signed with it


class KeyState(StrEnum):
    """Whether a listed key is for new messages."""

    CURRENT = "current"
    OVERLAP = "overlap"  # still honoured for the longest offline period, not for new messages


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedKey:
    """A key of the service. `public`: 1216 bytes to receive, 32 to sign."""

    use: KeyUse
    state: KeyState
    public: bytes

    @property
    def id(self) -> str:
        """Return the name under which headers and answers name this key."""
        return key_id(self.public)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyList:
    """The service's keys as the root lists them; exactly one current key for each use."""

    serial: int
    issued_at: datetime
    service: str
    keys: Sequence[ListedKey]

    def __post_init__(self) -> None:
        for use in KeyUse:
            current = [k for k in self.keys if k.use is use and k.state is KeyState.CURRENT]
            if len(current) != 1:
                raise ValueError(f"one current key to {use.value}, not {len(current)}")

    def current(self, use: KeyUse) -> ListedKey:
        """Return the key for new messages."""
        return next(k for k in self.keys if k.use is use and k.state is KeyState.CURRENT)

    def find(self, use: KeyUse, name: str) -> ListedKey:
        """Return the key named `name`, current or in its overlap.

        Raises:
            ProtocolError: `UNKNOWN_KEY`.
        """
        for key in self.keys:
            if key.use is use and key.id == name:
                return key
        raise ProtocolError(ErrorCode.UNKNOWN_KEY)


class MaterialKind(StrEnum):
    """What the Département publishes."""

    CONVENTION = "convention"
    QUESTIONNAIRE = "questionnaire"
    STRUCTURES = "structures"
    LETTERS = "letters"
    ANNOUNCEMENT = "announcement"
    RELEASE = "release"


_KINDS: Final = frozenset(kind.value for kind in MaterialKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialEntry:
    """One published document, fetched by its SHA-256 and compared with it."""

    kind: MaterialKind
    name: str
    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The list of what is published at one moment."""

    serial: int
    issued_at: datetime
    documents: Sequence[MaterialEntry]

    def entry(self, kind: MaterialKind, name: str) -> MaterialEntry | None:
        """Return the document of this kind and name, None where none is published."""
        return next((one for one in self.documents if (one.kind, one.name) == (kind, name)), None)


def sign_key_list(keys: KeyList, root: bytes) -> SignedDocument:
    """Sign a key list with the root's 32 private bytes."""
    content = canonical(
        {
            "serial": keys.serial,
            "issued_at": instant_text(keys.issued_at),
            "service": keys.service,
            "keys": [
                {
                    "use": key.use.value,
                    "state": key.state.value,
                    "public": to_base64(key.public),
                    **({"suite": SUITE} if key.use is KeyUse.RECEIVE else {}),
                }
                for key in keys.keys
            ],
        }
    )
    return SignedDocument(content=content, signature=sign(root, _KEY_LIST, content))


def open_key_list(document: SignedDocument, root: bytes, *, held: int = 0) -> KeyList:
    """Verify and read a key list. `root`: 32 public bytes; `held`: the serial already held.

    Raises:
        ProtocolError: not signed by this root, out of form, or older than `held`.
    """
    verify(root, document.signature, _KEY_LIST, document.content)
    value = parse_canonical(document.content)
    fields = Fields.of(value, "keys", required=("serial", "issued_at", "service", "keys"))
    serial = _serial(fields, held)
    found = fields.items("keys", MAX_KEYS)
    try:
        return KeyList(
            serial=serial,
            issued_at=fields.instant("issued_at"),
            service=fields.text("service"),
            keys=tuple(_key(one, f"keys[{at}]") for at, one in enumerate(found)),
        )
    except ValueError as fault:
        raise fields.fault("keys") from fault


def sign_manifest(manifest: Manifest, root: bytes) -> SignedDocument:
    """Sign the list of published documents with the root's 32 private bytes."""
    content = manifest_content(manifest)
    return SignedDocument(content=content, signature=sign(root, _MATERIAL, content))


def manifest_content(manifest: Manifest) -> bytes:
    """Return the bytes of a list of published documents, as the root signs them."""
    return canonical(
        {
            "serial": manifest.serial,
            "issued_at": instant_text(manifest.issued_at),
            "documents": [
                {
                    "kind": entry.kind.value,
                    "name": entry.name,
                    "size": entry.size,
                    "sha256": to_base64(entry.sha256),
                }
                for entry in manifest.documents
            ],
        }
    )


def open_manifest(document: SignedDocument, root: bytes, *, held: int = 0) -> Manifest:
    """Verify and read the list of published documents.

    Raises:
        ProtocolError: not signed by this root, out of form, or older than `held`.
    """
    verify(root, document.signature, _MATERIAL, document.content)
    return read_manifest(document.content, held=held)


def read_manifest(content: bytes, *, held: int = 0) -> Manifest:
    """Read the bytes of a list of published documents, whoever signed them.

    Raises:
        ProtocolError: out of form, or older than `held`.
    """
    value = parse_canonical(content)
    fields = Fields.of(value, "material", required=("serial", "issued_at", "documents"))
    found = fields.items("documents", _MOST_DOCUMENTS)
    return Manifest(
        serial=_serial(fields, held),
        issued_at=fields.instant("issued_at"),
        documents=tuple(
            entry
            for at, one in enumerate(found)
            if (entry := _entry(one, f"documents[{at}]")) is not None
        ),
    )


def parse_signed(value: object, place: str = "") -> SignedDocument:
    """Read a signed document; nothing is verified yet.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, place, required=("content", "signature"))
    return SignedDocument(
        content=fields.octets("content", 2, MAX_BODY),
        signature=fields.octets("signature", SIGNATURE_BYTES, SIGNATURE_BYTES),
    )


def _serial(fields: Fields, held: int) -> int:
    serial = fields.integer("serial", 1, MAX_INTEGER)
    if serial < held:
        raise fields.fault("serial", ErrorCode.STALE_SERIAL)
    return serial


def _key(value: object, place: str) -> ListedKey:
    fields = Fields.of(value, place, required=("use", "state", "public"), optional=("suite",))
    use = fields.choice("use", KeyUse)
    receives = use is KeyUse.RECEIVE
    if fields.has("suite") is not receives or (receives and fields.values["suite"] != SUITE):
        raise fields.fault("suite", ErrorCode.UNKNOWN_SUITE)
    size = RECEIVING_BYTES if receives else PUBLIC_BYTES
    return ListedKey(
        use=use,
        state=fields.choice("state", KeyState),
        public=fields.octets("public", size, size),
    )


def _entry(value: object, place: str) -> MaterialEntry | None:
    """Read one line of a list, None for a kind that a later version of the program publishes."""
    fields = Fields.of(value, place, required=("kind", "name", "size", "sha256"))
    kind = fields.code("kind")
    if kind not in _KINDS:
        return None
    return MaterialEntry(
        kind=MaterialKind(kind),
        name=fields.code("name"),
        size=fields.integer("size", 1, MAX_MATERIAL),
        sha256=fields.octets("sha256", _DIGEST_BYTES, _DIGEST_BYTES),
    )
