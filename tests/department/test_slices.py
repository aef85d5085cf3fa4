"""Slices: never one carnet on two laptops, whoever allots at once."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.department.database.stock import MovementRow, SliceRow
from app.department.records import devices
from app.department.records.journal import OPERATOR
from app.department.records.stock import movements, places, slices
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.movements import Kind
from app.department.records.stock.slices import Allotment
from app.domain.carnets import Run
from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.slices import Slice, SliceState, open_slice, parse_slices
from tests.department.support import NOON, Departement, Laptop
from tests.department.test_stock import CCAS, TODAY, give_credit, new_lot, order

UNTIL = date(2026, 6, 30)


@pytest.fixture
async def laptop(departement: Departement) -> AsyncIterator[Laptop]:
    made = departement.laptop()
    await made.activate(departement.code())
    yield made
    await made.client.aclose()


def for_laptop(device: str, **changes: Any) -> Allotment:  # noqa: ANN401 - fields of the allotment
    made = Allotment(
        structure_id="CCASILL",
        device_id=device,
        valid_until=UNTIL,
        actor=OPERATOR,
        issued_at=NOON,
        today=TODAY,
    )
    return replace(made, **changes)


def allot(session: Session, device: str, lot: str, first: int, last: int) -> SliceRow:
    run = Run(first=first, last=last)
    return slices.allot_numbers(session, for_laptop(device), lot_id=lot, run=run)


def stocked(departement: Departement) -> str:
    with departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        return lot


async def read(laptop: Laptop) -> list[Slice]:
    answer = await laptop.client.get(routes.SLICES, headers=laptop.stamped("GET", routes.SLICES))
    assert answer.status_code == 200, answer.text
    assert laptop.keys is not None
    return [open_slice(one, laptop.keys) for one in parse_slices(answer.json()).slices]


async def tell(laptop: Laptop, *told: Mapping[str, Any]) -> list[Slice]:
    body = encode_body({"slices": [{"handed": 0, "ranges": [], **one} for one in told]})
    headers = {**laptop.stamped("POST", routes.SLICES, body), "content-encoding": "deflate"}
    answer = await laptop.client.post(routes.SLICES, content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    assert laptop.keys is not None
    return [open_slice(one, laptop.keys) for one in parse_slices(answer.json()).slices]


@pytest.mark.anyio
async def test_a_laptop_reads_its_own_slice_signed_and_no_other(
    departement: Departement, laptop: Laptop
) -> None:
    lot, other = stocked(departement), departement.laptop()
    await other.activate(departement.code())
    with departement.service.database.writing() as session:
        allot(session, laptop.id, lot, 1, 10)
        allot(session, other.id, lot, 11, 20)
    (mine,) = await read(laptop)
    assert (mine.number, mine.device, mine.state) == (1, laptop.id, SliceState.ATTRIBUEE)
    assert mine.numbered is not None
    assert [mine.numbered.written(n) for n in (1, 10)] == ["A00001", "A00010"]
    assert (mine.valid_until, mine.numbered.operator) == (UNTIL, "Opérateur d’essai")
    assert [one.number for one in await read(other)] == [2]
    await tell(laptop, {"slice": (await read(other))[0].id, "revision": 1, "returned": True})
    assert [one.state for one in await read(other)] == [SliceState.ATTRIBUEE]
    await other.client.aclose()


@pytest.mark.anyio
async def test_what_a_laptop_may_hand_out_is_allotted_to_no_other_and_does_not_move(
    departement: Departement, laptop: Laptop
) -> None:
    lot = stocked(departement)
    with departement.service.database.writing() as session:
        allot(session, laptop.id, lot, 1, 10)
        for ends in ((10, 12), (1, 1), (40, 60)):
            with pytest.raises(StockRefusedError):
                allot(session, laptop.id, lot, *ends)
        with pytest.raises(StockRefusedError) as refused:
            order(session, lot, Kind.RETOUR, (5, 30), CCAS, places.DEPARTEMENT)
        assert (refused.value.reason, refused.value.detail) == (Refusal.DANS_UNE_TRANCHE, "1")
        order(session, lot, Kind.RETOUR, (11, 30), CCAS, places.DEPARTEMENT)


@pytest.mark.anyio
@pytest.mark.parametrize("days", [-1, 400])
async def test_a_slice_ends_with_its_lot_at_the_latest(
    departement: Departement, laptop: Laptop, days: int
) -> None:
    lot = stocked(departement)
    wanted = for_laptop(laptop.id, valid_until=TODAY + timedelta(days=days))
    with departement.service.database.writing() as session, pytest.raises(StockRefusedError) as no:
        slices.allot_numbers(session, wanted, lot_id=lot, run=Run(first=1, last=5))
    assert no.value.reason is Refusal.FIN_DE_TRANCHE


@pytest.mark.anyio
async def test_a_slice_called_back_is_free_once_the_laptop_has_heard(
    departement: Departement, laptop: Laptop
) -> None:
    lot, database = stocked(departement), departement.service.database
    with database.writing() as session:
        made = allot(session, laptop.id, lot, 1, 10).id
    await tell(laptop, {"slice": made, "revision": 1, "handed": 2, "ranges": [ends(1, 2)]})
    with database.writing() as session:
        slices.call_back(session, made, OPERATOR, NOON)
        with pytest.raises(StockRefusedError):
            allot(session, laptop.id, lot, 9, 9)
        with pytest.raises(StockRefusedError) as refused:
            slices.close_without_laptop(session, made, OPERATOR, NOON)
        assert refused.value.reason is Refusal.POSTE_EN_SERVICE
    # An answer from before the call: the laptop goes on handing out.
    (still,) = await tell(
        laptop, {"slice": made, "revision": 1, "handed": 3, "ranges": [ends(1, 3)]}
    )
    assert (still.state, still.revision) == (SliceState.A_RENDRE, 2)
    told = {"slice": made, "revision": 2, "handed": 4, "ranges": [ends(1, 3), ends(7, 7)]}
    for _ in range(2):
        (closed,) = await tell(laptop, told)
        assert (closed.state, closed.revision) == (SliceState.CLOSE, 3)
    assert await tell(laptop, {**told, "revision": 3}) == []
    with database.writing() as session:
        row = session.get_one(SliceRow, made)
        assert (row.state, row.handed) == (SliceState.CLOSE, 4)
        assert movements.runs_at(session, lot, places.REMIS) == (
            Run(first=1, last=3),
            Run(first=7, last=7),
        )
        handed = session.scalars(select(MovementRow).where(MovementRow.kind == Kind.REMISE)).all()
        assert sum(one.last - one.first + 1 for one in handed) == 4
        assert {one.slice_id for one in handed} == {made}
        allot(session, laptop.id, lot, 8, 9)


def ends(first: int, last: int) -> dict[str, int]:
    return {"first": first, "last": last}


@pytest.mark.anyio
async def test_a_laptop_gives_a_slice_back_of_its_own_accord(
    departement: Departement, laptop: Laptop
) -> None:
    lot = stocked(departement)
    with departement.service.database.writing() as session:
        made = allot(session, laptop.id, lot, 1, 10).id
    (closed,) = await tell(laptop, {"slice": made, "revision": 1, "returned": True})
    assert closed.state is SliceState.CLOSE
    with departement.service.database.writing() as session:
        allot(session, laptop.id, lot, 1, 10)


@pytest.mark.anyio
async def test_the_slice_of_a_revoked_laptop_can_be_closed_without_it(
    departement: Departement, laptop: Laptop
) -> None:
    lot, database = stocked(departement), departement.service.database
    with database.writing() as session:
        made = allot(session, laptop.id, lot, 1, 10).id
        lost = devices.RevocationReason.PERDU
        devices.revoke(session, device_id=laptop.id, reason=lost, actor=OPERATOR, now=NOON)
        slices.close_without_laptop(session, made, OPERATOR, NOON)
        with pytest.raises(StockRefusedError) as refused:
            allot(session, laptop.id, lot, 1, 10)
        assert refused.value.reason is Refusal.POSTE_ABSENT


@pytest.mark.anyio
async def test_laptops_together_never_promise_more_than_the_credit(
    departement: Departement, laptop: Laptop
) -> None:
    other = departement.laptop()
    await other.activate(departement.code())
    with departement.service.database.writing() as session:
        credit = give_credit(session, 10).credit.id
        first = slices.allot_promises(session, for_laptop(laptop.id), credit_id=credit, carnets=6)
        with pytest.raises(StockRefusedError) as refused:
            slices.allot_promises(session, for_laptop(other.id), credit_id=credit, carnets=5)
        assert refused.value.reason is Refusal.CREDIT_INSUFFISANT
        slices.allot_promises(session, for_laptop(other.id), credit_id=credit, carnets=4)
        made = first.id
    (mine,) = await read(laptop)
    assert (mine.numbered, mine.carnets) == (None, 6)
    told = {"slice": made, "revision": 1, "handed": 2, "returned": True}
    await tell(laptop, told)
    with departement.service.database.writing() as session:
        slices.allot_promises(session, for_laptop(laptop.id), credit_id=credit, carnets=4)
        with pytest.raises(StockRefusedError):
            slices.allot_promises(session, for_laptop(laptop.id), credit_id=credit, carnets=1)
    await other.client.aclose()


RACER = """
import json, sys
from datetime import UTC, date, datetime
from app.department.database.engine import open_database
from app.department.records.journal import OPERATOR
from app.department.records.stock import slices
from app.department.records.stock.failures import StockRefusedError
from app.domain.carnets import Run

