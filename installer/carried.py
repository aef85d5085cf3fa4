"""What a frozen program carries of others: the spec asks, notices and the SBOM tell it.

Runs in the build environment, on the lists of files that PyInstaller found.
"""

import os
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

_SYSTEM: Final = ("/usr/lib/", "/lib/", "/usr/lib64/", "/lib64/")


def carried(entries: Iterable[tuple[str, str | None, str]]) -> list[str]:
    """Return the names of the distributions that the files came from.

    Entries are PyInstaller's: name in the program, source, kind.
    """
    owners = _owners()
    sources = {str(Path(source)) for _, source, _ in entries if source}
    return sorted({owners[one] for one in sources if one in owners})


def of_the_system(source: str, kind: str) -> bool:
    """Tell whether Debian brings this library: its package depends on it, and Debian mends it.

    Python's own library and extensions go with the program, wherever they lie.
    """
    name = Path(source).name
    return kind == "BINARY" and source.startswith(_SYSTEM) and not name.startswith("libpython")


def canonical(name: str) -> str:
    """Return a distribution's name as lock files write it."""
    return name.lower().replace("_", "-").replace(".", "-")


def _owners() -> dict[str, str]:
    owners: dict[str, str] = {}
    for one in distributions():
        name, folder = canonical(one.metadata["Name"]), str(one.locate_file(""))
        owners |= {os.path.normpath(f"{folder}/{file}"): name for file in one.files or ()}
    return owners
