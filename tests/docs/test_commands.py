"""The commands of the guides are those of the programs; what can run here is run."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from app.bootstrap.options import parse_options
from app.department.cli import parser
from installer.guide import write

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
PAGES: Final = (
    ROOT / "README.md",
    DOCS / "administration.md",
    DOCS / "exploitation-departement.md",
    *sorted((DOCS / "guide").glob("*.md")),
)
ELSEWHERE: Final = {
    "python3": "start.py installs and opens: test_guide.py asks it for its usage",
    "passerelle-X-setup.exe": "Windows; installer/windows/check.sh runs it under wine",
    "msiexec": "Windows; as above",
    "uninstall.exe": "Windows; as above",
    "apt": "root; installer/linux/check_deb.sh installs and removes the package",
    "systemctl": "root and systemd",
    "install": "root",
    "nano": "somebody types a secret",
    "runuser": "root and PostgreSQL; tests/department moves to PostgreSQL itself",
}
"""Commands that no test of this file can run, and where they are run instead, or why nowhere."""
_SPAN: Final = re.compile(r"`([^`\n]+)`")
_BLOCK: Final = re.compile(r"^ *```\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_OURS: Final = ("python -m app.department ", "passerelle-departement ")
_PROGRAM: Final = ("python -m app --", "passerelle --")


def _written() -> set[str]:
    """Return every command line of the pages, whole."""
    found: set[str] = set()
    for page in PAGES:
        text = page.read_text("utf-8")
        found |= set(_SPAN.findall(text))
        for block in _BLOCK.findall(text):
            if "[Unit]" not in block:  # an example for systemd
                joined = re.sub(r"\\\n\s*", "", block)
                found |= {line.strip() for line in joined.split("\n") if line.strip()}
    return found


def _words(line: str, beginning: str) -> list[str]:
    return shlex.split(line.removeprefix(beginning).replace("… ", "", 1))


def test_each_command_of_the_service_is_one_that_it_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [(one, begin) for one in sorted(_written()) for begin in _OURS if one.startswith(begin)]
    assert len(lines) > 20
    wrong: list[str] = []
    for line, begin in lines:
        if "[" in line:
            continue  # its options in brackets: README
        try:
            parser().parse_args(_words(line, begin))
        except SystemExit:
            wrong.append(f"{line}: {capsys.readouterr().err.splitlines()[-1]}")
    assert wrong == []


def test_each_option_of_the_program_is_one_that_it_takes() -> None:
    lines = [(one, begin) for one in _written() for begin in _PROGRAM if one.startswith(begin)]
    assert len(lines) >= 4
    for line, begin in lines:
        parse_options(_words(line, begin.removesuffix("--")))


def test_every_other_line_of_a_block_is_known_with_the_reason_why_no_test_runs_it() -> None:
    lines: set[str] = set()
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text("utf-8")):
            if "[Unit]" not in block:
                joined = re.sub(r"\\\n\s*", "", block)
                lines |= {line.split()[0] for line in joined.split("\n") if line.strip()}
    ours = {"python", "passerelle-departement"}
    assert lines - ours - ELSEWHERE.keys() == set()


@pytest.mark.long
def test_what_verifies_an_installation_does(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    for option in ("--selftest", "--policies"):
        done = subprocess.run(
            [sys.executable, "-m", "app", option],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr.decode()
        if option == "--selftest":
            json.loads(done.stdout)
        else:
            assert done.stdout.decode().strip()


@pytest.mark.long
def test_the_guides_are_written_whole_with_their_pictures(tmp_path: Path) -> None:
    write(tmp_path, date(2026, 11, 22))
    made = {file.name for file in tmp_path.iterdir()}
    assert {
        "guide.pdf",
        "carte.pdf",
        "index.html",
        "administration.html",
        "note-securite.html",
    } <= made
    lost = [
        f"{page.name}: {link}"
        for page in tmp_path.glob("*.html")
        for link in re.findall(r'(?:href|src)="([^"#]+)', page.read_text("utf-8"))
        if "://" not in link and not (tmp_path / link).is_file()
    ]
    assert lost == []
    size = sum(file.stat().st_size for file in (DOCS / "images").iterdir())
    assert size < 6_000_000
