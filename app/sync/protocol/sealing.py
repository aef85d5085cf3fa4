"""Seal to the Département's receiving key: HPKE (RFC 9180), base mode, one shot.

The suite joins ML-KEM-768 and X25519: a recording made today stays closed to a quantum computer of
tomorrow, and to a fault found in either half. Who sealed is told by the signature, not by HPKE.
"""

from typing import Final, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from app.sync.protocol.errors import ErrorCode, ProtocolError

OpeningKey: TypeAlias = MLKEM768X25519PrivateKey
SUITE: Final = "MLKEM768X25519-HKDFSHA256-AES256GCM"
PUBLIC_BYTES: Final = 1216  # ML-KEM-768 encapsulation key (1184), then X25519 (32)
PRIVATE_BYTES: Final = 96  # ML-KEM seed (64), then X25519 (32)
_MLKEM_PUBLIC: Final = 1184
_MLKEM_SEED: Final = 64
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(public: bytes, plaintext: bytes, *, info: bytes) -> bytes:
    """Seal `plaintext` to the 1216 public bytes; it opens only with the same `info`.

    1136 bytes longer than the plaintext; never twice the same.

    Raises:
        ProtocolError: `UNKNOWN_KEY`, the public bytes are no key.
    """
    try:
        return _SUITE.encrypt(plaintext, _public(public), info=info)
    except ValueError as fault:  # a point of small order in the X25519 half
        raise ProtocolError(ErrorCode.UNKNOWN_KEY) from fault


def opening_key(private: bytes) -> OpeningKey:
    """Make ready a receiving key that opens several things: that takes as long as opening one."""
    return MLKEM768X25519PrivateKey(*_halves(private))


def unseal(private: bytes | OpeningKey, sealed: bytes, *, info: bytes) -> bytes:
    """Open what `seal` made, with the 96 private bytes, or with what `opening_key` made of them.

    Raises:
        ProtocolError: `CANNOT_OPEN`: altered, another key, or another `info`.
    """
    try:
        key = opening_key(private) if isinstance(private, bytes) else private
        return _SUITE.decrypt(sealed, key, info=info)
    except (InvalidTag, ValueError) as fault:
        raise ProtocolError(ErrorCode.CANNOT_OPEN) from fault


def new_receiving_key() -> bytes:
    """Make a random receiving key; returns its 96 private bytes."""
    mlkem = MLKEM768PrivateKey.generate().private_bytes_raw()
    return mlkem + X25519PrivateKey.generate().private_bytes_raw()


def receiving_public(private: bytes) -> bytes:
    """Return the 1216 public bytes of a receiving key."""
    mlkem, x25519 = _halves(private)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def _halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    if len(private) != PRIVATE_BYTES:
        raise ValueError("a receiving key has 96 private bytes")
    return (
        MLKEM768PrivateKey.from_seed_bytes(private[:_MLKEM_SEED]),
        X25519PrivateKey.from_private_bytes(private[_MLKEM_SEED:]),
    )


def _public(public: bytes) -> MLKEM768X25519PublicKey:
    if len(public) != PUBLIC_BYTES:
        raise ProtocolError(ErrorCode.UNKNOWN_KEY)
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
        )
    except ValueError as fault:
        raise ProtocolError(ErrorCode.UNKNOWN_KEY) from fault
