"""Two vaults and a service's database, made by the very use cases, with fictitious persons."""

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app.department.application import close_app, create_app
from app.department.keys import make_keys, write_keys
from app.department.records import structures
from app.department.records.journal import OPERATOR
from app.department.settings import Settings
from app.domain.entretien import Issue
from app.storage import schema
from app.storage.vault import structure_key
from app.usecases.interview import deciding
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.laptop.opening import open_workplace
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.in_force import IN_FORCE
from tests.paths import RESOURCES
from tests.ui.workplace import CCAS, CONFLENT, PASSPHRASE, ROLES, STRASBOURG, WallClock
from tests.usecases.mandats import steps
from tests.usecases.test_day import follow, interview

FOLDER: Final = Path(__file__).parents[1] / "fixtures" / "released"
AT: Final = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
SERVICE_PASSPHRASE: Final = "une phrase de service pour essai"  # noqa: S105 - of fictitious data
PERSONS: Final = ("Exemplier", "Fictive")
VAULTS: Final = {"pass": STRASBOURG, "mandats": CONFLENT}


def make(folder: Path) -> None:
    """Make everything in `folder`; some seconds, the real derivation of keys included."""
    said: dict[str, Any] = {"schema": schema.HEAD, "service": "", "agents": {}}
    for name, profile in VAULTS.items():
        said["agents"][name] = _vault(folder / name, profile)
    said["service"] = _service(folder / "service")
    (folder / "contenu.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _vault(folder: Path, profile: str) -> str:
    clock = WallClock(AT)
    new = NewVault(
        profile=profile,
        structure=CCAS,
        first=NewAgent(
            prenom="Camille",
            nom="Martin",
            fonction="conseillère numérique",
            roles=ROLES.get(profile, frozenset()),
        ),
        passphrase=PASSPHRASE,
        vie=IN_FORCE.get(profile, ()),
        structure_key=_structure_key() if profile == CONFLENT else None,
    )
    agent = install(folder, new, clock).agent.id
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=clock)
    place = open_workplace(folder, agent, PASSPHRASE, surroundings)
    try:
        _fill(place)
        place.database.rewrite()
    finally:
        place.close()
    for extra in (*folder.iterdir(), *folder.parent.glob(".*.json")):
        if extra.name != "vault.json" and extra.suffix != ".db":
            extra.unlink()
    return agent


def _structure_key() -> bytes:
    """Return a structure's key: a header with its share is of another version than one without."""
    return structure_key.create(CCAS.name, PASSPHRASE)[0].public_key


def _fill(place: Workplace) -> None:
    if place.convention.profile == STRASBOURG:
        for nom in PERSONS:
            entretien_id = interview(place, nom=nom)
            follow(place, entretien_id)
            deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    else:
        steps.running(place, steps.draft(place))


def _service(folder: Path) -> str:
    clock = WallClock(AT)
    settings = Settings(data_dir=folder)
    folder.mkdir(parents=True)
    keys = make_keys(AT)
    write_keys(settings.key_file, keys, SERVICE_PASSPHRASE)
    app = create_app(settings, keys=keys, clock=clock)
    service = app.state.service
    with service.database.writing() as session:
        structures.create(session, name=CCAS.name, code=CCAS.code, actor=OPERATOR, now=AT)
    close_app(app)
    with closing(sqlite3.connect(settings.database_file)) as raw:
        raw.execute("VACUUM")
        raw.execute("PRAGMA journal_mode=DELETE")
        (revision,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    packed = settings.database_file.with_suffix(".db.gz")
    packed.write_bytes(gzip.compress(settings.database_file.read_bytes(), 9, mtime=0))
    settings.database_file.unlink()
    return str(revision)
