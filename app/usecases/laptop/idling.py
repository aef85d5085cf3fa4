"""After how many minutes without a touch the program locks: a setting of the laptop."""

from typing import Final

from app.storage import parametres
from app.usecases import journal
from app.usecases.workplace import Workplace

IDLE_MINUTES: Final = 10
IDLE_KEY: Final = "minutes_avant_verrouillage"


def idle_minutes(workplace: Workplace) -> int:
    """Return after how many minutes without a touch the program locks.

    What a worker chose, and never longer than the IT department lets him.
    """
    with workplace.database.reading() as session:
        chosen = parametres.number(session, IDLE_KEY, IDLE_MINUTES)
    return workplace.politiques.idle_minutes(chosen)


def keep_idle_minutes(workplace: Workplace, minutes: int) -> None:
    """Keep another idle time; one longer than the IT department's is cut to it."""
    held = workplace.politiques.idle_minutes(minutes)
    with workplace.database.writing() as session:
        parametres.keep(session, IDLE_KEY, held)
    journal.note(workplace, "reglage_change", f"verrouillage_{held}")
