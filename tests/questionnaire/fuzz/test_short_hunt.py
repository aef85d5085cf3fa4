"""A short hunt in each place; the long one is `python -m tests.questionnaire.fuzz`."""

import pytest

from tests.questionnaire.fuzz.hunting import HUNTS, hunt


@pytest.mark.parametrize("name", sorted(HUNTS))
@pytest.mark.long
def test_nothing_but_the_documented_errors_comes_out(name: str) -> None:
    assert hunt(name, seed=20260814, examples=30)
