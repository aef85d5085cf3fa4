"""Who gets into the console, and who does not."""

import asyncio
from datetime import timedelta

import pytest

from app.department.records import attempts
from tests.department.support import AGENT, PASSWORD, Departement

pytestmark = pytest.mark.anyio
WRONG = "autre-chose-de-bien-long"
REFUSED = "Le nom du compte ou le mot de passe n’est pas le bon."


async def test_without_signing_in_every_page_leads_to_the_form(departement: Departement) -> None:
    browser = departement.browser()
    for address in ("/", "/prescriptions", "/structures", "/conflits", "/journal"):
        response = await browser.get(address)
        assert response.url.path == "/connexion", address


async def test_the_right_password_opens_the_list(departement: Departement) -> None:
    response = await departement.browser().sign_in()
    assert response.url.path == "/prescriptions"
    assert AGENT in response.text


async def test_wrong_name_and_wrong_password_are_told_alike(departement: Departement) -> None:
    wrong_password = await departement.browser().sign_in(password=WRONG)
    wrong_name = await departement.browser().sign_in(name="Personne")
    assert wrong_password.status_code == wrong_name.status_code == 403
    assert REFUSED in wrong_password.text
    assert REFUSED in wrong_name.text


async def test_after_five_failures_even_the_right_password_waits(
    departement: Departement,
) -> None:
    for _ in range(5):
        await departement.browser().sign_in(password=WRONG)
    blocked = await departement.browser().sign_in()
    assert blocked.status_code == 429
    departement.clock.advance(timedelta(minutes=16))
    assert (await departement.browser().sign_in()).url.path == "/prescriptions"


async def test_attempts_at_once_are_counted_one_by_one(departement: Departement) -> None:
    browsers = [departement.browser() for _ in range(12)]
    answers = await asyncio.gather(*(browser.sign_in(password=WRONG) for browser in browsers))
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {403, 429}
    assert statuses.count(403) <= 5


async def test_an_office_behind_one_address_makes_more_mistakes_than_one_agent(
    departement: Departement, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attempts.BY_ADDRESS == 30
    monkeypatch.setattr(attempts, "BY_ADDRESS", 7)
    for number in range(7):
        response = await departement.browser().sign_in(f"Agent {number}", WRONG)
        assert response.status_code == 403, number
    assert (await departement.browser().sign_in("Agent 8", WRONG)).status_code == 429


async def test_a_form_without_its_token_signs_nobody_in(departement: Departement) -> None:
    browser = departement.browser()
    fields = {"nom": AGENT, "mot_de_passe": PASSWORD}
    assert (await browser.client.post("/connexion", data=fields)).status_code == 403
    assert (await browser.get("/prescriptions")).url.path == "/connexion"


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    departement: Departement,
) -> None:
    browser = departement.browser()
    await browser.get("/connexion")
    token = browser.page.split('name="jeton" value="')[1].split('"')[0]
    fields = {"jeton": token, "nom": AGENT, "mot_de_passe": PASSWORD}
    response = await browser.client.post("/connexion", data=fields)
    cookie = response.headers["set-cookie"]
    assert "passerelle_console=" in cookie
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


async def test_a_cookie_with_another_signature_is_no_session(departement: Departement) -> None:
    browser = departement.browser()
    await browser.sign_in()
    value = browser.client.cookies["passerelle_console"]
    stolen = departement.browser()
    stolen.client.cookies.set("passerelle_console", value.split(".")[0] + "." + "0" * 64)
    assert (await stolen.get("/prescriptions")).url.path == "/connexion"


async def test_signing_out_ends_the_session_on_the_server_too(departement: Departement) -> None:
    browser = departement.browser()
    await browser.sign_in()
    kept = browser.client.cookies["passerelle_console"]
    assert (await browser.submit("/deconnexion")).url.path == "/connexion"
    thief = departement.browser()
    thief.client.cookies.set("passerelle_console", kept)
    assert (await thief.get("/prescriptions")).url.path == "/connexion"


async def test_an_idle_session_ends(departement: Departement) -> None:
    browser = departement.browser()
    await browser.sign_in()
    departement.clock.advance(timedelta(minutes=44))
    assert (await browser.get("/prescriptions")).url.path == "/prescriptions"
    departement.clock.advance(timedelta(minutes=46))
    assert (await browser.get("/prescriptions")).url.path == "/connexion"


async def test_a_working_day_ends_the_session_even_in_use(departement: Departement) -> None:
    browser = departement.browser()
    await browser.sign_in()
    for _ in range(20):
        departement.clock.advance(timedelta(minutes=31))
        await browser.get("/prescriptions")
    assert (await browser.get("/prescriptions")).url.path == "/connexion"


async def test_forms_of_another_session_are_refused(departement: Departement) -> None:
    one, other = departement.browser(), departement.browser()
    await one.sign_in()
    await other.sign_in()
    one.page = other.page
    assert (await one.submit("/structures", nom="Piège", code="PIEGE")).status_code == 403
    assert "Piège" not in (await one.get("/structures")).text
