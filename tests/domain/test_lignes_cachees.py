"""What several sums tell together; and a large table is closed while somebody waits."""

import time

from app.domain.lignes_cachees import Closing, Line, Row, told_by


def told(rows: list[Row], counts: list[int] | None = None) -> list[int]:
    return sorted(told_by(rows, counts or [9] * 4, smallest=5))


def test_sums_together_tell_what_none_tells_alone() -> None:
    assert told([{1: 1, 2: 1}, {2: 1, 3: 1}]) == []
    assert told([{1: 1, 2: 1}, {2: 1, 3: 1}, {1: 1, 3: 1}]) != []  # a + b, b + c, a + c
    assert told([{1: 1, 2: 1}, {1: 1, 2: 1, 3: 1}]) == [3]
    assert told([{1: 1, 2: -1}, {1: 2, 2: -2}]) == []  # the same, said twice


def test_a_sum_of_two_tells_that_they_are_one_and_one() -> None:
    """What is hidden is no zero: a zero is shown."""
    assert told([{1: 1, 2: 1}], [0, 1, 1]) == [1, 2]
    assert told([{1: 1, 2: 1}], [0, 1, 2]) == []  # or 2 and 1
    whole = [{0: 1, 1: 1}, {2: 1, 3: 1}, {0: 1, 2: 1}]  # 7 and 7 a row, 12 the first column
    assert told(whole, [6, 1, 6, 1]) == [1, 3]


def test_a_quarter_that_only_took_back_takes_no_whole_table_with_it() -> None:
    """A carnet came back and none went out: −1 beside 8 may be −2 beside 9."""
    assert told([{1: 1, 2: 1}], [0, -1, 8]) == []


def test_a_large_table_is_closed_in_a_moment() -> None:
    """Thirty values in thirty places, the small ones hidden: it took minutes, cell by cell."""
    side = 30
    counts = [(7 * at) % 11 + 1 for at in range(side * side)]
    rows = [Line(parts=tuple(range(at * side, (at + 1) * side)), total=None) for at in range(side)]
    columns = [Line(parts=tuple(range(at, side * side, side)), total=None) for at in range(side)]
    found = {at for at, count in enumerate(counts) if count < 5}
    start = time.process_time()
    Closing(counts, found, set(range(side * side)), smallest=5).close([*rows, *columns])
    assert time.process_time() - start < 2
    for line in (*rows, *columns):
        gone = [cell for cell in line.parts if cell in found]
        assert not gone or (len(gone) > 1 and sum(counts[cell] for cell in gone) >= 5)
