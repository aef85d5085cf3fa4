"""Working days: Monday to Friday, without the public holidays.

Source: « dans un délai de 20 jours ouvrés à partir de la confirmation » (003 art. 4, l. 110 and
art. 5, l. 127); the day of the confirmation does not count, as in the Code civil's delays.
"""

from datetime import date, timedelta
from typing import Final

from app.domain.feries import is_ferie

_SATURDAY: Final = 5
_ONE: Final = timedelta(days=1)


def est_ouvre(day: date, departement: str = "") -> bool:
    """Tell whether people work on this day, there."""
    return day.weekday() < _SATURDAY and not is_ferie(day, departement)


def apres_jours_ouvres(start: date, jours: int, departement: str = "") -> date:
    """Return the last day of a delay of so many working days that runs from `start`.

    Raises:
        ValueError: a delay of no day, or of less.
    """
    if jours < 1:
        raise ValueError("a delay lasts a day at least")
    day = start
    while jours:
        day += _ONE
        jours -= est_ouvre(day, departement)
    return day


def jours_ouvres_entre(start: date, end: date, departement: str = "") -> int:
    """Count the working days after `start`, until `end` included; 0 once it is past."""
    days = (start + timedelta(days=at) for at in range(1, (end - start).days + 1))
    return sum(est_ouvre(day, departement) for day in days)
