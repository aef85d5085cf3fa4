"""From the rules of a convention and what is known, the items of its calendar.

Pure: `items` gives the same for the same facts. Sources: see `echeance`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.echeance import (
    A_L_AVANCE,
    Annuelle,
    Avant,
    Echeance,
    Fixe,
    Genre,
    RegleEcheance,
    Reunion,
    ReunionUnique,
    months_from,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody noted of an item: the date that was set, that it is done; each by whom."""

    jour: date | None = None
    jour_le: date | None = None
    jour_par: str = ""
    faite_le: date | None = None
    faite_par: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faits:
    """What the rules are applied to.

    `depuis`: this laptop has followed the convention since that day; what was due before is not
    reproached to anybody. `debut` and `fin` are the convention's, None where nobody knows.
    """

    today: date
    depuis: date
    debut: date | None = None
    fin: date | None = None
    notes: Mapping[str, Note] = field(default_factory=dict[str, Note])


_NOTHING = Note()


def items(regles: tuple[RegleEcheance, ...], faits: Faits) -> tuple[Echeance, ...]:
    """Return what is due, by day: from `depuis` on, fifteen months ahead of today.

    What was noted stays, however old.
    """
    horizon = faits.today + A_L_AVANCE
    by_code = {
        regle.code: tuple(_occurrences(regle, faits))
        for regle in regles
        if not isinstance(regle.forme, Avant)
    }
    found = [one for several in by_code.values() for one in several]
    for regle in regles:
        if isinstance(regle.forme, Avant):
            found += _before(regle, regle.forme, by_code.get(regle.forme.code, ()), faits)
    shown = [
        one
        for one in found
        if one.jour <= horizon and (one.jour >= faits.depuis or one.cle in faits.notes)
    ]
    return tuple(sorted(shown, key=lambda one: (one.jour, one.cle)))


def _occurrences(regle: RegleEcheance, faits: Faits) -> Iterator[Echeance]:
    match regle.forme:
        case Annuelle() as forme:
            return _yearly(regle, forme, faits)
        case Reunion() as forme:
            return _meetings(regle, forme, faits)
        case _:
            return _once(regle, faits)


def _once(regle: RegleEcheance, faits: Faits) -> Iterator[Echeance]:
    match regle.forme:
        case Fixe(le=le) if not _is_over(regle, le, faits):
            yield _on(regle, le, faits)
        case ReunionUnique(du=du, au=au) if not _is_over(regle, du, faits):
            yield _dated(regle, f"{regle.code}:{du.isoformat()}", au, (du, au), faits)
        case _:  # after the end; the others come every year, or before another
            return


def _is_over(regle: RegleEcheance, day: date, faits: Faits) -> bool:
    """Tell whether the convention has ended by then; what was done is reported all the same."""
    return regle.genre is not Genre.RAPPORT and faits.fin is not None and day > faits.fin


def _yearly(regle: RegleEcheance, forme: Annuelle, faits: Faits) -> Iterator[Echeance]:
    for year in _years(faits):
        if _is_asked(regle, forme.le.of(year), faits):
            yield _item(regle, f"{regle.code}:{year}", forme.le.of(year), faits)


def _meetings(regle: RegleEcheance, forme: Reunion, faits: Faits) -> Iterator[Echeance]:
    for year in _years(faits):
        for number in range(1, forme.par_an + 1):
            meeting = _meeting(regle, forme, year, number, faits)
            if _in_force(meeting.jour, faits):
                yield meeting


def _years(faits: Faits) -> range:
    """Return the years to look at, one more on each side: some items come before another date."""
    first = min(faits.depuis, faits.today).year
    return range(first - 1, (faits.today + A_L_AVANCE).year + 2)


def _on(regle: RegleEcheance, day: date, faits: Faits) -> Echeance:
    return _item(regle, f"{regle.code}:{day.isoformat()}", day, faits)


def _meeting(
    regle: RegleEcheance, forme: Reunion, year: int, number: int, faits: Faits
) -> Echeance:
    found = _dated(
        regle,
        f"{regle.code}:{year}-{number}",
        forme.latest(year, number),
        forme.period(year),
        faits,
    )
    if forme.par_an == 1:
        return found
    return replace(found, titre=f"{regle.titre} ({number} sur {forme.par_an} en {year})")


def _dated(
    regle: RegleEcheance, cle: str, latest: date, periode: tuple[date, date], faits: Faits
) -> Echeance:
    """Return a meeting: on the date that was set, else by the latest day."""
    note = faits.notes.get(cle, _NOTHING)
    return replace(
        _item(regle, cle, note.jour or latest, faits),
        provisoire=note.jour is None,
        date_saisie=True,
        periode=periode,
        jour_par=note.jour_par,
    )


def _before(
    regle: RegleEcheance, forme: Avant, bases: tuple[Echeance, ...], faits: Faits
) -> Iterator[Echeance]:
    for base in bases:
        cle = f"{regle.code}:{base.cle.partition(':')[2]}"
        found = _item(regle, cle, months_from(base.jour, -forme.mois), faits)
        if forme.fixer:
            note = faits.notes.get(base.cle, _NOTHING)
            on, by = note.jour_le or note.faite_le, note.jour_par or note.faite_par
            found = replace(found, a_la_main=False, faite_le=on, faite_par=by)
        yield replace(found, provisoire=base.provisoire)


def _item(regle: RegleEcheance, cle: str, jour: date, faits: Faits) -> Echeance:
    note = faits.notes.get(cle, _NOTHING)
    return Echeance(
        cle=cle,
        titre=regle.titre,
        genre=regle.genre,
        jour=jour,
        source=regle.source,
        precision=regle.precision,
        rappel_jours=regle.rappel_jours,
        a_faire=regle.a_faire,
        a_la_main=regle.a_faire,
        faite_le=note.faite_le,
        faite_par=note.faite_par,
    )


def _is_asked(regle: RegleEcheance, day: date, faits: Faits) -> bool:
    """Tell whether a day of each year counts; a report then tells the civil year before it.

    Source: 004, l. 107 (« au 15 janvier de chaque année civile suivante »): the last one is due
    after the end, and none for a year in which nothing was in force.
    """
    if regle.genre is not Genre.RAPPORT:
        return _in_force(day, faits)
    began = faits.debut is None or faits.debut.year < day.year
    return began and (faits.fin is None or faits.fin.year >= day.year - 1)


def _in_force(day: date, faits: Faits) -> bool:
    began = faits.debut is None or day >= faits.debut
    return began and (faits.fin is None or day <= faits.fin)
