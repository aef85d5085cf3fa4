"""Hostile texts, paths and bytes: kept and shown as they are, or refused; nobody in the log."""

import re

import pytest

from app.department.database.prescriptions import PrescriptionRow
from app.sync.protocol import routes
from app.sync.protocol.canonical import canonical
from app.sync.protocol.items import seal_item
from app.sync.protocol.requests import new_nonce, open_request
from app.sync.protocol.signed import KeyUse
from tests.department.attacks.scene import (
    HOSTILE,
    MARK,
    NO_WORDS,
    harmless,
    refusals,
    short_of_the_database,
    stored,
)
from tests.department.support import Browser, Departement, Laptop, prescription

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("nobody_in_the_log")]


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
