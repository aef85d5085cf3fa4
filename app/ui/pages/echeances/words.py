"""Deadlines in words."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from app.domain.echeance import Echeance, EtatEcheance, Genre
from app.ui.dates import day_words, long_day_words, month_words
from app.ui.dossiers.rows import Row
from app.ui.pages.echeances.state import Part
from app.ui.widgets.tones import Pill, Tone

KINDS: Final = {
    Genre.COMITE: "Comités",
    Genre.RAPPORT: "Rapports",
    Genre.CONVENTION: "Convention",
    Genre.MANDAT: "Mandats",
    Genre.CARNET: "Carnets",
    Genre.DROITS: "Demandes",
    Genre.CONFORMITE: "Données",
    Genre.LIEU: "Lieux",
}
LATE: Final = "En retard"
_OVER: Final = frozenset({EtatEcheance.FAITE, EtatEcheance.PASSEE})


def row_of(one: Echeance, today: date) -> Row:
    """Return an item of the list."""
    day = long_day_words(one.jour)
    if one.provisoire:
        day = f"au plus tard {day}"
    parts = [day[:1].upper() + day[1:], *_facts(one)]
    return Row(id=one.cle, title=one.titre, about=" · ".join(parts), pill=pill_of(one, today))


def pill_of(one: Echeance, today: date) -> Pill:
    """Return where an item stands."""
    match one.etat(today):
        case EtatEcheance.FAITE:
            return Pill("fait", Tone.SUCCESS)
        case EtatEcheance.EN_RETARD:
            return Pill("en retard", Tone.DANGER)
        case EtatEcheance.PASSEE:
            return Pill("passé", Tone.NEUTRAL)
        case EtatEcheance.PROCHE:
            return Pill(near_words((one.jour - today).days), Tone.WARNING)
        case EtatEcheance.A_VENIR:
            return Pill("à venir", Tone.NEUTRAL)


def near_words(days: int) -> str:
    """Say how many days are left: « aujourd’hui », « demain », « dans 12 jours »."""
    if days <= 1:
        return "demain" if days else "aujourd’hui"
    return f"dans {days}\u00a0jours"


def parts_of(items: Sequence[Echeance], today: date) -> tuple[Part, ...]:
    """Return what is not over: the late ones first, then month by month."""
    live = [one for one in items if one.etat(today) not in _OVER]
    late = [one for one in live if one.etat(today) is EtatEcheance.EN_RETARD]
    months: dict[str, list[Echeance]] = {}
    for one in live:
        if one not in late:
            months.setdefault(f"{one.jour:%Y-%m}", []).append(one)
    found = [(LATE, late)] if late else []
    found += [(_capital(month_words(month)), several) for month, several in months.items()]
    return tuple(
        Part(heading=heading, rows=tuple(row_of(one, today) for one in several))
        for heading, several in found
    )


def over_of(items: Sequence[Echeance], today: date) -> tuple[Row, ...]:
    """Return what is done or over, the latest first."""
    found = [one for one in items if one.etat(today) in _OVER]
    return tuple(row_of(one, today) for one in reversed(found))


def text_of(parts: Sequence[Part], structure: str, today: date) -> str:
    """Return the list as lines to print."""
    lines = [f"Échéances de {structure}, le {day_words(today)}"]
    for part in parts:
        lines += ["", part.heading]
        for row in part.rows:
            state = f" ({row.pill.words})" if row.pill else ""
            lines += [f"– {row.title}{state}", f"   {row.about}"]
    return "\n".join(lines)


def _facts(one: Echeance) -> list[str]:
    said: list[str] = []
    if one.date_saisie and not one.provisoire:
        said.append(f"date fixée par {one.jour_par}" if one.jour_par else "date fixée")
    if one.faite_le is not None:
        by = f" par {one.faite_par}" if one.faite_par else ""
        late = ", après l’échéance" if one.faite_en_retard else ""
        said.append(f"fait le {day_words(one.faite_le)}{by}{late}")
    return said


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
