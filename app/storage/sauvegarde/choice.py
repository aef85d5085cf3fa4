"""Where the backups go and how the last one ended: `sauvegardes.json` in the data folder.

It stands in clear, because it is written after the keys are forgotten and read at the gate, where a
restore proposes the folder. It names a place, instants and the kind of a failure.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from app.storage.sauvegarde.failures import translated
from app.storage.sauvegarde.manifest import canonical
from app.storage.sauvegarde.writing import write_whole

FILE: Final = "sauvegardes.json"
_changing: Final = threading.Lock()  # the database's thread and the one that carries


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen folder; `problem` is the name of the last failure's kind, else empty.

    `former` are the folders chosen before: backups may lie there still.
    """

    folder: Path | None = None
    last_success: datetime | None = None
    problem: str = ""
    former: tuple[Path, ...] = ()

    @property
    def everywhere(self) -> tuple[Path, ...]:
        """Return every folder where backups may lie, the chosen one first."""
        return self.former if self.folder is None else (self.folder, *self.former)


def load(data: Path) -> Choice:
    """Return what is kept; nothing is chosen when the file is missing or damaged."""
    try:
        value: dict[str, Any] = json.loads((data / FILE).read_bytes())
        folder, last = str(value["dossier"]), str(value["reussie"])
        return Choice(
            folder=Path(folder) if folder else None,
            last_success=datetime.fromisoformat(last) if last else None,
            problem=str(value["probleme"]),
            former=tuple(Path(str(one)) for one in value.get("anciens", ())),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Choice()


def change(data: Path, alter: Callable[[Choice], Choice]) -> None:
    """Replace what is kept by what `alter` makes of it; two threads that change it both count.

    Raises:
        BackupError: the data folder refuses; what was kept stands.
    """
    with _changing:
        _keep(data, alter(load(data)))


def _keep(data: Path, choice: Choice) -> None:
    value = {
        "dossier": str(choice.folder or ""),
        "reussie": choice.last_success.isoformat() if choice.last_success else "",
        "probleme": choice.problem,
        "anciens": [str(one) for one in choice.former],
    }
    with translated():
        write_whole(data / FILE, canonical(value))
