"""A person received to the end, for every right: made once, copied for each test."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from app.domain.identifiers import PersonneId
from app.usecases.laptop import opening
from app.usecases.people import persons
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import PASSPHRASE, WallClock, make_workplace, new_workplace
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace"]  # a fixture
NOM, HOTE = "Zwingelstein", "Quatremarre"


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def received(place: Workplace, nom: str = NOM) -> PersonneId:
    """Receive somebody who is lodged by another person, up to a prescription, and open her."""
    follow(place, interview(place, nom=nom))
    (found,) = persons.find(place, nom)
    personne = found.personne
    persons.correct(place, replace(personne, adresse=replace(personne.adresse, chez=HOTE)))
    persons.open_record(place, personne.id)
    return personne.id


@dataclass(frozen=True, slots=True)
class _Made:
    folder: Path
    place: Workplace
    personne_id: PersonneId


@cache
def _made() -> _Made:
    parent = Path(tempfile.mkdtemp(prefix="passerelle-droits-"))
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    place = make_workplace(parent / "coffre")
    personne_id = received(place)
    place.close()
    return _Made(parent / "coffre", place, personne_id)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    """A workplace that has received somebody."""
    made = _made()
    shutil.copytree(made.folder, tmp_path / "coffre")
    monkeypatch.setattr(opening, "load_communes", lambda _file: made.place.communes)
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=WallClock())
    place = opening.open_workplace(
        tmp_path / "coffre", made.place.agent.id, PASSPHRASE, surroundings
    )
    yield place
    place.close()


@pytest.fixture
def somebody() -> PersonneId:
    """Who was received in `workplace`."""
    return _made().personne_id
