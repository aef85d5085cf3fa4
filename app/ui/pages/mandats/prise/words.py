"""The words of the preparation: what is read aloud, when it would end."""

from datetime import datetime, tzinfo

from app.documents import reading_aloud
from app.domain.mandat import Ligne, Mandat
from app.domain.mandat_listes import Mode, Portee
from app.ui.dates import long_day_words
from app.usecases.mandats import words as listed
from app.usecases.workplace import Workplace


def hour_words(at: datetime, zone: tzinfo) -> str:
    """Return « à 10 h 12 »."""
    local = at.astimezone(zone)
    return f"à {local.hour}\u00a0h\u00a0{local.minute:02}"


def until_words(end: datetime) -> str:
    """Return « le mercredi 23 décembre 2026 à 10 h 12 »; `end` is on the wall already."""
    return f"le {long_day_words(end.date())} à {end.hour}\u00a0h\u00a0{end.minute:02}"


def line_words(ligne: Ligne) -> str:
    """Return a line as it is said: « faire pour vous, à la CAF : actualiser ma situation »."""
    to = ligne.organisme
    if ligne.portee is Portee.DEMANDER:
        return f"demander à {to}\u00a0: {ligne.objet}"
    return f"faire auprès de {to}\u00a0: {ligne.objet}"


def line_about(ligne: Ligne) -> str:
    """Return where and how: « CAF des Pyrénées-Orientales · en ligne »."""
    canal = listed.CHANNELS[ligne.canal] if ligne.canal else ""
    return " · ".join(part for part in (ligne.organisme, canal) if part)


def script(workplace: Workplace, mandat: Mandat) -> tuple[str, ...]:
    """Return what is said aloud before anything is signed, in short sentences (002 l. 150-174)."""
    where = (
        "Nous les ferons ensemble, ici."
        if mandat.mode is Mode.EN_PRESENCE
        else "Je les ferai sans vous, à distance."
    )
    how_long = listed.DURATIONS[mandat.duree]
    return (
        "Vous me demandez de vous aider. Voici ce que vous me confiez\u00a0:",
        *(f"•\u00a0{line_words(ligne)}." for ligne in mandat.lignes),
        where,
        f"Cela dure {how_long}, pas plus.",
        *reading_aloud.script(reading_aloud.MANDAT, workplace.convention, workplace.structure),
    )
