"""A batch is kept by a few statements, whatever its items say of each other."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from app.department.database.actors import DeviceRow, NonceRow
from app.department.database.engine import open_database
from app.department.database.prescriptions import PrescriptionRow, RevisionRow, WordRow
from app.department.records import alike, pairs
from tests.department.support import Departement, Laptop, prescription

pytestmark = pytest.mark.anyio


@pytest.fixture
async def laptop(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    return made


def words_of(departement: Departement, id_: str) -> set[str]:
    with departement.service.database.reading() as session:
        wanted = select(WordRow.word).where(WordRow.prescription_id == id_)
        return set(session.scalars(wanted))


async def test_several_revisions_in_one_batch_leave_the_last(
    departement: Departement, laptop: Laptop
) -> None:
    departement.add_structure("CCASOST", "CCAS d’Ostwald")
    elsewhere = departement.laptop()
    await elsewhere.activate(departement.code("CCASOST"))
    await elsewhere.push(elsewhere.item(prescription("Weber") | {"structure": "CCASOST"}))

    first, other = laptop.item(prescription("Klein")), laptop.item(prescription("Weber"))
    correction = laptop.item(
        prescription("Weber") | {"kind": "correction"}, id_=first.header.item, revision=2
    )
    withdrawal = laptop.item(
        {"kind": "withdrawal", "reference": "2026-CCASILL-0001"},
        id_=other.header.item,
        revision=2,
    )
    told = await laptop.push(first, correction, other, withdrawal, correction)
    assert [one["status"] for one in told] == [*["accepted"] * 4, "already_held"]

    with departement.service.database.reading() as session:
        kept = session.get_one(PrescriptionRow, first.header.item)
        assert (kept.payload["personne"]["nom"], kept.revision) == ("Weber", 2)
        gone = session.get_one(PrescriptionRow, other.header.item)
        assert (gone.etat, gone.payload, gone.name_key) == ("retiree", {}, "")
        revisions = select(func.count()).select_from(RevisionRow)
        assert session.scalar(revisions) == 5
        (pair,) = pairs.page(session, pairs.Query())
        assert first.header.item in {pair.first.id, pair.second.id}
        assert alike.look_alike(session, [gone]) == {}
    assert "weber" in words_of(departement, first.header.item)
    assert "klein" not in words_of(departement, first.header.item)
    assert words_of(departement, other.header.item) == {"2026ccasill0001", "ccasill0001", "0001"}


async def test_what_a_batch_brought_is_counted_once(
    departement: Departement, laptop: Laptop
) -> None:
    items = [laptop.item(prescription(f"Nom{number}")) for number in range(3)]
    await laptop.push(*items)
    await laptop.push(*items)
    with departement.service.database.reading() as session:
        device = session.scalars(select(DeviceRow)).one()
        assert (device.items_received, device.items_refused) == (3, 0)


async def test_nonces_are_forgotten_once_their_request_would_be_refused(
    departement: Departement, laptop: Laptop
) -> None:
    await laptop.push(laptop.item(prescription()))
    departement.clock.advance(timedelta(minutes=20, seconds=1))  # twice the ten of the window
    await laptop.push(laptop.item(prescription()))
    with departement.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(NonceRow)) == 1


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
async def test_a_connection_that_its_server_ended_is_replaced(
    departement: Departement, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await laptop.push(laptop.item(prescription()))
    with departement.service.database.linked() as connection:
        pooled = connection.scalar(text("SELECT pg_backend_pid()"))
    operator = open_database(departement.service.settings.database_url)
    with operator.linked() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pooled})
    operator.close()
    monkeypatch.setattr("app.department.database.engine._SURE_S", -1)  # it was idle for long
    assert [one["status"] for one in await laptop.push(laptop.item(prescription()))] == ["accepted"]
