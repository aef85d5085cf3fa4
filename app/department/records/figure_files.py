"""The figures of a structure as they go to it: one signed file a year (docs/decisions/0048, 0052).

The console gives it as a file; `GET /v1/figures` and the answer to a stick bring the same.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.records import indicators, stated
from app.department.records.counters import Missing
from app.department.records.indicators import Year
from app.department.web import Service
from app.domain.clock import Clock
from app.domain.indicateur_mots import months_words
from app.sync.protocol.figures import Attente, FigureFile, PosteDit, write_figures


def file_of(structure_id: str, name: str, found: Year, clock: Clock) -> FigureFile:
    """Return a year as its file says it now."""
    waited = found.waited
    return FigureFile(
        structure=structure_id,
        nom=name,
        annee=found.annee,
        manquants=tuple(_absent(one) for one in found.missing),
        etabli_le=clock.today(),
        etabli_a=clock.now(),
        postes=tuple(
            PosteDit(nom=one.label, jusque=one.through, dit_le=one.told_on) for one in found.tellers
        ),
        attente=None
        if waited is None
        else Attente(
            trimestre=waited.quarter.name,
            jusqu_au=waited.until,
            postes=tuple(_absent(one) for one in waited.missing),
        ),
    )


def files_since(
    session: Session, service: Service, structure_id: str, since: int
) -> Sequence[bytes]:
    """Return the signed files of a structure from a year on, this year's the last.

    In the caller's writing transaction: what is to be closed is closed first.
    """
    stated.close_in(session, service, structure_id)
    clock = service.clock
    name = session.get_one(StructureRow, structure_id).name
    years = {*indicators.years_stated(session, structure_id), clock.today().year}
    return [
        write_figures(
            file_of(
                structure_id, name, indicators.year_of(session, structure_id, year, clock), clock
            ),
            service.keys.signing[0],
        )
        for year in sorted(years)
        if year >= since
    ]


def _absent(one: Missing) -> str:
    return f"{one.label} : {months_words(one.months)}"
