from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import CONFLENT, WallClock, make_workplace


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
def place(tmp_path: Path, clock: WallClock) -> Iterator[Workplace]:
    """A laptop of the Pyrénées-Orientales: Camille is référent and conseiller."""
    made = make_workplace(tmp_path / "coffre", CONFLENT, clock)
    yield made
    made.close()
