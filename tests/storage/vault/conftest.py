from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.vault.opened import OpenVault
from app.storage.vault.people import create
from app.storage.vault.recovery import RecoverySheet
from tests.fast_vault import fast_vaults
from tests.storage.vault.people import CLAIRE, PHRASE


@pytest.fixture
def fast() -> Iterator[None]:
    with fast_vaults():
        yield


@pytest.fixture
def made(tmp_path: Path, fast: None) -> tuple[OpenVault, RecoverySheet]:  # noqa: ARG001 -- order
    return create(tmp_path / "data", CLAIRE, passphrase=PHRASE)


@pytest.fixture
def vault(made: tuple[OpenVault, RecoverySheet]) -> OpenVault:
    return made[0]


@pytest.fixture
def sheet(made: tuple[OpenVault, RecoverySheet]) -> RecoverySheet:
    return made[1]
