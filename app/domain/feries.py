"""The public holidays of France: pure arithmetic, so nothing need be loaded to know them.

Source: Code du travail, art. L3133-1 (eleven days) and L3134-13 (droit local of Bas-Rhin, Haut-Rhin
and Moselle: 26 December, and Good Friday « dans les communes ayant un temple protestant ou une
église mixte »).
"""

from datetime import date, timedelta
from typing import Final

ALSACE_MOSELLE: Final = frozenset({"57", "67", "68"})
_FIXED: Final = (
    (1, 1, "Jour de l’an"),
    (5, 1, "Fête du travail"),
    (5, 8, "Victoire 1945"),
    (7, 14, "Fête nationale"),
    (8, 15, "Assomption"),
    (11, 1, "Toussaint"),
    (11, 11, "Armistice 1918"),
    (12, 25, "Noël"),
)
_AFTER_EASTER: Final = (
    (1, "Lundi de Pâques"),
    (39, "Ascension"),
    (50, "Lundi de Pentecôte"),
)


def easter(year: int) -> date:
    """Return Easter Sunday, by the Gregorian computus (Meeus/Jones/Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


def feries(year: int, departement: str = "", *, temple: bool = True) -> dict[date, str]:
    """Return the holidays of a year with their names; a département of Alsace-Moselle has two more.

    `departement` is its code (« 67 »). No public table says which communes have a temple: Good
    Friday is a holiday there until somebody says that the commune has none.
    """
    sunday = easter(year)
    found = {date(year, month, day): name for month, day, name in _FIXED}
    for days, name in _AFTER_EASTER:
        day = sunday + timedelta(days=days)
        found[day] = f"{found[day]}, {name}" if day in found else name  # 1 or 8 May may be both
    if departement in ALSACE_MOSELLE:
        if temple:
            found[sunday - timedelta(days=2)] = "Vendredi saint"
        found[date(year, 12, 26)] = "Saint-Étienne"
    return dict(sorted(found.items()))


def is_ferie(day: date, departement: str = "") -> bool:
    """Tell whether `day` is a public holiday there."""
    return day in feries(day.year, departement)
