"""Whatever a version wrote that somebody may have, today's program opens, with all of it."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app import __version__
from app.department.application import close_app, create_app
from app.department.copies.rows import sums_of
from app.department.keys import read_keys
from app.department.records import structures
from app.department.settings import Settings
from app.domain.identifiers import AgentId
from app.storage import cipher, earlier, schema
from app.storage.damage import require_whole
from app.storage.database import open_database
from app.storage.vault.files import read_header
from app.usecases.laptop.opening import open_workplace
from app.usecases.mandats import overview as mandats
from app.usecases.people import overview, persons
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.paths import RESOURCES
from tests.released.__main__ import has_tag
from tests.released.made import AT, FOLDER, SERVICE_PASSPHRASE, VAULTS
from tests.storage.database import world
from tests.ui.workplace import CCAS, PASSPHRASE, WallClock

VERSIONS = sorted(path.name for path in FOLDER.iterdir())
VINTAGE = Path(__file__).parents[1] / "storage" / "vintage"


def test_the_version_of_this_tree_has_kept_what_it_writes() -> None:
    """`python -m tests.released make VERSION`, at the latest when pyproject's version grows."""
    assert __version__ in VERSIONS
    said = json.loads((FOLDER / __version__ / "contenu.json").read_bytes())
    if has_tag(__version__):
        assert said["schema"] in schema.KNOWN
    assert {path.name for path in (FOLDER / __version__).iterdir()} == {
        "contenu.json",
        "mandats",
        "pass",
        "service",
    }


def opened(version: str, name: str, room: Path) -> Workplace:
    shutil.copytree(FOLDER / version / name, room / name)
    said: dict[str, Any] = json.loads((FOLDER / version / "contenu.json").read_bytes())
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=WallClock(AT))
    return open_workplace(room / name, AgentId(said["agents"][name]), PASSPHRASE, surroundings)


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_its_vaults_open_with_the_persons_prescriptions_and_mandates(
    version: str, tmp_path: Path
) -> None:
    place = opened(version, "pass", tmp_path)
    found = overview.listing(place)
    assert sorted(one.personne.nom for one in found) == ["Exemplier", "Fictive"]
    assert sorted(one.prescription.reference for one in found) == [
        "2026-CCASILL-0001",
        "2026-CCASILL-0002",
    ]
    assert [one.personne.nom for one in persons.find(place, "exempl")] == ["Exemplier"]
    whole(place)
    place.close()
    versions = {read_header(FOLDER / version / name).version for name in VAULTS}
    assert versions == {1, 2}  # of the file of keys, without and with the structure's share
    place = opened(version, "mandats", tmp_path)
    (mandat,) = mandats.listing(place)
    assert mandat.who == "Odile ZWINGELSTEIN"
    whole(place)
    place.close()


def whole(place: Workplace) -> None:
    raw = cipher.connect(place.database.path, place.vault.database_key())
    require_whole(raw, place.database.path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_its_service_opens_with_its_structures(version: str, tmp_path: Path) -> None:
    folder = tmp_path / "service"
    shutil.copytree(FOLDER / version / "service", folder)
    settings = Settings(data_dir=folder)
    packed = settings.database_file.with_suffix(".db.gz")
    settings.database_file.write_bytes(gzip.decompress(packed.read_bytes()))
    keys = read_keys(settings.key_file, SERVICE_PASSPHRASE)
    app = create_app(settings, keys=keys, clock=WallClock(AT))
    service = app.state.service
    with service.database.reading() as session:
        assert structures.named_or_id(session, CCAS.code).name == CCAS.name
        assert sums_of(session.connection())["structure"][0] == 1
    close_app(app)


@pytest.mark.parametrize("revision", ["0001", "0007", "0014", schema.KNOWN[-2]])
def test_a_database_of_an_earlier_schema_is_saved_before_its_upgrade_and_erased_with_the_first(
    revision: str, tmp_path: Path
) -> None:
    path = tmp_path / "passerelle.db"
    shutil.copy(VINTAGE / f"{revision}.db", path)
    database = open_database(path, world.KEY, today=lambda: world.TODAY, keep_earlier=True)
    saved = earlier.load(tmp_path)
    assert saved is not None
    assert (saved.revision, saved.path.name) == (
        revision,
        f"passerelle-avant-{__version__}-20261122.db",
    )
    raw = cipher.connect(saved.path, world.KEY, reading=True)
    require_whole(raw, saved.path)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)
    assert "Lefèvre".encode() not in saved.path.read_bytes()
    raw.close()
    database.rewrite()  # what follows each erasure
    assert not (tmp_path / earlier.FOLDER).exists()
    database.close()


def test_a_copy_of_before_an_upgrade_lives_seven_days_at_most(tmp_path: Path) -> None:
    path = tmp_path / "passerelle.db"
    shutil.copy(VINTAGE / f"{schema.KNOWN[-2]}.db", path)

    def kept_on(day: int) -> bool:
        today = world.TODAY.replace(day=day)
        open_database(path, world.KEY, today=lambda: today, keep_earlier=True).close()
        return earlier.load(tmp_path) is not None

    assert [kept_on(day) for day in (22, 28, 29)] == [True, True, False]
