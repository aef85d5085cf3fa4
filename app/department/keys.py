"""The service's keys, made once and kept in a file under a passphrase (Argon2id, AES-256-GCM).

Losing the file means that every device must activate again, and that what is on its way to the
receiving key can no longer be read: the record of decision says to keep a copy apart.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.department.failures import KeyFileError
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.sealing import new_receiving_key, receiving_public, seal, unseal
from app.sync.protocol.signing import key_id, new_signing_key, public_of

FORMAT = "passerelle-cles-departement/1"
_RECOVERY = b"passerelle-cles-departement/1 secours"
_COST = {"memory_kib": 64 * 1024, "iterations": 3, "lanes": 4}
_COST_LIMIT = {"memory_kib": 1024 * 1024, "iterations": 20, "lanes": 16}


@dataclass(frozen=True, slots=True, kw_only=True)
class RootAway:
    """What stays of a root kept off line: its public bytes, and what it signed once for ever.

    `list_…`: the list of keys; `nothing_…`: a list of no document with the first serial, for a
    database put back from before the root went away. Laptops pass over it.
    """

    public: bytes
    list_content: bytes
    list_signature: bytes
    nothing_content: bytes
    nothing_signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ServiceKeys:
    """The private keys in clear, in memory only (raw bytes, as `app.sync.protocol` takes them).

    `root` signs the list of keys and published material; it is empty where the root is kept off
    line, and `away` says what remains of it (decision 0032). `signing` and `receiving` have the
    current key first, then those kept for what laptops sealed or hold from before; `serial` and
    `issued_at` are those of the list; `secret` is the seed of the keyed digests.
    """

    root: bytes
    signing: tuple[bytes, ...]
    receiving: tuple[bytes, ...]
    secret: bytes
    serial: int
    issued_at: datetime
    away: "RootAway | None" = None

    @property
    def root_public(self) -> bytes:
        """Return the root's 32 public bytes."""
        return self.away.public if self.away else public_of(self.root)

    def rotated(self, now: datetime, *, overlap: bool) -> "ServiceKeys":
        """Return the set with new current keys; `overlap` keeps the old ones in use."""
        return replace(
            self,
            signing=(new_signing_key(), *(self.signing if overlap else ())),
            receiving=(new_receiving_key(), *(self.receiving if overlap else ())),
            serial=self.serial + 1,
            issued_at=now,
        )

    def receiving_named(self, name: str) -> bytes:
        """Return the private key that opens what was sealed to the key `name`.

        Raises:
            ProtocolError: `UNKNOWN_KEY`.
        """
        for private in self.receiving:
            if key_id(receiving_public(private)) == name:
                return private
        raise ProtocolError(ErrorCode.UNKNOWN_KEY)

    def digest(self, purpose: str, value: bytes) -> bytes:
        """Return a digest of `value` that means nothing without the keys, one family a purpose."""
        key = hmac.digest(self.secret, purpose.encode(), hashlib.sha256)
        return hmac.digest(key, value, hashlib.sha256)

    def wrap(self, purpose: str, value: bytes) -> bytes:
        """Close `value` so that a copy of the database alone does not give it away."""
        nonce = secrets.token_bytes(12)
        return nonce + AESGCM(self.digest("wrap", b"")).encrypt(nonce, value, purpose.encode())

    def unwrap(self, purpose: str, wrapped: bytes) -> bytes:
        """Open what `wrap` closed for the same purpose.

        Raises:
            cryptography.exceptions.InvalidTag: altered, or closed for another purpose.
        """
        key = AESGCM(self.digest("wrap", b""))
        return key.decrypt(wrapped[:12], wrapped[12:], purpose.encode())


def make_keys(now: datetime) -> ServiceKeys:
    """Make a new set of keys."""
    return ServiceKeys(
        root=new_signing_key(),
        signing=(new_signing_key(),),
        receiving=(new_receiving_key(),),
        secret=secrets.token_bytes(32),
        serial=1,
        issued_at=now,
    )


