"""What stands beside a data folder rather than in it, by the folder's own name.

The installation is made there and put in place whole, practice is kept apart there, wrong
passphrases are counted there a second time. The end of a laptop takes all of it along.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.storage.vault import essais
from app.whole_files import parts_of

INSTALLATION: Final = ".installation"
PRACTICE: Final = ".entrainement"
MAKING: Final = ".preparation"
_LOCK: Final = ".verrou"  # held open until the process ends; it says nothing


def beside(folder: Path) -> Iterator[Path]:
    """Yield everything of `folder` that stands beside it now, locks apart."""
    counts = essais.places(folder)[1]
    own = {f"{folder.name}{INSTALLATION}", counts.name, *(part.name for part in parts_of(counts))}
    practice = f"{folder.name}{PRACTICE}"
    if not folder.parent.is_dir():
        return
    for path in sorted(folder.parent.iterdir()):
        of_practice = path.name.lstrip(".") == practice or path.name.lstrip(".").startswith(
            f"{practice}."
        )
        if (path.name in own or of_practice) and path.suffix != _LOCK:
            yield path
