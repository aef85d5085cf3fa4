"""The structure's own key: made once, kept by its IT or its DPO, for all its laptops.

Two files: the public half, which laptops take in, and the private half under a passphrase
(Argon2id, AES-256-GCM), which leaves its drawer on the day when somebody lost his passphrase.
Both are small JSON texts with a checksum, so that a damaged file is not called a wrong passphrase.
"""

import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.storage.vault import kdf
from app.storage.vault.failures import StructureKeyFileError, WrongStructurePassphraseError
from app.storage.vault.header import NONCE_BYTES
from app.storage.vault.header_text import canonical
from app.storage.vault.kdf import KEY_BYTES, SALT_BYTES, KdfParameters
from app.storage.vault.strength import require_strong

FORMAT: Final = "passerelle-cle-structure"
VERSION: Final = 1
PRIVATE_SUFFIX, PUBLIC_SUFFIX = ".cle-privee", ".cle-publique"
LARGEST_FILE: Final = 20_000  # bytes
LONGEST_NAME: Final = 120
_GROUPS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureKey:
    """The public half: whose it is, and the key."""

    name: str
    public_key: bytes

    @property
    def fingerprint(self) -> str:
        """Return what people compare."""
        return fingerprint(self.public_key)


def fingerprint(public_key: bytes) -> str:
    """Return 8 groups of 4 hexadecimal digits: 128 bits of the key's digest, to read aloud."""
    digest = hashlib.sha256(b"structure:" + public_key).hexdigest().upper()
    return " ".join(digest[4 * place : 4 * place + 4] for place in range(_GROUPS))


def create(
    name: str, passphrase: str, *, cost: KdfParameters | None = None
) -> tuple[StructureKey, bytes, bytes]:
    """Make a key pair; return its public half and both files, the private one first.

    Raises:
        WeakPassphraseError: it guards every laptop of the structure.
    """
    require_strong(passphrase, (name,))
    private = X25519PrivateKey.generate()
    key = StructureKey(
        name=name.strip()[:LONGEST_NAME], public_key=private.public_key().public_bytes_raw()
    )
    parameters = cost or kdf.strong()
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    said = _said(key, "privee") | {
        "kdf": {
            "name": "argon2id",
            "memory_kib": parameters.memory_kib,
            "iterations": parameters.iterations,
            "lanes": parameters.lanes,
        },
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
    }
    kek = kdf.derive(passphrase, salt=salt, parameters=parameters)
    locked = AESGCM(kek).encrypt(nonce, private.private_bytes_raw(), canonical(said))
    return key, _written(said | {"locked": b64encode(locked).decode()}), public_file(key)


def public_file(key: StructureKey) -> bytes:
    """Return the file that laptops take in."""
    return _written(_said(key, "publique"))


def read_public(data: bytes, file: str) -> StructureKey:
    """Return the public half that a file holds; `file` is its name, for the message.

    Raises:
        StructureKeyFileError: it holds something else.
    """
    return _key(_read(data, file, "publique"), file)


def read_private(data: bytes, file: str) -> StructureKey:
    """Return the public half that goes with a private one, without opening it.

    Raises:
        StructureKeyFileError: it holds something else.
    """
    return _key(_read(data, file, "privee"), file)


def open_private(data: bytes, file: str, passphrase: str) -> bytes:
    """Return the private key; about a second, so in a thread.

    Raises:
        StructureKeyFileError: the file holds something else.
        WrongStructurePassphraseError: it does not open it.
    """
    value = _read(data, file, "privee")
    try:
        cost = cast("Mapping[str, int]", value["kdf"])
        parameters = KdfParameters(
            memory_kib=cost["memory_kib"], iterations=cost["iterations"], lanes=cost["lanes"]
        )
        salt, nonce = _bytes(value["salt"], SALT_BYTES), _bytes(value["nonce"], NONCE_BYTES)
        locked = _bytes(value.pop("locked"), KEY_BYTES + 16)
    except (KeyError, TypeError, ValueError):
        raise _damaged(file) from None
    key = kdf.derive(passphrase, salt=salt, parameters=parameters)
    try:
        return AESGCM(key).decrypt(nonce, locked, canonical(value))
    except InvalidTag:
        raise WrongStructurePassphraseError from None


def _said(key: StructureKey, kind: str) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": kind,
        "name": key.name,
        "public_key": b64encode(key.public_key).decode(),
    }


def _written(said: Mapping[str, object]) -> bytes:
    whole = dict(said) | {"checksum": hashlib.sha256(canonical(said)).hexdigest()}
    return (json.dumps(whole, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()


def _read(data: bytes, file: str, kind: str) -> dict[str, object]:
    value = _json(data)
    if value is None or value.get("format") != FORMAT:
        raise StructureKeyFileError(file, "ce n’est pas une clé de structure de Passerelle.")
    if value.get("version") != VERSION:
        raise StructureKeyFileError(file, "cette clé vient d’une version plus récente.")
    checksum = value.pop("checksum", None)
    try:
        whole = checksum == hashlib.sha256(canonical(value)).hexdigest()
    except UnicodeEncodeError:
        whole = False
    if not whole:
        raise _damaged(file)
    if value.get("kind") != kind:
        raise StructureKeyFileError(
            file,
            "c’est la moitié privée, qui reste chez qui la garde. Choisissez la clé publique."
            if kind == "publique"
            else "c’est la clé publique. Choisissez la moitié privée, avec sa phrase de passe.",
        )
    return value


def _json(data: bytes) -> dict[str, object] | None:
    if len(data) > LARGEST_FILE:
        return None
    try:
        value: object = json.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _key(value: Mapping[str, object], file: str) -> StructureKey:
    name = value.get("name")
    try:
        public = _bytes(value.get("public_key"), KEY_BYTES)
        # A point of small order would let anybody open what is sealed to it: this refuses it.
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public))
    except (TypeError, ValueError):
        raise _damaged(file) from None
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        raise _damaged(file)
    return StructureKey(name=name, public_key=public)


def _damaged(file: str) -> StructureKeyFileError:
    return StructureKeyFileError(file, "ce fichier est abîmé. Prenez-en une autre copie.")


def _bytes(value: object, length: int) -> bytes:
    if not isinstance(value, str):
        raise TypeError("text expected")
    try:
        data = b64decode(value, validate=True)
    except Base64Error:
        raise ValueError("base64") from None
    if len(data) != length:
        raise ValueError("length")
    return data
