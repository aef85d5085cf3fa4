"""Read the small forms: a day, an hour, a way, a reason; say what is missing where it is."""

from datetime import date, time

from app.domain.demande import CanalDemande, MotifRetard
from app.ui.asking.asked import Form
from app.ui.clock_words import parse_day, parse_hour
from app.ui.pages.demandes.demande_words import DAY, DELAY, HOUR, WAY
from app.usecases.registers.hours import Sent

DAY_MISTAKE = "Écrivez le jour, le mois et l’année, par exemple 15/03/2027."
HOUR_MISTAKE = "Écrivez l’heure et les minutes, par exemple 9:05."


def day_of(form: Form, mistakes: dict[str, str]) -> date | None:
    """Return the day typed; note in `mistakes` when it is none."""
    day = parse_day(form.text(DAY))
    if day is None:
        mistakes[DAY] = DAY_MISTAKE
    return day


def hour_of(form: Form, mistakes: dict[str, str]) -> time | None:
    """Return the hour typed; note in `mistakes` when it is none."""
    hour = parse_hour(form.text(HOUR))
    if hour is None:
        mistakes[HOUR] = HOUR_MISTAKE
    return hour


def sent_of(form: Form, mistakes: dict[str, str]) -> Sent | None:
    """Return the sending typed, None when something is missing: `mistakes` says what."""
    day, hour = day_of(form, mistakes), hour_of(form, mistakes)
    way, delay = form.text(WAY), form.text(DELAY)
    if not way:
        mistakes[WAY] = "Choisissez la voie."
    if any(one.code == DELAY for one in form.asked) and not delay:
        mistakes[DELAY] = "Choisissez une raison."
    if mistakes or day is None or hour is None:
        return None
    return Sent(
        day=day,
        hour=hour,
        canal=CanalDemande(way),
        retard=MotifRetard(delay) if delay else None,
    )


def first_of(form: Form, mistakes: dict[str, str]) -> str:
    """Return the first thing that is wrong, in the order of the form."""
    return next((one.code for one in form.asked if one.code in mistakes), "")
