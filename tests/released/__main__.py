"""Keep what a version of the program writes: `python -m tests.released make VERSION`.

Run once for each version, right before its tag (docs/decisions/0056). Two vaults and a service's
database with fictitious persons go to `tests/fixtures/released/VERSION/`; the tests open them with
every later program. A version that has a tag is never made again.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import __version__
from tests.released.made import FOLDER, make


def main() -> int:
    """Make the fixtures of the version of this tree."""
    parser = argparse.ArgumentParser(prog="python -m tests.released", description=__doc__)
    add = parser.add_subparsers(required=True).add_parser("make", help="make the files of VERSION")
    add.add_argument("version")
    version = parser.parse_args().version
    if version != __version__:
        sys.stderr.write(f"This tree is {__version__}: check out {version} to make its files.\n")
        return 1
    if has_tag(version):
        sys.stderr.write(f"{version} has a tag: what it wrote is never made again.\n")
        return 1
    with tempfile.TemporaryDirectory() as room:
        made = Path(room) / version
        make(made)
        target = FOLDER / version
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    return 0


def has_tag(version: str) -> bool:
    """Tell whether this version was released."""
    found = subprocess.run(
        ["git", "tag", "--list", f"v{version}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
    )
    return bool(found.stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
