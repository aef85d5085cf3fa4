"""A share of the campaign for every run of the tests: see `benchmarks exchange` for the whole."""

import logging
import os

import pytest

from tests.exchange.campaign import run

SCHEDULES = int(os.environ.get("PASSERELLE_TEST_SCHEDULES", "120"))
SHARES = 4
"""Separate tests, so that several processes of the tests share them."""


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_is_lost_doubled_missed_or_shown_that_is_not(
    share: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL):  # the service notes every refusal
        run(SCHEDULES // SHARES, seed_=2026_11_22 + share, steps=10)
