"""What goes into both installers: the frozen program's files, in an order that is always the same.

NSIS packs folders as the disk lists them, and removing a folder whole would take along what
somebody put there: each file is named, to be laid down and to be taken away.
"""

import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from xml.sax.saxutils import quoteattr

PROGRAM: Final = "passerelle.exe"
NOTICES: Final = "_internal/NOTICES.txt"
SHIMS: Final = frozenset({"bcryptprimitives.dll", "icuuc.dll", "mscms.dll"})
"""What the check under wine makes in the place of Windows' own: never to be shipped."""

_NAMESPACE: Final = uuid.UUID("b2f5c7c4-4f6e-5d53-9a0b-0d6f0f2c9e11")


class PayloadError(Exception):
    """The folder is no program that may be installed; the message says why."""


def files(payload: Path) -> list[PurePosixPath]:
    """Return the files of the folder, sorted.

    Raises:
        PayloadError: the program is missing, or a replacement made for wine is there.
    """
    found = sorted(
        PurePosixPath(file.relative_to(payload).as_posix())
        for file in payload.rglob("*")
        if file.is_file()
    )
    for needed in (PROGRAM, NOTICES):
        if PurePosixPath(needed) not in found:
            raise PayloadError(f"{needed} is not in {payload.name}")
    shims = [str(file) for file in found if file.name.lower() in SHIMS]
    if shims:
        raise PayloadError(f"made for wine alone: {', '.join(shims)}")
    return found


def dated(payload: Path, moment: int) -> None:
    """Give everything in the folder one date: installers keep the dates of files."""
    for one in (*payload.rglob("*"), payload):
        os.utime(one, (moment, moment))


def laying(payload: Path, listed: Iterable[PurePosixPath]) -> str:
    """Return the lines of NSIS that lay the files down in `$INSTDIR`."""
    lines: list[str] = []
    folder: PurePosixPath | None = None
    for file in sorted(listed, key=lambda one: (one.parent.parts, one.name)):
        if file.parent != folder:
            folder = file.parent
            lines.append(f'SetOutPath "{_place(folder)}"')
        lines.append(f'File "{payload / file}"')
    return "\n".join([*lines, 'SetOutPath "$INSTDIR"', ""])


def removing(listed: Iterable[PurePosixPath]) -> str:
    """Return the lines of NSIS that take them away, and each folder that is then empty."""
    known = list(listed)
    folders = {parent for file in known for parent in file.parents if parent.parts}
    lines = [f'Delete "{_place(file)}"' for file in known]
    deepest = sorted(folders, key=lambda one: (-len(one.parts), str(one)))
    return "\n".join([*lines, *(f'RMDir "{_place(folder)}"' for folder in deepest), ""])


def components(listed: Iterable[PurePosixPath]) -> str:
    """Return the fragment of WiX with one component a file, each with the same number for ever.

    Sources are named from the payload: wixl takes no absolute path.
    """
    tree: dict[PurePosixPath, list[PurePosixPath]] = {}
    for file in listed:
        tree.setdefault(file.parent, []).append(file)
        for parent in file.parent.parents:
            tree.setdefault(parent, [])
    top = PurePosixPath()
    body = "\n".join(_folder(top, tree))
    named = "\n".join(
        f'<ComponentRef Id="c{_digest(file)}"/>' for some in tree.values() for file in some
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">\n'
        f'<Fragment><DirectoryRef Id="INSTALLFOLDER">\n{body}\n</DirectoryRef></Fragment>\n'
        f'<Fragment><ComponentGroup Id="Program">\n{named}\n</ComponentGroup></Fragment>\n'
        "</Wix>\n"
    )


def number(name: str) -> str:
    """Return a GUID that belongs to `name` for ever."""
    return str(uuid.uuid5(_NAMESPACE, name)).upper()


def _folder(folder: PurePosixPath, tree: dict[PurePosixPath, list[PurePosixPath]]) -> Iterator[str]:
    for file in tree[folder]:
        mark = _digest(file)
        source = quoteattr(str(file))
        # the program has a name of its own: a shortcut and the association point to it
        key = "Executable" if str(file) == PROGRAM else f"f{mark}"
        yield f'<Component Id="c{mark}" Guid="{number(str(file))}" Win64="yes">'
        yield f'<File Id="{key}" Name={quoteattr(file.name)} Source={source} KeyPath="yes"/>'
        yield "</Component>"
    for below in sorted(one for one in tree if one.parts and one.parent == folder):
        yield f'<Directory Id="d{_digest(below)}" Name={quoteattr(below.name)}>'
        yield from _folder(below, tree)
        yield "</Directory>"


def _digest(path: PurePosixPath) -> str:
    return uuid.uuid5(_NAMESPACE, f"name of {path}").hex


def _place(path: PurePosixPath) -> str:
    inner = _escaped("\\".join(path.parts))
    return f"$INSTDIR\\{inner}" if inner else "$INSTDIR"


def _escaped(text: str) -> str:
    return text.replace("$", "$$")
