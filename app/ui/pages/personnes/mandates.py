"""The mandates of a person, in her record."""

from dataclasses import dataclass

from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId
from app.ui.dossiers.rows import Row
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandates:
    """Those that are here, and whether the agent may take another one with her."""

    rows: tuple[Row, ...] = ()
    may_take: bool = False


def mandates_of(workplace: Workplace, personne_id: PersonneId) -> Mandates:
    """Return the mandates of a person whose record is open; in a thread."""
    if workplace.convention.mandat is None:
        return Mandates()
    from app.ui.dossiers.mandates import mandate_row  # noqa: PLC0415 - few profiles have any
    from app.usecases.mandats import overview  # noqa: PLC0415 - as above

    found = overview.of_person(workplace, personne_id)
    return Mandates(
        rows=tuple(mandate_row(one, workplace.clock, of_person=True) for one in found),
        may_take=Acte.MANDATER in actes(workplace),
    )
