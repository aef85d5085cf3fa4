"""Where practice stands, and whether it was ever opened; imports nothing."""

from pathlib import Path
from typing import Final

SUFFIX: Final = ".entrainement"
MARK: Final = "entrainement.txt"  # in a practice folder that is whole


def practice_folder(data: Path) -> Path:
    """Return where practice stands: beside the real folder, never in it."""
    return data.with_name(f"{data.name}{SUFFIX}")


def leftovers(folder: Path) -> tuple[Path, ...]:
    """Return every folder that practice may have left, itself the first."""
    making = folder.with_name(f"{folder.name}.preparation")
    return (folder, making, making.with_name(f"{making.name}.installation"))


def was_opened(data: Path) -> bool:
    """Tell whether somebody practised beside this data folder."""
    return (practice_folder(data) / MARK).exists()
