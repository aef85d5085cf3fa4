"""Turns what is known of a breach into the answers of a step, and answers into what is known."""

from dataclasses import replace
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from app.domain.delais import instants_of
from app.domain.violation import (
    Autre,
    Cause,
    Consequence,
    Constat,
    Donnees,
    Gravite,
    Mesure,
    Nature,
    Origine,
    Secret,
    Support,
)
from app.ui.asking.asked import Form, Values
from app.ui.clock_words import day_line, hour_line, parse_day, parse_hour
from app.ui.pages.demandes.incident_asked import ASKED, NO, UNKNOWN, YES, Step
from app.ui.pages.demandes.reading import DAY_MISTAKE, HOUR_MISTAKE

if TYPE_CHECKING:
    from collections.abc import Callable

_CodeT = TypeVar("_CodeT", bound=StrEnum)
_HOW_MANY = "Écrivez un nombre, par exemple 120. Laissez vide si on ne sait pas."


def form_of(step: Step, constat: Constat, zone: tzinfo) -> Form:
    """Return a step with what is known already."""
    return Form(asked=ASKED[step], values=_values(constat, zone))


def known_after(
    step: Step, form: Form, constat: Constat, zone: tzinfo
) -> tuple[Constat, dict[str, str]]:
    """Return what is known once a step was answered, and what is wrong with its answers."""
    mistakes: dict[str, str] = {}
    read: dict[Step, Callable[[Form, Constat, tzinfo, dict[str, str]], Constat]] = {
        Step.WHAT: _what,
        Step.DATA: _data,
        Step.GUARD: _guard,
        Step.AFTER: _after,
    }
    found = read[step](form, constat, zone, mistakes) if step in read else constat
    return found, mistakes


def _what(form: Form, constat: Constat, zone: tzinfo, mistakes: dict[str, str]) -> Constat:
    cause = _one(Cause, form, "cause")
    if cause is None:
        mistakes["cause"] = "Choisissez ce qui s’est passé."
    return replace(
        constat,
        cause=cause,
        supports=_all(Support, form, "supports"),
        description=form.text("description"),
        debut_at=_moment(form, "debut", zone, mistakes),
        fin_at=_moment(form, "fin", zone, mistakes),
        dates_certaines=form.text("certaines") == YES,
    )


def _data(form: Form, constat: Constat, zone: tzinfo, mistakes: dict[str, str]) -> Constat:
    del zone
    return replace(
        constat,
        personnes=_number(form, "personnes", mistakes),
        enregistrements=_number(form, "enregistrements", mistakes),
        donnees=_all(Donnees, form, "donnees"),
    )


def _guard(form: Form, constat: Constat, zone: tzinfo, mistakes: dict[str, str]) -> Constat:
    del zone, mistakes
    return replace(
        constat,
        chiffre={YES: True, NO: False}.get(form.text("chiffre")),
        secret=_one(Secret, form, "secret"),
        natures=_all(Nature, form, "natures"),
        origine=_one(Origine, form, "origine"),
    )


def _after(form: Form, constat: Constat, zone: tzinfo, mistakes: dict[str, str]) -> Constat:
    del zone, mistakes
    return replace(
        constat,
        consequences=_all(Consequence, form, "consequences"),
        gravite=_one(Gravite, form, "gravite"),
        mesures=_all(Mesure, form, "mesures"),
        prevues=_all(Mesure, form, "prevues"),
        informees=form.text("informees") == YES,
        information=form.text("information"),
        autres=_all(Autre, form, "autres"),
        joindre=form.text("joindre"),
    )


def _values(constat: Constat, zone: tzinfo) -> Values:
    lines = {
        "description": constat.description,
        "information": constat.information,
        "joindre": constat.joindre,
        "personnes": _text(constat.personnes),
        "enregistrements": _text(constat.enregistrements),
        **_when("debut", constat.debut_at, zone),
        **_when("fin", constat.fin_at, zone),
    }
    picked: dict[str, StrEnum | None] = {
        "cause": constat.cause,
        "secret": constat.secret,
        "origine": constat.origine,
        "gravite": constat.gravite,
    }
    many: dict[str, tuple[StrEnum, ...]] = {
        "supports": constat.supports,
        "donnees": constat.donnees,
        "natures": constat.natures,
        "consequences": constat.consequences,
        "mesures": constat.mesures,
        "prevues": constat.prevues,
        "autres": constat.autres,
    }
    encrypted = {True: YES, False: NO, None: UNKNOWN}[constat.chiffre]
    return {
        **{code: (text,) for code, text in lines.items() if text},
        **{code: (str(value),) for code, value in picked.items() if value},
        **{code: tuple(str(one) for one in values) for code, values in many.items()},
        "chiffre": (encrypted,),
        "certaines": (YES if constat.dates_certaines else NO,),
        "informees": (YES if constat.informees else NO,),
    }


def _when(what: str, at: datetime | None, zone: tzinfo) -> dict[str, str]:
    if at is None:
        return {}
    local = at.astimezone(zone)
    return {f"{what}_jour": day_line(local), f"{what}_heure": hour_line(local)}


def _moment(form: Form, what: str, zone: tzinfo, mistakes: dict[str, str]) -> datetime | None:
    """Return a moment of the wall; nothing typed is nothing known."""
    typed_day, typed_hour = form.text(f"{what}_jour"), form.text(f"{what}_heure")
    if not typed_day and not typed_hour:
        return None
    day, hour = parse_day(typed_day), parse_hour(typed_hour)
    if day is None:
        mistakes[f"{what}_jour"] = DAY_MISTAKE
    if hour is None:
        mistakes[f"{what}_heure"] = HOUR_MISTAKE
    if day is None or hour is None:
        return None
    found = instants_of(day, hour, zone)
    if not found:
        mistakes[f"{what}_heure"] = "Cette heure n’existe pas\u00a0: l’horloge l’a sautée."
        return None
    return found[0]


def _number(form: Form, code: str, mistakes: dict[str, str]) -> int | None:
    text = form.text(code).replace(" ", "").replace("\u00a0", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        mistakes[code] = _HOW_MANY
        return None
    return int(text)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _one(kind: type[_CodeT], form: Form, code: str) -> _CodeT | None:
    picked = form.text(code)
    return kind(picked) if picked else None


def _all(kind: type[_CodeT], form: Form, code: str) -> tuple[_CodeT, ...]:
    return tuple(kind(one) for one in form.values.get(code, ()))
