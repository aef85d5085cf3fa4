"""A fresh service for each test: SQLite, or PostgreSQL where PASSERELLE_TEST_POSTGRESQL is its URL.

The URL names a server where databases may be made, by a user of its own: `postgresql://…/postgres`.
"""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from app.department.keys import ServiceKeys
from tests.department.support import SERVER, Departement


@dataclass(frozen=True)
class Template:
    folder: Path
    keys: ServiceKeys
    database: str


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A closed database with its account and structure, to copy: migrations and Argon2 run once."""
    folder = tmp_path_factory.mktemp("modele")
    database = new_database() if SERVER else ""
    made = Departement.make(folder, database and url_of(database))
    made.close()
    yield Template(folder, made.service.keys, database)
    if database:
        on_server(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
def departement(tmp_path: Path, template: Template) -> Iterator[Departement]:
    folder = tmp_path / "departement"
    shutil.copytree(template.folder, folder)
    database = new_database(template.database) if SERVER else ""
    opened = Departement.open(folder, template.keys, database and url_of(database))
    yield opened
    opened.close()
    if database:
        on_server(f"DROP DATABASE {database} WITH (FORCE)")


def new_database(template: str = "template1") -> str:
    name = f"essai_{uuid.uuid4().hex}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


def url_of(database: str) -> str:
    return make_url(SERVER).set(database=database).render_as_string(hide_password=False)


def on_server(statement: str) -> None:
    url = make_url(SERVER).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
