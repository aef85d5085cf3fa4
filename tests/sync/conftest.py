"""The service and the laptop of the tests."""

from collections.abc import Iterator

import pytest

from app.sync.department_service import DepartmentService
from tests.sync.loopback import serving
from tests.sync.scene import (
    Scene,
    service_at,
)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def service(scene: Scene) -> Iterator[DepartmentService]:
    """Return an activated gateway whose way goes through `scene.between`."""
    with serving(scene) as origin, service_at(origin, scene) as service:
        service.activate(scene.departement.new_code())
        yield service
