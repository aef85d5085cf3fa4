"""A fresh service for each test, on SQLite; `tests.department` runs the same code on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.department.keys import ServiceKeys
from tests.department.support import Departement


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ServiceKeys]:
    folder = tmp_path_factory.mktemp("modele")
    made = Departement.make(folder)
    made.close()
    return folder, made.service.keys


@pytest.fixture
def departement(tmp_path: Path, template: tuple[Path, ServiceKeys]) -> Iterator[Departement]:
    folder = tmp_path / "departement"
    shutil.copytree(template[0], folder)
    opened = Departement.open(folder, template[1])
    yield opened
    opened.close()
