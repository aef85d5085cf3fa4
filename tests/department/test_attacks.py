"""Ways to cheat the service, each with its exact answer; no person in the log or the journal."""

import dataclasses
import json
import logging
import re
import uuid
import zlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.department.database.actors import JournalRow
from app.department.database.prescriptions import PrescriptionRow
from app.domain.identifiers import uuid7
from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.canonical import canonical, deflate
from app.sync.protocol.items import Header, batch_content, seal_item
from app.sync.protocol.limits import MAX_INTEGER, MEDIA_TYPE
from app.sync.protocol.payload import Kind
from app.sync.protocol.requests import new_nonce, open_request
from app.sync.protocol.sealing import seal
from app.sync.protocol.signed import KeyUse
from app.sync.protocol.signing import new_signing_key, sign
from tests.department.support import Browser, Departement, Laptop, prescription

pytestmark = pytest.mark.anyio
short_of_the_database = pytest.mark.parametrize("template", ["sqlite"], indirect=True)
MARK = "Quetschabsinthe"  # in every name below: nothing else may hold it
HOSTILE = (
    f"{MARK}'; DROP TABLE prescription; --",
    f'{MARK}" OR "1"="1',
    f"{MARK}' UNION SELECT password FROM account --",  # noqa: S608 - an attack, not a query
    f"{MARK} {{{{ 7 * 191 }}}} {{% include '/etc/passwd' %}}",
    f"{MARK} ${{7*191}} #{{7*191}} <%= 7*191 %>",
    f"{MARK}<script>alert(1)</script><img src=x onerror=alert(1)>",
    f"{MARK}\\' %s %(nom)s {{0.__class__}} ? :nom",
    f"{MARK} ../../../../etc/passwd",
    f"{MARK} =HYPERLINK(1)\u202e\u200b",
)


NO_WORDS = ("\0", "%", "_", "\\", "\ufffe", "'", '"', "*:*", "!()&|<->")


def harmless(page: str) -> None:
    """Nothing was computed, included or let through as markup."""
    assert "1337" not in page
    assert "root:x" not in page
    assert "<script" not in page
    assert "<img src=x" not in page


@pytest.fixture(autouse=True)
def nobody_in_the_log(departement: Departement, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """After each attack, neither the log nor the journal holds a person, and nothing broke."""
    caplog.set_level(logging.DEBUG, logger="app.department")
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.WARNING, logger="httpx")  # the attacker's own log
    yield
    with departement.service.database.reading() as session:
        rows = session.scalars(select(JournalRow)).all()
        written = [f"{row.action} {row.object_id} {row.detail} {row.actor_id}" for row in rows]
    text = "\n".join([*written, caplog.text]).lower()
    assert MARK.lower() not in text
    assert "tilleuls" not in text
    assert "bug:" not in text
    assert "traceback" not in text


@pytest.fixture
async def laptop(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    return made


@pytest.fixture
async def stranger(departement: Departement) -> Laptop:
    """A laptop of another structure, activated as it should be."""
    departement.add_structure("AUTRE", "Une autre structure")
    made = departement.laptop()
    await made.activate(departement.code("AUTRE"))
    return made


@pytest.fixture
async def browser(departement: Departement) -> Browser:
    made = departement.browser()
    await made.sign_in()
    return made


def stored(departement: Departement) -> int:
    with departement.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(PrescriptionRow)) or 0


def refusals(receipts: list[dict[str, Any]]) -> list[str]:
    return [receipt.get("code", receipt["status"]) for receipt in receipts]


# Requests


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


# Items


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


# What belongs to others


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


# Activation


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


# Files


@short_of_the_database
async def test_no_path_leads_out_of_what_is_published(departement: Departement) -> None:
    client = departement.client()
    for path in (
        "/v1/material/../cles.json",
        "/v1/material/..%2f..%2fcles.json",
        "/v1/material/%2e%2e/%2e%2e/cles.json",
        "/v1/material/....//cles.json",
        "/v1/material/" + "0" * 64,
        "/v1/material/" + "0" * 63 + "/",
        "/v1/material/liste.json",
        "/v1/material/%00",
        "/v1/material//etc/passwd",
    ):
        response = await client.get(path, headers=open_request(new_nonce()))
        assert response.status_code == 404, path
        signed = "passerelle-signature" in response.headers
        assert response.json() == {"error": "not_found"} if signed else "cles" not in response.text


@short_of_the_database
async def test_no_path_leads_out_of_the_static_files(departement: Departement) -> None:
    client = departement.client()
    for folder in ("/statique", "/statique/polices"):
        for path in (
            "/../application.py",
            "/..%2fapplication.py",
            "/%2e%2e/application.py",
            "/..%5capplication.py",
            "//etc/passwd",
            "/%00",
            "/",
            "/.",
        ):
            response = await client.get(folder + path)
            assert response.status_code == 404, folder + path
            assert "create_app" not in response.text


# Texts


