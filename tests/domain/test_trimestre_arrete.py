"""A quarter of a structure is closed once: late laptops count in a later one (decision 0052)."""

from datetime import date

from app.domain.chiffres import annee_of
from app.domain.petits_effectifs import Fact
from app.domain.trimestre import Trimestre
from app.domain.trimestre_arrete import counted_in, may_close, waits_until

PHONE: Fact = ("canal", "telephone")
FIRST, SECOND = Trimestre(2026, 1), Trimestre(2026, 2)


def test_a_quarter_closes_when_all_told_and_else_ten_days_after_its_end() -> None:
    assert waits_until(Trimestre(2026, 4)) == date(2027, 1, 10)  # due on 15 January: 004 l. 107
    assert not may_close(FIRST, all_told=True, today=date(2026, 3, 31))
    assert may_close(FIRST, all_told=True, today=date(2026, 4, 1))
    assert not may_close(FIRST, all_told=False, today=date(2026, 4, 10))
    assert may_close(FIRST, all_told=False, today=date(2026, 4, 11))


def test_what_is_told_late_counts_in_the_following_quarter_and_nothing_is_lost() -> None:
    seen = {"2026-02": {PHONE: 20}}
    first = counted_in(FIRST, seen, [])
    late = {"2026-02": {PHONE: 20}, "2026-03": {PHONE: 3}, "2026-05": {PHONE: 10}}
    second = counted_in(SECOND, late, [first])
    assert (first, second) == ({PHONE: 20}, {PHONE: 13})
    fewer = {"2026-02": {PHONE: 15}, "2026-05": {PHONE: 8}}  # a restored laptop counted twice
    assert counted_in(SECOND, fewer, [{PHONE: 20}]) == {PHONE: 3}


def test_without_closing_the_second_file_would_give_the_late_laptop_away() -> None:
    """A quarter recomputed shows 20, then 21; closed, nothing shown changes."""
    in_time, later = {"2026-01": {PHONE: 20}}, {"2026-01": {PHONE: 21}}
    recomputed = [counted_in(FIRST, told, []) for told in (in_time, later)]
    assert recomputed[1][PHONE] - recomputed[0][PHONE] == 1
    assert counted_in(SECOND, later, [recomputed[0]]) == {PHONE: 1}  # hidden there: under 5
    year = annee_of({"T1": recomputed[0], "T2": {PHONE: 1}}, 2026, ("T1", "T2"))
    assert year.figure(PHONE, "T2") is None
    assert year.figure(PHONE, "T1") == 20
