"""What Debian packages a tree of programs needs: those of the libraries that it does not carry."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_NEEDED: Final = re.compile(r"\(NEEDED\).*\[(.+)\]")
_VERSION: Final = re.compile(r"Name: GLIBC_(\d+)\.(\d+)")
_ELF: Final = b"\x7fELF"


def packages_for(tree: Path) -> list[str]:
    """Return the packages, in order; that of libc with the oldest version that has all it asks.

    Raises:
        SystemExit: this machine lacks a library, so nobody can say whose it is.
    """
    files = [one for one in tree.rglob("*") if one.is_file() and _is_program(one)]
    said = "".join(_said(files))
    carried = {one.name for one in tree.rglob("*") if ".so" in one.name}
    places = _places()
    wanted = sorted(set(_NEEDED.findall(said)) - carried)
    if lacking := [name for name in wanted if name not in places]:
        raise SystemExit(f"not on this machine, though the program needs it: {', '.join(lacking)}")
    found = {_package(places[name]) for name in wanted}
    least = max((int(major), int(minor)) for major, minor in _VERSION.findall(said))
    return sorted({*found - {"libc6"}, f"libc6 (>= {least[0]}.{least[1]})"})


def _is_program(file: Path) -> bool:
    if file.is_symlink():
        return False
    with file.open("rb") as stream:
        return stream.read(len(_ELF)) == _ELF


def _said(files: list[Path]) -> Iterable[str]:
    for start in range(0, len(files), 50):
        asked = ["readelf", "-dV", "--wide", *(str(one) for one in files[start : start + 50])]
        yield subprocess.run(asked, capture_output=True, text=True, check=True).stdout


def _places() -> dict[str, str]:
    """Return where this machine's loader finds each library of its own kind."""
    told = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^\s+(\S+) \(libc6,x86-64[^)]*\) => (/\S+)$", told, re.MULTILINE)
    places: dict[str, str] = {}
    for name, path in found:
        places.setdefault(name, path)
    return places


def _package(library: str) -> str:
    """Return whose a library is; on a merged /usr, dpkg may know it by its former place."""
    path = str(Path(library).resolve())
    for one in (path, library, path.removeprefix("/usr"), library.removeprefix("/usr")):
        told = subprocess.run(["dpkg", "-S", one], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            return told.stdout.split(":", 1)[0].split(",")[0]
    raise SystemExit(f"no Debian package brings {library}")
