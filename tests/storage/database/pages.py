"""Decrypt the pages of a database file and of its log, freed space included.

SQLCipher 4: page of 4096 bytes, the last 80 are the initialisation vector (16) and the HMAC (64);
the first 16 bytes of the file are the salt. A raw 32-byte key encrypts the pages as it is.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVED = 80
LOG_HEADER, FRAME_HEADER = 32, 24


def decrypted(path: Path, key: bytes) -> bytes:
    """Return every decrypted page of the file and of the log beside it."""
    return b"".join([*_of_file(path.read_bytes(), key), *_of_log(path, key)])


def _of_file(content: bytes, key: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        yield _page(page[16:] if start == 0 else page, key)


def _of_log(path: Path, key: bytes) -> Iterator[bytes]:
    log = path.with_name(path.name + "-wal")
    content = log.read_bytes() if log.exists() else b""
    for start in range(LOG_HEADER, len(content), FRAME_HEADER + PAGE):
        frame = content[start + FRAME_HEADER : start + FRAME_HEADER + PAGE]
        number = int.from_bytes(content[start : start + 4], "big")
        yield _page(frame[16:] if number == 1 else frame, key)


def _page(page: bytes, key: bytes) -> bytes:
    vector = page[-RESERVED : -RESERVED + 16]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[:-RESERVED]) + cipher.finalize()


def encodings(text: str) -> set[bytes]:
    """Return how `text` could stand in a file."""
    spellings = {text, text.upper(), text.lower()}
    return {
        spelling.encode(encoding)
        for spelling in spellings
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    }
