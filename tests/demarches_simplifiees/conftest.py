from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.demarches_simplifiees.bench import Laptop
from tests.demarches_simplifiees.platform import Platform
from tests.demarches_simplifiees.site import Site
from tests.demarches_simplifiees.wire import Wire
from tests.sync.loopback import Asked, Said, serving


@dataclass
class _Behind:
    """What the one server of these tests answers with."""

    wire: Wire

    def __call__(self, asked: Asked) -> Said:
        return self.wire(asked)


@pytest.fixture(scope="package")
def server() -> Iterator[tuple[_Behind, str, httpx.Client]]:
    behind = _Behind(Wire(Platform()))
    with serving(behind) as origin, httpx.Client(base_url=origin, trust_env=False) as http:
        yield behind, origin, http


@pytest.fixture
def site(server: tuple[_Behind, str, httpx.Client]) -> Site:
    """A platform of its own for each test, behind the one server."""
    behind, origin, http = server
    platform = Platform()
    platform.origin = origin
    behind.wire = Wire(platform)
    return Site(platform, behind.wire, origin, http)


@pytest.fixture
def laptop(site: Site) -> Iterator[Laptop]:
    """A laptop of the example's convention."""
    made = Laptop(site)
    yield made
    made.close()