async def test_a_hostile_text_in_a_payload_is_kept_and_shown_as_it_is(
    departement: Departement, laptop: Laptop, browser: Browser
) -> None:
    for number, text in enumerate(HOSTILE):
        content = prescription(text, text, number=number)
        for name in ("voie", "commune", "chez", "complement", "residence", "lieu_dit"):
            content["personne"]["adresse"][name] = text
        content["personne"]["adresse"]["code_postal"] = "' OR1"
        item = laptop.item(content)
        assert refusals(await laptop.push(item)) == ["accepted"]
        with departement.service.database.reading() as session:
            kept = session.get_one(PrescriptionRow, item.header.item)
            assert kept.payload["personne"]["nom"] == text
        harmless((await browser.get(f"/prescriptions/{item.header.item}")).text)
        assert MARK in browser.page
    harmless((await browser.get("/prescriptions")).text)
    assert stored(departement) == len(HOSTILE)


@short_of_the_database
async def test_a_code_of_another_form_is_malformed(laptop: Laptop) -> None:
    for name, value in (
        ("service", "'; --"),
        ("reference", "a b"),
        ("reference", "../.."),
        ("earlier", "1 OR 1"),
        ("carnets", "1"),
        ("prescribed_on", "2026-02-30"),
        ("prescribed_on", "٢٠٢٦-٠٣-٠٢"),
    ):
        content = {**prescription(MARK), "structure": "CCASILL", "v": 1, name: value}
        assert laptop.keys is not None
        item = seal_item(
            laptop.item(prescription(MARK)).header,
            canonical(content),
            public=laptop.keys.current(KeyUse.RECEIVE).public,
            signing=laptop.signing,
        )
        (receipt,) = await laptop.push(item)
        assert (receipt["code"], receipt["place"]) == ("malformed", f"payload.{name}")


@short_of_the_database
async def test_names_of_fields_are_not_repeated_by_a_refusal(laptop: Laptop) -> None:
    item = laptop.item(prescription(MARK)).content()
    response = await laptop.push_raw({"items": [{**item, MARK.lower(): 1}]})
    assert response.json() == {"error": "field_not_allowed", "place": "item"}


async def test_a_hostile_search_finds_nothing_and_changes_nothing(
    departement: Departement, laptop: Laptop, browser: Browser
) -> None:
    await laptop.push(laptop.item(prescription("Weber")))
    for text in (*HOSTILE, *NO_WORDS, "a" * 5_000):
        for name in ("q", "etat", "page"):
            response = await browser.client.get("/prescriptions", params={name: text})
            assert response.status_code in {200, 404, 422}, (name, text)
            harmless(response.text)
            if name == "q":
                assert ("WEBER" in response.text) == (text in NO_WORDS), text
    assert stored(departement) == 1


@short_of_the_database
async def test_bytes_that_are_no_text_break_nothing(
    departement: Departement, browser: Browser
) -> None:
    for path in ("/prescriptions?q=%ff%fe%00", "/prescriptions/%ff", "/%ff%00", "/?%ff=%ff"):
        response = await browser.client.get(path)
        assert response.status_code in {200, 303, 404}, path
    forms = (b"jeton=%ff&nom=%00%ff", b"\xff\xfe\x00", b"jeton=" + b"%" * 900)
    for form in forms:
        for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain", "x"):
            response = await browser.client.post(
                "/connexion", content=form, headers={"content-type": kind}
            )
            assert response.status_code in {400, 403}, (form, kind)
    headers = {b"passerelle-protocol": b"passerelle/1", b"passerelle-nonce": b"\xe9"}
    response = await departement.client().get(routes.STATUS, headers=headers)
    assert response.json() == {"error": "malformed", "place": "passerelle-nonce"}


@short_of_the_database
async def test_a_form_with_too_much_in_it_is_refused(browser: Browser) -> None:
    many = "&".join(f"c{n}=1" for n in range(2_000))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert (await browser.client.post("/connexion", content=many, headers=kind)).status_code == 400
    long = "nom=" + "a" * 300_000
    response = await browser.client.post("/connexion", content=long, headers=kind)
    assert response.status_code in {400, 413}
    files = {"nom": ("../../etc/passwd", b"x" * 1_000)}
    assert (await browser.client.post("/connexion", files=files)).status_code == 400


@short_of_the_database
async def test_a_bug_names_nobody_and_answers_in_french(
    departement: Departement,
    browser: Browser,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(MARK)

    monkeypatch.setattr("app.department.records.prescriptions.find", broken)
    response = await browser.client.get(f"/prescriptions?q={MARK}")
    assert response.status_code == 500
    assert "Le service n’a pas pu répondre" in response.text
    assert MARK not in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    monkeypatch.setattr("app.department.records.activation.key_list", broken)
    answer = await departement.client().get(routes.KEYS, headers=open_request(new_nonce()))
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
    assert answer.headers["passerelle-signature"]
    told = [record.getMessage() for record in caplog.records if "bug:" in record.getMessage()]
    assert [re.match(r"bug: KeyError at [\w.:> ]+$", one) is not None for one in told] == [True] * 2
    assert MARK not in caplog.text
    caplog.clear()  # what the test looks for after every other is expected here
