"""The second factor: asked of everybody, taken once, lost and found again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.department.database.actors import AccountRow
from app.department.database.agents import Role, SecondFactorRow
from app.department.records import second_factor
from tests.department.support import (
    AGENT,
    NOON,
    SECRETS,
    Departement,
    code_of,
    shown_secret,
)

pytestmark = pytest.mark.anyio
INSIDE = "/prescriptions"
HALF_A_MINUTE = timedelta(seconds=30)


async def test_a_password_alone_opens_no_page(departement: Departement) -> None:
    browser = departement.browser()
    asked = await browser.give_password()
    assert asked.url.path == "/connexion/code"
    for address in ("/", INSIDE, "/structures", "/mon-compte", "/journal"):
        assert (await browser.get(address)).url.path == "/connexion", address


async def test_the_first_sign_in_links_a_telephone_and_gives_recovery_codes(
    departement: Departement,
) -> None:
    browser = departement.browser()
    name = departement.add_agent(Role.LECTEUR, protected=False)
    page = await browser.give_password(name)
    assert page.url.path == "/connexion/telephone"
    assert 'aria-label="Code QR pour l’application d’authentification"' in page.text
    secret = shown_secret(page.text)
    assert shown_secret((await browser.get("/connexion/telephone")).text) == secret
    wrong = await browser.submit("/connexion/telephone", code="000000")
    assert wrong.status_code == 403
    done = await browser.give_code(secret, "/connexion/telephone")
    assert len(re.findall(r"<li>[2-9A-Z]{5}-[2-9A-Z]{5}</li>", done.text)) == 10
    assert (await browser.get("/")).url.path == INSIDE
    again = departement.browser()
    assert (await again.give_password(name)).url.path == "/connexion/code"
    assert (await again.get("/connexion/telephone")).url.path == "/connexion/code"


@pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")
def test_who_links_a_telephone_first_keeps_the_account(departement: Departement) -> None:
    """Two who know the password at once: what one of them asked before the other was done."""
    name = departement.add_agent(Role.LECTEUR, protected=False)
    service = departement.service
    mine, other = (
        second_factor.new_enrolment(service.keys, seed=seed, name=name, issuer="").secret
        for seed in (b"mine", b"other")
    )
    with service.database.writing() as session:
        account = session.scalars(select(AccountRow.id).where(AccountRow.name == name)).one()

        def link(secret: bytes, *, replacing: bool = False) -> list[str]:
            return second_factor.enrol(
                session,
                service.keys,
                account_id=account,
                secret=secret,
                code=code_of(secret, NOON),
                now=NOON,
                replacing=replacing,
            )

        assert len(link(mine)) == 10
        session.flush()
        assert link(other) == []
        later = NOON + HALF_A_MINUTE
        assert second_factor.takes(
            session, service.keys, account_id=account, code=code_of(mine, later), now=later
        )
        assert len(link(other, replacing=True)) == 10  # from « Mon compte », with the password


async def test_a_password_alone_links_no_other_telephone(departement: Departement) -> None:
    browser = departement.browser()
    await browser.give_password()
    token = browser.client.cookies["passerelle_console"].partition(".")[0]
    guessed = second_factor.new_enrolment(
        departement.service.keys, seed=token.encode(), name=AGENT, issuer=""
    )
    await browser.get("/connexion/code")
    response = await browser.give_code(guessed.secret, "/connexion/telephone")
    assert response.url.path == "/connexion/code"
    departement.forget_used_codes()
    assert (await browser.give_code(SECRETS[AGENT])).url.path == INSIDE


async def test_a_code_serves_once(departement: Departement) -> None:
    one, other = departement.browser(), departement.browser()
    departement.forget_used_codes()
    await one.give_password()
    assert (await one.give_code(SECRETS[AGENT])).url.path == INSIDE
    await other.give_password()
    refused = await other.give_code(SECRETS[AGENT])
    assert (refused.status_code, refused.url.path) == (403, "/connexion/code")
    departement.clock.advance(HALF_A_MINUTE)
    assert (await other.give_code(SECRETS[AGENT])).url.path == INSIDE


@pytest.mark.parametrize(
    ("apart_s", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
async def test_the_clocks_may_stand_half_a_minute_apart(
    departement: Departement, apart_s: int, *, taken: bool
) -> None:
    departement.forget_used_codes()
    browser = departement.browser()
    await browser.give_password()
    code = code_of(SECRETS[AGENT], departement.clock.now() + timedelta(seconds=apart_s))
    response = await browser.submit("/connexion/code", code=f"{code[:3]} {code[3:]}")
    assert (response.url.path == INSIDE) is taken


async def test_an_older_code_is_refused_once_a_newer_was_taken(departement: Departement) -> None:
    departement.forget_used_codes()
    one, other = departement.browser(), departement.browser()
    await one.give_password()
    later = code_of(SECRETS[AGENT], departement.clock.now() + HALF_A_MINUTE)
    assert (await one.submit("/connexion/code", code=later)).url.path == INSIDE
    await other.give_password()
    assert (await other.give_code(SECRETS[AGENT])).status_code == 403


async def test_five_wrong_codes_make_even_the_right_one_wait(departement: Departement) -> None:
    departement.forget_used_codes()
    browser = departement.browser()
    await browser.give_password()
    for _ in range(5):
        assert (await browser.submit("/connexion/code", code="123456")).status_code == 403
    assert (await browser.give_code(SECRETS[AGENT])).status_code == 429
    departement.clock.advance(timedelta(minutes=16))
    again = departement.browser()
    await again.give_password()
    assert (await again.give_code(SECRETS[AGENT])).url.path == INSIDE


async def test_a_password_given_long_ago_needs_to_be_given_again(departement: Departement) -> None:
    browser = departement.browser()
    await browser.give_password()
    departement.clock.advance(timedelta(minutes=16))
    assert (await browser.give_code(SECRETS[AGENT])).url.path == "/connexion"
    assert (await browser.get(INSIDE)).url.path == "/connexion"


async def test_the_whole_sign_in_has_another_token_than_the_half_one(
    departement: Departement,
) -> None:
    browser, thief = departement.browser(), departement.browser()
    departement.forget_used_codes()
    await browser.give_password()
    half = browser.client.cookies["passerelle_console"]
    await browser.give_code(SECRETS[AGENT])
    assert browser.client.cookies["passerelle_console"] != half
    thief.client.cookies.set("passerelle_console", half)
    assert (await thief.get(INSIDE)).url.path == "/connexion"


async def test_a_recovery_code_opens_once(departement: Departement) -> None:
    with departement.service.database.writing() as session:
        account = session.scalars(select(AccountRow.id).where(AccountRow.name == AGENT)).one()
        keys = departement.service.keys
        codes = second_factor.renew_recovery_codes(session, keys, account)
    for attempt, path in ((1, "/mon-compte"), (2, "/connexion/secours")):
        browser = departement.browser()
        await browser.give_password()
        await browser.get("/connexion/secours")
        written = f" {codes[3].lower().replace('-', ' ')} "
        response = await browser.submit("/connexion/secours", code=written)
        assert response.url.path == path, attempt
        assert ("ou il a déjà servi" in response.text) is (attempt == 2)


async def test_the_secret_is_unreadable_in_the_database_and_bound_to_its_account(
    departement: Departement,
) -> None:
    departement.add_agent(Role.ADMINISTRATEUR, name="Autre")
    departement.forget_used_codes()
    with departement.service.database.writing() as session:
        both = select(AccountRow.name, SecondFactorRow.wrapped_secret).join(
            SecondFactorRow, SecondFactorRow.account_id == AccountRow.id
        )
        kept = {row.name: row.wrapped_secret for row in session.execute(both)}
        assert SECRETS[AGENT] not in kept[AGENT]
        session.execute(update(SecondFactorRow).values(wrapped_secret=kept["Autre"]))
    browser = departement.browser()
    await browser.give_password()
    assert (await browser.give_code(SECRETS["Autre"])).status_code == 403


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: SHA-1, the last six of its eight digits."""
    secret = b"12345678901234567890"
    for at, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert code_of(secret, datetime.fromtimestamp(at, UTC)) == code
        step = second_factor._step_of(secret, code, datetime.fromtimestamp(at, UTC))
        assert step == at // 30
    assert second_factor._step_of(secret, "", NOON) is None
    assert second_factor._step_of(secret, "é" * 6, NOON) is None
