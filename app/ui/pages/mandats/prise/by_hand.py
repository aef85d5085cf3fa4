"""A mandate signed by hand on a blank of the carnet de secours: its hours are on the paper."""

from datetime import datetime, tzinfo
from typing import Final

from app.domain.mandat import Mandat
from app.ui.asking.asked import Asked, Form
from app.ui.clock_words import day_line, hour_line, parse_day, parse_hour
from app.ui.pages.mandats.prise import forms

_NUMBER: Final = "S-"  # a blank bears another number than a mandate that begins here
NO_DAY: Final = "Écrivez le jour, le mois et l’année, par exemple 15/03/2027."
NO_HOUR: Final = "Écrivez l’heure et les minutes, par exemple 9:05."


def is_by_hand(mandat: Mandat) -> bool:
    """Tell whether the mandate was signed on a blank: nothing is printed here."""
    return mandat.reference.startswith(_NUMBER)


def when_asked(words: str) -> tuple[Asked, ...]:
    """Return the day and the hour that stand on the paper."""
    return (
        Asked(code=forms.JOUR, words=words, hint="Jour/mois/année, comme sur le papier", most=10),
        Asked(code=forms.HEURE, words="À", hint="L’heure sur le papier", most=8, beside=True),
    )


def when_said(at: datetime, zone: tzinfo) -> dict[str, tuple[str, ...]]:
    """Return a moment as the two answers."""
    local = at.astimezone(zone)
    return {forms.JOUR: (day_line(local),), forms.HEURE: (hour_line(local),)}


def when_of(form: Form, zone: tzinfo, wrong: dict[str, str]) -> datetime | None:
    """Return the moment that was typed; note in `wrong` what is none."""
    day, hour = parse_day(form.text(forms.JOUR)), parse_hour(form.text(forms.HEURE))
    if day is None:
        wrong[forms.JOUR] = NO_DAY
    if hour is None:
        wrong[forms.HEURE] = NO_HOUR
    return None if day is None or hour is None else datetime.combine(day, hour, tzinfo=zone)
