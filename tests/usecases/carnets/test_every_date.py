"""A spring of random acts: the ledger at every date equals an independent count of each carnet."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.carnets_registre import (
    DEPARTEMENT,
    MANQUANT,
    STRUCTURE,
    Mouvement,
    of_prescripteur,
    positions,
)
from app.domain.carnets_regles import may_take_back
from app.storage import carnets
from app.usecases.carnets import counting, holders, moving, reversing, stock
from app.usecases.carnets.errors import StockRefusedError
from app.usecases.carnets.moving import Part
from tests.usecases.carnets.mairie import Mairie

FIRST = date(2021, 3, 1)


class Shelf:
    """Where each carnet is, kept by hand beside the ledger, day by day."""

    def __init__(self, numbers: int) -> None:
        self.places = dict.fromkeys(range(1, numbers + 1), STRUCTURE)
        self.days: dict[date, dict[str, int]] = {}

    def somewhere(self, chance: random.Random, among: tuple[str, ...]) -> tuple[str, list[int]]:
        """A place that holds carnets, and some of them in a row of numbers or two."""
        place = chance.choice([one for one in among if one in self.places.values()] or [STRUCTURE])
        here = [number for number, at in self.places.items() if at == place]
        return place, sorted(chance.sample(here, min(len(here), chance.randint(1, 4))))

    def put(self, numbers: list[int], place: str) -> None:
        for number in numbers:
            self.places[number] = place

    def night(self, day: date) -> None:
        found: dict[str, int] = {}
        for place in self.places.values():
            found[place] = found.get(place, 0) + 1
        self.days[day] = found


def taken_back(mairie: Mairie, shelf: Shelf, chance: random.Random) -> bool:
    """Take one of the last movements back, where the ledger lets it."""
    found = [
        one
        for one in stock.history(mairie.place)[:4]
        if may_take_back(one.ecriture.kind, one.lot.tenu)
    ]
    wrong = chance.choice(found).ecriture if found else None
    if wrong is None or wrong.kind is Mouvement.RECEPTION:
        return False
    try:
        reversing.take_back(mairie.place, wrong.number)
    except StockRefusedError:
        return False
    shelf.put(list(range(wrong.run.first, wrong.run.last + 1)), wrong.source)
    return True


def assert_same(mairie: Mairie, lot: str, shelf: Shelf, here: tuple[str, ...]) -> None:
    """The ledger tells of every day what was counted apart, and its figures add up."""
    with mairie.place.database.reading() as session:
        known = carnets.lot(session, lot)
        assert known is not None
        ledger = carnets.ecritures(session, lot)
    for day, counted in shelf.days.items():
        found = positions(known, ledger, on=day)
        by_place: dict[str, int] = {}
        for run, place in found:
            by_place[place] = by_place.get(place, 0) + run.carnets
        assert by_place == counted, day
    state = stock.etat(mairie.place)
    last = shelf.days[max(shelf.days)]
    assert state.stock == sum(n for place, n in last.items() if place in here)
    (line,) = state.lots
    assert (line.recus, line.rendus) == (30, last.get(DEPARTEMENT, 0))
    assert line.recus == line.stock + line.rendus + line.manquants


@pytest.mark.parametrize("seed", [3, 17])
def test_the_ledger_at_every_date_is_what_a_count_by_hand_gives(mairie: Mairie, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a schedule, not a secret
    shelf = Shelf(30)
    lot = mairie.delivered("1-30")
    alice, bruno = mairie.holder(mairie.prescripteur), mairie.holder(mairie.other)
    here = (STRUCTURE, alice, bruno)
    done = 0
    for step in range(36):
        day = FIRST + timedelta(days=step // 3)
        mairie.on(day.year, day.month, day.day)
        act = chance.choice(
            ("transfert", "transfert", "perte", "retrouve", "retour", "compte", "contre")
        )
        if act == "contre":
            done += taken_back(mairie, shelf, chance)
            shelf.night(day)
            continue
        source, numbers = shelf.somewhere(chance, (MANQUANT,) if act == "retrouve" else here)
        if not numbers or (act == "retrouve") != (source == MANQUANT):
            shelf.night(day)
            continue
        part = Part(lot_id=lot, numbers=", ".join(map(str, numbers)), source=source)
        target = chance.choice([one for one in here if one != source])
        match act:
            case "transfert":
                moving.transfer(mairie.place, part, target)
            case "perte":
                moving.lose(mairie.place, part, stolen=chance.random() < 0.5)
                target = MANQUANT
            case "retrouve":
                there = [number for number, at in shelf.places.items() if at == STRUCTURE]
                every = ", ".join(map(str, [*there, *numbers]))
                counting.take(mairie.place, replace(part, source=STRUCTURE, numbers=every))
                target = STRUCTURE
            case "retour" if chance.random() < 0.3:
                moving.give_back(mairie.place, part)
                target = DEPARTEMENT
            case _:
                held = [number for number, at in shelf.places.items() if at == source]
                counting.take(mairie.place, part)
                shelf.put([one for one in held if one not in numbers], MANQUANT)
                target = source
        shelf.put(numbers, target)
        shelf.night(day)
        done += 1
    assert done > 20
    assert_same(mairie, lot, shelf, here)


def test_a_movement_is_never_taken_back_twice_nor_once_its_carnets_went_on(mairie: Mairie) -> None:
    lot = mairie.delivered("1-10")
    alice = mairie.entrusted(lot, "1-5")
    (delivered, given) = sorted(one.ecriture.number for one in stock.history(mairie.place))
    with pytest.raises(StockRefusedError):
        reversing.take_back(mairie.place, delivered)  # five of its carnets are with Alice
    assert reversing.take_back(mairie.place, given).kind is Mouvement.CORRECTION
    reversing.take_back(mairie.place, delivered)
    assert stock.etat(mairie.place).stock == 0
    holders.end(mairie.place, alice.removeprefix(of_prescripteur("")))
    assert holders.holders(mairie.place) == []
