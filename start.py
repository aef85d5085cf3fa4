#!/usr/bin/env python3
"""Sets everything up and runs Passerelle: `python3 start.py`, or `python3 start.py test`.

Standard library alone. Creates `.venv` beside this file, installs the locked dependencies (hashes
checked), then opens the demonstration, or plays the same day without a display. The second time
nothing is installed again unless a lock file changed.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "passerelle-installed"
_ROOM = 3 << 30  # bytes of memory; the tests need a fifth of it
WINDOWS = os.name == "nt"
_VERSION = "{}.{}".format(*sys.version_info)
DEBIANS_PYTHON = f"/usr/bin/python{_VERSION}"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# What Qt needs of a bare Debian 12 (measured with ldd): library → Debian package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
TEST_PROGRAMS = {  # program → Debian package
    "pdftotext": "poppler-utils",
    "dbus-run-session": "dbus",
    "Xvfb": "xvfb",
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "gnome-keyring-daemon": "gnome-keyring",
}
PACKAGING_PROGRAMS = {  # what the whole run needs besides, to make and try the installers
    "debootstrap": "debootstrap",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "makensis": "nsis",
    "wixl": "wixl",
    "osslsigncode": "osslsigncode",
    "readelf": "binutils",
}


def main() -> int:
    """Set up, then run the demonstration or the checks; return the exit code."""
    wanted = sys.argv[1:]
    if wanted not in ([], ["test"]):
        print("Usage : python3 start.py [test]", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - an old python3 may well start this file
        found = ".".join(str(part) for part in sys.version_info[:2])
        print(f"Python 3.11 ou plus récent est nécessaire ; celui-ci est {found}.", file=sys.stderr)
        return 2
    testing = wanted == ["test"]
    # Else each process of the demonstration and of the tests would compile the program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        _install_system_packages(_missing_packages(testing=testing))
        _install_dependencies(testing=testing)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return _run_checks() if testing else _run_demonstration()


class SetupError(Exception):
    """The machine lacks something; the message says what and gives the command."""


def _missing_packages(*, testing: bool) -> list[str]:
    """Return the Debian packages that are missing, in a stable order; none elsewhere than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = dict(QT_LIBRARIES)
    if _has_display() or testing:
        libraries |= WINDOW_LIBRARIES
    if testing and _whole() and _interpreter() == DEBIANS_PYTHON:
        libraries[f"libpython{_VERSION}.so.1.0"] = f"libpython{_VERSION}"  # goes into the packages
    missing = [package for name, package in libraries.items() if not _loads(name)]
    if testing:
        programs = TEST_PROGRAMS | (PACKAGING_PROGRAMS if _whole() else {})
        missing += [package for program, package in programs.items() if not shutil.which(program)]
    if not PYTHON.exists() and not _can_make_venv(_interpreter()):
        missing.append("python3-venv")
    return missing


def _whole() -> bool:
    """Whether the tests are played whole: see tests/whole.py."""
    return bool(os.environ.get("PASSERELLE_TEST_WHOLE"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _interpreter() -> str:
    """Return the Python that `.venv` is made of: Debian's own where it is of our version.

    It is built with the optimisations that take long; one that pyenv built on the spot is not, and
    every check takes a tenth to a fifth longer with it.
    """
    own = Path(DEBIANS_PYTHON).exists() and _can_make_venv(DEBIANS_PYTHON)
    return DEBIANS_PYTHON if own else sys.executable


def _can_make_venv(python: str) -> bool:
    probe = [python, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _install_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    line = " ".join(command)
    if not shutil.which("apt-get"):
        raise SetupError(f"Il manque au système (noms Debian) : {' '.join(packages)}.")
    if os.geteuid() != 0:
        raise SetupError(f"Il manque des paquets du système. Lancez :\n\n  sudo {line}\n")
    print(f"Installation des paquets du système : {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    log = ROOT / ".apt.log"
    with log.open("wb") as output:
        for step in (["apt-get", "update"], command):
            done = subprocess.run(
                step, stdout=output, stderr=subprocess.STDOUT, env=environment, check=False
            )
            if done.returncode != 0:
                raise SetupError(f"« {' '.join(step)} » a échoué ; voir {log.name}.")
    log.unlink()


def _install_dependencies(*, testing: bool) -> None:
    """Create `.venv` and install the locked dependencies unless just that was done already."""
    lock = ROOT / ("requirements-dev.lock" if testing else "requirements.lock")
    locks = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
    key = f"{sys.version_info[:2]} " + " ".join(
        hashlib.sha256(file.read_bytes()).hexdigest() for file in locks
    )
    done = STAMP.read_text().splitlines() if STAMP.exists() else []
    if PYTHON.exists() and done[:1] == [key] and (not testing or "dev" in done):
        return
    if not PYTHON.exists():
        print("Création de l’environnement .venv", flush=True)
        made = subprocess.run([_interpreter(), "-m", "venv", str(VENV)], check=False)
        if made.returncode != 0:
            raise SetupError("L’environnement .venv n’a pas pu être créé (paquet python3-venv ?).")
    print(f"Installation des dépendances verrouillées ({lock.name})", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed = subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=False)
    if installed.returncode != 0:
        raise SetupError(
            "Les dépendances n’ont pas pu être installées. Vérifiez la connexion, puis relancez :"
            " ce qui est déjà installé est gardé."
        )
    STAMP.write_text("\n".join([key, *(["dev"] if testing else [])]) + "\n")


def _has_display() -> bool:
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run_demonstration() -> int:
    how = [] if _has_display() else ["--without-display", str(ROOT / "demo-output")]
    command = [str(PYTHON), "-m", "demonstration", *how]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _quick_folder() -> str | None:
    """Return a folder in memory where there is room: the tests make databases by the thousand."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it is this process's own
    try:
        return str(memory) if shutil.disk_usage(memory).free >= _ROOM else None
    except OSError:
        return None


def _run_checks() -> int:
    """Run every check even after one failed, then say which; exit 0 only when all passed."""
    python = str(PYTHON)
    static = {
        "pyright": [str(PYTHON.parent / "basedpyright")],
        "mypy": [python, "-m", "mypy"],
        "import contracts": [str(PYTHON.parent / "lint-imports")],
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
    }
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def analyse(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    print("\nAnalyse du code, puis essais", flush=True)
    failed: list[str] = []

    def tell(name: str, result: subprocess.CompletedProcess[str]) -> None:
        print(f"\n== {name}\n{result.stdout}", end="", flush=True)
        failed.extend([name] if result.returncode else [])

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the slowest first, each on a core
        slowest, *others = [(name, pool.submit(analyse, static[name])) for name in static]
        for name, done in others:
            tell(name, done.result())
        # The tests begin on the core that is free by now.
        if _run_tests(environment):
            failed.append("pytest")
        tell(slowest[0], slowest[1].result())
    print(
        "\n" + (f"Échec : {', '.join(failed)}" if failed else "Toutes les vérifications passent.")
    )
    return 1 if failed else 0


def _run_tests(environment: dict[str, str]) -> int:
    print("\n== pytest", flush=True)
    # One more than there are cores: a journey waits for a timer or another process now and then.
    # Whoever is done takes from the others: else the journeys, the last, are one process's alone.
    processes = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
    # .ci/run plays the long ones too: see tests/whole.py.
    measure = [] if _whole() else ["-m", "not long"]
    tests = [str(PYTHON), "-m", "pytest", "-q", *processes, *measure]
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as folder:
        place = {**environment, "TMPDIR": folder}
        return subprocess.run(tests, cwd=ROOT, env=place, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
