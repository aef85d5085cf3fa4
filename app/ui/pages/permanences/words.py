"""Places and permanences in words."""

from datetime import date, datetime, tzinfo
from typing import Final

from app.domain.horaires import (
    JOURS,
    WEEKS,
    Nature,
    Periode,
    Semaine,
    day_words,
    duration_words,
    hour_words,
    span_words,
)
from app.domain.lieu import Constat, Etat, Lieu
from app.ui.dates import day_words as date_words
from app.ui.dossiers.rows import Row
from app.ui.pages.permanences.state import HeldRow, TodayRow
from app.ui.widgets.tones import Pill, Tone
from app.usecases.permanences.affiches import period_words
from app.usecases.permanences.lieux import LieuSuivi
from app.usecases.permanences.tenues import TenueSuivie

ETATS: Final = {
    Etat.TENUE: Pill("tenu", Tone.SUCCESS),
    Etat.MANQUE: Pill("manque", Tone.WARNING),
    Etat.A_DIRE: Pill("à dire", Tone.NEUTRAL),
}
NATURES: Final = {
    Nature.FERMETURE: "Fermeture",
    Nature.VACANCES: "Vacances scolaires",
    Nature.OUVERTURE: "Ouverture exceptionnelle",
}


def week_words(lieu: Lieu) -> str:
    """Return « mardi 9 h – 12 h · 3 h par semaine »."""
    if not lieu.semaine.plages:
        return ""
    days = [
        f"{name} {words}"
        for jour, name in enumerate(JOURS)
        if (words := day_words(lieu.semaine, jour))
    ]
    said, length = " · ".join(days), _length_words(lieu.semaine)
    return f"{said} · {length}" if lieu.semaine.alternates else f"{said} ({length})"


def _length_words(week: Semaine) -> str:
    odd, even = (duration_words(week.minutes_in(which)) for which in WEEKS)
    if odd == even:
        return f"{odd} par semaine"
    return f"{odd} les semaines impaires, {even} les semaines paires"


def place_row(one: LieuSuivi, today: date) -> Row:
    """Return a place of the list, with what lacks most."""
    lieu = one.lieu
    expected = ", ".join(f"{line.duree} {line.frequence}" for line in lieu.prevu)
    about = week_words(lieu) or (f"Prévu\u00a0: {expected}" if expected else "")
    parts = [part for part in (about, _verify_words(one, today)) if part]
    return Row(
        id=lieu.id,
        title=lieu.nom,
        about=" · ".join(parts),
        pill=_pill(one),
    )


def _verify_words(one: LieuSuivi, today: date) -> str:
    if one.verifier_le is not None and one.verifier_le <= today:
        return f"à revérifier depuis le {date_words(one.verifier_le)}"
    return ""


def _pill(one: LieuSuivi) -> Pill:
    if not one.lieu.confirme:
        return Pill("à confirmer", Tone.WARNING)
    if not one.lieu.semaine.plages:
        return Pill("horaires à saisir", Tone.INFO)
    missing = sum(found.etat is Etat.MANQUE for found in one.constats)
    if missing:
        return Pill(f"{missing}\u00a0manque{'s' if missing > 1 else ''}", Tone.WARNING)
    unsaid = sum(found.etat is Etat.A_DIRE for found in one.constats)
    if unsaid:
        return Pill(f"{unsaid}\u00a0à dire", Tone.NEUTRAL)
    return Pill("complet", Tone.SUCCESS)


def summary_words(lieux: tuple[LieuSuivi, ...]) -> str:
    """Say in one line how the places stand."""
    without = sum(not one.lieu.semaine.plages for one in lieux)
    lacking = sum(any(found.etat is Etat.MANQUE for found in one.constats) for one in lieux)
    many = "s" if len(lieux) > 1 else ""
    parts = [f"{len(lieux)}\u00a0lieu{'x' if many else ''}"]
    if without:
        parts.append(f"{without} sans horaires")
    if lacking:
        parts.append(f"{lacking} avec un manque")
    return ", ".join(parts) + "."


def constat_row(number: int, found: Constat) -> Row:
    """Return a requirement of the convention."""
    about = " · ".join(part for part in (found.words, found.source) if part)
    return Row(id=str(number), title=found.libelle, about=about, pill=ETATS[found.etat])


def today_row(one: LieuSuivi, several: list[TenueSuivie], zone: tzinfo) -> TodayRow:
    """Return a permanence of today; `several` were opened there, the latest first."""
    held = next(iter(several), None)
    total = sum(each.minutes or 0 for each in several)
    plages = one.aujourd_hui.plages
    hours = ", ".join(map(span_words, plages))
    if held is None:
        pill = Pill("à ouvrir", Tone.INFO)
    elif held.minutes is None:
        pill = Pill(f"ouverte à {_hour(held.opened_at, zone)}", Tone.SUCCESS)
    else:
        pill = Pill(f"tenue, {duration_words(total)}", Tone.NEUTRAL)
    return TodayRow(
        row=Row(
            id=held.id if held else one.lieu.id,
            title=one.lieu.nom,
            about=hours or "hors des horaires",
            pill=pill,
        ),
        lieu_id=one.lieu.id,
        hours=hours,
        tenue_id=held.id if held else "",
        held=held is not None and held.minutes is not None,
    )


def held_row(held: TenueSuivie, zone: tzinfo) -> HeldRow:
    """Return a permanence that is listed: when it began or, once closed, its hours and length."""
    local = held.opened_at.astimezone(zone)
    start = local.hour * 60 + local.minute
    by = f" · notée par {held.agent}" if held.agent else ""
    if held.minutes is None:
        pill = Pill("restée ouverte", Tone.WARNING)
        about = f"Ouverte le {date_words(held.day)} à {hour_words(start)}{by}"
    else:
        pill = Pill(duration_words(held.minutes), Tone.NEUTRAL)
        about = f"{date_words(held.day)}, {_held_words(held, zone)}{by}"
    return HeldRow(
        row=Row(id=held.id, title=held.lieu, about=about, pill=pill),
        hours=f"{hour_words(start)} – ",
        day=date_words(held.day),
        closed=held.minutes is not None,
    )


def _held_words(held: TenueSuivie, zone: tzinfo) -> str:
    """Return the hours of a permanence that is closed, without its breaks."""
    spans: list[str] = []
    for part in held.parties:
        local = part.opened_at.astimezone(zone)
        start = local.hour * 60 + local.minute
        spans.append(f"{hour_words(start)} – {hour_words(start + (part.minutes or 0))}")
    return ", ".join(spans)


def periode_row(one: Periode, places: dict[str, str]) -> Row:
    """Return a dated exception."""
    where = places.get(one.lieu_id, "Un lieu") if one.lieu_id else "Tous les lieux"
    if one.nature is Nature.VACANCES:
        where = "Lieux fermés pendant les vacances"
    words = period_words(one)
    return Row(
        id=one.id,
        title=words[:1].upper() + words[1:],
        about=where,
        pill=Pill(NATURES[one.nature].lower(), Tone.NEUTRAL),
    )


def _hour(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return hour_words(local.hour * 60 + local.minute)
