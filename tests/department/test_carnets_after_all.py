"""Carnets that come back, are found, or that a service put back forgot: laptops follow."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.department.database.actors import ServiceRow
from app.department.database.stock import HoldingRow, MovementRow, SliceRow
from app.department.records.journal import OPERATOR
from app.department.records.stock import inventories, lots, movements, places, slices
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.lots import NewLot
from app.department.records.stock.movements import Kind
from app.department.records.stock.statement import stock_of
from app.domain.carnets import Run
from app.domain.carnets_registre import REMIS, STRUCTURE, Ecriture, Mouvement, at_place
from app.storage import carnets, tranches
from app.sync.protocol.signing import new_signing_key
from app.sync.protocol.slices import Acknowledgement
from app.sync.protocol.stock import read_stock, sign_stock
from app.usecases.carnets import following, stock
from app.usecases.exchange.slices import give_back, slices_here
from app.usecases.laptop import ending_laptop
from app.usecases.workplace import Workplace
from tests.department.support import NOON, Departement, Laptop
from tests.department.test_gateway import Door, door
from tests.department.test_laptops_and_carnets import Site, site
from tests.department.test_slices import allot
from tests.department.test_stock import ACT, CCAS, TODAY, new_lot, order
from tests.ui.workplace import new_workplace, workplace

__all__ = ["Departement", "Door", "Laptop", "door", "new_workplace", "site", "workplace"]
pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")


def stocked(site: Site) -> str:
    with site.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        return lot


def hand_out(place: Workplace, slice_id: str, *numbers: int) -> None:
    """What the door writes when a carnet is handed over, without the interview before it."""
    with place.database.writing() as session:
        held = tranches.load(session, slice_id)
        assert held is not None
        (lot,) = carnets.lots(session)
        for number in numbers:
            run = Run(first=number, last=number)
            gone = Ecriture(
                number=0,
                lot_id=lot.id,
                run=run,
                kind=Mouvement.REMISE,
                source=STRUCTURE,
                target=REMIS,
                happened_on=place.clock.today(),
                agent_id=place.agent.id,
                slice_id=slice_id,
            )
            carnets.add(session, gone)
        tranches.keep(session, replace(held, handed=held.handed + len(numbers)))


def with_persons(place: Workplace) -> tuple[Run, ...]:
    with place.database.reading() as session:
        (lot,) = carnets.lots(session)
        return at_place(carnets.held(session, lot), REMIS)


@contextmanager
def put_back_afterwards(departement: Departement, file: Path) -> Generator[None]:
    """Keep the service's database as it is now, and put it back as its next life."""
    live = departement.service.settings.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(live)) as now, closing(sqlite3.connect(file)) as kept:
        now.backup(kept)
    yield
    departement.service.database.engine.dispose()
    with closing(sqlite3.connect(live)) as now, closing(sqlite3.connect(file)) as kept:
        kept.backup(now)
    with departement.service.database.writing() as session:
        session.get_one(ServiceRow, 1).epoch = "une-autre-vie"


def remis(session: Session, lot: str) -> tuple[Run, ...]:
    return movements.runs_at(session, lot, places.REMIS)


@pytest.mark.parametrize("given_back", [True, pytest.param(False, marks=pytest.mark.long)])
def test_a_service_put_back_learns_again_what_was_handed_over_and_frees_the_slice(
    site: Site, workplace: Workplace, tmp_path: Path, *, given_back: bool
) -> None:
    lot, device = stocked(site), site.activate(workplace)
    database = site.departement.service.database
    with database.writing() as session:
        closed = allot(session, device, lot, 1, 5).id
        open_ = allot(session, device, lot, 6, 10).id
    site.run(workplace)
    with put_back_afterwards(site.departement, tmp_path / "copie.db"):
        hand_out(workplace, closed, 1)
        hand_out(workplace, open_, 6, 7)
        if given_back:
            assert give_back(workplace, closed)
        else:
            with database.writing() as session:
                slices.call_back(session, closed, OPERATOR, site.clock.now())
        site.run(workplace)
        assert [one.number for one in slices_here(workplace)] == [2]
    with database.reading() as session:
        assert (session.get_one(SliceRow, closed).state, remis(session, lot)) == ("attribuee", ())
    site.run(workplace)
    with database.writing() as session:
        assert session.get_one(SliceRow, closed).state == "close"
        assert remis(session, lot) == (Run(first=1, last=1), Run(first=6, last=7))
        allot(session, device, lot, 2, 5)
    assert [(one.number, one.left) for one in slices_here(workplace)] == [(2, 3)]
    held = dict(ending_laptop.holding(workplace).counts)
    assert held["Tranches de carnets à rendre au Département"] == 1


