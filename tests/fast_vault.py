"""Make vaults quick in tests, which the program itself cannot do.

The limits of the key derivation are patched for the test and put back after it: use the fixture
(`from tests.fast_vault import fast_vault  # noqa: F401` in a conftest.py, then
`pytest.mark.usefixtures("fast_vault")` or an autouse wrapper), or the context manager where there
is no pytest (benchmarks, a module-wide vault).
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from app.storage.vault import kdf

FAST = kdf.KdfLimits(memory_kib=(32, 2 * 1024 * 1024), iterations=(1, 64), lanes=(1, 16))


@contextmanager
def fast_vaults() -> Generator[None]:
    """Accept, and use by default, a derivation of a tenth of a millisecond."""
    with patch.object(kdf, "LIMITS", FAST):
        yield


@pytest.fixture
def fast_vault() -> Iterator[None]:
    """Run one test with quick vaults."""
    with fast_vaults():
        yield
