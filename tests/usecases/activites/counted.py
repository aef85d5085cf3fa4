"""What the counters hold, exactly: what is shown hides small figures."""

from app.storage import indicateurs
from app.usecases.workplace import Workplace


def counted(workplace: Workplace, name: str, month: str = "2026-11") -> dict[str, int]:
    """Return how often each value of an indicator was counted in a month."""
    with workplace.database.reading() as session:
        found = indicateurs.exact_by_month(session).get(month, {})
    return {fait.value: number for fait, number in found.items() if fait.name == name}


def freeze(workplace: Workplace, month: str) -> None:
    """Freeze a month, as it is when it was told."""
    with workplace.database.writing() as session:
        indicateurs.geler(session, month)
