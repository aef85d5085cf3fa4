"""The recovery sheet of the service's keys: 256 bits on paper, when the passphrase is lost.

The sheet holds a secret; from it comes a key pair of the protocol's sealing suite. The public half
stands in the key file, so that new keys are sealed to the sheet without anybody fetching it; the
private half is nowhere but on the paper. Keep it apart from the key file and from the backups.
"""

import hashlib
import secrets
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.department.failures import KeyFileError
from app.department.keys import ServiceKeys, write_keys
from app.sync.protocol.activation_code import ALPHABET, GROUP
from app.sync.protocol.sealing import PRIVATE_BYTES, receiving_public

SECRET_BYTES: Final = 32
_CHECK_BYTES: Final = 3  # 280 bits in all: 56 symbols, 14 groups of four
_SYMBOLS: Final = (SECRET_BYTES + _CHECK_BYTES) * 8 // 5
_PURPOSE: Final = b"passerelle-secours-v1"
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN: Final = " \t\r\n\u00a0\u202f-‐‑‒–—._/"


def new_sheet(file: Path, keys: ServiceKeys, passphrase: str) -> str:
    """Make a sheet for the keys of `file`; a former sheet opens them no more. Returns its text."""
    secret = secrets.token_bytes(SECRET_BYTES)
    public = receiving_public(private_of(secret))
    write_keys(file, keys, passphrase, replacing=True, recovery=public)
    return text_of(secret)


def text_of(secret: bytes) -> str:
    """Return the secret as it is printed: 14 groups of four symbols, checksum included."""
    number = int.from_bytes(secret + _checksum(secret))
    places = range(5 * (_SYMBOLS - 1), -1, -5)
    symbols = "".join(ALPHABET[(number >> place) & 31] for place in places)
    return "-".join(symbols[at : at + GROUP] for at in range(0, _SYMBOLS, GROUP))


def secret_of(text: str) -> bytes:
    """Read a sheet as people type it: any case, any separators, O for 0, I or L for 1.

    Raises:
        KeyFileError: a symbol is missing, or was typed wrong.
    """
    symbols = "".join(c for c in text if c not in _BETWEEN).upper().translate(_READ_AS)
    if len(symbols) != _SYMBOLS or not set(symbols) <= set(ALPHABET):
        raise KeyFileError(
            f"La feuille de secours a {_SYMBOLS} signes, en groupes de quatre : relisez-la."
        )
    number = 0
    for symbol in symbols:
        number = number << 5 | ALPHABET.index(symbol)
    whole = number.to_bytes(SECRET_BYTES + _CHECK_BYTES)
    if _checksum(whole[:SECRET_BYTES]) != whole[SECRET_BYTES:]:
        raise KeyFileError("Une faute de frappe : relisez la feuille de secours.")
    return whole[:SECRET_BYTES]


def private_of(secret: bytes) -> bytes:
    """Return the private half (96 bytes) that opens what is sealed to the sheet."""
    return HKDF(algorithm=SHA256(), length=PRIVATE_BYTES, salt=None, info=_PURPOSE).derive(secret)


def sheet_name(public: bytes) -> str:
    """Return a short name by which a sheet and a key file are known to go together."""
    return hashlib.sha256(_PURPOSE + public).hexdigest()[:8].upper()


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(_PURPOSE + secret).digest()[:_CHECK_BYTES]
