"""Two laptops, one stock, acts at random: each ends where the service says, no carnet doubled."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.stock import SliceRow
from app.department.records.journal import OPERATOR
from app.department.records.stock import movements, places, slices
from app.department.records.stock.failures import StockRefusedError
from app.department.records.stock.movements import Act, Kind, Order
from app.department.records.stock.statement import stock_of
from app.domain.carnets import Run
from app.domain.carnets_registre import REMIS, Tenu
from app.storage import appareil, carnets, tranches
from app.storage.tranches import EtatTranche
from app.sync.gateway import Gateway, GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol.slices import Acknowledgement, SignedSlice, SliceState, read_slice
from app.sync.protocol.stock import Stock
from app.usecases.carnets.slices_here import usable_slices
from app.usecases.exchange import put_back
from app.usecases.exchange.slices import give_back, take_slices, take_structure_stock
from app.usecases.workplace import Workplace
from tests.department.support import Departement
from tests.department.test_carnets_after_all import hand_out
from tests.department.test_gateway import Door, door
from tests.department.test_laptops_and_carnets import Site, site
from tests.department.test_slices import allot
from tests.department.test_stock import CCAS, new_lot, order
from tests.department.test_structures_carnets import another_laptop
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.backing import quick

__all__ = ["Departement", "Door", "door", "new_workplace", "quick", "site", "workplace"]
LAST = 24
STRUCTURE = "CCASILL"


class Line:
    """A gateway of slices without a network; `cuts` answers are lost, what was told is not."""

    link = object()

    def __init__(self, play: "Play", device: str, cuts: int) -> None:
        self._play, self._device, self.cuts = play, device, cuts

    def slices(self) -> Sequence[SignedSlice]:
        with self._play.database.reading() as session:
            key = self._play.site.departement.service.keys.signing[0]
            return [slices.signed(row, key) for row in slices.of_device(session, self._device)]

    def stock(self) -> Stock:
        with self._play.database.reading() as session:
            return stock_of(session, STRUCTURE, self._play.site.clock.now())

    def acknowledge_slices(self, told: Sequence[Acknowledgement]) -> Sequence[SignedSlice]:
        clock = self._play.site.clock
        with self._play.database.writing() as session:
            slices.acknowledge(session, self._device, told, at=clock.now(), today=clock.today())
        if self.cuts:
            self.cuts -= 1
            raise GatewayError(Outcome.COUPURE)
        return self.slices()


class Play:
    """What happens, and where each carnet truly is: in a drawer or with a person."""

    def __init__(
        self, site: Site, laptops: Sequence[Workplace], file: Path, *, seed: int, loses: bool
    ) -> None:
        self.site, self.laptops, self.file = site, laptops, file
        self.database = site.departement.service.database
        self.loses = loses  # the service is put back from backups, too
        self.random = random.Random(seed)  # noqa: S311 - a schedule, no secret
        self.devices = [site.activate(one) for one in laptops]
        self.life, self.heard = 0, [0 for _ in laptops]
        self.kept: set[int] | None = None
        self.with_persons: set[int] = set()
        self.handed: set[int] = set()
        self.lost: set[int] = set()
        with self.database.writing() as session:
            self.lot = new_lot(session, carnets=LAST)
            order(session, self.lot, Kind.AFFECTATION, (1, LAST), places.DEPARTEMENT, CCAS)

    def act(self) -> None:
        acts: list[Callable[[], None]] = [
            self.allot,
            self.hand_out,
            self.hand_out,
            self.synchronise,
            self.synchronise,
            self.call_back,
            self.give_back,
            self.brought_back,
            self.lose,
            self.find,
            *([self.back_up, self.put_back] if self.loses else []),
        ]
        self.random.choice(acts)()

    def allot(self) -> None:
        first = self.random.randint(1, LAST)
        last = min(LAST, first + self.random.randint(0, 5))
        self._try(lambda s: allot(s, self.random.choice(self.devices), self.lot, first, last))

    def call_back(self) -> None:
        with self.database.reading() as session:
            found = [*session.scalars(select(SliceRow.id))]
        if found:
            id_ = self.random.choice(found)
            self._try(lambda s: slices.call_back(s, id_, OPERATOR, self.site.clock.now()))

    def give_back(self) -> None:
        at = self.random.randrange(len(self.laptops))
        with self.laptops[at].database.reading() as session:
            mine = tranches.of_device(session, self.devices[at])
        if mine:
            give_back(self.laptops[at], self.random.choice(mine).id)

    def hand_out(self) -> None:
        at = self.random.randrange(len(self.laptops))
        place = self.laptops[at]
        usable = sorted(self.usable(place) - self.with_persons - self.lost)
        if usable:
            number = self.random.choice(usable)
            with place.database.reading() as session:
                slice_id = next(
                    one.id
                    for one in tranches.of_device(session, self.devices[at])
                    if one.state is EtatTranche.ATTRIBUEE and number in numbers(one.content)
                )
            hand_out(place, slice_id, number)
            self.with_persons.add(number)
            self.handed.add(number)

    def brought_back(self) -> None:
        """A person gives a carnet back; an agent of the Département notes it where it may."""
        self._move(Kind.RETROUVE, self.with_persons, places.REMIS, CCAS)

    def lose(self) -> None:
        self._move(Kind.PERTE, {*range(1, LAST + 1)} - self.with_persons, CCAS, places.MANQUANT)

    def find(self) -> None:
        self._move(Kind.RETROUVE, self.lost, places.MANQUANT, CCAS)

    def _move(self, kind: Kind, among: set[int], source: str, target: str) -> None:
        if not among:
            return
        number = self.random.choice(sorted(among))
        run = Run(first=number, last=number)
        clock = self.site.clock
        act = Act(actor=OPERATOR, at=clock.now(), happened_on=clock.today())
        wanted = Order(kind=kind, run=run, source=source, target=target)
        if self._try(lambda s: movements.move(s, self.lot, wanted, act)):
            self.with_persons.discard(number)
            self.lost.discard(number)
            if target == places.MANQUANT:
                self.lost.add(number)

    def back_up(self) -> None:
        self._copy(from_live=True)
        self.kept = set(self.lost)

    def put_back(self) -> None:
        if self.kept is not None:
            self._copy(from_live=False)
            self.lost = set(self.kept) - self.with_persons
            self.life += 1

    def synchronise(self) -> None:
        at = self.random.randrange(len(self.laptops))
        self.run(at, cuts=self.random.choice([0, 0, 1]))

    def run(self, at: int, *, cuts: int = 0) -> None:
        place, line = self.laptops[at], Line(self, self.devices[at], cuts)
        if self.heard[at] != self.life:
            self.heard[at] = self.life
            with place.database.writing() as session:
                put_back.offer_again(session, place, asks_back=True)
        gateway = cast("Gateway", line)
        try:
            take_slices(place, gateway, stop_if_cancelled=lambda: None)
            take_structure_stock(place, gateway, stop_if_cancelled=lambda: None)
        except GatewayError:
            return

    def usable(self, place: Workplace) -> set[int]:
        """What the door lets this laptop hand out: in its slices, and here in its ledger."""
        with place.database.reading() as session:
            found: set[int] = set()
            for lot_id, runs in usable_slices(session, place).items():
                lot = carnets.lot(session, lot_id)
                assert lot is not None
                assert lot.tenu is Tenu.SERVICE
                here = {
                    n
                    for run, at in carnets.held(session, lot)
                    for n in range(run.first, run.last + 1)
                    if at == "structure"
                }
                found |= here & {n for run in runs for n in range(run.first, run.last + 1)}
            return found

    def judge(self) -> None:
        """At rest: told everything, each laptop stands where the service states it."""
        for _ in range(3):
            for at in range(len(self.laptops)):
                self.run(at)
        one, two = (self.usable(place) for place in self.laptops)
        assert not one & two
        with self.database.reading() as session:
            stated = stock_of(session, STRUCTURE, self.site.clock.now())
            gone = places_of(session, self.lot, places.REMIS)
            open_ = session.scalars(
                select(SliceRow).where(SliceRow.state != SliceState.CLOSE)
            ).all()
            assert all(row.acknowledged_revision == row.revision for row in open_)
            assert all(row.state == SliceState.ATTRIBUEE for row in open_)
        if not self.life:  # what agents wrote since a backup is lost with it
            assert gone == self.with_persons
        for place, device in zip(self.laptops, self.devices, strict=True):
            with place.database.reading() as session:
                assert appareil.load(session) is not None
                lots = carnets.lots(session)
                if not lots:
                    continue
                held = carnets.held(session, lots[0])
                assert all(not one.to_tell for one in tranches.of_device(session, device))
            here = {n: at for run, at in held for n in range(run.first, run.last + 1)}
            for said in stated.held:
                for n in range(said.run.first, said.run.last + 1):
                    own = said.device in {"", device}
                    expected = {
                        "structure": "structure",
                        "poste": "structure" if own else f"poste:{said.device}",
                    }.get(said.place.value, said.place.value)
                    assert here[n] == expected or (
                        self.life and here[n] == REMIS and n in self.handed
                    )

    def _try(self, act: Callable[[Session], object]) -> bool:
        try:
            with self.database.writing() as session:
                act(session)
        except StockRefusedError:
            return False
        return True

    def _copy(self, *, from_live: bool) -> None:
        live = self.site.departement.service.settings.url.removeprefix("sqlite:///")
        self.database.engine.dispose()
        with closing(sqlite3.connect(live)) as now, closing(sqlite3.connect(self.file)) as kept:
            if from_live:
                now.backup(kept)
            else:
                kept.backup(now)


def numbers(content: bytes) -> range:
    numbered = read_slice(content).numbered
    assert numbered is not None
    return range(numbered.run.first, numbered.run.last + 1)


def places_of(session: Session, lot: str, place: str) -> set[int]:
    found = movements.runs_at(session, lot, place)
    return {n for run in found for n in range(run.first, run.last + 1)}


@pytest.mark.long
@pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize("loses", [False, True])
def test_laptops_end_where_the_service_states_them(
    site: Site, workplace: Workplace, tmp_path: Path, *, loses: bool
) -> None:
    other = another_laptop(tmp_path / "second", site)
    play = Play(site, [workplace, other], tmp_path / "copie.db", seed=int(loses), loses=loses)
    for _ in range(6):
        for _ in range(12):
            play.act()
        play.judge()
    other.close()
