"""Items altered, moved, overheard; what belongs to others; codes guessed, used, expired."""

import dataclasses
import json
import uuid
from datetime import timedelta

import pytest

from app.domain.identifiers import uuid7
from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.limits import MAX_INTEGER
from app.sync.protocol.signing import sign
from tests.department.attacks.scene import (
    MARK,
    refusals,
    short_of_the_database,
    stored,
)
from tests.department.support import Departement, Laptop, prescription

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("nobody_in_the_log")]


async def test_an_envelope_altered_in_any_of_its_parts_is_refused(
    departement: Departement, laptop: Laptop
) -> None:
    item = laptop.item(prescription(MARK))
    good = item.content()
    header = item.header.content()
    changes: tuple[tuple[dict[str, object], str], ...] = (
        ({"revision": 2}, "bad_signature"),
        ({"item": uuid7(departement.clock.now())}, "bad_signature"),
        ({"kind": "correction"}, "bad_signature"),
        ({"key": "0" * 16}, "bad_signature"),
        ({"structure": "AUTRE"}, "wrong_structure"),
        ({"device": str(uuid.uuid4())}, "unknown_device"),
        ({"suite": "NONE"}, "unknown_suite"),
        ({"protocol": "passerelle/2"}, "protocol_version"),
    )
    for change, code in changes:
        response = await laptop.push_raw({"items": [{**good, "header": {**header, **change}}]})
        assert refusals(response.json()["receipts"]) == [code], change
    other = laptop.item(prescription("Autre"))
    swapped = dataclasses.replace(item, sealed=other.sealed, signature=other.signature)
    assert refusals(await laptop.push(swapped)) == ["bad_signature"]
    assert stored(departement) == 0


async def test_a_content_sealed_for_another_header_does_not_open(
    departement: Departement, laptop: Laptop
) -> None:
    """The device signs what it likes, but what was sealed to one header opens under no other."""
    item = laptop.item(prescription(MARK))
    moved = dataclasses.replace(item.header, item=uuid7(departement.clock.now()))
    signature = sign(laptop.signing, "passerelle-item-v1", moved.to_bytes(), item.sealed)
    forged = dataclasses.replace(item, header=moved, signature=signature)
    assert refusals(await laptop.push(forged)) == ["cannot_open"]
    assert stored(departement) == 0


async def test_an_envelope_overheard_is_nobody_elses_to_send(
    departement: Departement, laptop: Laptop, stranger: Laptop
) -> None:
    item = laptop.item(prescription(MARK))
    colleague = departement.laptop()
    await colleague.activate(departement.code())
    assert refusals(await stranger.push(item)) == ["wrong_structure"]
    assert refusals(await colleague.push(item)) == ["unknown_device"]
    assert stored(departement) == 0


@short_of_the_database
async def test_a_revision_beyond_what_a_number_may_be_is_malformed(laptop: Laptop) -> None:
    item = laptop.item(prescription(MARK)).content()
    header = item["header"]
    assert isinstance(header, dict)
    for revision in (0, -1, True, "1", None, MAX_INTEGER + 1, 10**30, 1.5):
        content = {"items": [{**item, "header": {**header, "revision": revision}}]}
        body = json.dumps(content).encode()
        headers = laptop.stamped("POST", routes.BATCHES, body)
        response = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
        assert (response.status_code, response.json()["error"]) == (400, "malformed"), revision


async def test_the_highest_revision_is_kept_as_it_is(
    departement: Departement, laptop: Laptop
) -> None:
    item = laptop.item(prescription(MARK), revision=MAX_INTEGER)
    assert refusals(await laptop.push(item)) == ["accepted"]
    assert stored(departement) == 1


async def test_what_another_structure_has_is_not_found_like_nothing(
    laptop: Laptop, stranger: Laptop
) -> None:
    item = laptop.item(prescription(MARK))
    await laptop.push(item)
    answers = []
    for id_ in (item.header.item, str(uuid.uuid4()), "x", "..%2f..", "%00", "%ff", "a" * 300):
        target = f"{routes.HELD}/{id_}"
        response = await stranger.client.get(target, headers=stranger.stamped("GET", target))
        answers.append((response.status_code, response.json()))
    assert answers == [(404, {"error": "not_found"})] * len(answers)


