import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.storage import (
    cipher,
    entretiens,
    personnes,
    prescriptions,
    reevaluations,
    reponses,
    schema,
    versions,
)
from app.storage.database import Database, open_database
from app.storage.tables import METADATA
from app.storage.versions import Activation, Source, VersionQuestionnaire
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


def test_the_second_release_holds_its_versions_and_diagnoses(tmp_path: Path) -> None:
    path = tmp_path / "passerelle.db"
    shutil.copy(VINTAGE / "0002.db", path)
    database = open_database(path, world.KEY, today=lambda: world.TODAY)
    with database.reading() as session:
        assert versions.kept(session) == [world.VERSION]
        assert versions.in_force(session) == world.ACTIVATION
        again = reevaluations.of_entretien(session, world.entretien().id)
    database.close()
    assert again == [world.REEVALUATION]


def _guide(numero: str) -> bytes:
    rows = {"2": {"form_title": "Questionnaire d’essai", "version": numero}}
    kept = {"feuilles": {"settings": {"colonnes": {}, "lignes": rows}}}
    return json.dumps(kept, ensure_ascii=False).encode()


def test_questionnaires_kept_by_the_first_release_become_versions(tmp_path: Path) -> None:
    """Two compiled workbooks of the same day and an older one: the last kept was in force."""
    path = tmp_path / "passerelle.db"
    shutil.copy(VINTAGE / "0001.db", path)
    raw = cipher.connect(path, world.KEY)
    for number, day in (("3", "2026-11-20"), ("1", "2026-11-01"), ("2", "2026-11-20")):
        for kind, content in (("formulaire", b"<h:html/>"), ("guide", _guide(number))):
            raw.execute(
                "INSERT INTO materiel (sha256, kind, name, content, added_on) VALUES (?,?,?,?,?)",
                (number * 64, kind, "essai", content, day),
            )
    raw.execute(
        "INSERT INTO materiel (sha256, kind, name, content, added_on) VALUES (?,?,?,?,?)",
        ("9" * 64, "convention", "essai", b"", "2026-11-21"),
    )
    raw.close()
    database = open_database(path, world.KEY, today=lambda: world.TODAY)
    with database.reading() as session:
        kept = {version.numero: version for version in versions.kept(session)}
        current = versions.in_force(session)
        there = len(versions.activations(session))
    database.close()
    assert set(kept) == {"1", "2", "3"}
    assert kept["1"] == VersionQuestionnaire(
        sha256="1" * 64,
        titre="Questionnaire d’essai",
        numero="1",
        source=Source.PROGRAMME,
        fichier="essai.xlsx",
        imported_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    at = datetime(2026, 11, 20, tzinfo=UTC)
    assert (current, there) == (Activation(sha256="2" * 64, at=at), 1)
