"""What prescriptions cost on the line; `python -m benchmarks link` measures the time."""

from collections.abc import Iterator

import pytest

from app.usecases.exchange import errands
from tests.exchange.stage import Stage, staged

SENT = 8
MOST_REQUESTS = 4  # and two round trips to open the connection with TLS: six, the limit
MOST_BYTES = 1600  # of one more prescription, both ways
MOST_BYTES_BESIDE = 6000  # of everything else in a run
# thirty of them: 54 KB, 1.8 KB each; with TLS, packets and 5 % sent twice less than 2.2 KB


@pytest.fixture
def stage() -> Iterator[Stage]:
    with staged() as made:
        made.synchronise()
        yield made


def test_prescriptions_leave_in_four_requests_of_two_kilobytes_each(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "FAR_S", 0.0)
    for _ in range(SENT):
        stage.prescribe()
    report = stage.synchronise()
    assert report is not None
    assert [one.code for one in report.items] == ["accusee"] * SENT
    counted = stage.wire.counted
    assert counted.requests <= MOST_REQUESTS
    assert counted.up + counted.down <= MOST_BYTES_BESIDE + SENT * MOST_BYTES


def test_on_a_far_line_each_of_the_other_questions_has_its_turn(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "FAR_S", 0.0)
    asked: list[str] = []
    for _ in range(2):
        stage.prescribe()
        stage.wire.seen.clear()
        stage.synchronise()
        asked += [one.path for one in stage.wire.seen]
    assert asked.count("/v1/batches") == 2
    assert (asked.count("/v1/material"), asked.count("/v1/slices")) == (1, 1)


def test_a_run_with_nothing_to_send_asks_everything_however_far(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "FAR_S", 0.0)
    stage.wire.seen.clear()
    stage.synchronise()
    assert [one.path for one in stage.wire.seen] == [
        "/v1/erasures",
        "/v1/feed",
        "/v1/material",
        "/v1/slices",
        "/v1/stock",
    ]
    assert (
        stage.wire.counted.up + stage.wire.counted.down < 6500
    )  # the structure’s stock is one of them
