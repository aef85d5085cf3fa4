from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.conventions.loading import load_convention
from app.domain.carnets_regles import horloges_carnets
from app.domain.clock import TrustedInstant
from app.domain.retention import (
    Duree,
    Objet,
    RetentionRule,
    day_of,
    hold_is_possible,
    horloges,
    is_due,
    prescription_term,
    shortened,
)
from app.domain.retention_clock import Verdict, judge
from tests.paths import RESOURCES

PROFILES = sorted(path.parent for path in (RESOURCES / "conventions").glob("*/convention.toml"))
RULE = RetentionRule(years=4, source="000, art. 5, l. 118")
NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)
LIVED = TrustedInstant(at=NOON)
DAYS = some.dates(min_value=date(2000, 1, 1), max_value=date(2150, 12, 31))
ZONES = some.sampled_from(
    ["Europe/Paris", "America/Martinique", "Pacific/Noumea", "Indian/Reunion"]
)


@pytest.mark.parametrize(
    ("start", "months", "reached"),
    [
        (date(2026, 11, 22), 48, date(2030, 11, 22)),
        (date(2028, 2, 29), 12, date(2029, 3, 1)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 10, 31), 1, date(2026, 12, 1)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar_and_never_end_early(
    start: date, months: int, reached: date
) -> None:
    assert Duree(months=months).after(start) == reached


def test_thirty_days_are_days() -> None:
    assert Duree(days=30).after(date(2028, 2, 1)) == date(2028, 3, 2)
    with pytest.raises(ValueError, match="before it begins"):
        Duree(days=-1)


@settings(max_examples=300, deadline=None)
@given(start=DAYS, years=some.integers(1, 30))
def test_a_term_of_years_is_the_same_day_or_the_first_of_march(start: date, years: int) -> None:
    """Never early, and late by nothing: the day before, the period was not over."""
    term = RetentionRule(years=years, source="x").due_on(start)
    missing = (start.month, start.day) == (2, 29) and not isleap(start.year + years)
    day = (3, 1) if missing else (start.month, start.day)
    assert (term.year, term.month, term.day) == (start.year + years, *day)
    assert not is_due(term - timedelta(days=1), term - timedelta(days=2))
    assert not is_due(term, term - timedelta(days=1))
    assert is_due(term, term)
    assert is_due(term, term + timedelta(days=1))


@settings(max_examples=300, deadline=None)
@given(end=DAYS, months=some.integers(0, 60), days=some.integers(0, 60))
def test_what_began_before_a_length_is_over_and_what_began_then_is_not(
    end: date, months: int, days: int
) -> None:
    length = Duree(months=months, days=days)
    first = length.before(end)
    assert length.after(first) > end
    assert length.after(first - timedelta(days=1)) <= end


@settings(max_examples=200, deadline=None)
@given(first=DAYS, second=DAYS, years=some.integers(1, 30))
def test_what_began_later_never_ends_earlier(first: date, second: date, years: int) -> None:
    rule = RetentionRule(years=years, source="x")
    if first <= second:
        assert rule.due_on(first) <= rule.due_on(second)
        assert rule.without_prescription_due_on(first) <= rule.without_prescription_due_on(second)
    assert rule.without_prescription_due_on(first) <= rule.due_on(first)


def test_the_decision_starts_the_clock_else_the_prescription() -> None:
    prescribed = date(2026, 11, 22)
    assert prescription_term(RULE, prescribed_on=prescribed, decided_on=None) == date(2030, 11, 22)
    decided = date(2027, 1, 4)
    assert prescription_term(RULE, prescribed_on=prescribed, decided_on=decided) == date(2031, 1, 4)


def test_an_interview_without_prescription_is_kept_twelve_months() -> None:
    assert RULE.without_prescription_due_on(date(2026, 11, 22)) == date(2027, 11, 22)


@settings(max_examples=200, deadline=None)
@given(start=DAYS, told=some.integers(1, 10), now=some.integers(1, 10))
def test_a_changed_rule_shortens_and_never_prolongs(start: date, told: int, now: int) -> None:
    promised = RetentionRule(years=told, source="x").due_on(start)
    in_force = RetentionRule(years=now, source="x").due_on(start)
    assert shortened(promised, in_force) == (in_force if now < told else promised)


@settings(max_examples=200, deadline=None)
@given(
    instant=some.datetimes(
        min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - made aware by the strategy
        max_value=datetime(2040, 1, 1),  # noqa: DTZ001 - made aware by the strategy
        timezones=some.just(UTC),
    ),
    name=ZONES,
)
def test_a_day_is_that_of_the_wall_whatever_the_zone(instant: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    day = day_of(instant, zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    after = day + timedelta(days=1)
    next_one = datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC)
    assert midnight <= instant < next_one


def test_one_minute_to_midnight_in_noumea_is_still_that_day() -> None:
    instant = datetime(2026, 11, 22, 12, 59, tzinfo=UTC)
    assert day_of(instant, ZoneInfo("Pacific/Noumea")) == date(2026, 11, 22)
    assert day_of(instant + timedelta(minutes=1), ZoneInfo("Pacific/Noumea")) == date(2026, 11, 23)
    with pytest.raises(ValueError, match="naive"):
        day_of(instant.replace(tzinfo=None), UTC)


@pytest.mark.parametrize("folder", PROFILES, ids=lambda path: path.name)
def test_every_profile_states_each_clock_with_its_source(folder: Path) -> None:
    convention = load_convention(folder)
    clocks = horloges(convention.retention, answers_kept_linked=convention.answers_kept_linked)
    of_mandates = {Objet.MANDATS, Objet.MANDATS_BROUILLON, Objet.MANDATS_PAPIER}
    elsewhere = {Objet.DOSSIERS, Objet.CARNETS} | of_mandates
    assert {clock.objet for clock in clocks} == set(Objet) - elsewhere
    assert all(clock.source and clock.depart and clock.duree for clock in clocks)
    by_kind = {clock.objet: clock for clock in clocks}
    assert by_kind[Objet.PRESCRIPTION].source == convention.retention.source
    years = "4 ans" if folder.name in {"eurometropole-strasbourg", "lot-et-garonne"} else "1 an"
    assert by_kind[Objet.PRESCRIPTION].duree == years
    evening = by_kind[Objet.REPONSES].duree == "jusqu’au soir"
    assert evening is not convention.answers_kept_linked


@pytest.mark.parametrize("folder", PROFILES, ids=lambda path: path.name)
def test_the_number_of_a_carnet_has_a_clock_where_carnets_are_handed_over(folder: Path) -> None:
    """retention-and-deadlines.md: while the Pass are valid, and a month."""
    convention = load_convention(folder)
    clocks = horloges_carnets(convention.carnets)
    hands = folder.name in {"eurometropole-strasbourg", "neuilly-plaisance"}
    assert [(one.objet, one.duree) for one in clocks] == [(Objet.CARNETS, "31 jours")] * hands


def test_a_form_on_demarches_simplifiees_has_its_clock() -> None:
    rule = RetentionRule(years=4, source="essai")
    last = horloges(rule, answers_kept_linked=True, by_form=True)[-1]
    assert (last.objet, last.duree) == (Objet.DOSSIERS, "60 jours ; sinon 6 jours au plus")


@pytest.mark.parametrize(
    ("until", "possible"),
    [
        (date(2026, 12, 1), False),  # its own term: nothing would be kept longer
        (date(2026, 12, 2), True),
        (date(2027, 11, 22), True),
        (date(2027, 11, 23), False),
    ],
)
def test_a_record_is_held_after_its_term_and_a_year_at_most(until: date, *, possible: bool) -> None:
    today, term = date(2026, 11, 22), date(2026, 12, 1)
    assert hold_is_possible(today=today, term=term, until=until) is possible


@pytest.mark.parametrize(
    ("now", "server", "verdict"),
    [
        (NOON + timedelta(days=1), None, Verdict.SURE),
        (NOON - timedelta(minutes=9), None, Verdict.SURE),
        (NOON - timedelta(minutes=11), None, Verdict.EN_ARRIERE),
        (NOON + timedelta(days=45), None, Verdict.SURE),
        (NOON + timedelta(days=46), None, Verdict.EN_AVANT),
        (NOON + timedelta(days=400), NOON + timedelta(days=400), Verdict.SURE),
        (NOON + timedelta(days=400), NOON + timedelta(days=2), Verdict.EN_AVANT),
        (NOON + timedelta(days=1), NOON + timedelta(days=3), Verdict.EN_ARRIERE),
        (NOON + timedelta(days=400), NOON - timedelta(days=9), Verdict.EN_AVANT),  # an old answer
    ],
)
def test_a_clock_is_believed_asked_about_or_refused(
    now: datetime, server: datetime | None, verdict: Verdict
) -> None:
    assert judge(now, trusted=LIVED, server=server) is verdict


def test_a_new_database_believes_its_clock() -> None:
    assert judge(NOON, trusted=None) is Verdict.SURE


@settings(max_examples=200, deadline=None)
@given(jump=some.timedeltas(timedelta(days=-9000), timedelta(days=9000)))
def test_nothing_is_erased_by_a_clock_that_jumps_alone(jump: timedelta) -> None:
    """A clock that is believed without asking is never far from what the database lived through."""
    if judge(NOON + jump, trusted=LIVED) is Verdict.SURE:
        assert timedelta(minutes=-10) <= jump <= timedelta(days=45)
