import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.storage import entretiens, personnes, prescriptions, reponses, schema
from app.storage.database import Database, open_database
from app.storage.tables import METADATA
from tests.storage.database import world

VINTAGE = Path(__file__).parents[1] / "vintage"
RELEASED = sorted(VINTAGE.glob("*.db"))


def test_the_migrations_give_what_the_classes_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrations_give_the_very_tables_that_the_classes_would(database: Database) -> None:
    """Checks and « without rowid » are not compared by alembic."""
    with database.reading() as session:
        made: dict[str, str] = dict(
            iter(session.execute(text("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")))
        )
    without_rowid = {name for name, sql in made.items() if "WITHOUT ROWID" in sql}
    assert without_rowid == {
        table.name
        for table in METADATA.sorted_tables
        if table.dialect_options["sqlite"]["with_rowid"] is False
    }
    assert sum("CHECK (id = 1)" in sql for sql in made.values()) == 3


def test_the_head_constant_is_the_last_migration() -> None:
    script = ScriptDirectory(str(schema._MIGRATIONS))
    assert script.get_current_head() == schema.HEAD
    assert {revision.revision for revision in script.walk_revisions()} == set(schema.KNOWN)


def test_every_released_schema_has_its_vintage_file() -> None:
    assert [path.stem for path in RELEASED] == list(schema.KNOWN)


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_database_of_every_release_opens_with_everything_in_it(
    released: Path, tmp_path: Path
) -> None:
    path = tmp_path / "passerelle.db"
    shutil.copy(released, path)
    database = open_database(path, world.KEY, today=lambda: world.TODAY)
    with database.reading() as session:
        assert personnes.load(session, world.personne().id) == world.personne()
        assert entretiens.load(session, world.entretien().id) == world.entretien()
        assert reponses.load(session, world.entretien().id) == {"/data/A1": ["smartphone"]}
        found = prescriptions.load(session, world.prescription().id)
    database.close()
    assert found is not None
    assert found.prescription == world.prescription()
