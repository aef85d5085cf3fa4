"""What stands of a prescription is given back to its structure alone, sealed to who asks."""

import pytest

from app.domain.identifiers import uuid7
from app.sync.protocol import routes
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.held import HeldItem, parse_held
from app.sync.protocol.payload import parse_payload
from app.sync.protocol.sealing import new_receiving_key
from tests.department.support import Departement, Laptop, prescription

pytestmark = pytest.mark.anyio


async def asked(laptop: Laptop, item: str) -> tuple[int, object]:
    target = routes.held_target(item)
    answer = await laptop.client.get(target, headers=laptop.stamped("GET", target))
    return answer.status_code, answer.json()


def opened(laptop: Laptop, value: object, item: str) -> HeldItem:
    return parse_held(value, item=item, device=laptop.id, private=laptop.receiving)


async def test_what_stands_comes_back_to_any_laptop_of_the_structure(
    departement: Departement,
) -> None:
    first, second = departement.laptop(), departement.laptop()
    await first.activate(departement.code())
    await second.activate(departement.code())
    item = uuid7(departement.clock.now())
    await first.push(first.item(prescription("Weber"), id_=item))
    corrected = {**prescription("Veber"), "kind": "correction"}
    await first.push(first.item(corrected, id_=item, revision=2))
    status, value = await asked(second, item)
    found = opened(second, value, item)
    person = parse_payload(found.payload).personne
    assert person is not None
    assert (status, found.revision, person.nom) == (200, 2, "Veber")
    assert "Veber" not in str(value)  # nobody reads it on the way
    with pytest.raises(ProtocolError) as caught:
        parse_held(value, item=item, device=second.id, private=new_receiving_key())
    assert caught.value.code is ErrorCode.CANNOT_OPEN
    with pytest.raises(ProtocolError):
        opened(first, value, item)  # sealed to the one that asked
    for laptop in (first, second):
        await laptop.client.aclose()


async def test_another_structure_learns_not_even_that_it_exists(departement: Departement) -> None:
    departement.add_structure("AUTRE", "Autre structure")
    mine, other = departement.laptop(), departement.laptop()
    await mine.activate(departement.code())
    await other.activate(departement.code("AUTRE"))
    item = uuid7(departement.clock.now())
    await mine.push(mine.item(prescription(), id_=item))
    assert await asked(other, item) == (404, {"error": "not_found"})
    for laptop in (mine, other):
        await laptop.client.aclose()


async def test_nothing_but_the_revision_is_left_of_what_was_withdrawn(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    item = uuid7(departement.clock.now())
    await laptop.push(laptop.item(prescription(), id_=item))
    nameless = {"kind": "withdrawal", "reference": item}
    await laptop.push(laptop.item(nameless, id_=item, revision=2))
    status, value = await asked(laptop, item)
    assert (status, value) == (200, {"item": item, "revision": 2})
    assert opened(laptop, value, item).payload == b""
    await laptop.client.aclose()
