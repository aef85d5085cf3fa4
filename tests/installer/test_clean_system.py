"""The packages of both programs, built from this tree and tried in a system that has nothing else.

Long, and as root: `installer/linux/check_deb.sh` is what is played. The environment is that of
`.venv` with PyInstaller added, the packing quick; `python3 -m installer.reproduce` builds in full.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.build import PROGRAM, SERVICE

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "installer" / "linux"
_PROGRAMS = ("debootstrap", "dpkg-deb", "readelf", "desktop-file-validate", "appstreamcli")
_QUICK = {**os.environ, "PASSERELLE_QUICK_PACKAGE": "1", "PASSERELLE_BORROW": "1"}


def _lacking() -> str:
    if sys.platform != "linux":
        return "Debian packages are made on Linux alone"
    missing = [one for one in _PROGRAMS if not shutil.which(one)]
    if missing:
        return f"not on this machine: {', '.join(missing)}"
    return "" if os.geteuid() == 0 else "a clean system is made as root"


pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(_lacking()), reason=_lacking()),
]


@pytest.fixture
def disk() -> Iterator[Path]:
    """Give a folder on the disk: the tests' own is in memory, and this is a gigabyte."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="passerelle-paquets-") as folder:
        yield Path(folder)


def test_both_packages_are_installed_work_and_leave_the_data(disk: Path) -> None:
    root = disk / "systeme"
    making = subprocess.Popen([LINUX / "clean_root.sh", root])
    built = _played([sys.executable, "-m", "installer.build", disk, PROGRAM, SERVICE])
    assert making.wait() == 0
    packages = [Path(line) for line in built.splitlines() if line.endswith(".deb")]
    assert [one.name.split("_")[0] for one in packages] == [PROGRAM, SERVICE]
    described = disk / "deb-passerelle/usr/share/metainfo/passerelle.metainfo.xml"
    _played(["appstreamcli", "validate", "--no-net", described])
    told = _played([LINUX / "check_deb.sh", *packages], CHECK_ROOT=str(root))
    assert told.count('"ok": true') == 2
    assert "served on SQLite" in told
    assert told.rstrip().endswith("ok")


def _played(command: list[Path | str], **variables: str) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env={**_QUICK, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout
