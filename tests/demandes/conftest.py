from collections.abc import Iterator

import pytest

from tests.fast_vault import fast_vaults
from tests.ui.workplace import new_workplace, workplace

__all__ = ["new_workplace", "workplace"]  # fixtures


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield
