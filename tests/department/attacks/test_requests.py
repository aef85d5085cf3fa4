"""Requests forged, sent again, packed or written in another way: each with its exact answer."""

import dataclasses
import zlib
from datetime import timedelta

import pytest

from app.domain.identifiers import uuid7
from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.canonical import canonical, deflate
from app.sync.protocol.items import Header, batch_content
from app.sync.protocol.limits import MEDIA_TYPE
from app.sync.protocol.payload import Kind
from app.sync.protocol.sealing import seal
from app.sync.protocol.signed import KeyUse
from app.sync.protocol.signing import new_signing_key, sign
from tests.department.attacks.scene import (
    MARK,
    refusals,
    short_of_the_database,
    stored,
)
from tests.department.support import Departement, Laptop, prescription

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("nobody_in_the_log")]


async def test_a_signature_forged_or_borrowed_is_refused(
    departement: Departement, laptop: Laptop, stranger: Laptop
) -> None:
    target = routes.feed_target(0, 10)
    good = laptop.stamped("GET", target)
    borrowed = dataclasses.replace(stranger, id=laptop.id)
    unknown = dataclasses.replace(laptop, signing=new_signing_key())
    flipped = good["passerelle-signature"]
    flipped = ("B" if flipped[0] == "A" else "A") + flipped[1:]
    for headers in (
        {**good, "passerelle-signature": flipped},
        {**good, "passerelle-time": "2026-03-03T11:00:01Z"},
        {**good, "passerelle-nonce": "A" * 22},
        borrowed.stamped("GET", target),
        unknown.stamped("GET", target),
        laptop.stamped("POST", target),
        laptop.stamped("GET", target + "&limit=200"),
    ):
        response = await departement.client().get(target, headers=headers)
        assert (response.status_code, response.json()) == (401, {"error": "bad_signature"})


async def test_a_batch_sent_again_as_it_was_changes_nothing(
    departement: Departement, laptop: Laptop
) -> None:
    body = encode_body(batch_content([laptop.item(prescription(MARK))]))
    headers = {**laptop.stamped("POST", routes.BATCHES, body), "content-encoding": "deflate"}
    first = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
    assert first.json()["receipts"][0]["status"] == "accepted"
    for _ in range(3):
        again = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
        assert (again.status_code, again.json()) == (401, {"error": "replayed"})
    departement.clock.advance(timedelta(minutes=21))  # its nonce is forgotten: its time is not
    late = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
    assert (late.status_code, late.json()["error"]) == (401, "clock")
    assert stored(departement) == 1


@short_of_the_database
async def test_a_body_of_another_kind_is_refused(laptop: Laptop) -> None:
    for kind, status in (
        (MEDIA_TYPE, 200),
        (MEDIA_TYPE.upper() + "; charset=utf-8", 200),
        ("application/json", 400),
        ("text/plain", 400),
        ("application/x-www-form-urlencoded", 400),
        ("multipart/form-data; boundary=x", 400),
        ("application/vnd.passerelle.v2+json", 400),
    ):
        body = encode_body(batch_content([laptop.item(prescription(MARK))]))
        headers = laptop.stamped("POST", routes.BATCHES, body)
        headers |= {"content-encoding": "deflate", "content-type": kind}
        response = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
        assert response.status_code == status, kind
        if status != 200:
            assert response.json() == {"error": "malformed", "place": "content-type"}


@short_of_the_database
async def test_a_body_packed_in_another_way_is_refused(laptop: Laptop) -> None:
    for encoding in ("gzip", "br", "deflate, deflate", "identity, gzip", "*"):
        headers = {**laptop.stamped("POST", routes.BATCHES, b"{}"), "content-encoding": encoding}
        response = await laptop.client.post(routes.BATCHES, content=b"{}", headers=headers)
        assert response.json() == {"error": "malformed", "place": "content-encoding"}


@short_of_the_database
async def test_a_bomb_is_not_unpacked(laptop: Laptop) -> None:
    bomb = zlib.compress(b"[" + b" " * 20_000_000 + b"]", 9)
    assert len(bomb) < 100_000
    headers = {**laptop.stamped("POST", routes.BATCHES, bomb), "content-encoding": "deflate"}
    response = await laptop.client.post(routes.BATCHES, content=bomb, headers=headers)
    assert (response.status_code, response.json()) == (413, {"error": "too_large"})


@short_of_the_database
async def test_a_bomb_inside_an_item_is_not_unpacked(
    departement: Departement, laptop: Laptop
) -> None:
    assert laptop.keys is not None
    key = laptop.keys.current(KeyUse.RECEIVE)
    header = Header(
        item=uuid7(departement.clock.now()),
        revision=1,
        kind=Kind.PRESCRIPTION,
        structure="CCASILL",
        device=laptop.id,
        key=key.id,
    )
    for content, code in (
        (zlib.compress(b" " * 10_000_000, 9), "too_large"),
        (zlib.compress(b"{}") + b"more", "malformed"),
        (zlib.compress(canonical(prescription()))[:-3], "malformed"),
        (b"not packed", "malformed"),
        (deflate(b'{"v":1, "kind":"prescription"}'), "not_canonical"),
        (deflate(b'{"kind":"prescription","kind":"withdrawal"}'), "malformed"),
        (deflate(b"[" * 60 + b"]" * 60), "malformed"),
        (deflate(b'{"carnets":1e400}'), "malformed"),
        (deflate(b'{"carnets":' + b"9" * 4_000 + b"}"), "malformed"),
        (deflate(b'{"nom":"\xff\xfe"}'), "malformed"),
        (deflate(rb'{"nom":"\ud800"}'), "malformed"),
    ):
        sealed = seal(key.public, content, info=header.to_bytes())
        signature = sign(laptop.signing, "passerelle-item-v1", header.to_bytes(), sealed)
        item = dataclasses.replace(
            laptop.item(prescription()), header=header, sealed=sealed, signature=signature
        )
        assert refusals(await laptop.push(item)) == [code], content[:40]
    assert stored(departement) == 0


@short_of_the_database
async def test_json_made_to_break_a_reader_is_malformed(laptop: Laptop) -> None:
    for body in (
        b'{"items":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"items":[' + b"1" * 5_000 + b"]}",
        b'{"items":[NaN]}',
        b'{"items":[1.5]}',
        b'{"items":[],"items":[]}',
        b'{"items":[]}\x00',
        b'\xef\xbb\xbf{"items":[]}',
        b'{"items":["\xff"]}',
        b"\xff\xfe{\x00}\x00",
        b'{"items":["' + b"x" * 1_000 + b'"]}',
    ):
        headers = laptop.stamped("POST", routes.BATCHES, body)
        response = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
        assert (response.status_code, response.json()["error"]) == (400, "malformed"), body[:30]
