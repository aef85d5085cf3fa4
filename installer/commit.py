"""Which version is built, of which day: everything with a date bears the commit's."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def version() -> str:
    """Return the version that the project states."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^version = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("pyproject.toml states no version")
    return found[1]


def date() -> int:
    """Return when the commit was made, in seconds; without git, what the surroundings say."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    asked = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def run(*command: str, folder: Path = ROOT) -> None:
    """Run a program of the build; nothing that it writes depends on the moment or on chance."""
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(date()), "PYTHONHASHSEED": "0"}
    subprocess.run(command, cwd=folder, env=variables, check=True)
