"""The line cut at a byte of a real connection, on the way there and on the way back."""

import os
from collections.abc import Iterator

import pytest

from tests.exchange.departement import example
from tests.exchange.judging import come_to_rest, judge_at_rest, judge_now
from tests.exchange.sockets import Cutter, cut, served
from tests.exchange.stage import staged
from tests.exchange.wire import Weather

CUTS = int(os.environ.get("PASSERELLE_TEST_CUTS", "4"))
"""In each direction; all along the run."""
Line = tuple[str, Cutter]


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with served(example().departement) as (port, _), cut(port) as found:
        yield found


@pytest.mark.parametrize("upwards", [True, False])
def test_a_cut_at_any_byte_loses_nothing_and_doubles_nothing(line: Line, *, upwards: bool) -> None:
    origin, cutter = line
    with staged() as stage:
        stage.origin = origin
        cutter.begin(Weather())
        stage.synchronise()
        whole = (cutter.up if upwards else cutter.down) - 200  # no two runs are of one length
    for number in range(CUTS):
        at = 1 + number * (whole - 2) // max(1, CUTS - 1)
        stays = number % 2 == 1  # the line comes back for the next attempt, or does not
        with staged() as stage:
            stage.origin = origin
            cutter.begin(Weather(up=at, stays=stays) if upwards else Weather(down=at, stays=stays))
            stage.synchronise()
            assert cutter.broken, f"{at} of {whole}"
            judge_now(stage)
            cutter.begin(Weather())
            come_to_rest(stage)
            judge_at_rest(stage)
