"""How much of the outbox waits, and for what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attente:
    """How many items have not been acknowledged, by the reason.

    `retenues` wait until the limitation of their record is lifted: nothing sends them.
    """

    preparees: int
    sans_accuse: int
    a_corriger: int
    retenues: int = 0

    @property
    def total(self) -> int:
        """Return how many the Département has not acknowledged, whatever holds them."""
        return self.a_traiter + self.retenues

    @property
    def a_traiter(self) -> int:
        """Return how many a synchronisation or a correction would let go."""
        return self.preparees + self.sans_accuse + self.a_corriger
