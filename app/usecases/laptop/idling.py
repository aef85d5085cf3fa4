"""After how many minutes without a touch the program locks: a setting of the laptop."""

from typing import Final

from app.storage import parametres
from app.usecases.workplace import Workplace

IDLE_MINUTES: Final = 10
IDLE_KEY: Final = "minutes_avant_verrouillage"


def idle_minutes(workplace: Workplace) -> int:
    """Return after how many minutes without a touch the program locks."""
    with workplace.database.reading() as session:
        return parametres.number(session, IDLE_KEY, IDLE_MINUTES)
