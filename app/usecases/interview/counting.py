"""Count without names: what a finished interview adds to the month."""

from typing import TYPE_CHECKING

from app.domain.entretien import Entretien
from app.domain.indicateurs import Fiche, countable, month_of
from app.storage import indicateurs
from app.storage.indicateurs import Fait
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def count_ending(
    session: "Session",
    workplace: Workplace,
    entretien: Entretien,
    *,
    results: tuple[tuple[str, str], ...] = (),
    fiche: Fiche | None = None,
) -> None:
    """Add an interview that ends to the counters of the month, inside the caller's transaction.

    `results` are (dimension, value) pairs of the diagnosis and of the choice; source 001 art. 6.
    """
    traits = fiche or Fiche()
    values = (
        ("entretien", "1"),
        ("canal", entretien.canal.value),
        ("issue", entretien.issue.value if entretien.issue else ""),
        *results,
        ("sexe", traits.sexe),
        ("csp", traits.csp),
        ("allophone", traits.allophone),
        ("handicap", traits.handicap),
    )
    accepted = entretien.consentement is not None and entretien.consentement.indicateurs
    counted = countable(values, asked=workplace.convention.indicateurs, consented=accepted)
    indicateurs.compter(
        session,
        counting_month(session, workplace),
        [Fait(nom, valeur) for nom, valeur in counted],
        asked={nom for nom, _ in counted},
    )


def counting_month(session: "Session", workplace: Workplace) -> str:
    """Return the month in which an act of today counts: never one that was told already."""
    return indicateurs.open_month(session, month_of(workplace.clock.today()))
