"""A year of work counted twice: see `tests.usecases.year`."""

from pathlib import Path

import pytest

from tests.usecases.year.playing import PROFILES, play
from tests.whole import WHOLE

ACTS, EVERY_DAYS = (200, 14) if WHOLE else (12, 90)


@pytest.mark.obligation("S1-45", "S1-53", "S3-24")
@pytest.mark.parametrize("profile", PROFILES)
def test_a_year_of_work_is_told_as_it_was_done(profile: str, tmp_path: Path) -> None:
    played = play(profile, acts=ACTS, seed=7, folder=tmp_path, every_days=EVERY_DAYS, whole=WHOLE)
    assert played.acts == ACTS
    assert played.figures > 0
