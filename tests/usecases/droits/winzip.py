"""An independent reader of WinZip's AES archives, written from the published format (AE-1, AE-2).

It shares no code with the library that writes them: what it reads, 7-Zip reads.
Source: winzip.com/en/support/aes-encryption, « AES Encryption Information ».
"""

import hashlib
import hmac
import io
import struct
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_AES_FIELD, _AES_METHOD, _256_BITS = 0x9901, 99, 3
_SALT, _KEY, _CHECK, _CODE, _ROUNDS, _BLOCK = 16, 32, 2, 10, 1000, 16


class WrongPassphraseError(Exception):
    """The two bytes of verification, or the authentication code, do not hold."""


def read(archive: bytes, name: str, passphrase: str) -> bytes:
    """Return the file `name` of an archive whose every file is under AES-256."""
    with zipfile.ZipFile(io.BytesIO(archive)) as listed:
        info = listed.getinfo(name)
    assert info.compress_type == _AES_METHOD
    _version, vendor, strength, method = _aes_field(info.extra)
    assert (vendor, strength) == (b"AE", _256_BITS)
    data = _stored(archive, info)
    salt, check, code = data[:_SALT], data[_SALT : _SALT + _CHECK], data[-_CODE:]
    sealed = data[_SALT + _CHECK : -_CODE]
    made = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, _ROUNDS, 2 * _KEY + _CHECK)
    key, mac, expected = made[:_KEY], made[_KEY : 2 * _KEY], made[2 * _KEY :]
    found = hmac.digest(mac, sealed, "sha1")[:_CODE]
    if check != expected or not hmac.compare_digest(found, code):
        raise WrongPassphraseError
    plain = _counter(key, sealed)
    return zlib.decompress(plain, wbits=-15) if method == zipfile.ZIP_DEFLATED else plain


def _aes_field(extra: bytes) -> tuple[int, bytes, int, int]:
    while extra:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _AES_FIELD:
            version, vendor, strength, method = struct.unpack_from("<H2sBH", extra, 4)
            return version, vendor, strength, method
        extra = extra[4 + length :]
    raise AssertionError("no AES field")


def _stored(archive: bytes, info: zipfile.ZipInfo) -> bytes:
    names, extras = struct.unpack_from("<HH", archive, info.header_offset + 26)
    start = info.header_offset + 30 + names + extras
    return archive[start : start + info.compress_size]


def _counter(key: bytes, sealed: bytes) -> bytes:
    """AES in counter mode, the counter beginning at 1 and little-endian: each block by itself."""
    plain = bytearray()
    block = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - the mode's own block
    for number, start in enumerate(range(0, len(sealed), _BLOCK), start=1):
        mask = block.update(number.to_bytes(_BLOCK, "little"))
        plain += bytes(a ^ b for a, b in zip(sealed[start : start + _BLOCK], mask, strict=False))
    return bytes(plain)
