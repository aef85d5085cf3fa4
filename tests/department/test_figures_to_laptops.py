"""Several laptops of one structure: the figures of all come back to its référent."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.department.database.counters import StatedQuarterRow
from app.domain.bilan import SourceChiffres
from app.domain.habilitation import Role
from app.domain.trimestre import Periode
from app.storage import journal, rapports
from app.sync.protocol import routes
from app.usecases.bilans import receiving
from app.usecases.bilans.figures import shown
from app.usecases.laptop import habilitations
from app.usecases.workplace import Workplace
from tests.department.support import Departement
from tests.department.test_gateway import Door, door
from tests.department.test_laptops_and_carnets import HELP, Site, helped
from tests.sealed_file.scene import Scene
from tests.ui.workplace import (
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)

__all__ = ["door", "new_workplace", "workplace"]  # fixtures
pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")


@pytest.fixture
def site(departement: Departement, door: Door, workplace: Workplace) -> Site:
    door.app = departement.app
    assert isinstance(workplace.clock, WallClock)
    made = Site(departement, door.origin, workplace.clock)
    made.on(2026, 12, 3)
    return made


def structure_of(place: Workplace, year: int = 2026) -> dict[str, int | None]:
    """The quick helps of the whole structure, as Bilan knows them: by quarter and year."""
    found = shown(place, SourceChiffres.STRUCTURE).years.get(year)
    if found is None:
        return {}
    return {period: found.figure(HELP, period) for period in (*found.quarters, "annee")}


@pytest.mark.long
def test_two_laptops_become_one_report_and_the_late_one_is_waited_for(
    site: Site, workplace: Workplace, new_workplace: MakeWorkplace
) -> None:
    second = new_workplace(clock=site.clock)
    site.activate(workplace)
    site.activate(second)
    helped(workplace, 20)
    helped(second, 3)
    site.on(2027, 1, 2)
    site.run(workplace)
    assert "T4" not in structure_of(workplace, 2026)  # one is missing
    told = receiving.read(receiving.received(workplace)[0])
    assert told is not None
    assert told.attente is not None
    assert (told.attente.trimestre, f"{told.attente.jusqu_au}") == ("T4", "2027-01-10")
    assert [(one.nom, one.jusque) for one in told.postes] == [
        ("Poste 1", "2026-12"),
        ("Poste 2", ""),
    ]
    site.on(2027, 1, 11)
    site.run(workplace)
    assert structure_of(workplace, 2026) == {"T1": 0, "T2": 0, "T3": 0, "T4": 20, "annee": 20}
    with workplace.database.reading() as session:
        noted = journal.entries(session, kinds=[receiving.RECEIVED])
    assert [one.detail for one in noted] == ["2026"]  # not where nothing changed
    site.run(second)  # late: its three helps are in no file that can be subtracted
    helped(second, 6)
    site.on(2027, 4, 4)
    for place in (second, workplace, second):
        site.run(place)
        site.on(2027, 4, 5)
    for place in (workplace, second):
        assert structure_of(place, 2026)["T4"] == 20
        assert structure_of(place, 2027) == {"T1": 9, "annee": 9}
    found = shown(workplace, SourceChiffres.STRUCTURE)
    late = ("Poste 2 : décembre 2026",)
    for year in (2026, 2027):  # whose first quarter counts what came late
        assert found.missing_in(Periode.of_year(year)) == late
    assert found.figure(HELP, Periode.of_year(2026)) == 20


@pytest.mark.long
def test_only_who_reports_asks_and_at_most_once_an_hour(
    site: Site, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.activate(workplace)
    asked: list[int] = []
    target = routes.figures_target

    def noted(since: int) -> str:
        asked.append(since)
        return target(since)

    monkeypatch.setattr(routes, "figures_target", noted)
    other = as_agent(workplace, add_colleague(workplace))
    habilitations.assign(workplace, other.agent.id, frozenset({Role.PRESCRIPTEUR}))
    site.run(other)
    assert asked == []
    site.run(workplace)
    site.run(workplace)
    assert asked == [0]


def test_a_laptop_learns_of_its_own_structure_alone(site: Site, workplace: Workplace) -> None:
    site.departement.add_structure("AUTRE", "Médiathèque d’ailleurs")
    site.activate(workplace)
    helped(workplace, 20)
    site.on(2027, 1, 2)
    site.run(workplace)
    assert structure_of(workplace)["T4"] == 20
    with site.departement.service.database.reading() as session:
        assert {one.structure_id for one in session.scalars(select(StatedQuarterRow))} == {
            "CCASILL"
        }
    kept, _ = receiving.received(workplace)
    foreign = kept.contenu.replace('"CCASILL"', '"AUTRE"').encode()
    with workplace.database.writing() as session:
        assert receiving.keep_brought(session, workplace, [foreign]) == 0
    assert receiving.received(workplace)[0] == kept
    renamed = replace(workplace, structure=replace(workplace.structure, code="AUTRE"))
    with workplace.database.writing() as session:  # what counts is what the Département activated
        assert receiving.keep_brought(session, renamed, [foreign]) == 0
    assert receiving.received(workplace)[0] == kept


@pytest.mark.long
def test_a_service_of_before_brings_none_and_the_file_stays(
    site: Site, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.activate(workplace)
    monkeypatch.setattr(routes, "figures_target", lambda _: "/v1/chiffres-inconnus")
    site.run(workplace)
    assert receiving.received(workplace) == []
    with workplace.database.reading() as session:
        assert rapports.latest(session)[0].state.value == "reussie"


def test_the_answer_to_a_stick_brings_them_too(
    departement: Departement, workplace: Workplace, tmp_path: Path
) -> None:
    scene = Scene(workplace, departement, tmp_path / "cle")
    scene.activate()
    scene.clock.at = datetime(2026, 12, 3, 9, tzinfo=UTC)
    helped(workplace, 20)
    scene.clock.at = datetime(2027, 1, 4, 9, tzinfo=UTC)
    for _ in range(2):
        scene.prepare()
        scene.carry()
        scene.answer()
        scene.read()
        for file in scene.stick.iterdir():
            file.unlink()
    assert structure_of(workplace)["T4"] == 20
