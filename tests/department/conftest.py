import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.department.keys import ServiceKeys
from tests.department.support import Departement


@dataclass(frozen=True)
class Template:
    folder: Path
    keys: ServiceKeys


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A closed database with its account and structure, to copy: migrations and Argon2 run once."""
    folder = tmp_path_factory.mktemp("modele")
    made = Departement.make(folder)
    made.close()
    return Template(folder, made.service.keys)


@pytest.fixture
def departement(tmp_path: Path, template: Template) -> Iterator[Departement]:
    folder = tmp_path / "departement"
    shutil.copytree(template.folder, folder)
    opened = Departement.open(folder, template.keys)
    yield opened
    opened.close()
