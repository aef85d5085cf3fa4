"""Files from sticks on every database: imported once, answered, forgotten; races are harmless."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.department.database.sealed_files import SealedFileRow
from app.department.records import sealed_files, sealed_listing
from app.department.retention import clocks
from app.sync.gateway import Cursor
from app.sync.keys import new_device_keys
from app.sync.outcomes import Outcome
from app.sync.protocol.sealed_file import FileFault
from tests.department.support import Departement
from tests.sealed_file.courier import BY_HAND, CarriedGateway, Courier
from tests.sync.gateway_suite import new_item, outgoing


@pytest.fixture
def gateway(departement: Departement, tmp_path: Path) -> CarriedGateway:
    courier = Courier(departement)
    stick = courier.stick(tmp_path / "cle")
    made = CarriedGateway(courier, stick, keys=new_device_keys(), now=departement.clock.now)
    made.activate(departement.code())
    return made


def imported(departement: Departement) -> int:
    with departement.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(SealedFileRow)) or 0


def test_a_stick_is_imported_once_and_answered(
    departement: Departement, gateway: CarriedGateway
) -> None:
    item = new_item()
    gateway.push([outgoing(item, structure="CCASILL")])
    gateway.courier.carry()
    gateway.pull(Cursor())
    (result,) = gateway.push([outgoing(item, structure="CCASILL")])
    assert result.outcome is Outcome.ACCUSEE
    again = gateway.courier.carry()
    assert {one.fault for one in again if one.header and one.header.number} == {
        FileFault.ALREADY_READ
    }
    assert imported(departement) == 2
    with departement.service.database.reading() as session:
        first, key = sealed_listing.page(session, size=1)
        rest, end = sealed_listing.page(session, before=key, size=1)
        assert {one.row.number for one in (*first, *rest)} == {0, 1}
        assert end == ""


def test_two_agents_import_the_same_file_at_once(
    departement: Departement, gateway: CarriedGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.push([outgoing(new_item(), structure="CCASILL")])
    (path,) = gateway.stick.glob("envoi-*")
    given = [(path.name, path.read_bytes())]
    first = sealed_files.import_files(departement.service, given, BY_HAND)
    monkeypatch.setattr(sealed_files, "_read_before", lambda *_: None)  # as seen a moment earlier
    second = sealed_files.import_files(departement.service, given, BY_HAND)
    assert [one.status.value for one in first[0].receipts] == ["accepted"]
    assert [one.status.value for one in second[0].receipts] == ["already_held"]
    assert imported(departement) == 2


def test_what_is_too_old_to_be_given_again_is_forgotten(
    departement: Departement, gateway: CarriedGateway
) -> None:
    gateway.push([outgoing(new_item(), structure="CCASILL")])
    gateway.courier.carry()
    departement.clock.advance(timedelta(days=179))
    clocks.forget(departement.service)
    assert imported(departement) == 2
    departement.clock.advance(timedelta(days=2))
    clocks.forget(departement.service)
    assert imported(departement) == 0
    (path,) = gateway.stick.glob("envoi-*")
    (outcome,) = sealed_files.import_files(
        departement.service, [(path.name, path.read_bytes())], BY_HAND
    )
    assert outcome.fault is FileFault.EXPIRED
