"""An archive of answers that was packed again by somebody's computer, then damaged."""

import zipfile
from pathlib import Path

import pytest

from app.sync.protocol.sealed_file import SUFFIX
from app.sync.sealed_file.answers import contents_of

ANSWER = bytes(range(256)) * 40


@pytest.mark.parametrize(
    ("packing", "read"),
    [(zipfile.ZIP_STORED, ANSWER), (zipfile.ZIP_DEFLATED, ANSWER), (zipfile.ZIP_LZMA, b"?")],
)
def test_a_damaged_archive_is_a_file_that_nobody_reads(
    tmp_path: Path, packing: int, read: bytes
) -> None:
    path = tmp_path / "reponses.zip"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr(f"reponse{SUFFIX}", ANSWER)
    assert contents_of([path]) == [read]
    content = bytearray(path.read_bytes())
    at = len("reponse") + len(SUFFIX) + 30  # behind its header
    content[at : at + 30] = b"\xff" * 30
    path.write_bytes(content)
    assert contents_of([path]) == [b"?"]
