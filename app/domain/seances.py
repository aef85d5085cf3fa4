"""The openings of a place as series that come back each week, for another program's calendar.

A rule « every other week » would go wrong after a week 53, and knows neither holidays nor closures:
a series says its days, and what is not held between the first and the last.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.horaires import Alternance, Periode, Plage
from app.domain.lieu import Lieu

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serie:
    """An opening of one day of the week; `jours` are the days on which it is held, in order.

    `cle` names the place, the day of the week and the rank in that day: other hours keep it.
    """

    cle: str
    plage: Plage
    jours: tuple[date, ...]

    @property
    def sauf(self) -> tuple[date, ...]:
        """Return the weeks between its first and its last day in which it is not held."""
        weeks = (self.jours[-1] - self.jours[0]) // _WEEK
        every = (self.jours[0] + number * _WEEK for number in range(weeks))
        return tuple(day for day in every if day not in self.jours)


def series(
    lieu: Lieu, periodes: tuple[Periode, ...], departement: str, *, du: date, au: date
) -> tuple[Serie, ...]:
    """Return the series of a place between two days, both included; none for one never held."""
    days = [du + timedelta(days=ahead) for ahead in range((au - du).days + 1)]
    held = {day: lieu.on(day, periodes, departement).plages for day in days}
    found: list[Serie] = []
    for jour in range(7):
        for rank, one in enumerate(lieu.semaine.of(jour)):
            plage = replace(one, semaines=Alternance.TOUTES)
            jours = tuple(day for day in days if day.weekday() == jour and plage in held[day])
            if jours:
                found.append(Serie(cle=f"{lieu.id}/{jour}/{rank}", plage=plage, jours=jours))
    return tuple(found)
