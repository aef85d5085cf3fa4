"""Search files for what must not be in them, however it is written or packed."""

import io
import itertools
import subprocess
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

SHORTEST = 5  # shorter needles occur by chance in encrypted bytes
MOST_INFLATED = 4 * 1024 * 1024


def spellings(text: str) -> set[bytes]:
    """Return every way in which `text` could lie in a file."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    written = {
        form
        for word in (text, bare, unicodedata.normalize("NFD", text))
        for form in (word, word.upper(), word.lower())
    }
    return {
        word.encode(encoding)
        for word in written
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if len(word) >= SHORTEST
    }


def leaks(folders: Iterable[Path], texts: Iterable[str]) -> list[str]:
    """Return « file: text » for each text found in a file below `folders`, packed or not."""
    needles = {text: spellings(text) for text in texts}
    found: list[str] = []
    files = itertools.chain.from_iterable(folder.rglob("*") for folder in folders)
    for file in files:
        if not file.is_file():
            continue
        for content in _layers(file.read_bytes()):
            found += [
                f"{file.name}: {text}"
                for text, forms in needles.items()
                if any(form in content for form in forms)
            ]
        if any(form in str(file).encode() for forms in needles.values() for form in forms):
            found.append(f"{file.name}: in its name")
    return found


def _layers(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield the bytes, what a PDF says in them, what is in deflated streams and archives."""
    yield content
    at = content.find(b"%PDF-")
    if at >= 0 and depth == 0:
        yield _said_by_pdf(content[at:])
    if depth > 2:
        return
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _layers(archive.read(name), depth + 1)
        return
    for start in _starts(content):
        inflater = zlib.decompressobj(wbits=47)  # zlib or gzip, by their headers
        try:
            inner = inflater.decompress(content[start:], MOST_INFLATED)
        except zlib.error:
            continue
        if inner:
            yield from _layers(inner, depth + 1)


def _said_by_pdf(content: bytes) -> bytes:
    """Return the words of a PDF: its letters are numbers of glyphs, packed and in ASCII85."""
    read = ["pdftotext", "-q", "-", "-"]
    return subprocess.run(read, input=content, capture_output=True, check=False).stdout


def _starts(content: bytes) -> Iterator[int]:
    for mark in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b"):
        at = content.find(mark)
        while at >= 0:
            yield at
            at = content.find(mark, at + 1)
