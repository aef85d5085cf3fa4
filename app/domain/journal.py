"""The journal of accesses and acts: months, and when a month goes.

Decision: docs/decisions/0022-journal.md.
"""

from datetime import UTC, date, datetime
from typing import Final

MOIS_GARDES: Final = 12
ILLISIBLE: Final = datetime(1, 1, 2, tzinfo=UTC)  # stands for an instant that somebody made so
_MONTH: Final = len("2026-11")


def segment_of(at: datetime) -> str:
    """Return the month of an instant in UTC, as « 2026-11 »: a segment of the journal."""
    return f"{at:%Y-%m}"


def month_of(segment: str) -> str:
    """Return the month of a segment: « 2026-11 » for « 2026-11-2 », which went on with it.

    A month is gone on with once a date that was believed too far ahead was put right.
    """
    return segment[:_MONTH]


def month_bounds(month: str) -> tuple[datetime, datetime]:
    """Return the first instant of a month (UTC) and that of the next one."""
    year, number = (int(part) for part in month.split("-"))
    after = (year + 1, 1) if number == 12 else (year, number + 1)  # noqa: PLR2004 - December
    return datetime(year, number, 1, tzinfo=UTC), datetime(*after, 1, tzinfo=UTC)


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
    year, month = (int(part) for part in month_of(segment).split("-"))
    years, rest = divmod(month - 1 + MOIS_GARDES, 12)
    return date(year + years, rest + 1, 1)