url, device, lot = sys.argv[1:]
database, made = open_database(url), []
print("ready", flush=True)
sys.stdin.readline()
for first in range(1, 47, 3):
    try:
        with database.writing() as session:
            wanted = slices.Allotment(
                structure_id="CCASILL", device_id=device, valid_until=date(2026, 6, 30),
                actor=OPERATOR, issued_at=datetime(2026, 3, 3, tzinfo=UTC), today=date(2026, 3, 3),
            )
            run = Run(first=first, last=first + 4)
            slices.allot_numbers(session, wanted, lot_id=lot, run=run)
            made.append(first)
    except StockRefusedError:
        pass
print(json.dumps(made))
"""


@pytest.mark.anyio
@pytest.mark.long
async def test_two_processes_at_once_allot_no_carnet_twice(
    departement: Departement, laptop: Laptop
) -> None:
    lot, url = stocked(departement), departement.service.settings.url
    racers = [
        subprocess.Popen(  # noqa: ASYNC220 - two processes are the point; nothing else waits here
            [sys.executable, "-c", RACER, url, laptop.id, lot],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in racers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in racers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate(timeout=60)[0] for one in racers]
    assert [one.returncode for one in racers] == [0, 0]
    firsts = sorted(first for text in told for first in json.loads(text))
    assert firsts == sorted(set(firsts))
    assert all(b - a >= 5 for a, b in pairwise(firsts))
    with departement.service.database.reading() as session:
        numbers = sorted(session.scalars(select(SliceRow.number)))
    assert numbers == list(range(1, len(firsts) + 1))
    assert len(firsts) >= 7


@pytest.mark.anyio
@pytest.mark.parametrize("template", ["postgresql"], indirect=True, scope="session")
async def test_carnets_do_not_leave_while_they_are_being_allotted(
    departement: Departement, laptop: Laptop
) -> None:
    """SQLite has one writer at a time; on PostgreSQL the lot's row keeps the second one waiting."""
    lot, database = stocked(departement), departement.service.database

    def take_away(patience: str) -> None:
        with database.writing() as second:
            second.execute(text(f"SET LOCAL lock_timeout = '{patience}'"))
            order(second, lot, Kind.RETOUR, (5, 30), CCAS, places.DEPARTEMENT)

    with database.writing() as first:
        allot(first, laptop.id, lot, 1, 10)
        # It waits at the lot's row, before it has looked whether a slice holds the carnets.
        with pytest.raises(OperationalError, match=r"(?s)lock timeout.*FROM carnet_lot"):
            take_away("200ms")
    with pytest.raises(StockRefusedError) as refused:
        take_away("5s")
    assert refused.value.reason is Refusal.DANS_UNE_TRANCHE


@pytest.mark.anyio
async def test_a_lot_that_a_laptop_was_given_of_is_never_described_anew(
    departement: Departement, laptop: Laptop
) -> None:
    """Its signed slice names numbers and a last day: nobody may give them another meaning."""
    lot = stocked(departement)
    with departement.service.database.writing() as session:
        made = allot(session, laptop.id, lot, 1, 10).id
        lost = devices.RevocationReason.PERDU
        devices.revoke(session, device_id=laptop.id, reason=lost, actor=OPERATOR, now=NOON)
        slices.close_without_laptop(session, made, OPERATOR, NOON)
        order(session, lot, Kind.RETOUR, (1, 50), CCAS, places.DEPARTEMENT)
        order(session, lot, Kind.CORRECTION, (1, 100), places.DEPARTEMENT, places.FOURNISSEUR)
        with pytest.raises(StockRefusedError) as refused:
            new_lot(session)
    assert refused.value.reason is Refusal.LOT_CONNU
