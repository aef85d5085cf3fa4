"""The words of the preparation: what is read aloud, when it would end."""

from datetime import datetime, tzinfo

from app.domain.mandat import Ligne, Mandat
from app.domain.mandat_listes import Mode, Portee
from app.ui.dates import long_day_words
from app.usecases.mandats import words as listed
from app.usecases.workplace import Workplace

_DESTROYED = (
    "Elles sont détruites quand les démarches ont abouti, quand vous retirez le mandat, ou à la "
    "date de fin."
)


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
    protection = workplace.convention.protection
    where = (
        "Nous les ferons ensemble, ici."
        if mandat.mode is Mode.EN_PRESENCE
        else "Je les ferai sans vous, à distance."
    )
    these = "ces démarches" if len(mandat.lignes) > 1 else "cette démarche"
    how_long = listed.DURATIONS[mandat.duree]
    return (
        "Vous me demandez de vous aider. Voici ce que vous me confiez\u00a0:",
        *(f"•\u00a0{line_words(ligne)}." for ligne in mandat.lignes),
        where,
        f"Cela dure {how_long}, pas plus. Pour autre chose, je vous redemande votre accord.",
        f"Vos informations servent seulement à {these}, dans votre seul intérêt.",
        "Je garde le secret professionnel.",
        f"Responsable de vos informations\u00a0: {protection.responsable}.",
        _DESTROYED,
        "Vous pouvez retirer ce mandat à tout moment, sans dire pourquoi.",
        "Vous pouvez voir vos informations, les corriger, les faire effacer.",
        "C’est gratuit. Rien n’est obligatoire.",
    )
