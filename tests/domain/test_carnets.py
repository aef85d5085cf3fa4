"""Numbers of carnets, as a référent types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.carnets import Run, RunsError, joined, parse_runs, without, written

RUNS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 8)).map(lambda p: Run(first=p[0], last=sum(p))),
    max_size=6,
)


def test_runs_are_read_as_they_are_written_on_a_delivery_note() -> None:
    assert parse_runs("101-150, 160") == (Run(first=101, last=150), Run(first=160, last=160))
    assert parse_runs("000481 à 000500") == (Run(first=481, last=500),)
    assert parse_runs("5; 1-4\n 20") == (Run(first=1, last=5), Run(first=20, last=20))
    assert parse_runs("  ") == ()


@pytest.mark.parametrize("text", ["150-101", "12a", "-5", "1-2-3", "10 20", "9" * 16])
def test_what_is_no_list_of_numbers_is_refused_with_its_part(text: str) -> None:
    with pytest.raises(RunsError) as refused:
        parse_runs(f"1, {text}")
    assert refused.value.part == text


def test_a_number_is_written_as_on_the_carnet() -> None:
    assert written(481, prefix="EX-", digits=6) == "EX-000481"


@given(runs=RUNS, taken=RUNS)
def test_runs_are_sets_of_numbers(runs: list[Run], taken: list[Run]) -> None:
    def numbers(some: list[Run]) -> set[int]:
        return {n for run in some for n in range(run.first, run.last + 1)}

    assert numbers(list(joined(runs))) == numbers(runs)
    assert numbers(list(without(runs, taken))) == numbers(runs) - numbers(taken)
    left = without(runs, taken)
    assert sum(run.carnets for run in left) == len(numbers(list(left)))
    assert all(a.last + 1 < b.first for a, b in zip(joined(runs), joined(runs)[1:], strict=False))
