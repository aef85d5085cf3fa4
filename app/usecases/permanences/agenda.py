"""The permanences for another program: an .ics file of a year, without persons."""

from app.domain.echeance import months_from
from app.domain.seances import series
from app.storage import lieux
from app.usecases.laptop.holidays import departement
from app.usecases.permanences.affiches import affichables
from app.usecases.workplace import Workplace

FILE_NAME = "permanences-passerelle.ics"
_MONTHS = 12


def export(workplace: Workplace) -> bytes:
    """Return the file of the openings of the year to come, without the days that are closed.

    As on the posters, a place on which the texts of the convention do not agree is left out.
    """
    from app.documents.agenda import permanences_ics  # noqa: PLC0415 - slow, and seldom needed

    today, code = workplace.clock.today(), departement(workplace)
    with workplace.database.reading() as session:
        periodes = lieux.periodes(session, since=today)
    last = months_from(today, _MONTHS)
    return permanences_ics(
        [(one, series(one, periodes, code, du=today, au=last)) for one in affichables(workplace)],
        structure=workplace.structure.code,
        made_at=workplace.clock.now(),
    )
