"""Are two builds of one commit the same? `python3 -m installer.reproduce [NAME …] [--out FOLDER]`.

Exports the commit (not what was changed since) into two folders of different names, builds the
packages there, once from fetched wheels and once from what `.venv` holds, and compares them to the
byte. Exit 1 where they differ; the first file that does is named.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from installer.build import PROGRAM, SERVICE
from installer.commit import ROOT

_FOLDERS: Final = ("une", "une-autre-fois")


def main() -> int:
    """Build twice and compare."""
    parser = argparse.ArgumentParser(prog="python3 -m installer.reproduce")
    parser.add_argument("name", nargs="*", default=[PROGRAM, SERVICE])
    parser.add_argument("--out", type=Path, help="a folder to keep; else a temporary one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = (given.out or Path(folder)).resolve()
        commit = _said("git", "rev-parse", "HEAD")  # once: others may commit meanwhile
        first, second = (_built(commit, out / one, given.name) for one in _FOLDERS)
        same = True
        for one, other in zip(first, second, strict=True):
            found = difference(one, other)
            same &= not found
            size = f"{one.stat().st_size / 1e6:.1f} MB"
            print(
                f"{one.name}: {size}, sha256 {_sha256(one.read_bytes())[:16]}…, {found or 'same'}"
            )
    return 0 if same else 1


def difference(one: Path, other: Path) -> str:
    """Return where two packages first differ: a member, or a file in it; nothing where they do not.

    The files of both are read; what only their order or dates tell apart is named by the member.
    """
    if one.read_bytes() == other.read_bytes():
        return ""
    first, second = (dict(_contents(file)) for file in (one, other))
    if only := sorted(first.keys() ^ second.keys()):
        return f"only in one: {only[0]}"
    changed = [name for name, digest in first.items() if second[name] != digest]
    return f"differs: {changed[0]}" if changed else "differs: order or dates of the files"


def _said(*command: str) -> str:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def _built(commit: str, folder: Path, names: list[str]) -> list[Path]:
    source, out = folder / "source", folder / "out"
    source.mkdir(parents=True, exist_ok=True)
    command = ["git", "archive", "--format=tar", commit]
    packed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(source, filter="data")
    borrowing = folder.name == _FOLDERS[-1] and (ROOT / ".venv").is_dir()
    if borrowing and not (source / ".venv").exists():
        (source / ".venv").symlink_to(ROOT / ".venv")
    variables = {
        **os.environ,
        "SOURCE_DATE_EPOCH": _said("git", "log", "-1", "--format=%ct", commit),
    }
    if borrowing:
        variables["PASSERELLE_BORROW"] = "1"
    build = [sys.executable, "-m", "installer.build", str(out), *names]
    subprocess.run(build, cwd=source, env=variables, check=True)
    return sorted(out.glob("*.deb"))


def _contents(package: Path) -> Iterator[tuple[str, str]]:
    """Give the digest of each file of a package, as dpkg unpacks it, with its rights and date."""
    for option in ("--ctrl-tarfile", "--fsys-tarfile"):
        command = ["dpkg-deb", option, str(package)]
        packed = subprocess.run(command, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            for member in archive:
                data = archive.extractfile(member) if member.isfile() else None
                content = data.read() if data else member.linkname.encode()
                yield member.name, f"{member.mode} {member.mtime} {_sha256(content)}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