async def test_another_structures_ledger_is_empty(laptop: Laptop, stranger: Laptop) -> None:
    name = "0123456789abcdef" * 2
    body = encode_body({"ledger": name, "marks": ["f" * 32]})
    headers = {**laptop.stamped("POST", routes.ERASURES, body), "content-encoding": "deflate"}
    response = await laptop.client.post(routes.ERASURES, content=body, headers=headers)
    assert response.json()["high_water"] == 1
    target = routes.erasures_target(name, 0)
    response = await stranger.client.get(target, headers=stranger.stamped("GET", target))
    assert (response.json()["entries"], response.json()["high_water"]) == ([], 0)


async def test_a_cursor_beyond_everything_finds_nothing(laptop: Laptop) -> None:
    for number in (MAX_INTEGER, MAX_INTEGER - 1, 2**31, 2**32):
        assert (await laptop.feed(after=number))["entries"] == []
        target = routes.erasures_target("0" * 32, number)
        response = await laptop.client.get(target, headers=laptop.stamped("GET", target))
        assert (response.status_code, response.json()["entries"]) == (200, [])


@short_of_the_database
async def test_a_cursor_made_to_mislead_is_malformed(laptop: Laptop) -> None:
    for query in (
        "?after=0&limit=10&after=x",
        f"?after={MAX_INTEGER + 1}&limit=10",
        "?after=" + "9" * 400 + "&limit=10",
        "?after=%00&limit=10",
        "?after=%ff&limit=10",
        "?after=1%27%20OR%201=1&limit=10",
        "?after=%D9%A1&limit=10",  # a digit, but not one of ours
        "?after=0&limit=1e1",
    ):
        target = f"{routes.FEED}{query}"
        response = await laptop.client.get(target, headers=laptop.stamped("GET", target))
        assert (response.status_code, response.json()["error"]) == (400, "malformed"), query


@short_of_the_database
async def test_a_code_is_not_guessed(departement: Departement) -> None:
    code = departement.code()
    answers = set()
    for _ in range(30):
        laptop = departement.laptop()
        wrong = dataclasses.replace(code, secret=code.secret[1:] + code.secret[:1])
        asked = laptop.asks_activation(wrong)
        response = await laptop.send_activation(asked)
        answers.add((response.status_code, response.json()["error"]))
    assert answers <= {(403, "activation_unknown"), (429, "too_many_requests")}


@short_of_the_database
async def test_a_code_half_known_is_not_spent(departement: Departement) -> None:
    """Its public name stands in every request; without the secret it opens nothing."""
    code = departement.code()
    laptop = departement.laptop()
    asked = laptop.asks_activation(code)
    for change, error in (
        ({"proof": b"\x00" * 32}, "activation_unknown"),
        ({"device": str(uuid.uuid4())}, "activation_unknown"),
        ({"signature": b"\x00" * 64}, "bad_signature"),
    ):
        response = await laptop.send_activation(dataclasses.replace(asked, **change))
        assert response.json()["error"] == error
    assert (await laptop.send_activation(asked)).status_code == 200


async def test_a_code_used_or_expired_activates_nobody(departement: Departement) -> None:
    used, old = departement.code(), departement.code()
    await departement.laptop().activate(used)
    other = departement.laptop()
    response = await other.send_activation(other.asks_activation(used))
    assert (response.status_code, response.json()) == (403, {"error": "activation_used"})
    departement.clock.advance(timedelta(days=7))
    response = await other.send_activation(other.asks_activation(old))
    assert (response.status_code, response.json()) == (403, {"error": "activation_expired"})
    departement.clock.advance(timedelta(days=30))
    departement.code()  # making one forgets the secrets of the old ones
    response = await other.send_activation(other.asks_activation(old))
    assert (response.status_code, response.json()) == (403, {"error": "activation_expired"})
