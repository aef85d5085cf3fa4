from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import agents, structure
from app.storage.database import Database, create_database
from tests.storage.database import world


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new encrypted database with its structure and two agents."""
    opened = create_database(tmp_path / "passerelle.db", world.KEY, today=lambda: world.TODAY)
    with opened.writing() as session:
        structure.keep(session, world.STRUCTURE)
        agents.keep(session, world.AGENT_CLAIRE, today=world.TODAY)
        agents.keep(session, world.AGENT_PAUL, today=world.TODAY)
    yield opened
    opened.close()
