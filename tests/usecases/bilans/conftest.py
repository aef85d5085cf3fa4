from collections.abc import Iterator

import pytest

from tests.fast_vault import fast_vaults
from tests.ui.workplace import new_workplace

__all__ = ["new_workplace"]


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield
