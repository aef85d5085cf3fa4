"""Deadlines in words."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from app.domain.echeance import Echeance, EtatEcheance, Genre
from app.ui.dates import day_words, month_words
from app.ui.dossiers.echeances import row_of
from app.ui.dossiers.rows import Row
from app.ui.pages.echeances.state import Part

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


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
