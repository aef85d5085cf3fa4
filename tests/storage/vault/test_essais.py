from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.identifiers import AgentId
from app.storage.vault import essais
from app.storage.vault.essais import Missed

CAMILLE, DOMINIQUE = AgentId("a1"), AgentId("a2")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FOUR = Missed(count=4, last_at=NOON)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "coffre"
    made.mkdir()
    return made


def test_failures_are_kept_for_each_worker(folder: Path) -> None:
    essais.note(folder, CAMILLE, FOUR)
    essais.note(folder, DOMINIQUE, Missed(count=1, last_at=NOON))
    assert essais.of(folder, CAMILLE) == FOUR
    assert essais.of(folder, DOMINIQUE) == Missed(count=1, last_at=NOON)
    essais.note(folder, DOMINIQUE, None)
    assert essais.of(folder, DOMINIQUE) is None
    assert essais.of(folder, CAMILLE) == FOUR


@pytest.mark.parametrize("gone", [0, 1])
def test_removing_one_file_forgives_nothing(folder: Path, gone: int) -> None:
    essais.note(folder, CAMILLE, FOUR)
    essais.places(folder)[gone].unlink()
    assert essais.of(folder, CAMILLE) == FOUR


@pytest.mark.parametrize("gone", [0, 1])
def test_putting_back_an_older_file_forgives_nothing(folder: Path, gone: int) -> None:
    essais.note(folder, CAMILLE, Missed(count=1, last_at=NOON))
    older = essais.places(folder)[gone].read_bytes()
    essais.note(folder, CAMILLE, FOUR)
    essais.places(folder)[gone].write_bytes(older)
    assert essais.of(folder, CAMILLE) == FOUR


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[1, 2]",
        b'{"a1": 3}',
        b'{"a1": {"n": "beaucoup", "at": "2026-11-22T12:00:00+00:00"}}',
        b'{"a1": {"n": -4, "at": "2026-11-22T12:00:00+00:00"}}',
        b'{"a1": {"n": 9, "at": "2026-11-22T12:00:00"}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_copy_counts_for_nothing_and_the_other_stands(
    folder: Path, content: bytes
) -> None:
    essais.note(folder, CAMILLE, FOUR)
    essais.places(folder)[0].write_bytes(content)
    assert essais.of(folder, CAMILLE) == FOUR
    essais.note(folder, CAMILLE, Missed(count=5, last_at=NOON))
    assert essais.of(folder, CAMILLE) == Missed(count=5, last_at=NOON)


def test_a_laptop_where_nobody_was_wrong_has_no_file(folder: Path) -> None:
    essais.note(folder, CAMILLE, None)
    assert essais.of(folder, CAMILLE) is None
    assert [place.exists() for place in essais.places(folder)] == [False, False]
