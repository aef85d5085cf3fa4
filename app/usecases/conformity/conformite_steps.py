"""How far the making of a conformity paper is: it looks at the journal and at a stick."""

from collections.abc import Callable
from typing import Final

Step = Callable[[int, int], None]
"""Hears how many steps of how many are done; raises to stop between two."""
STEPS: Final = 5


def quietly(_done: int, _total: int) -> None:
    """Hear nothing."""
