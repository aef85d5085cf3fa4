"""Two laptops of a structure and the real service: one stock, no carnet handed out twice."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.department.records.stock import movements, places, slices
from app.department.records.stock.movements import Kind
from app.domain.carnets import Run
from app.domain.carnets_regles import RefusCarnet
from app.domain.identifiers import PrescriptionId
from app.usecases.carnets import choosing, handing, stock
from app.usecases.carnets.errors import RemiseKeptError
from app.usecases.exchange.slices import slices_here
from app.usecases.laptop import opening
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.department.support import Departement
from tests.department.test_gateway import Door, door
from tests.department.test_laptops_and_carnets import Site, site
from tests.department.test_slices import allot, for_laptop
from tests.department.test_stock import CCAS, new_lot, order
from tests.in_force import IN_FORCE
from tests.paths import RESOURCES
from tests.ui.workplace import CCAS as STRUCTURE
from tests.ui.workplace import PASSPHRASE, STRASBOURG, new_workplace, workplace
from tests.usecases.backing import quick
from tests.usecases.test_day import follow, interview

__all__ = ["Departement", "Door", "door", "new_workplace", "quick", "site", "workplace"]
pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")


def another_laptop(folder: Path, site: Site) -> Workplace:
    agent = NewAgent(prenom="Nadia", nom="Petit", fonction="référente")
    new = NewVault(
        profile=STRASBOURG,
        structure=STRUCTURE,
        first=agent,
        passphrase=PASSPHRASE,
        vie=IN_FORCE[STRASBOURG],
    )
    made = install(folder, new, site.clock).agent.id
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=site.clock)
    return opening.open_workplace(folder, made, PASSPHRASE, surroundings)


def prescribed(place: Workplace, nom: str) -> PrescriptionId:
    decided = follow(place, interview(place, nom=nom))
    assert decided.prescription is not None
    return decided.prescription.id


def figures(place: Workplace) -> tuple[int, int]:
    (line,) = stock.etat(place).lots
    return line.stock, line.remis


def test_what_one_laptop_hands_over_is_seen_on_the_other_and_no_carnet_goes_twice(
    site: Site, workplace: Workplace, tmp_path: Path
) -> None:
    other = another_laptop(tmp_path / "second", site)
    one, two = site.activate(workplace), site.activate(other)
    with site.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        allot(session, one, lot, 1, 10)
        allot(session, two, lot, 11, 20)
    for place in (workplace, other):
        site.run(place)
        assert figures(place) == (50, 0)
    assert choosing.check(other, "A00011") is None
    assert choosing.check(other, "A00001") is RefusCarnet.AUTRE_POSTE  # the first laptop's
    assert choosing.check(other, "A00021") is RefusCarnet.AUTRE_POSTE  # nobody's yet
    undone = handing.hand_over(workplace, prescribed(workplace, "Exemplier"), "A00002").remise
    handing.undo(workplace, undone.id)
    assert [line.left for line in slices_here(workplace)] == [10]
    told = handing.hand_over(workplace, prescribed(workplace, "Modèle"), "A00001").remise
    assert [line.left for line in slices_here(workplace)] == [9]
    site.run(workplace)
    with pytest.raises(RemiseKeptError):  # the Département knows
        handing.undo(workplace, told.id)
    with site.departement.service.database.reading() as session:
        assert movements.runs_at(session, lot, places.REMIS) == (Run(first=1, last=1),)
    site.run(other)
    assert figures(other) == (49, 1)
    handing.hand_over(other, prescribed(other, "Spécimen"), "A00011")
    for place in (other, workplace, other, workplace):  # again: nothing doubles
        site.run(place)
    assert figures(workplace) == figures(other) == (48, 2)
    assert choosing.check(workplace, "A00011") is RefusCarnet.DEJA_REMIS
    other.close()


def test_carnets_taken_back_by_the_departement_leave_the_stock(
    site: Site, workplace: Workplace
) -> None:
    device = site.activate(workplace)
    with site.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        allot(session, device, lot, 1, 5)
    site.run(workplace)
    with site.departement.service.database.writing() as session:
        order(session, lot, Kind.RETOUR, (41, 50), CCAS, places.DEPARTEMENT)
        order(session, lot, Kind.PERTE, (31, 40), CCAS, places.MANQUANT)
    site.run(workplace)
    (line,) = stock.etat(workplace).lots
    assert (line.recus, line.stock, line.rendus, line.manquants) == (50, 30, 10, 10)
    site.clock.at = datetime(2026, 3, 5, 9, tzinfo=UTC)
    site.run(workplace)
    assert figures(workplace) == (30, 0)


@pytest.mark.parametrize("told_first", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_carnet_of_a_slice_given_on_its_last_day_is_typed_and_told_after_it(
    site: Site, workplace: Workplace, *, told_first: bool
) -> None:
    device, last = site.activate(workplace), date(2026, 3, 4)
    with site.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        wanted = for_laptop(device, valid_until=last)
        slices.allot_numbers(session, wanted, lot_id=lot, run=Run(first=1, last=5))
    site.run(workplace)
    prescription = prescribed(workplace, "Exemplier")
    site.clock.at = site.departement.clock.at = datetime(2026, 3, 5, 9, tzinfo=UTC)
    if told_first:
        site.run(workplace)
    found = choosing.propose(workplace, prescription)
    assert (found.number, found.before) == ("", True)
    assert choosing.propose(workplace, prescription, on=last).number == "A00001"
    handing.hand_over(workplace, prescription, "A00001", on=last)
    site.run(workplace)
    with site.departement.service.database.reading() as session:
        assert movements.runs_at(session, lot, places.REMIS) == (Run(first=1, last=1),)
    assert figures(workplace) == (49, 1)
