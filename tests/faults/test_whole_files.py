"""The program writes files through one function, which spoils nothing when it fails."""

import ast
import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.failures import UnusableFileError
from app.whole_files import read_at_most, write_whole
from tests.paths import ROOT

APP = ROOT / "app"
EXCEPTIONS = {
    "bootstrap/console.py": "a stream for messages, no document",
    "bootstrap/single.py": "a lock, without content that matters",
    "department/copies/backup.py": "a draft, read back, then put in place",
    "department/keys.py": "a private draft, flushed, then put in place",
    "department/records/exporting/xlsx_file.py": "inside an archive in memory",
    "department/retention/ledger.py": "a draft of this process, flushed, then put in place",
    "department/running.py": "a lock",
    "department/upkeep.py": "new files alone, reserved before anything is spent",
    "questionnaire/__main__.py": "the null device",
    "storage/copying.py": "a new generation of the database, put in force once it is whole",
    "storage/database.py": "a new database, empty",
    "storage/fin_du_poste.py": "overwrites what is destroyed",
    "storage/sauvegarde/container.py": "a draft of a backup, read back, then put in place",
    "storage/sauvegarde/folder.py": "a copy under a draft's name, read back, then put in place",
    "sync/sealed_file/folder.py": "drafts on a stick, read back, then put in place",
    "ui/printing/sinks.py": "bound page by page in a draft, then put in place",
    "whole_files.py": "the function itself",
}
_CALLS = {"write_text", "write_bytes", "copyfile", "copy2", "copy"}
_OPENING = {"open", "fdopen"}
_PERHAPS = re.compile(  # parsing every file takes seconds
    r"write_text|write_bytes|shutil\.copy|O_WRONLY|O_RDWR|O_CREAT|os\.open\("
    r"|open\(.{0,200}?[\"'][rbt]?[wxa+][wxabt+]*[\"']|open\(.{0,200}?[\"']rb?\+",
    re.DOTALL,
)


def writings(source: str) -> Iterator[int]:
    """Lines of calls that open a file for writing."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        of = getattr(getattr(node.func, "value", None), "id", "")
        given = [*node.args, *(one.value for one in node.keywords if one.arg == "mode")]
        modes = [one.value for one in given if isinstance(one, ast.Constant)]
        written = any(
            isinstance(mode, str)
            and 0 < len(mode) <= 3
            and set(mode) <= set("rwxabt+")
            and set(mode) & set("wxa+")
            for mode in modes
        )
        flags = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
        if (
            name in {"write_text", "write_bytes"}
            or (name in _CALLS and of == "shutil")
            or (name in _OPENING and written)
            or (name == "open" and of == "os" and "O_RDONLY" not in flags)  # a variable too
        ):
            yield node.lineno


def test_only_the_listed_places_open_files_for_writing() -> None:
    found = {
        path.relative_to(APP).as_posix(): lines
        for path in sorted(APP.rglob("*.py"))
        if _PERHAPS.search(source := path.read_text(encoding="utf-8"))
        if (lines := list(writings(source)))
    }
    assert {name: lines for name, lines in found.items() if name not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) <= set(found), "an exception that is none any more"


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text('a')",
        "path.write_bytes(b'')",
        "open(name, 'w')",
        "path.open(mode='ab')",
        "os.fdopen(fd, 'wb')",
        "os.open(name, os.O_WRONLY | os.O_CREAT)",
        "shutil.copyfile(a, b)",
    ],
)
def test_each_way_of_writing_is_found(code: str) -> None:
    assert list(writings(code)) == [1]
    assert _PERHAPS.search(code)
    assert list(writings("path.open('rb'); open(name); os.open(name, os.O_RDONLY)")) == []


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "attestation.pdf"
    path.write_bytes(b"avant")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        write_whole(path, b"apr\xc3\xa8s")
    assert path.read_bytes() == b"avant"
    assert [one.name for one in tmp_path.iterdir()] == ["attestation.pdf"]
    monkeypatch.undo()
    with pytest.raises(FileExistsError):
        write_whole(path, b"autre", new=True)
    write_whole(path, b"secret", private=True)
    assert path.read_bytes() == b"secret"
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="this system knows no owners' rights")
def test_a_private_file_stays_private_when_written_over(tmp_path: Path) -> None:
    path, common = tmp_path / "reponse.json", tmp_path / "liste.csv"
    write_whole(path, b"avant", private=True)
    write_whole(path, b"apres")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"apres", 0o600)
    common.write_bytes(b"avant")
    common.chmod(0o644)
    write_whole(common, b"apres")
    assert common.stat().st_mode & 0o044


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed there")
def test_a_folder_that_cannot_be_flushed_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attestation.pdf"
    path.write_bytes(b"avant")
    flush = os.fsync

    def failing(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "folder")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="folder"):
        write_whole(path, b"apres")
    assert path.read_bytes() == b"avant"
    assert [one.name for one in tmp_path.iterdir()] == ["attestation.pdf"]


def test_two_writers_of_one_file_mix_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "affichage.json"
    flush = os.fsync

    def other_first(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", flush)
        write_whole(path, b"l'autre, plus long")  # comes between this one's bytes and its name
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", other_first)
    write_whole(path, b"le premier")
    assert path.read_bytes() == b"le premier"
    assert [one.name for one in tmp_path.iterdir()] == ["affichage.json"]


def test_the_part_of_a_writer_that_died_goes_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "liste [1].csv"
    dead, living = (tmp_path / f"{path.name}.{name}.partiel" for name in ("00000001", "00000002"))
    for part in (dead, living):
        part.write_bytes(b"un nom")
    hours_ago = time.time() - 7200
    os.utime(dead, (hours_ago, hours_ago))
    write_whole(path, b"apres")
    assert sorted(tmp_path.iterdir()) == sorted([path, living])


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(b"12345")
    assert read_at_most(path, 5) == b"12345"
    with pytest.raises(UnusableFileError, match="trop volumineux"):
        read_at_most(path, 4)
