"""The journal of accesses and acts: months, and when a month goes.

Decision: docs/decisions/0022-journal.md.
"""

from datetime import date, datetime
from typing import Final

MOIS_GARDES: Final = 12


def segment_of(at: datetime) -> str:
    """Return the month of an instant in UTC, as « 2026-11 »: a segment of the journal."""
    return f"{at:%Y-%m}"


def segment_before(segment: str) -> str:
    """Return the month before a month: « 2025-12 » for « 2026-01 »."""
    year, month = (int(part) for part in segment.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"


def gone_on(segment: str) -> date:
    """Return the first day on which a segment must be gone.

    A month goes as a whole, when its first entry may be twelve months old and its last one is
    eleven: between the 6 and the 12 months of the recommendation.
    Source: recommandation de la CNIL sur la journalisation (6 à 12 mois);
    retention-and-deadlines.md (c), « Access/action log ».
    """
    year, month = (int(part) for part in segment.split("-"))
    years, rest = divmod(month - 1 + MOIS_GARDES, 12)
    return date(year + years, rest + 1, 1)
