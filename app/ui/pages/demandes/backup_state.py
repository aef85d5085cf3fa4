"""What the part that counts a backup shows."""

from dataclasses import dataclass

from app.ui.dossiers.words import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """A backup that is being opened to be counted; nothing of it is put in force.

    `who` are pairs of code and name: those who can open it, and the recovery sheet.
    """

    open: bool = False
    facts: tuple[Fact, ...] = ()
    who: tuple[tuple[str, str], ...] = ()
    picked: str = ""
    problem: str = ""
    working: str = ""
