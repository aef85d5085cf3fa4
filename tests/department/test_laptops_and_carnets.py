"""Slices and counters between real laptops and the real service, over HTTP."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.department.database.counters import CounterReportRow
from app.department.database.stock import SliceRow
from app.department.records import counters
from app.department.records.journal import OPERATOR
from app.department.records.stock import places, slices
from app.department.records.stock.movements import Kind
from app.storage import appareil
from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys, Link
from app.usecases.activites.aides import count
from app.usecases.backup import restoring, saving
from app.usecases.exchange import activating, sending
from app.usecases.exchange.slices import give_back, slices_here
from app.usecases.workplace import Workplace
from tests.activites import EMAIL_HELP
from tests.department.support import Departement
from tests.department.test_gateway import Door, door
from tests.department.test_slices import allot
from tests.department.test_stock import CCAS, new_lot, order
from tests.ui.workplace import PASSPHRASE, WallClock, new_workplace, workplace
from tests.usecases.backing import backups, new_laptop, opened, quick, stick

__all__ = ["door", "new_laptop", "new_workplace", "quick", "stick", "workplace"]  # fixtures
HELP = ("aide_rapide", "email")
# What the database makes of it is tested on both elsewhere.
pytestmark = pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")


@dataclass
class Site:
    """A Département, and the laptops that speak to it, all by one clock."""

    departement: Departement
    origin: str
    clock: WallClock

    def connect(self, address: str, keys: DeviceKeys, link: Link | None) -> Gateway:
        return DepartmentService(address, keys=keys, link=link, now=self.clock.now)

    def activate(self, place: Workplace) -> str:
        code = self.departement.code(place.structure.code)
        activating.activate(place, self.origin, code.text(), self.connect)
        with place.database.reading() as session:
            device = appareil.load(session)
        assert device is not None
        return device.device_id

    def run(self, place: Workplace) -> None:
        gateway = activating.gateway_of(place, self.connect)
        sending.synchronise(place, gateway, progress=lambda _: None, cancelled=lambda: False)

    def on(self, year: int, month: int, day: int) -> None:
        self.clock.at = self.departement.clock.at = datetime(year, month, day, 9, tzinfo=UTC)

    def told(self, *months: str) -> list[int]:
        """What the structure counted of one quick help, month by month."""
        starts = {month: date.fromisoformat(f"{month}-01") for month in (*months, "2027-09")}
        with self.departement.service.database.reading() as session:
            found = counters.told(session, "CCASILL", months, starts_on=starts)
        return [found.months[month].get(HELP, 0) for month in months]


@pytest.fixture
def site(departement: Departement, door: Door, workplace: Workplace) -> Site:
    door.app = departement.app
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    made = Site(departement, door.origin, clock)
    made.on(2026, 3, 3)
    return made


def restored(data: Path, path: Path, former: Workplace, clock: WallClock) -> Workplace:
    data.mkdir(parents=True)
    agent = former.agent.id
    restoring.stage(data, restoring.examine(path, clock), agent, PASSPHRASE, clock)
    restoring.put_in_force(data, clock)
    return opened(data, agent, clock)


def helped(place: Workplace, times: int) -> None:
    for _ in range(times):
        count(place, EMAIL_HELP)


def test_a_slice_is_received_shown_given_back_and_free_again(
    site: Site, workplace: Workplace
) -> None:
    device = site.activate(workplace)
    with site.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        made = allot(session, device, lot, 11, 30).id
    assert slices_here(workplace) == ()
    site.run(workplace)
    (mine,) = slices_here(workplace)
    assert (mine.number, mine.first, mine.last) == (1, "A00011", "A00030")
    assert (mine.carnets, mine.left, mine.usable) == (20, 20, True)
    with site.departement.service.database.reading() as session:
        assert session.get_one(SliceRow, made).acknowledged_revision == 1
    site.on(2026, 7, 1)
    assert [one.usable for one in slices_here(workplace)] == [False]  # its last day was 30 June
    site.on(2026, 3, 4)
    assert give_back(workplace, made)
    assert not give_back(workplace, made)
    assert [(one.usable, one.given_back) for one in slices_here(workplace)] == [(False, True)]
    site.run(workplace)
    assert slices_here(workplace) == ()
    with site.departement.service.database.writing() as session:
        assert session.get_one(SliceRow, made).state == "close"
        assert slices.of_device(session, device) == []  # the laptop heard that, too
        allot(session, device, lot, 11, 30)


def test_a_slice_called_back_is_closed_in_one_run(site: Site, workplace: Workplace) -> None:
    device = site.activate(workplace)
    with site.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        made = allot(session, device, lot, 1, 5).id
    site.run(workplace)
    with site.departement.service.database.writing() as session:
        slices.call_back(session, made, OPERATOR, site.clock.now())
    assert [one.usable for one in slices_here(workplace)] == [True]  # it has not heard
    site.run(workplace)
    assert slices_here(workplace) == ()
    with site.departement.service.database.reading() as session:
        assert session.get_one(SliceRow, made).state == "close"


def test_a_service_put_back_takes_the_slices_that_it_does_not_know_any_more(
    site: Site, workplace: Workplace
) -> None:
    device = site.activate(workplace)
    with site.departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        made = allot(session, device, lot, 1, 5).id
    site.run(workplace)
    assert len(slices_here(workplace)) == 1
    with site.departement.service.database.writing() as session:
        session.delete(session.get_one(SliceRow, made))
    site.run(workplace)
    assert slices_here(workplace) == ()


def test_months_that_are_over_are_told_once_and_do_not_change(
    site: Site, workplace: Workplace
) -> None:
    site.on(2026, 12, 3)
    site.activate(workplace)
    helped(workplace, 7)
    site.run(workplace)
    assert site.told("2026-12") == [0]  # December is not over
    site.on(2027, 1, 2)
    helped(workplace, 2)
    for _ in range(2):
        site.run(workplace)
    assert site.told("2026-12", "2027-01") == [7, 0]
    site.on(2026, 12, 31)  # a clock put back: the act is late, not lost
    helped(workplace, 1)
    site.on(2027, 3, 1)
    site.run(workplace)
    assert site.told("2026-12", "2027-01", "2027-02") == [7, 3, 0]
    with site.departement.service.database.reading() as session:
        rows = session.query(CounterReportRow).all()
    assert sorted((row.month, row.revision) for row in rows) == [
        ("2026-12", 1),
        ("2027-01", 1),
        ("2027-02", 1),  # no act: told all the same, so that nobody asks for it
    ]


def test_a_month_is_told_when_both_clocks_have_left_it(site: Site, workplace: Workplace) -> None:
    site.on(2026, 12, 3)
    site.activate(workplace)
    helped(workplace, 7)
    site.clock.at = datetime(2026, 12, 31, 22, 58, tzinfo=UTC)  # 23 h 58 in Paris
    site.departement.clock.at = datetime(2026, 12, 31, 23, 2, tzinfo=UTC)  # the new year there
    site.run(workplace)
    with site.departement.service.database.reading() as session:
        assert session.query(CounterReportRow).all() == []
    helped(workplace, 1)
    site.on(2027, 1, 1)
    site.run(workplace)
    assert site.told("2026-12") == [8]


def test_a_laptop_restored_from_a_backup_counts_nothing_twice(
    site: Site, workplace: Workplace, stick: Path, new_laptop: Path
) -> None:
    site.on(2026, 12, 3)
    site.activate(workplace)
    helped(workplace, 4)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    helped(workplace, 3)  # after the backup
    site.on(2027, 1, 2)
    site.run(workplace)
    workplace.close()
    site.on(2026, 12, 20)
    second = restored(new_laptop, backups(stick)[0], workplace, site.clock)
    assert slices_here(second) == ()
    helped(second, 2)
    site.on(2027, 1, 3)
    site.activate(second)
    site.run(second)
    assert site.told("2026-12") == [9]
    second.close()


def test_a_laptop_restored_because_the_first_is_gone_tells_for_both(
    site: Site, workplace: Workplace, stick: Path, new_laptop: Path
) -> None:
    site.on(2026, 12, 3)
    site.activate(workplace)
    helped(workplace, 4)
    saving.choose_folder(workplace, stick)
    saving.back_up(workplace)
    workplace.close()
    second = restored(new_laptop, backups(stick)[0], workplace, site.clock)
    helped(second, 2)
    site.activate(second)
    site.on(2027, 1, 3)
    site.run(second)
    site.run(second)
    assert site.told("2026-12") == [6]
    second.close()
