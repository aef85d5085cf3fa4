"""Where practice stands, and whether it was ever opened."""

from pathlib import Path
from typing import Final

from app.storage.beside import INSTALLATION, MAKING, PRACTICE

MARK: Final = "entrainement.txt"  # in a practice folder that is whole


def practice_folder(data: Path) -> Path:
    """Return where practice stands: beside the real folder, never in it."""
    return data.with_name(f"{data.name}{PRACTICE}")


def leftovers(folder: Path) -> tuple[Path, ...]:
    """Return every folder that practice may have left, itself the first."""
    making = folder.with_name(f"{folder.name}{MAKING}")
    return (folder, making, making.with_name(f"{making.name}{INSTALLATION}"))


def was_opened(data: Path) -> bool:
    """Tell whether somebody practised beside this data folder."""
    return (practice_folder(data) / MARK).exists()
