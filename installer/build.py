"""Builds the program for this system: `python3 installer/build.py [OUT]`, Python and Linux tools.

Makes an environment of its own from the locked dependencies, freezes the program with PyInstaller,
adds the notices of everything that it carries and, on Linux, makes the Debian package. Two builds
of one commit are the same to the byte: whatever has a date bears the commit's.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LOCK = ROOT / "requirements-build.lock"
NAME = "passerelle"


def main() -> int:
    """Build into the folder given, `dist` beside the sources by default."""
    out = Path(sys.argv[1] if sys.argv[1:] else ROOT / "dist").resolve()
    out.mkdir(parents=True, exist_ok=True)
    python = _environment(out / "venv")
    program = _freeze(python, out)
    _run(str(python), str(HERE / "notices.py"), str(program / "NOTICES.txt"))
    if sys.platform == "linux":
        print(_debian_package(program, out))
    return 0


def _environment(folder: Path) -> Path:
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        _run(sys.executable, "-m", "venv", str(folder))
    _run(str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK))
    return python


def _freeze(python: Path, out: Path) -> Path:
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    folders = [f"--distpath={out}", f"--workpath={out / 'work'}"]
    _run(*command, *folders, str(HERE / f"{NAME}.spec"))
    return out / NAME


def _debian_package(program: Path, out: Path) -> Path:
    """Lay the package out and close it; /usr/lib, as removing the last of /opt removes /opt."""
    tree, linux = out / "deb", HERE / "linux"
    shutil.rmtree(tree, ignore_errors=True)
    library = tree / "usr" / "lib" / NAME
    shutil.copytree(program, library, symlinks=True)
    for source, place in (
        (linux / f"{NAME}.desktop", "usr/share/applications"),
        (linux / f"{NAME}.metainfo.xml", "usr/share/metainfo"),
        (linux / f"{NAME}.svg", "usr/share/icons/hicolor/scalable/apps"),
    ):
        (tree / place).mkdir(parents=True)
        shutil.copy(source, tree / place)
    documents = tree / "usr" / "share" / "doc" / NAME
    documents.mkdir(parents=True)
    shutil.move(library / "NOTICES.txt", documents / "copyright")
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    _plain_rights(tree)
    size = sum(file.lstat().st_size for file in tree.rglob("*")) // 1024
    control = (linux / "control.in").read_text(encoding="utf-8")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(
        control.replace("@VERSION@", _version()).replace("@SIZE@", str(size)), encoding="utf-8"
    )
    package = out / f"{NAME}_{_version()}_amd64.deb"
    quick = ["-Zzstd"] if os.environ.get("PASSERELLE_QUICK_PACKAGE") else ["-Zxz"]
    _run("dpkg-deb", "--root-owner-group", *quick, "--build", str(tree), str(package))
    return package


def _plain_rights(tree: Path) -> None:
    """Give everything the same rights whatever this user's mask."""
    for file in (tree, *tree.rglob("*")):
        if not file.is_symlink():
            runs = file.is_dir() or file.stat().st_mode & 0o100
            file.chmod(0o755 if runs else 0o644)


def _version() -> str:
    found = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    if found is None:
        raise SystemExit("pyproject.toml states no version")
    return found[1]


def _run(*command: str) -> None:
    date = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": date, "PYTHONHASHSEED": "0"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
