"""The environment that the program is frozen from: what the lock names, and nothing else.

Where the project's own `.venv` holds the same version out of the same lock, its files are linked
rather than fetched and unpacked again; what it lacks (PyInstaller) is installed, hashes checked.
Either way the same files come out: `reproduce` compares the packages of both.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from installer.commit import ROOT, run

LOCK: Final = ROOT / "requirements-build.lock"
_OURS: Final = ROOT / ".venv"
_PINNED: Final = re.compile(
    r"^([a-z0-9-]+)==(\S+)((?:.*\\\n)(?:\s+--hash=\S+(?: \\)?\n)+)", re.MULTILINE
)


def make(folder: Path, *, borrowing: bool) -> Path:
    """Make or complete the environment of `folder`; return its Python."""
    python = python_of(folder)
    if not python.exists():
        run(sys.executable, "-m", "venv", str(folder))
    if borrowing and python_of(_OURS).exists():
        _borrow(folder)
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", str(LOCK))
    return python


def python_of(folder: Path) -> Path:
    """Return where the Python of an environment is."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pinned(lock: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the version and the hashes of each distribution of a lock file."""
    found = _PINNED.finditer(lock.read_text(encoding="utf-8"))
    return {one[1]: (one[2], frozenset(re.findall(r"--hash=(\S+)", one[3]))) for one in found}


def site_packages(folder: Path) -> Path:
    """Return where an environment keeps its distributions."""
    asked = [str(python_of(folder)), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())


def _borrow(folder: Path) -> None:
    """Link the files of what `.venv` has in the locked version; never what it has besides."""
    wanted, there = pinned(LOCK), pinned(ROOT / "requirements-dev.lock")
    same = [name for name, pin in wanted.items() if there.get(name) == pin]
    source, target = site_packages(_OURS), site_packages(folder)
    for name in same:
        stem = f"{name.replace('-', '_')}-{wanted[name][0]}.dist-info"
        record = next((one for one in source.glob("*.dist-info") if one.name.lower() == stem), None)
        if record is None or (target / record.name).exists():
            continue
        for line in (record / "RECORD").read_text(encoding="utf-8").splitlines():
            path = line.rsplit(",", 2)[0].strip('"')
            if not path.startswith("..") and not path.endswith(".pyc"):
                _link(source / path, target / path)


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:  # another disk
        shutil.copy(source, target)
