"""The official ODK engine, where Node and its package are installed.

The package is looked for in the folder named by PASSERELLE_ODK_ENGINE, else in that of the
project: the one that holds `node_modules/@getodk/xforms-engine` and `node_modules/jsdom`.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Final

VARIABLE: Final = "PASSERELLE_ODK_ENGINE"
_SCRIPT: Final = Path(__file__).with_name("engine_official.mjs")
_PATIENCE_S: Final = 600


def official_folder() -> Path | None:
    """Return the folder of the official engine, `None` where it cannot run."""
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else _SCRIPT.parents[1]
    packages = ("@getodk/xforms-engine", "jsdom")
    if not shutil.which("node"):
        return None
    if not all((folder / "node_modules" / package).is_dir() for package in packages):
        return None
    return folder


def official_timing(xml: str, steps: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """Return the seconds it takes to load the form and for each answer, `None` without it."""
    folder = official_folder()
    return None if folder is None else _run(folder, "time", {"form": xml, "steps": steps}, None)


def official_trace(
    xml: str, steps: Sequence[object], *, now: datetime, files: Mapping[str, str]
) -> dict[str, Any] | None:
    """Return the trace of an interview in the layout of `app.questionnaire.trace`."""
    folder = official_folder()
    if folder is None:
        return None
    wall = now.replace(tzinfo=None).isoformat()
    request = {"form": xml, "steps": steps, "now": wall, "files": dict(files)}
    return _run(folder, "trace", request, now.tzinfo)


def _run(folder: Path, what: str, request: dict[str, Any], zone: tzinfo | None) -> dict[str, Any]:
    done = subprocess.run(
        [shutil.which("node") or "node", str(_SCRIPT), str(folder), what],
        input=json.dumps(request),
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TZ": getattr(zone, "key", "UTC")},
        timeout=_PATIENCE_S,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
