"""A sealed stream of any length: AES-256-GCM in pieces, whose order and end cannot be changed.

Each piece is authenticated with its place and with whether it is the last, as in the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015). A key serves one file alone, so that a
counter is enough as nonce. What was read before a fault is not to be used: the caller decides at
the end.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.department.failures import CopyError

_PIECE: Final = 256 * 1024
_TAG: Final = 16
_LENGTH: Final = 4
_COUNTER: Final = 11
_LONGEST_LINE: Final = 64 * 1024 * 1024  # a published document, in base64, with room


def write(file: BinaryIO, key: bytes, bound: bytes, lines: Iterable[bytes]) -> None:
    """Write `lines` compressed and sealed under `key` (32 bytes, never used before).

    `bound` is what stands before in the file: it cannot be exchanged afterwards.
    """
    cipher, at, waiting = AESGCM(key), 0, bytearray()
    for compressed in _compressed(lines):
        waiting += compressed
        while len(waiting) > _PIECE:  # the last piece is never empty, and is known to be last
            _put(file, cipher.encrypt(_nonce(at, last=False), bytes(waiting[:_PIECE]), bound))
            del waiting[:_PIECE]
            at += 1
    _put(file, cipher.encrypt(_nonce(at, last=True), bytes(waiting), bound))


def read(file: BinaryIO, key: bytes, bound: bytes) -> Iterator[bytes]:
    """Yield the lines that `write` wrote.

    Raises:
        CopyError: cut short, altered, or under another key.
    """
    opened = zlib.decompressobj()
    rest = b""
    for piece in _opened(file, AESGCM(key), bound):
        found = (rest + opened.decompress(piece)).split(b"\n")
        rest = found.pop()
        if len(rest) > _LONGEST_LINE:
            raise _damaged()
        yield from found
    if rest or not opened.eof:
        raise _damaged()


def _opened(file: BinaryIO, cipher: AESGCM, bound: bytes) -> Iterator[bytes]:
    at, piece = 0, _get(file)
    while piece is not None:
        following = _get(file)
        try:
            yield cipher.decrypt(_nonce(at, last=following is None), piece, bound)
        except InvalidTag as fault:
            raise _damaged() from fault
        at, piece = at + 1, following
    if at == 0:
        raise _damaged()


def _compressed(lines: Iterable[bytes]) -> Iterator[bytes]:
    squeeze = zlib.compressobj(6)
    for line in lines:
        if made := squeeze.compress(line + b"\n"):
            yield made
    yield squeeze.flush()


def _put(file: BinaryIO, sealed: bytes) -> None:
    file.write(len(sealed).to_bytes(_LENGTH))
    file.write(sealed)


def _get(file: BinaryIO) -> bytes | None:
    head = file.read(_LENGTH)
    if not head:
        return None
    length = int.from_bytes(head)
    piece = file.read(length) if length <= _PIECE + _TAG else b""
    if len(head) != _LENGTH or len(piece) != length or length < _TAG:
        raise _damaged()
    return piece


def _nonce(at: int, *, last: bool) -> bytes:
    return at.to_bytes(_COUNTER) + bytes([last])


def _damaged() -> CopyError:
    return CopyError("Cette sauvegarde est abîmée, incomplète ou modifiée : rien n’a été changé.")
