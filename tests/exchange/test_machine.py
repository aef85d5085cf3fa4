"""A share of the campaigns for every run of the tests: see `benchmarks exchange` for the whole."""

import logging

import pytest

from tests.exchange.campaign import run
from tests.exchange.dossiers_machine import Dossiers
from tests.whole import WHOLE

SHARES, OF = (20, 50) if WHOLE else (2, 6)
"""Separate tests, so that several processes of the tests share them; schedules of each."""


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_is_lost_doubled_missed_or_shown_that_is_not(
    share: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):  # the service notes every refusal
        run(OF, seed_=2026_11_22 + share, steps=10)


def test_with_demarches_simplifiees_every_possible_double_is_told() -> None:
    run(OF, seed_=2026_11_22, steps=14, machine=Dossiers)
