"""What mandates add to the anonymous counters of the month (docs/decisions/0008, 0039)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from app.domain.indicateurs import month_of
from app.domain.mandat import ActeMandat, Ligne, Mandat
from app.domain.mandat_listes import NatureFin
from app.storage import indicateurs
from app.storage.indicateurs import Fait
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MANDAT, DEMARCHE, ACTE = "mandat", "mandat_demarche", "mandat_acte"
SIGNED, DATA, OTHER = "signe", "communication", "autre"
_NAMES: Final = frozenset({MANDAT, DEMARCHE, ACTE})


def count_signed(session: "Session", workplace: Workplace, mandat: Mandat) -> None:
    """Count a mandate that was signed, and what each of its authorisations is for."""
    _count(
        session,
        workplace,
        [Fait(MANDAT, SIGNED), *(Fait(DEMARCHE, _theme(ligne)) for ligne in mandat.lignes)],
    )


def count_ended(
    session: "Session", workplace: Workplace, nature: NatureFin, actes: Sequence[ActeMandat]
) -> None:
    """Count a mandate that ended, how, and what was done under it (002, art. 3.4, l. 206)."""
    _count(
        session,
        workplace,
        [Fait(MANDAT, nature.value), *(Fait(ACTE, acte.nature.value) for acte in actes)],
    )


def _theme(ligne: Ligne) -> str:
    if ligne.canal is None:
        return DATA
    return ligne.famille.value if ligne.famille else OTHER


def _count(session: "Session", workplace: Workplace, faits: Iterable[Fait]) -> None:
    month = indicateurs.open_month(session, month_of(workplace.clock.today()))
    indicateurs.compter(session, month, faits, asked=_NAMES)
