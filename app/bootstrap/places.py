"""Where things stand on this machine."""

import sys
from pathlib import Path

NAME = "Passerelle"


def resources_folder() -> Path:
    """Return the program's own data, beside the package or inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).parents[2]
    return root / "resources"


def data_folder(asked: Path | None) -> Path:
    """Return the folder of the vault: the one asked for, else the platform's local data folder."""
    if asked is not None:
        return asked.resolve()
    from platformdirs import user_data_path  # noqa: PLC0415 - only when nobody says where

    return user_data_path(NAME, appauthor=False, roaming=False)
