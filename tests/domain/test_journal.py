from datetime import UTC, date, datetime

import pytest

from app.domain.journal import gone_on, segment_of


def test_a_month_is_a_segment() -> None:
    assert segment_of(datetime(2026, 11, 30, 23, 59, tzinfo=UTC)) == "2026-11"


@pytest.mark.parametrize(
    ("segment", "day"),
    [
        ("2026-11", date(2027, 11, 1)),
        ("2026-01", date(2027, 1, 1)),
        ("2026-12", date(2027, 12, 1)),
    ],
)
def test_a_month_goes_twelve_months_later(segment: str, day: date) -> None:
    assert gone_on(segment) == day
