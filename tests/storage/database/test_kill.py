import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.identifiers import EntretienId
from app.storage import outbox, prescriptions, reponses
from app.storage.cipher import connect
from app.storage.database import open_database
from tests.storage.database import world

ANSWERS_BEFORE = (1, 8, 23, 41)  # fixed: where in the work the process is killed


@pytest.mark.parametrize("before", ANSWERS_BEFORE)
def test_a_killed_program_keeps_every_answer_it_said_it_kept(
    template: Path, tmp_path: Path, before: int
) -> None:
    path = tmp_path / "passerelle.db"
    shutil.copy(template, path)
    said = _answers_said_before_the_kill(path, before)
    _assert_intact(path)
    database = open_database(path, world.KEY, today=lambda: world.TODAY)
    with database.reading() as session:
        for number, question in said:
            answers = reponses.load(session, EntretienId(f"entretien-{number}"))
            assert answers[f"/data/{question}"] == int(question)
        kept = {found.prescription.id for found in prescriptions.by_suivi(session)}
        queued = {envoi.id for envoi in outbox.to_send(session)}
    database.close()
    assert kept == queued  # never one without the other
    assert len(said) >= before


def _answers_said_before_the_kill(path: Path, before: int) -> list[list[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.database.answering", str(path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().split() for _ in range(before)]
        process.kill()
        said += [line.split() for line in process.stdout if line.endswith("\n")]
    return said


def _assert_intact(path: Path) -> None:
    raw = connect(path, world.KEY)
    assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def test_a_migration_that_is_interrupted_leaves_the_former_schema(tmp_path: Path) -> None:
    path = tmp_path / "passerelle.db"
    raw = connect(path, world.KEY, create=True)
    raw.execute("CREATE TABLE envois (id)").fetchall()  # in the way of the migration, half way
    raw.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))").fetchall()
    raw.execute("INSERT INTO alembic_version VALUES (NULL)").fetchall()
    raw.close()
    with pytest.raises(Exception, match=r"abîmé|already exists"):
        open_database(path, world.KEY, today=lambda: world.TODAY)
    again = connect(path, world.KEY)
    tables = again.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall()
    again.close()
    assert tables == [("alembic_version",), ("envois",)]
