"""The figures that reports and dashboards may show: this laptop's, or the whole structure's."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.bilan import SourceChiffres
from app.domain.chiffres import Annee, Chiffres, annee
from app.domain.convention import Convention
from app.domain.indicateurs import counts_things
from app.domain.petits_effectifs import Fact
from app.domain.trimestre import QUARTERS, Periode, Trimestre, quarters_over
from app.storage import bilans, indicateurs
from app.usecases.bilans.errors import FiguresMissingError
from app.usecases.bilans.receiving import read
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST_KEPT: Final = 16
_SHOWN: Final[dict[bytes, Annee]] = {}
"""Years as they may be shown, by the digest of what was counted; one thread reads the database."""


def shown(workplace: Workplace, source: SourceChiffres) -> Chiffres:
    """Return every figure that may be shown, small ones hidden."""
    with workplace.database.reading() as session:
        return shown_in(session, workplace, source)


def shown_in(session: "Session", workplace: Workplace, source: SourceChiffres) -> Chiffres:
    """Return the same inside the caller's session."""
    if source is SourceChiffres.STRUCTURE:
        return _received(session)
    return _counted(session, workplace.convention, workplace.clock.today())


def sources(workplace: Workplace) -> tuple[SourceChiffres, ...]:
    """Return whose figures there are: the structure's once some were received."""
    with workplace.database.reading() as session:
        received = any(one.annee.quarters for one in map(read, bilans.received(session)) if one)
    return tuple(SourceChiffres) if received else (SourceChiffres.POSTE,)


def quarters_of(chiffres: Chiffres) -> tuple[Trimestre, ...]:
    """Return the quarters that figures are known of, in order."""
    return tuple(
        Trimestre(year, QUARTERS.index(name) + 1)
        for year in sorted(chiffres.years)
        for name in chiffres.years[year].quarters
    )


def covered(chiffres: Chiffres, periode: Periode) -> bool:
    """Tell whether every quarter of a period is over and known."""
    return set(periode.quarters) <= set(quarters_of(chiffres))


def require_covered(chiffres: Chiffres, periode: Periode) -> None:
    """Go on only with figures of the whole period.

    Raises:
        FiguresMissingError: some of it was not received.
    """
    if not covered(chiffres, periode):
        raise FiguresMissingError


def _counted(session: "Session", convention: Convention, today: date) -> Chiffres:
    months = {
        month: {(fait.name, fait.value): count for fait, count in figures.items()}
        for month, figures in indicateurs.exact_by_month(session).items()
    }
    quarters = quarters_over(months, today)
    unhidden = things(convention)
    years: dict[int, Annee] = {}
    for year in sorted({quarter.year for quarter in quarters}):
        last = max(quarter.number for quarter in quarters if quarter.year == year)
        years[year] = _kept(months, year, last, unhidden)
    return Chiffres(years=years, depuis=min(quarters, default=Trimestre.of(today)))


def _kept(
    months: Mapping[str, Mapping[Fact, int]],
    year: int,
    last: int,
    unhidden: Callable[[Fact], bool],
) -> Annee:
    """Return a year; each page asks again, and hiding costs more than reading what is counted."""
    mine = [
        (month, *fact, count, unhidden(fact))
        for month, figures in sorted(months.items())
        if month[:4] == str(year)
        for fact, count in sorted(figures.items())
    ]
    asked = hashlib.sha256(repr((year, last, mine)).encode()).digest()
    found = _SHOWN.get(asked)
    if found is None:
        found = annee(months, year, QUARTERS[:last], unhidden=unhidden)
        if len(_SHOWN) >= _MOST_KEPT:
            _SHOWN.clear()
        _SHOWN[asked] = found
    return found


def _received(session: "Session") -> Chiffres:
    years: dict[int, Annee] = {}
    missing: dict[int, tuple[str, ...]] = {}
    for one in bilans.received(session):
        file = read(one)
        if file is None:
            continue
        years[one.annee] = file.annee
        missing[one.annee] = file.manquants
    counted = (
        Trimestre(year, QUARTERS.index(part) + 1)
        for year, found in years.items()
        for (_, part), figure in found.cells.items()
        if part in QUARTERS and figure != 0  # a hidden one is of somebody
    )
    return Chiffres(years=years, missing=missing, depuis=min(counted, default=None))


def things(convention: Convention) -> Callable[[Fact], bool]:
    """Return what tells the counters of things from those of persons, as the profile says.

    Of a person it may say what it likes: she is hidden (docs/decisions/0065).
    """
    names: set[str] = set()
    facts: set[Fact] = set()
    for modele in convention.bilans:
        for rubrique in modele.rubriques:
            for mesure in rubrique.mesures:
                if not mesure.seuil and mesure.valeurs:
                    facts |= {(mesure.indicateur, value) for value in mesure.valeurs}
                elif not mesure.seuil:
                    names.add(mesure.indicateur)
            for one in rubrique.objectifs:
                if one.valeurs:
                    facts |= {(one.indicateur, value) for value in one.valeurs}
                else:
                    names.add(one.indicateur)
    return lambda fact: counts_things(fact) and (fact[0] in names or fact in facts)
