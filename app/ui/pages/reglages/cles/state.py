"""What Réglages shows of the other ways into the vault: the structure's key, the keyring."""

from dataclasses import dataclass, field
from pathlib import Path

from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A public key that was read from a file, to be compared before it is put in force."""

    file: Path
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClesState:
    """Everything the part shows. `fingerprint` is empty while no structure's key has a share.

    `imposed` is the file of the key that the IT department imposes. `tied` and `untied` are names
    of agents; `may` is whether the agent at work decides here.
    """

    fingerprint: str = ""
    imposed: Path | None = None
    wanted: bool = False
    tied: tuple[str, ...] = ()
    untied: tuple[str, ...] = ()
    may: bool = False
    referents: str = ""
    creating: bool = False
    mistakes: dict[str, str] = field(default_factory=dict[str, str])
    message: str = ""
    tone: Tone = Tone.SUCCESS
    working: bool = False
