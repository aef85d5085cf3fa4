"""The appearance an agent chose, kept beside the vault: it is needed before anyone unlocks it."""

import json
from pathlib import Path
from typing import cast

from app.ui.theme.tokens import Appearance, Scheme
from app.whole_files import write_whole


def load_appearance(file: Path) -> Appearance:
    """Return the appearance kept in `file`, or the default.

    A missing or damaged file is no reason to stop somebody from working: it says nothing that
    cannot be chosen again.
    """
    try:
        content: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Appearance()
    if not isinstance(content, dict):
        return Appearance()
    kept = cast("dict[str, object]", content)
    zoom = kept.get("zoom")
    try:
        return Appearance(
            scheme=Scheme(str(kept.get("scheme"))), zoom=zoom if isinstance(zoom, int) else 100
        )
    except ValueError:
        return Appearance()


def save_appearance(file: Path, appearance: Appearance) -> None:
    """Keep `appearance` in `file`; an interruption leaves the former file whole.

    Raises:
        OSError: the folder cannot be written to.
    """
    text = json.dumps({"scheme": appearance.scheme.value, "zoom": appearance.zoom})
    write_whole(file, text.encode())
