"""What the page shows that recovers with the structure's key."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody who may be given a new passphrase."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecuperationState:
    """Everything the page shows; `expected` is the fingerprint of the key this laptop waits for.

    `mistakes` are keyed by « file », « secret », « first » and « second ».
    """

    agents: tuple[Who, ...]
    expected: str
    selected: str = ""
    file: Path | None = None
    found: str = ""  # fingerprint of the key in the file
    problem: str = ""
    mistakes: dict[str, str] = field(default_factory=dict[str, str])
    working: str = ""

    @property
    def fits(self) -> bool:
        """Tell whether the chosen file is the one that this laptop waits for."""
        return bool(self.found) and self.found == self.expected
