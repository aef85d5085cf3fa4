"""What Réglages asks of the program. Every call runs in a thread and may raise an `AppError`."""

from collections.abc import Sequence
from typing import Protocol

from app.ui.pages.reglages.state import (
    AboutLine,
    AgentLine,
    DeviceWords,
    NewColleague,
    Powers,
    RoleEntry,
)
from app.ui.presenting import Sheet, Strength


class ReglagesPorts(Protocol):
    """The program, as Réglages sees it."""

    def agents(self) -> Sequence[AgentLine]:
        """Return who has access to this laptop, by name."""
        ...

    def roles(self) -> Sequence[RoleEntry]:
        """Return the roles of the convention."""
        ...

    def powers(self) -> Powers:
        """Return what the agent at work may do here."""
        ...

    def add_agent(self, colleague: NewColleague, passphrase: str) -> None:
        """Give a colleague access."""
        ...

    def assign_roles(self, agent_id: str, roles: Sequence[str]) -> None:
        """Let an agent hold these roles and no other."""
        ...

    def remove_agent(self, agent_id: str) -> None:
        """Withdraw a colleague's access, with new keys for those who stay."""
        ...

    def change_passphrase(self, current: str, passphrase: str) -> None:
        """Replace the passphrase of the agent at work."""
        ...

    def new_sheet(self) -> Sheet:
        """Make a new recovery sheet; the former one no longer opens."""
        ...

    def sheet_checked(self) -> None:
        """Note that a part of the sheet was typed back."""
        ...

    def device(self) -> DeviceWords:
        """Return how this laptop stands with the Département."""
        ...

    def activate(self, address: str, code: str) -> DeviceWords:
        """Make this laptop known to the Département (in the network's thread)."""
        ...

    def idle_minutes(self) -> int:
        """Return after how many minutes without a touch the program locks."""
        ...

    def longest_idle_minutes(self) -> int:
        """Return the longest idle time that the IT department lets choose, 0 for any."""
        ...

    def keep_idle_minutes(self, minutes: int) -> None:
        """Keep another idle time."""
        ...

    def about(self) -> Sequence[AboutLine]:
        """Return the facts about the program and this laptop."""
        ...

    def estimate(self, passphrase: str, names: Sequence[str]) -> Strength:
        """Estimate a passphrase."""
        ...
