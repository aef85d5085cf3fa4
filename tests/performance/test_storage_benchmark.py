"""The vault of the storage benchmark holds real rows; both sides of its purge erase the same."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.storage import effacement
from app.storage.cipher import connect
from app.usecases.people import persons
from benchmarks.statistics import p95, p99
from benchmarks.storage_operations import without_key
from benchmarks.storage_purge import bare_purge, make_due
from benchmarks.storage_vault import Large, build, opened
from tests.fast_vault import fast_vaults

PERSONS = 24
ONE_EACH = ("personnes", "entretiens", "consentements", "choix", "diagnostics", "prescriptions")
# what the program notes of itself: when it was opened, what it destroyed, by which rule
ITS_OWN = {
    "journal",
    "journal_segments",
    "destructions",
    "parametres",
    "materiel",
    "sqlite_sequence",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Large:
    with fast_vaults():
        return build(tmp_path_factory.mktemp("mesure") / "coffre", PERSONS)


@pytest.fixture
def large(made: Large, tmp_path: Path) -> Iterator[Large]:
    folder = tmp_path / "coffre"
    shutil.copytree(made.folder, folder)
    with fast_vaults():
        yield replace(made, folder=folder, database=folder / made.database.name)


def counts(path: Path, key: bytes) -> dict[str, int]:
    with closing(connect(path, key)) as raw:
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = {}
        for (name,) in tables:
            row = raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - our own
            found[str(name)] = int(row[0]) if row else 0
        return found


def test_every_person_of_the_vault_has_all_that_a_real_one_has(large: Large) -> None:
    found = counts(large.database, large.key)
    assert {name: found[name] for name in ONE_EACH} == dict.fromkeys(ONE_EACH, PERSONS)
    assert found["reponses"] >= 20 * PERSONS
    assert found["papiers"] == 4 * PERSONS
    with closing(connect(large.database, large.key)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    with closing(opened(large.folder, large.agent)) as place:
        assert effacement.purger(place.database, place.clock.today()).personnes == 0
        everybody = persons.find(place, "")
        assert len(everybody) == PERSONS
        assert {one.prescriptions for one in everybody} == {1}
        dossier = persons.open_record(place, everybody[3].personne.id)
        assert len(dossier.entretiens) == 1


def test_the_bare_purge_erases_what_the_program_erases(large: Large, tmp_path: Path) -> None:
    assert make_due(large) == PERSONS // 4
    bare = tmp_path / "temoin.db"
    shutil.copyfile(large.database, bare)
    bare_purge(bare, large.key)
    with closing(opened(large.folder, large.agent)) as place:
        purge = effacement.purger(place.database, place.clock.today())
    assert purge.personnes == purge.prescriptions == PERSONS // 4
    ours, theirs = counts(large.database, large.key), counts(bare, large.key)
    assert ours.keys() == theirs.keys()
    assert {name for name in ours if ours[name] != theirs[name]} <= ITS_OWN
    assert ours["personnes"] == PERSONS - PERSONS // 4
    assert ours["effacements"] == 3 * (PERSONS // 4)


def test_the_side_without_a_key_is_the_same_database_in_the_clear(
    large: Large, tmp_path: Path
) -> None:
    plain = tmp_path / "clair.db"
    without_key(large, plain)
    content = plain.read_bytes()
    assert content.startswith(b"SQLite format 3\0")
    assert b"personnes" in content
    assert not large.database.read_bytes().startswith(b"SQLite format 3\0")


def test_a_centile_is_a_measured_value() -> None:
    values = [float(number) for number in range(1, 201)]
    assert (p95(values), p99(values)) == (191.0, 199.0)
    assert p99([7.0]) == 7.0
