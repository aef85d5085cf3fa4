"""A fresh service for each test, on SQLite, and once more on PostgreSQL in the whole run.

A test that looks into SQLite's own file is marked `reads_the_file`, and runs there alone.
"""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.department.keys import ServiceKeys
from tests.department.postgresql import Model, drop_database, new_database, url_of
from tests.department.support import Departement
from tests.whole import WHOLE


@dataclass(frozen=True)
class Template:
    folder: Path
    keys: ServiceKeys
    url: str = ""
    model: Model | None = None


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def quick_hash(password: str) -> str:
    """Stand in for `hash_password`, whose cost is its point; `is_password` reads it too."""
    kdf = Argon2id(salt=secrets.token_bytes(16), length=32, iterations=1, lanes=1, memory_cost=64)
    return kdf.derive_phc_encoded(password.encode())


@pytest.fixture(scope="session")
def quick_passwords() -> Iterator[None]:
    """Let the thousands of sign-ins cost nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.department.records.accounts.hash_password", quick_hash)
        yield


@pytest.fixture(scope="session", params=["sqlite", "postgresql"] if WHOLE else ["sqlite"])
def template(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    quick_passwords: None,  # noqa: ARG001 - in force until the last test
) -> Iterator[Template]:
    """A closed database with its account and structure, to copy: migrations and Argon2 run once."""
    folder = tmp_path_factory.mktemp("modele")
    if request.param == "sqlite":
        made = Departement.make(folder)
        made.close()
        yield Template(folder, made.service.keys)
        return
    database = new_database()
    url = url_of(database)
    made = Departement.make(folder, url)
    made.close()
    model = Model(url)
    yield Template(folder, made.service.keys, url, model)
    model.close()
    drop_database(database)


@pytest.fixture
def departement(tmp_path: Path, template: Template) -> Iterator[Departement]:
    folder = tmp_path / "departement"
    shutil.copytree(template.folder, folder)
    if template.model:
        template.model.restore()
    opened = Departement.open(folder, template.keys, template.url)
    yield opened
    opened.close()


@pytest.fixture
def empty_postgresql() -> Iterator[str]:
    """The address of a database without a table."""
    name = new_database()
    yield url_of(name)
    drop_database(name)
