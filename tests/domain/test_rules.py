from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.clock import TrustedInstant
from app.domain.identifiers import anonymous_id, uuid7
from app.domain.indicateurs import countable, month_of
from app.domain.retention import RetentionRule


@pytest.mark.parametrize(
    ("recorded", "due"),
    [
        (date(2026, 11, 22), date(2030, 11, 22)),
        (date(2028, 2, 29), date(2032, 2, 29)),
        (date(2096, 2, 29), date(2100, 3, 1)),  # 2100 is no leap year: never early
    ],
)
def test_four_years_are_calendar_years(recorded: date, due: date) -> None:
    assert RetentionRule(years=4, source="000, art. 5").due_on(recorded) == due


def test_a_retention_of_no_years_is_refused() -> None:
    with pytest.raises(ValueError, match="at once"):
        RetentionRule(years=0, source="x")


def test_linked_identifiers_follow_the_time_and_anonymous_ones_do_not_tell_it() -> None:
    first = uuid7(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    later = uuid7(datetime(2026, 11, 22, 9, 1, tzinfo=UTC))
    assert first < later
    assert first[14] == "7"
    assert first[19] in "89ab"
    assert anonymous_id()[14] == "4"


def test_a_clock_set_back_is_not_believed_and_the_trusted_instant_never_goes_back() -> None:
    lived = TrustedInstant(at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    assert lived.accepts(lived.at - timedelta(minutes=5))
    assert not lived.accepts(lived.at - timedelta(hours=1))
    assert lived.after(lived.at - timedelta(hours=1)) == lived
    assert lived.after(lived.at + timedelta(hours=1)).at == lived.at + timedelta(hours=1)


def test_traits_of_the_person_are_counted_only_when_asked_and_accepted() -> None:
    values = [("canal", "sur_place"), ("sexe", "F"), ("csp", "7"), ("service", "")]
    asked = frozenset({"sexe"})
    both = (("canal", "sur_place"), ("sexe", "F"))
    assert countable(values, asked=asked, consented=True) == both
    assert countable(values, asked=asked, consented=False) == (("canal", "sur_place"),)
    assert month_of(date(2026, 11, 22)) == "2026-11"
