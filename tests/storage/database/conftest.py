import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import agents, entretiens, personnes, structure
from app.storage.database import Database, create_database, open_database
from tests.storage.database import sending, world


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


@pytest.fixture
def received(database: Database) -> Database:
    """A database with one person and her interview, both of a short term."""
    due_on = world.TODAY.replace(year=2027)
    with database.writing() as session:
        personnes.keep(session, world.personne(), world.CONVENTION, due_on=due_on)
        entretiens.keep(session, world.entretien(), due_on=due_on)
    return database


@pytest.fixture
def queued(received: Database) -> Database:
    """The same with a prescription in the outbox."""
    sending.prescribe(received, sending.ID, number=1)
    return received