@pytest.mark.long
def test_carnets_of_a_slice_that_the_service_lost_stay_with_their_persons(
    site: Site, workplace: Workplace, tmp_path: Path
) -> None:
    lot, device = stocked(site), site.activate(workplace)
    site.run(workplace)
    with put_back_afterwards(site.departement, tmp_path / "copie.db"):
        with site.departement.service.database.writing() as session:
            made = allot(session, device, lot, 1, 5).id
            given_back = allot(session, device, lot, 6, 9).id
        site.run(workplace)
        hand_out(workplace, made, 1)
        hand_out(workplace, given_back, 7)
        assert give_back(workplace, given_back)
        site.run(workplace)
    for _ in range(2):
        site.run(workplace)
        assert slices_here(workplace) == ()
        assert with_persons(workplace) == (Run(first=1, last=1), Run(first=7, last=7))


def handed_one_and_gave_back(site: Site, workplace: Workplace) -> tuple[str, str]:
    """Hand number 1 out of a slice of five, give the rest back; return the lot and the laptop."""
    lot, device = stocked(site), site.activate(workplace)
    with site.departement.service.database.writing() as session:
        made = allot(session, device, lot, 1, 5).id
    site.run(workplace)
    hand_out(workplace, made, 1)
    assert give_back(workplace, made)
    site.run(workplace)
    return lot, device


@pytest.mark.long
def test_carnets_found_again_or_written_off_by_mistake_may_be_handed_out(
    site: Site, workplace: Workplace
) -> None:
    lot, device = handed_one_and_gave_back(site, workplace)
    database = site.departement.service.database
    with database.writing() as session:
        order(session, lot, Kind.PERTE, (20, 21), CCAS, places.MANQUANT)
        order(session, lot, Kind.PEREMPTION, (30, 31), CCAS, places.PERIME)
    site.run(workplace)
    (line,) = stock.etat(workplace).lots
    assert (line.stock, line.remis, line.manquants, line.perimes) == (45, 1, 2, 2)
    with database.writing() as session:  # carnet 1 was brought back, the others were there
        found = [Run(first=1, last=50)]
        inventories.take_inventory(session, lot, CCAS, found, ACT)
        allot(session, device, lot, 1, 31)
    for _ in range(2):
        site.run(workplace)
        (line,) = stock.etat(workplace).lots
        assert (line.recus, line.stock, line.remis) == (50, 50, 0)
        assert (line.manquants, line.perimes) == (0, 0)


def test_a_laptop_that_comes_late_counts_what_was_received_before_it(
    site: Site, workplace: Workplace
) -> None:
    lot = stocked(site)
    with site.departement.service.database.writing() as session:
        order(session, lot, Kind.PERTE, (1, 5), CCAS, places.MANQUANT)
    site.activate(workplace)
    site.run(workplace)
    (line,) = stock.etat(workplace).lots
    assert (line.recus, line.stock, line.manquants) == (50, 45, 5)


