"""The activation code: what an agent of the Département gives for one laptop, on paper or as QR.

Forty symbols in ten groups of four: a one-time secret (17 symbols, 85 bits), the fingerprint of the
Département's root key (17), a checksum (6). The alphabet is Crockford's: no I, L, O, U; the
checksum is that of Bech32m (BIP 350), which finds up to four wrong symbols and every swap of two
neighbours.
"""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sync.protocol.signing import framed

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_SYMBOLS: Final = 17
FINGERPRINT_SYMBOLS: Final = 17
CHECKSUM_SYMBOLS: Final = 6
SYMBOLS: Final = SECRET_SYMBOLS + FINGERPRINT_SYMBOLS + CHECKSUM_SYMBOLS
GROUP: Final = 4
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN: Final = " \t\r\n\u00a0\u202f-‐‑‒–—._/"
_PURPOSE: Final = (
    "passerelle1"  # version and use: another code of the same shape fails the checksum
)
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32M: Final = 0x2BC830A3


class CodeProblem(StrEnum):
    """Why a typed code cannot be one."""

    LENGTH = "length"
    SYMBOL = "symbol"
    CHECKSUM = "checksum"


class ActivationCodeError(ValueError):
    """The text is not an activation code; tells where, never what was typed.

    `group` counts from 1 when the fault is in a known group, else 0; `symbols` is how many were
    read, out of forty.
    """

    def __init__(self, problem: CodeProblem, *, group: int = 0, symbols: int = 0) -> None:
        self.problem = problem
        self.group = group
        self.symbols = symbols
        super().__init__(problem.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationCode:
    """A code that was read or made. `secret` and `fingerprint` are symbols of the alphabet."""

    secret: str = field(repr=False)
    fingerprint: str

    def text(self) -> str:
        """Return the code in groups of four, as it is printed and put in the QR."""
        symbols = self.secret + self.fingerprint
        whole = symbols + _checksum(symbols)
        return "-".join(whole[at : at + GROUP] for at in range(0, SYMBOLS, GROUP))

    def lookup(self) -> str:
        """Return the name under which the service finds the code (32 digits); not secret."""
        return self._derived("lookup", 16).hex()

    def proof_key(self) -> bytes:
        """Return the 32-byte key of both proofs; the service keeps it instead of the code."""
        return self._derived("proof", 32)

    def _derived(self, purpose: str, length: int) -> bytes:
        salt = b"passerelle-activation-v1"
        kdf = HKDF(algorithm=SHA256(), length=length, salt=salt, info=purpose.encode())
        return kdf.derive(self.secret.encode())


def new_activation_code(root: bytes) -> ActivationCode:
    """Make a code with a fresh secret for the Département whose root has these public bytes."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_SYMBOLS))
    return ActivationCode(secret=secret, fingerprint=root_fingerprint(root))


def root_fingerprint(root: bytes) -> str:
    """Return the first 85 bits of the root key's SHA-256, as 17 symbols."""
    number = int.from_bytes(sha256(framed("passerelle-root-v1", root)).digest())
    bits = number >> (256 - 5 * FINGERPRINT_SYMBOLS)
    places = range(5 * (FINGERPRINT_SYMBOLS - 1), -1, -5)
    return "".join(ALPHABET[(bits >> place) & 31] for place in places)


def parse_activation_code(text: str) -> ActivationCode:
    """Read a code as people type it: any case, any separators, O for 0, I or L for 1.

    Raises:
        ActivationCodeError: not a code; a typing mistake.
    """
    symbols = "".join(c for c in text if c not in _BETWEEN).upper().translate(_READ_AS)
    for at, symbol in enumerate(symbols):
        if symbol not in ALPHABET:
            raise ActivationCodeError(CodeProblem.SYMBOL, group=at // GROUP + 1)
    if len(symbols) != SYMBOLS:
        raise ActivationCodeError(CodeProblem.LENGTH, symbols=len(symbols))
    if _checksum(symbols[:-CHECKSUM_SYMBOLS]) != symbols[-CHECKSUM_SYMBOLS:]:
        raise ActivationCodeError(CodeProblem.CHECKSUM, symbols=SYMBOLS)
    return ActivationCode(
        secret=symbols[:SECRET_SYMBOLS],
        fingerprint=symbols[SECRET_SYMBOLS:-CHECKSUM_SYMBOLS],
    )


def _checksum(symbols: str) -> str:
    purpose = [ord(c) >> 5 for c in _PURPOSE] + [0] + [ord(c) & 31 for c in _PURPOSE]
    values = purpose + [ALPHABET.index(c) for c in symbols] + [0] * CHECKSUM_SYMBOLS
    rest = _polymod(values) ^ _BECH32M
    places = range(5 * (CHECKSUM_SYMBOLS - 1), -1, -5)
    return "".join(ALPHABET[(rest >> place) & 31] for place in places)


def _polymod(values: list[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            rest ^= generator if (top >> bit) & 1 else 0
    return rest
