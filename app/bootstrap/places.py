"""Where things stand on this machine."""

import sys
from pathlib import Path

NAME = "Passerelle"


def resources_folder() -> Path:
    """Return the program's own data, beside the package or inside the frozen program."""
    return _root() / "resources"


def guide_folder() -> Path:
    """Return where the pages of the guide stand, in the same two places."""
    return _root() / "docs"


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).parents[2]


def release_keys() -> tuple[bytes, ...]:
    """Return the public keys that may announce a version of the program.

    They come with the program alone: `--resources` replaces every other data, and not these.
    """
    from app.sync.protocol.release import read_pinned  # noqa: PLC0415 - after the gate

    return read_pinned((resources_folder() / "versions" / "cles.json").read_bytes())


def data_folder(asked: Path | None) -> Path:
    """Return the folder of the vault: the one asked for, else the platform's local data folder."""
    if asked is not None:
        return asked.resolve()
    from platformdirs import user_data_path  # noqa: PLC0415 - only when nobody says where

    return user_data_path(NAME, appauthor=False, roaming=False)
