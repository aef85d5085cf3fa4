"""Builds the programs for this system: `python3 -m installer.build [OUT] [NAME …]`.

Makes an environment of its own from the locked dependencies, freezes each program with PyInstaller
into `OUT/NAME`, adds the notices and the list of everything that it carries and, on Linux, makes
its Debian package. Standard library alone. Two builds of one commit are the same to the byte.

`PASSERELLE_QUICK_PACKAGE=1`: a package packed in seconds, larger. `PASSERELLE_BORROW=1`: out of
what `.venv` holds, where that is the same.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Final

from installer import debian, environment, sbom
from installer.commit import ROOT, run

PROGRAM: Final = "passerelle"
SERVICE: Final = "passerelle-departement"
LINUX: Final = sys.platform == "linux"


def main() -> int:
    """Build into the folder given, `dist` beside the sources by default."""
    every = (PROGRAM, SERVICE) if LINUX else (PROGRAM,)
    parser = argparse.ArgumentParser(prog="python3 -m installer.build")
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "dist")
    parser.add_argument("name", nargs="*", help=f"of {', '.join(every)}; all without one")
    given = parser.parse_args()
    for made in build(given.out.resolve(), *(given.name or every)):
        print(made)
    return 0


def build(out: Path, *names: str) -> list[Path]:
    """Build the programs that are named; return their packages, or their folders elsewhere."""
    out.mkdir(parents=True, exist_ok=True)
    borrowing = bool(os.environ.get("PASSERELLE_BORROW"))
    python = environment.make(out / "venv", borrowing=borrowing)
    made = [_freeze(python, out, name) for name in names]
    for folder in made:
        inside = folder / "_internal"
        carried = out / "work" / folder.name / "passerelle" / f"{folder.name}.carried.json"
        run(str(python), "-m", "installer.notices", str(carried), str(inside / "NOTICES.txt"))
        sbom.make(out / "venv", carried, inside / "sbom.cdx.json", tools=out / "sbom-venv")
    return [debian.make(one.name, one, out) if LINUX else one for one in made]


def _freeze(python: Path, out: Path, name: str) -> Path:
    shutil.rmtree(out / name, ignore_errors=True)
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=ERROR"]
    folders = [f"--distpath={out}", f"--workpath={out / 'work' / name}"]
    run(*command, *folders, str(ROOT / "installer" / "passerelle.spec"), "--", name)
    return out / name


if __name__ == "__main__":
    sys.exit(main())
