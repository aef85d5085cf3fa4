"""One item that makes the service fail keeps nobody else's prescriptions out."""

from contextlib import AbstractContextManager

import pytest
from sqlalchemy import String, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session

from app.department.database.base import table_of
from app.department.database.prescriptions import PrescriptionRow
from app.department.records import reception
from app.department.records.allowed import check_fields
from app.domain.convention import Champ
from app.sync.protocol.payload import Payload
from tests.department.support import Departement, Laptop, prescription
from tests.faults.commits import refused_commits

pytestmark = pytest.mark.anyio
BUG = "Quetschabsinthe"


@pytest.fixture
async def laptop(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    return made


def failing(item: str, fault: Exception) -> AbstractContextManager[None]:
    """Let a transaction that holds this item fail at its end, when all of it is written."""
    known = select(PrescriptionRow.id).where(PrescriptionRow.id == item)
    return refused_commits(fault, which=lambda session: bool(session.scalar(known)))


def stored(departement: Departement) -> set[str]:
    with departement.service.database.reading() as session:
        return set(session.scalars(select(PrescriptionRow.id)))


async def test_the_others_are_received_and_the_item_comes_once_the_service_is_mended(
    departement: Departement, laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    first, last = laptop.item(prescription("Weber")), laptop.item(prescription("Klein"))
    bad = laptop.item(prescription(BUG))
    later = laptop.item(prescription(BUG) | {"kind": "correction"}, id_=bad.header.item, revision=2)
    with failing(bad.header.item, ValueError(BUG)):
        receipts = await laptop.push(first, bad, later, last)
        assert [one["status"] for one in receipts] == ["accepted", "refused", "refused", "accepted"]
        assert [one.get("code") for one in receipts[1:3]] == ["unavailable"] * 2
        assert stored(departement) == {first.header.item, last.header.item}
    assert BUG not in caplog.text
    assert "bug: ValueError at " in caplog.text
    receipts = await laptop.push(first, bad, later, last)
    assert [one["status"] for one in receipts] == [
        "already_held",
        "accepted",
        "accepted",
        "already_held",
    ]


@pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")
async def test_an_item_that_cannot_even_be_looked_at_is_isolated_too(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, bad = laptop.item(prescription("Weber")), laptop.item(prescription(BUG))

    def fail(payload: Payload, allowed: frozenset[Champ] | None) -> None:
        if payload.personne is not None and payload.personne.nom == BUG:
            raise RecursionError
        check_fields(payload, allowed)

    monkeypatch.setattr(reception, "check_fields", fail)
    receipts = await laptop.push(bad, right)
    assert [one.get("code", one["status"]) for one in receipts] == ["unavailable", "accepted"]


class DeadlockError(Exception):
    sqlstate = "40P01"


@pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")
async def test_whom_postgresql_undid_in_a_deadlock_looks_again(
    departement: Departement, laptop: Laptop
) -> None:
    undone = [OperationalError("", {}, DeadlockError())]
    item = laptop.item(prescription())

    def fail_once(session: Session) -> None:
        if undone and session.scalar(select(PrescriptionRow.id)):
            raise undone.pop()

    event.listen(Session, "before_commit", fail_once)
    try:
        receipts = await laptop.push(item)
    finally:
        event.remove(Session, "before_commit", fail_once)
    assert (receipts[0]["status"], undone) == ("accepted", [])
    assert stored(departement) == {item.header.item}


@pytest.mark.parametrize("away", [OperationalError("", {}, OSError()), NoConnectionError()])
@pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")
async def test_a_database_that_is_away_refuses_no_item(
    departement: Departement, laptop: Laptop, away: Exception
) -> None:
    items = [laptop.item(prescription()) for _ in range(2)]
    with failing(items[0].header.item, away):
        response = await laptop.push_raw({"items": [item.content() for item in items]})
    assert (response.status_code, response.json()["error"]) == (503, "unavailable")
    assert stored(departement) == set()  # nor did the second wait for a connection by itself


async def test_a_name_that_grows_when_it_is_made_plain_fits_its_column(
    departement: Departement, laptop: Laptop
) -> None:
    grows = "\ufdfa" * 200  # one sign of Unicode, eighteen letters: the longest of all
    (receipt,) = await laptop.push(laptop.item(prescription(grows)))
    assert receipt["status"] == "accepted"
    with departement.service.database.reading() as session:
        row = session.scalars(select(PrescriptionRow)).one()
        for column in table_of(PrescriptionRow).columns:
            if isinstance(column.type, String) and column.type.length:
                assert len(getattr(row, column.name)) <= column.type.length, column.name
