"""What the part « Sauvegardes » shows."""

from dataclasses import dataclass

from app.ui.widgets.tones import Pill, Tone

NO_FOLDER = Pill("Aucun dossier choisi", Tone.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLine:
    """A file in the folder: when it was made, and its size or why it does not count."""

    when: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsState:
    """Everything the part shows.

    `folder` is empty until one is chosen, `imposed` by the IT department or not; `former_folders`
    are those before. `former` says until
    when the state before a restore is kept, empty when none is. `working` is what is under way,
    with `done` of `total` bytes.
    """

    loaded: bool = False
    folder: str = ""
    imposed: bool = False
    pill: Pill = NO_FOLDER
    last: str = ""
    problem: str = ""
    lines: tuple[BackupLine, ...] = ()
    former: str = ""
    former_folders: tuple[BackupLine, ...] = ()
    message: str = ""
    tone: Tone = Tone.SUCCESS
    working: str = ""
    done: int = 0
    total: int = 0
