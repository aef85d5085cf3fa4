"""How often a laptop, an address and a guesser may ask; and that others are not made to wait."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.department.rates import AddressCounter, TooManyRequestsError
from app.sync.protocol import routes
from app.sync.protocol.items import batch_content
from app.sync.protocol.requests import new_nonce, open_request
from tests.department.support import Departement, prescription

pytestmark = pytest.mark.anyio
AT = datetime(2026, 3, 3, 11, 0, 20, tzinfo=UTC)


def slow_down(departement: Departement, most: int) -> None:
    service = departement.service
    settings = replace(service.settings, device_requests_per_minute=most)
    departement.app.state.service = replace(service, settings=settings)


async def test_a_laptop_that_asks_too_often_is_told_how_long_to_wait(
    departement: Departement,
) -> None:
    slow_down(departement, 3)
    one, other = departement.laptop(), departement.laptop()
    await one.activate(departement.code())
    await other.activate(departement.code())
    departement.clock.advance(timedelta(seconds=20))
    for _ in range(3):
        await one.feed()
    target = routes.feed_target(0, 200)
    refused = await one.client.get(target, headers=one.stamped("GET", target))
    assert refused.status_code == 429
    assert refused.json() == {"error": "too_many_requests", "retry_after_s": 40}
    assert refused.headers["retry-after"] == "40"
    assert "passerelle-signature" in refused.headers
    assert (await other.feed())["entries"] == []  # another laptop is another laptop
    departement.clock.advance(timedelta(seconds=40))
    assert (await one.feed())["entries"] == []


async def test_what_was_refused_for_haste_is_taken_later(departement: Departement) -> None:
    slow_down(departement, 1)
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    await laptop.feed()
    item = laptop.item(prescription())
    assert (await laptop.push_raw(batch_content([item]))).status_code == 429
    departement.clock.advance(timedelta(minutes=1))
    assert (await laptop.push(item))[0]["status"] == "accepted"


async def test_thirty_wrong_activations_make_an_address_wait(departement: Departement) -> None:
    code = departement.code()
    foreign = departement.laptop()
    asked = foreign.asks_activation(code, structure="AILLEURS")
    for _ in range(30):
        assert (await foreign.send_activation(asked)).status_code == 403
    blocked = await foreign.send_activation(asked)
    assert (blocked.status_code, blocked.headers["retry-after"]) == (429, "900")
    departement.clock.advance(timedelta(minutes=16))
    await foreign.activate(code)


async def test_two_hundred_laptops_may_sit_behind_one_address(departement: Departement) -> None:
    departement.app.state.service = replace(departement.service, unproven=AddressCounter(20))
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    for _ in range(30):
        await laptop.feed()  # signed: it counts for the laptop alone
    client = departement.client()
    found = [
        (await client.get(routes.STATUS, headers=open_request(new_nonce()))).status_code
        for _ in range(21)
    ]
    assert found.count(200) == 19  # the activation was the first
    assert found[-1] == 429


def test_an_address_has_its_own_count_each_minute() -> None:
    counter = AddressCounter(2)
    for _ in range(2):
        counter.enter("192.0.2.1", AT)
    with pytest.raises(TooManyRequestsError) as refusal:
        counter.enter("192.0.2.1", AT)
    assert refusal.value.retry_after_s == 40
    counter.enter("192.0.2.2", AT)
    counter.enter("192.0.2.1", AT + timedelta(seconds=40))


def test_a_subscriber_of_ipv6_has_one_count_for_all_his_addresses() -> None:
    counter = AddressCounter(1)
    counter.enter("2001:db8:1:2::1", AT)
    with pytest.raises(TooManyRequestsError):
        counter.enter("2001:db8:1:2:ffff::9", AT)
    counter.enter("2001:db8:1:3::1", AT)


def test_what_is_forgiven_can_be_asked_again() -> None:
    counter = AddressCounter(1)
    counter.enter("192.0.2.1", AT)
    counter.forgive("192.0.2.1", AT)
    counter.enter("192.0.2.1", AT)