def test_what_a_laptop_said_before_does_not_move_a_carnet_that_came_back_since(
    site: Site, workplace: Workplace
) -> None:
    """A stick tells the closing of a slice weeks after it, with all its hand-overs."""
    lot, device = stocked(site), site.activate(workplace)
    with site.departement.service.database.writing() as session:
        made = allot(session, device, lot, 1, 10).id
        told = Acknowledgement(
            slice=made, revision=1, handed=2, ranges=[Run(first=1, last=2)], returned=True
        )
        slices.acknowledge(session, device, [told], at=NOON, today=TODAY)
        inventories.take_inventory(session, lot, CCAS, [Run(first=2, last=50)], ACT)
        allot(session, device, lot, 2, 10)
        late = replace(told, revision=2, returned=False)
        slices.acknowledge(session, device, [late], at=NOON, today=TODAY)
        assert remis(session, lot) == (Run(first=1, last=1),)
        row = session.get_one(SliceRow, made)
        assert (row.handed, row.acknowledged_revision) == (2, 2)
        kinds = session.scalars(select(MovementRow.kind).where(MovementRow.slice_id == made))
        assert list(kinds) == [Kind.REMISE]


def test_two_lots_never_have_carnets_of_the_same_printed_number(departement: Departement) -> None:
    with departement.service.database.writing() as session:
        new_lot(session)  # A00001 to A00100
        lot = NewLot(
            name="2026-B",
            operator="Un autre",
            prefix="A",
            digits=5,
            run=Run(first=100, last=150),
            valid_until=date(2027, 12, 31),
        )
        with pytest.raises(StockRefusedError):  # « a 00100 » is read as « A00100 »
            lots.add_lot(session, replace(lot, prefix="a "), ACT)
        with pytest.raises(StockRefusedError) as refused:
            lots.add_lot(session, lot, ACT)
        assert (refused.value.reason, refused.value.detail) == (Refusal.NUMEROS_CONNUS, "2026-A")
        lots.add_lot(session, replace(lot, run=Run(first=101, last=150)), ACT)
        lots.add_lot(session, replace(lot, name="2026-C", prefix="B"), ACT)


@pytest.mark.long
def test_a_stock_in_very_many_runs_is_stated_in_what_an_answer_holds(
    departement: Departement,
) -> None:
    """Every second carnet of long-named lots is handed over; a lot that fits is stated anyway."""
    with departement.service.database.writing() as session:
        small = new_lot(session)
        order(session, small, Kind.AFFECTATION, (1, 10), places.DEPARTEMENT, CCAS)
        for prefix, carnets_ in (("N", 5_000), ("P", 4_900)):
            run = Run(first=1, last=carnets_)
            new = NewLot(
                name=prefix * 80,
                operator="Opérateur",
                prefix=prefix,
                digits=5,
                run=run,
                valid_until=date(2027, 12, 31),
            )
            lot = lots.add_lot(session, new, ACT).id
            order(session, lot, Kind.RECEPTION, (1, carnets_), places.FOURNISSEUR, CCAS)
            order(session, lot, Kind.REMISE, (1, carnets_), CCAS, places.REMIS)
            session.execute(delete(HoldingRow).where(HoldingRow.lot_id == lot))
            rows = [
                {"lot_id": lot, "first": n, "last": n, "place": (CCAS, places.REMIS)[n % 2]}
                for n in range(1, carnets_ + 1)
            ]
            session.execute(insert(HoldingRow), rows)
        stated = stock_of(session, "CCASILL", NOON)
    assert [one.numbered.lot[0] for one in stated.lots] == ["N", "2"]
    assert len(read_stock(sign_stock(stated, new_signing_key()).content).held) == 5_001


@pytest.mark.long
def test_a_carnet_that_came_back_and_went_again_counts_once_in_its_year(
    site: Site, workplace: Workplace
) -> None:
    """001, l. 145: what was handed over is compared with the year's number; carnets of 10 Pass."""
    lot, device = handed_one_and_gave_back(site, workplace)
    database = site.departement.service.database
    with database.writing() as session:
        inventories.take_inventory(session, lot, CCAS, [Run(first=1, last=50)], ACT)
        again = allot(session, device, lot, 1, 5).id
    site.run(workplace)
    year = workplace.clock.today().year
    assert following.follow(workplace).handed[year] == 0
    hand_out(workplace, again, 1)
    assert following.follow(workplace).handed[year] == 10
