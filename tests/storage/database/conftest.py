import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import agents, structure
from app.storage.database import Database, create_database, open_database
from tests.storage.database import world


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed encrypted database with its structure and two agents."""
    path = tmp_path_factory.mktemp("template") / "passerelle.db"
    made = create_database(path, world.KEY, today=lambda: world.TODAY)
    with made.writing() as session:
        structure.keep(session, world.STRUCTURE)
        agents.keep(session, world.AGENT_CLAIRE, today=world.TODAY)
        agents.keep(session, world.AGENT_PAUL, today=world.TODAY)
    made.close()
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Iterator[Database]:
    """The template's copy, open, for one test."""
    path = tmp_path / "passerelle.db"
    shutil.copy(template, path)
    opened = open_database(path, world.KEY, today=lambda: world.TODAY)
    yield opened
    opened.close()
