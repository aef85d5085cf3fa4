"""One hunt: examples of a strategy given to a target, each within its time."""

import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

from tests.questionnaire.fuzz.expressions import formulas, try_formula
from tests.questionnaire.fuzz.workbooks import (
    edits,
    packages,
    texts,
    try_edits,
    try_package,
    try_texts,
)
from tests.questionnaire.fuzz.xforms import forms, try_form

LONGEST_S: Final = 20.0
"""Processor time that one example may take: the budget of one action, some times over."""


_SLOW_IS_FINE: Final = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.filter_too_much,
)


class _Hunt(NamedTuple):
    examples: SearchStrategy[Any]
    target: Callable[[Any], None]


HUNTS: Final = {
    "formules": _Hunt(formulas(), try_formula),
    "questionnaires": _Hunt(forms(), try_form),
    "classeurs (octets)": _Hunt(packages(), try_package),
    "classeurs (cellules)": _Hunt(edits(), try_edits),
    "feuilles (CSV)": _Hunt(texts(), try_texts),
}


def hunt(name: str, *, seed: int, examples: int) -> int:
    """Try so many examples and return how many were tried.

    Raises:
        Exception: whatever the target let through, or AssertionError for one that took too long.
    """
    tried = 0
    strategy, target = HUNTS[name]

    def attempt(example: Any) -> None:  # noqa: ANN401  each hunt has its own kind
        nonlocal tried
        tried += 1
        started = time.process_time()
        target(example)
        assert time.process_time() - started < LONGEST_S, "too slow"

    run = given(strategy)(attempt)
    run = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=_SLOW_IS_FINE,
    )(run)
    _seeded(seed)(run)()
    return tried


_seeded = seed
