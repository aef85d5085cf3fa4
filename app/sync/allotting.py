"""What only some ways to the Département do: allot carnets, take counters, give figures back.

A use case asks whether its gateway is one of these; nothing here brings the network.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from app.sync.protocol.counters import CounterReceipt, MonthReport
from app.sync.protocol.slices import Acknowledgement, SignedSlice
from app.sync.protocol.stock import Stock


@runtime_checkable
class AllotsSlices(Protocol):
    """A gateway through which the Département allots carnets to this laptop."""

    def slices(self) -> Sequence[SignedSlice] | None:
        """Return this laptop's slices, verified; None from a service that allots none."""
        ...

    def stock(self) -> Stock | None:
        """Return the structure's carnets, verified; None from a service that states none."""
        ...

    def acknowledge_slices(self, told: Sequence[Acknowledgement]) -> Sequence[SignedSlice] | None:
        """Say what is here of the slices, and return them as they are now, verified."""
        ...


@runtime_checkable
class TakesCounters(Protocol):
    """A gateway that takes the monthly counters of this laptop."""

    def tell_counters(self, reports: Sequence[MonthReport]) -> Sequence[CounterReceipt] | None:
        """Tell at most `MAX_REPORTS` months; one receipt each. None where nobody takes them."""
        ...


@runtime_checkable
class GivesFigures(Protocol):
    """A gateway that gives the figures of the whole structure back."""

    def figures(self, since: int) -> Sequence[bytes] | None:
        """Return verified files, one a year from `since` on; None where nobody gives them."""
        ...