def write_keys(
    file: Path,
    keys: ServiceKeys,
    passphrase: str,
    *,
    replacing: bool = False,
    recovery: bytes = b"",
) -> None:
    """Write `keys` to a file readable by its owner alone: whole, or not at all.

    `recovery` is the public half of the key of a recovery sheet (1216 bytes), to which the keys are
    sealed beside the passphrase; when a file is replaced without it, the sheet in use stays so.

    Raises:
        KeyFileError: the file is already there and `replacing` was not asked for.
    """
    if file.exists() and not replacing:
        raise KeyFileError(f"{file.name} existe déjà : il n’est pas remplacé.")
    header: dict[str, Any] = {
        "format": FORMAT,
        "argon2id": {**_COST, "salt": _text(secrets.token_bytes(16))},
        "nonce": _text(secrets.token_bytes(12)),
    }
    if public := recovery or (recovery_public(file) if file.exists() else b""):
        sealed = seal(public, json.dumps(_content(keys)).encode(), info=_RECOVERY)
        header["secours"] = {"public": _text(public), "sealed": _text(sealed)}
    body = AESGCM(_derive(passphrase, header)).encrypt(
        _bytes(header["nonce"]), json.dumps(_content(keys)).encode(), _bound(header)
    )
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = file.with_suffix(".nouveau")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(json.dumps({**header, "keys": _text(body)}, indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)


def recovery_public(file: Path) -> bytes:
    """Return the public half of the recovery sheet's key, empty where no sheet was made.

    Raises:
        KeyFileError: the file is damaged.
    """
    try:
        slot = json.loads(file.read_text(encoding="utf-8")).get("secours")
        return _bytes(slot["public"]) if slot else b""
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileError(f"{file.name} est illisible ou abîmé.") from error


def read_with_recovery(text: str, private: bytes) -> ServiceKeys:
    """Open the content of a key file with the private half of its recovery sheet's key.

    Raises:
        KeyFileError: the sheet is not that of this file, or the file is damaged.
    """
    try:
        sealed = _bytes(json.loads(text)["secours"]["sealed"])
        return _from_content(json.loads(unseal(private, sealed, info=_RECOVERY)))
    except ProtocolError as error:
        raise KeyFileError(
            "Cette feuille de secours n’ouvre pas ces clés : elle a été remplacée, ou elle est "
            "celle d’un autre service."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError("Ces clés n’ont pas de feuille de secours, ou sont abîmées.") from error


def read_keys(file: Path, passphrase: str) -> ServiceKeys:
    """Open the key file.

    Raises:
        KeyFileError: wrong passphrase, or the file is damaged or foreign.
    """
    try:
        return read_content(file.read_text(encoding="utf-8"), passphrase, name=file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"{file.name} est illisible ou abîmé.") from error


def read_content(text: str, passphrase: str, *, name: str) -> ServiceKeys:
    """Open the content of a key file; `name` is the file's, for the messages.

    Raises:
        KeyFileError: wrong passphrase, or the content is damaged or foreign.
    """
    try:
        header = json.loads(text)
        if header["format"] != FORMAT:
            raise KeyFileError(f"{name} n’est pas un fichier de clés de cette version.")
        body = _bytes(header.pop("keys"))
        clear = AESGCM(_derive(passphrase, header)).decrypt(
            _bytes(header["nonce"]), body, _bound(header)
        )
        return _from_content(json.loads(clear))
    except InvalidTag as error:
        raise KeyFileError(
            f"{name} : la phrase de passe n’est pas la bonne, ou le fichier est altéré."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError(f"{name} est illisible ou abîmé.") from error


def open_or_make(file: Path, passphrase: str, now: datetime) -> ServiceKeys:
    """Open the key file, or make the keys on the first start."""
    if file.exists():
        return read_keys(file, passphrase)
    keys = make_keys(now)
    write_keys(file, keys, passphrase)
    return keys


def _derive(passphrase: str, header: dict[str, Any]) -> bytes:
    cost = header["argon2id"]
    for name, limit in _COST_LIMIT.items():  # a forged header must not exhaust the machine
        if not 1 <= int(cost[name]) <= limit:
            raise ValueError("unreasonable derivation cost")
    kdf = Argon2id(
        salt=_bytes(cost["salt"]),
        length=32,
        iterations=cost["iterations"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    )
    return kdf.derive(passphrase.encode())


def _bound(header: dict[str, Any]) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def _content(keys: ServiceKeys) -> dict[str, Any]:
    return {
        "root": _text(keys.root),
        "signing": [_text(key) for key in keys.signing],
        "receiving": [_text(key) for key in keys.receiving],
        "secret": _text(keys.secret),
        "serial": keys.serial,
        "issued_at": keys.issued_at.isoformat(),
        **({"away": _away_content(keys.away)} if keys.away else {}),
    }


def _away_content(away: RootAway) -> dict[str, str]:
    return {
        "public": _text(away.public),
        "list_content": _text(away.list_content),
        "list_signature": _text(away.list_signature),
        "nothing_content": _text(away.nothing_content),
        "nothing_signature": _text(away.nothing_signature),
    }


def _away(content: dict[str, str] | None) -> RootAway | None:
    if content is None:
        return None
    return RootAway(
        public=_bytes(content["public"]),
        list_content=_bytes(content["list_content"]),
        list_signature=_bytes(content["list_signature"]),
        nothing_content=_bytes(content["nothing_content"]),
        nothing_signature=_bytes(content["nothing_signature"]),
    )


def _from_content(content: dict[str, Any]) -> ServiceKeys:
    return ServiceKeys(
        root=_bytes(content["root"]),
        signing=tuple(_bytes(key) for key in content["signing"]),
        receiving=tuple(_bytes(key) for key in content["receiving"]),
        secret=_bytes(content["secret"]),
        serial=int(content["serial"]),
        issued_at=datetime.fromisoformat(content["issued_at"]),
        away=_away(content.get("away")),
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
