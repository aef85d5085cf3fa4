"""A mandate in a list, wherever it stands: among the mandates, on Aujourd’hui, in a record."""

from datetime import datetime

from app.domain.clock import Clock
from app.domain.mandat import Mandat
from app.domain.mandat_listes import EtatMandat
from app.ui.dates import day_words
from app.ui.dossiers.limited import LIMITED
from app.ui.dossiers.rows import Row
from app.ui.widgets.tones import Pill, Tone
from app.usecases.mandats import words as listed
from app.usecases.mandats.overview import MandatEnListe

_TONES = {EtatMandat.SIGNE: Tone.WARNING, EtatMandat.ACTIF: Tone.SUCCESS}


def plural(count: int, one: str, many: str) -> str:
    """Return « 1 ligne », « 3 lignes »."""
    return f"{count}\u00a0{many if count > 1 else one}"


def left_words(end: datetime, clock: Clock) -> str:
    """Return how long is left: « aujourd’hui », « demain », « dans 12 jours »."""
    days = (end.astimezone(clock.zone()).date() - clock.today()).days
    if days <= 0:
        return "aujourd’hui"
    return "demain" if days == 1 else f"dans {days}\u00a0jours"


def state_pill(mandat: Mandat) -> Pill:
    """Return where a mandate stands."""
    tone = _TONES.get(mandat.etat, Tone.INFO if mandat.etat.can_change else Tone.NEUTRAL)
    return Pill(listed.STATES[mandat.etat], tone)


def mandate_row(found: MandatEnListe, clock: Clock, *, of_person: bool = False) -> Row:
    """Return a mandate of a list: who, its number, what is open, until when.

    `of_person`: the list is in her record; the number stands in the place of her name.
    """
    mandat = found.mandat
    parts = [] if of_person else [mandat.reference]
    if mandat.etat.can_change:
        parts.append(
            plural(len(mandat.lignes), "ligne écrite", "lignes écrites")
            if mandat.lignes
            else "aucune ligne écrite"
        )
    else:
        parts.append(plural(len(mandat.open_lines), "ligne en cours", "lignes en cours"))
        if found.ends_at is not None:
            parts.append(f"jusqu’au {day_words(found.ends_at.astimezone(clock.zone()).date())}")
    return Row(
        id=mandat.id,
        title=mandat.reference if of_person else found.who or "Personne pas encore nommée",
        about=" · ".join(parts),
        pill=_row_pill(found, clock),
    )


def _row_pill(found: MandatEnListe, clock: Clock) -> Pill:
    if found.limited:
        return LIMITED
    if found.soon and found.ends_at is not None:
        return Pill(f"Finit {left_words(found.ends_at, clock)}", Tone.WARNING)
    return state_pill(found.mandat)
