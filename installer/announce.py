"""Announce a version of the program: `python -m installer.announce new-key | sign | check`.

Run in the project's environment (it uses the program's own protocol). The private key stands in
`PASSERELLE_RELEASE_KEY` (64 hexadecimal digits) and nowhere else: no option takes it, no file of
the project holds it. `sign` refuses a key whose public half the program does not carry
(resources/versions/cles.json): its announcements would be believed by nobody.
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app import __version__
from app.domain.version_logiciel import VersionLogiciel, version_of
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.release import (
    SUFFIX,
    Release,
    ReleaseFile,
    read_pinned,
    read_release,
    write_release,
)
from app.sync.protocol.signing import new_signing_key, public_of

KEY_IN: Final = "PASSERELLE_RELEASE_KEY"
PINNED: Final = Path(__file__).parent.parent / "resources" / "versions" / "cles.json"
_CHUNK: Final = 1024 * 1024


class RefusedError(Exception):
    """The command cannot do it; the text says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 1 and a sentence where it cannot."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except (RefusedError, OSError) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    return 0


def new_key(options: argparse.Namespace) -> None:
    """Make a key pair: the private half into a new file of one's own, the public half said."""
    private = new_signing_key()
    descriptor = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as made:
        made.write(private.hex() + "\n")
    _say({"public": public_of(private).hex()})


def sign(options: argparse.Namespace) -> None:
    """Write the announcement of a version, about these installers."""
    private = _private()
    pinned = read_pinned(options.pinned.read_bytes())
    if public_of(private) not in pinned:
        raise RefusedError(f"the program does not carry this key: see {options.pinned}")
    issued = datetime.now(tz=UTC)
    release = Release(
        serial=int(issued.timestamp()),
        version=_version(options.version),
        issued_on=issued.date(),
        files=[_file(path) for path in sorted(options.files)],
        url=options.url,
        min_supported=_version(options.min_supported),
        security=options.security,
        note=options.note,
    )
    try:
        content = write_release(release, private)
        read_release(content, pinned)
    except ProtocolError as fault:
        raise RefusedError(f"refused: {fault.place or fault.code.value}") from None
    path = options.out / f"passerelle-{release.version}{SUFFIX}"
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    _say({"announcement": str(path), "version": str(release.version), "serial": release.serial})


def check(options: argparse.Namespace) -> None:
    """Say what an announcement says, and whether the program would believe it."""
    try:
        found = read_release(options.file.read_bytes(), read_pinned(options.pinned.read_bytes()))
    except ProtocolError as fault:
        raise RefusedError(f"not believed: {fault.code.value} {fault.place}".rstrip()) from None
    _say(
        {
            "version": str(found.version),
            "serial": found.serial,
            "issued_on": found.issued_on.isoformat(),
            "min_supported": str(found.min_supported),
            "security": found.security,
            "note": found.note,
            "files": [one.name for one in found.files],
        }
    )


def _private() -> bytes:
    text = os.environ.get(KEY_IN, "").strip()
    try:
        private = bytes.fromhex(text)
    except ValueError:
        private = b""
    if len(private) != 32:  # noqa: PLR2004 - the bytes of an Ed25519 key
        raise RefusedError(f"{KEY_IN} does not hold 64 hexadecimal digits")
    return private


def _version(text: str) -> VersionLogiciel:
    try:
        return version_of(text)
    except ValueError:
        raise RefusedError(f"not a version of three numbers: {text}") from None


def _file(path: Path) -> ReleaseFile:
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return ReleaseFile(name=path.name, size=path.stat().st_size, sha256=digest.digest())


def _say(values: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m installer.announce", description=__doc__)
    add = top.add_subparsers(required=True).add_parser
    made = add("new-key", help="make a release key pair")
    made.add_argument("file", type=Path, help="the new file of the private half")
    made.set_defaults(run=new_key)
    signed = add("sign", help="announce a version")
    signed.add_argument("files", nargs="+", type=Path, help="the installers of this version")
    signed.add_argument("--version", default=__version__)
    signed.add_argument("--min-supported", default=__version__, help="the oldest still answered")
    signed.add_argument("--url", required=True, help="where the installers are (https)")
    signed.add_argument("--note", required=True, help="one line of French")
    signed.add_argument("--security", action="store_true", help="it mends a flaw")
    signed.add_argument("--out", type=Path, default=Path(), help="the folder of the file")
    signed.set_defaults(run=sign)
    looked = add("check", help="read an announcement as the program would")
    looked.add_argument("file", type=Path)
    looked.set_defaults(run=check)
    for one in (signed, looked):
        one.add_argument("--pinned", type=Path, default=PINNED, help="the keys of the program")
    return top


if __name__ == "__main__":
    sys.exit(main())
