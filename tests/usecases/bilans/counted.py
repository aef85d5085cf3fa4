"""A year of acts, counted by month as the use cases count them."""

from collections.abc import Mapping
from datetime import UTC, datetime

from app.storage import indicateurs
from app.storage.indicateurs import Fait
from app.usecases.workplace import Workplace

JANUARY = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)  # the year 2026 is over


def count(workplace: Workplace, month: str, figures: Mapping[tuple[str, str], int]) -> None:
    """Count figures in a month."""
    with workplace.database.writing() as session:
        changes = [(Fait(*fact), number) for fact, number in figures.items()]
        indicateurs.ajouter(session, month, changes)


def year_of_strasbourg(workplace: Workplace) -> None:
    """2026: 20, 24, 18 and 30 interviews; women, men, and some who did not say."""
    quarters = (("2026-02", 20, 11, 6), ("2026-05", 24, 10, 9), ("2026-09", 18, 12, 3))
    for month, interviews, women, men in (*quarters, ("2026-12", 30, 14, 13)):
        count(
            workplace,
            month,
            {
                ("entretien", "1"): interviews,
                ("issue", "prescription"): interviews,
                ("beneficiaire", "1"): interviews,
                ("sexe", "F"): women,
                ("sexe", "M"): men,
                ("service", "formation"): interviews - 8,
                ("service", "assistance"): 8,
                ("categorie", "1"): 9,
                ("categorie", "2"): interviews - 9,
                ("carnet_remis", "formation"): interviews - 9,
                ("carnet_categorie*service", "2*formation"): interviews - 9,
            },
        )
