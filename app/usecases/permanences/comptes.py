"""What permanences are counted as: `permanence` and `permanence_minutes`, by name of place.

Functions take the caller's session: what changes a permanence or a name changes the figures with
it (docs/decisions/0008 and 0046).
"""

from typing import TYPE_CHECKING, Final

from app.storage import indicateurs, lieux
from app.storage.indicateurs import Fait
from app.storage.lieux import Tenue

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PERMANENCE: Final = "permanence"
MINUTES: Final = "permanence_minutes"


def count(session: "Session", held: Tenue, name: str, sign: int) -> None:
    """Count a permanence that was held at the place of this name, or take it back."""
    minutes = held.minutes or 0
    changes = [(Fait(PERMANENCE, name), sign), (Fait(MINUTES, name), sign * minutes)]
    indicateurs.ajouter(session, held.month, changes)


def rename(session: "Session", lieu_id: str, former: str, name: str) -> None:
    """Let the figures of a place follow its name; those that were reported keep the former one.

    Else a permanence taken back afterwards would be taken from a name that never had it.
    """
    for held in lieux.held_at(session, lieu_id):
        if not indicateurs.is_frozen(session, held.month):
            count(session, held, former, -1)
            count(session, held, name, 1)
