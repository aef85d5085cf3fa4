"""The calendar for another program: an .ics file without persons."""

from app.usecases.echeances.calendrier import load
from app.usecases.workplace import Workplace

FILE_NAME = "echeances-passerelle.ics"


def export(workplace: Workplace) -> bytes:
    """Return the file of everything that the calendar shows to this agent.

    Mandates, requests and breaches are counted by day, places are named, nobody is.
    """
    from app.documents.agenda import agenda_ics  # noqa: PLC0415 - slow, and seldom needed

    return agenda_ics(
        load(workplace).items,
        structure=workplace.structure.code,
        made_at=workplace.clock.now(),
    )
