"""Ed25519 signatures. What is signed begins with its use, so that none serves for another."""

import hashlib
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.sync.protocol.errors import ErrorCode, ProtocolError

SIGNATURE_BYTES: Final = 64
PUBLIC_BYTES: Final = 32
_KEY_ID_DIGITS: Final = 16


def key_id(public: bytes) -> str:
    """Return a key's name: the first 16 hexadecimal digits of the SHA-256 of its public bytes.

    A convenience for looking a key up, not a proof: trust comes from the signed key list.
    """
    return hashlib.sha256(public).hexdigest()[:_KEY_ID_DIGITS]


def sign(private: bytes, context: str, *parts: bytes) -> bytes:
    """Sign `parts` under `context` with the 32 private bytes; the signature has 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(framed(context, *parts))


def verify(public: bytes, signature: bytes, context: str, *parts: bytes) -> None:
    """Accept `signature` or raise.

    Raises:
        ProtocolError: `BAD_SIGNATURE`, whatever the reason.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, framed(context, *parts))
    except (InvalidSignature, ValueError) as fault:
        raise ProtocolError(ErrorCode.BAD_SIGNATURE) from fault


def public_of(private: bytes) -> bytes:
    """Return the 32 public bytes of a signing key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def new_signing_key() -> bytes:
    """Make a random signing key; returns its 32 private bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def framed(context: str, *parts: bytes) -> bytes:
    """Join parts so that no two lists of parts give the same bytes.

    `context` in ASCII, a zero byte, then each part behind its length (4 bytes, big end first).
    """
    return b"".join(
        (context.encode("ascii"), b"\0", *(len(part).to_bytes(4) + part for part in parts))
    )
