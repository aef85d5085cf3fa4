from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fast_vault import fast_vaults
from tests.usecases.carnets.mairie import Kept, Mairie, keep_vault, open_mairie


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


@pytest.fixture(scope="session")
def neuilly_vault(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep_vault(tmp_path_factory.mktemp("neuilly") / "coffre")


@pytest.fixture
def mairie(neuilly_vault: Kept, tmp_path: Path) -> Iterator[Mairie]:
    made = open_mairie(neuilly_vault, tmp_path / "coffre")
    yield made
    made.place.close()
