"""Ways to cheat the console, tried on every page and every form that the application has."""

import html
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from app.department.console.renewal import RENEWAL
from tests.console.workplace import Workplace
from tests.department.addresses import crawl, forms_of, pages_of, path_of
from tests.department.serving import served
from tests.department.support import AGENT, PASSWORD, Browser, Departement

pytestmark = pytest.mark.anyio
sqlite_alone = pytest.mark.parametrize("template", ["sqlite"], indirect=True)
postgresql_alone = pytest.mark.parametrize("template", ["postgresql"], indirect=True)  # stricter
OPEN = {"/connexion", "/invitation/{token}"}  # without a session, by their nature
SOMEBODY = "019355d5-9f7c-7d3a-8f9e-5b1f2a3c4d5e"
ATTACK = (
    "Quetschabsinthe'; DROP TABLE account; -- \0 {{ 7 * 191 }}{% include '/etc/passwd' %}"
    "<script>alert(1)</script>\ufffe%s"
)
ENDLESS = "9" * 40 + "\U0001f600\u202e" * 3_000
_FORM = re.compile(r"<form[^>]*>.*?</form>", re.DOTALL)
_FIELD = re.compile(r"<(?:input|textarea|select|button)[^>]*>")


@dataclass
class Form:
    """A form of a page: where it goes, and its fields with the values that the page gave them."""

    action: str
    multipart: bool
    hidden: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)


def forms_in(page: str) -> list[Form]:
    found = []
    for text in _FORM.findall(page):
        head = text[: text.index(">")]
        action, method = _attribute(head, "action"), _attribute(head, "method")
        if method != "post" or not action:
            continue
        form = Form(action=action, multipart="multipart" in head)
        for tag in _FIELD.findall(text):
            _take(form, tag)
        found.append(form)
    return found


def _take(form: Form, tag: str) -> None:
    name, kind, value = (_attribute(tag, one) for one in ("name", "type", "value"))
    if not name or kind == "file":
        return
    if kind == "hidden":
        form.hidden[name] = value
    elif tag.startswith("<button") or kind in {"radio", "checkbox"}:
        form.chosen.setdefault(name, value)
    else:
        form.written.append(name)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(found.group(1)) if found else ""


def any_address(path: str) -> str:
    return re.sub(r"\{[^}]*\}", SOMEBODY, path)


@pytest.fixture
async def browser(departement: Departement) -> Browser:
    made = departement.browser()
    await made.sign_in()
    return made


@pytest.fixture(autouse=True)
def nobody_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.WARNING, logger="httpx")
    yield
    assert "bug:" not in caplog.text
    assert "Quetschabsinthe" not in caplog.text
    assert "Traceback" not in caplog.text


@postgresql_alone
@pytest.mark.long
async def test_every_form_takes_hostile_texts_without_harm(departement: Departement) -> None:
    place = Workplace(departement, {})
    await place.fill(each=4)
    browser = departement.browser()
    await browser.sign_in()
    tried: set[tuple[str, str]] = set()
    paths = forms_of(departement.app)
    for addresses in (await crawl(browser, start=["/", "/mon-compte"], each=1)).values():
        for form in forms_in((await browser.client.get(addresses[0])).text):
            path = path_of(form.action, paths)
            if path == "/deconnexion" or (path, str(form.written)) in tried:
                continue
            tried.add((path, str(form.written)))
            await attack(browser, form, ATTACK)
            if form.written:
                await attack(browser, form, ENDLESS)
    assert len({path for path, _ in tried}) > 10
    assert (await browser.client.get("/")).status_code == 303  # still signed in, all still there


async def attack(browser: Browser, form: Form, text: str) -> None:
    data = {**form.chosen, **form.hidden, **dict.fromkeys(form.written, text)}
    spoilt = {name: text for name in form.hidden if name != "jeton"}
    for extra in ({}, spoilt) if text == ATTACK and spoilt else ({},):
        if form.multipart:
            parts = {name: (None, value) for name, value in {**data, **extra}.items()}
            response = await browser.client.post(form.action, files=parts)
        else:
            response = await browser.client.post(form.action, data={**data, **extra})
        where = f"{form.action} {sorted(form.written)} {text[:20]!r}"
        assert response.status_code in {200, 303, 400, 403, 404, 409, 413, 422, 429}, where
        assert "1337" not in response.text, where
        assert "root:x" not in response.text, where
        assert "<script" not in response.text, where


@postgresql_alone
@pytest.mark.long
async def test_every_query_is_read_without_harm(departement: Departement, browser: Browser) -> None:
    names: set[tuple[str, str]] = set()
    for path in pages_of(departement.app):
        page = (await browser.client.get(any_address(path))).text
        names |= set(re.findall(r'[?&;]([a-z_]+)=|name="([a-z_]+)"', page))
    for path in pages_of(departement.app):
        for text in (ATTACK, ENDLESS[:40]):
            query = {one or other: text for one, other in sorted(names)}
            response = await browser.client.get(any_address(path), params=query)
            assert response.status_code in {200, 303, 400, 404, 422}, (path, text[:20])
            assert "1337" not in response.text
            assert "<script" not in response.text
        for name in ("%00", "%ff", "'--", "a" * 900) if "{" in path else ():
            response = await browser.client.get(re.sub(r"\{[^}]*\}", name, path))
            assert response.status_code == 404, (path, name)


@sqlite_alone
async def test_no_page_answers_without_a_session(departement: Departement) -> None:
    client = departement.client()
    for path in pages_of(departement.app):
        if path not in OPEN:
            response = await client.get(any_address(path))
            assert (response.status_code, response.headers.get("location")) == (
                303,
                "/connexion",
            ), path
            assert response.text == "", path


@sqlite_alone
async def test_no_form_is_taken_without_a_session(departement: Departement) -> None:
    client = departement.client()
    for path in forms_of(departement.app):
        response = await client.post(any_address(path), data={"jeton": "x"})
        assert response.status_code in {303, 403, 404}, path
        assert response.headers.get("location", "/connexion") == "/connexion", path


@sqlite_alone
async def test_no_form_is_taken_without_the_token_of_its_session(
    departement: Departement, browser: Browser
) -> None:
    other = departement.browser()
    await other.sign_in()
    borrowed = _attribute(re.findall(r'<input[^>]*name="jeton"[^>]*>', other.page)[0], "value")
    half = departement.browser()
    await half.give_password()
    for path in forms_of(departement.app):
        at_the_door = path.startswith("/connexion/") and path != RENEWAL
        someone = half if at_the_door else browser
        address = any_address(path)
        taken = await someone.client.post(address, data={"jeton": borrowed})
        without = await someone.client.post(address, files={"x": (None, "")})
        allowed = {403, 404} if path == "/invitation/{token}" else {403}
        assert {taken.status_code, without.status_code} <= allowed, path
    assert (await browser.client.get("/")).status_code == 303  # nobody was signed out by it


@sqlite_alone
async def test_every_answer_keeps_the_page_to_itself(
    departement: Departement, browser: Browser
) -> None:
    others = ("/rien", "/v1/rien", "/statique/x", "/statique/console.css")
    for address in (*map(any_address, pages_of(departement.app)), *others):
        response = await browser.client.get(address)
        headers = response.headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), address
        assert "frame-ancestors 'none'" in headers["content-security-policy"], address
        assert "form-action 'self'" in headers["content-security-policy"], address
        assert "unsafe" not in headers["content-security-policy"], address
        assert headers["x-frame-options"] == "DENY", address
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["referrer-policy"] == "no-referrer", address
        if not address.startswith("/statique/"):
            assert headers["cache-control"] == "no-store", address


@sqlite_alone
async def test_no_address_sends_the_browser_elsewhere(
    departement: Departement, browser: Browser
) -> None:
    wishes = ("suite", "next", "retour", "url", "redirect", "vers", "page", "fait")
    client = browser.client
    client.headers["host"] = "ailleurs.example"
    for path in (*pages_of(departement.app), "//ailleurs.example", "//ailleurs.example/..", "/\\x"):
        query: dict[str, str] = dict.fromkeys(wishes, "//ailleurs.example")
        response = await client.get(any_address(path), params=query)
        location = response.headers.get("location", "/")
        assert re.match(r"/(?![/\\])", location), (path, location)
        assert "ailleurs" not in location, path


@sqlite_alone
async def test_the_token_of_the_session_changes_when_somebody_comes_in(
    departement: Departement,
) -> None:
    browser = departement.browser()
    await browser.give_password()
    half = browser.client.cookies["passerelle_console"]
    departement.forget_used_codes()
    await browser.sign_in()
    assert browser.client.cookies["passerelle_console"] != half
    thief = departement.browser()
    thief.client.cookies.set("passerelle_console", half)
    assert (await thief.get("/prescriptions")).url.path == "/connexion"


@sqlite_alone
def test_cookies_are_for_https_alone_where_a_proxy_speaks_https(departement: Departement) -> None:
    with served(departement) as (host, port):
        address = f"http://{host}:{port}/connexion"
        plain = httpx.get(address)
        behind = httpx.get(address, headers={"x-forwarded-proto": "https"})
    for answer, secure in ((plain, False), (behind, True)):
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "path=/" in cookie
        assert "domain" not in cookie
        assert ("secure" in cookie) is secure
        assert ("strict-transport-security" in answer.headers) is secure


@sqlite_alone
async def test_a_password_is_nowhere_in_what_comes_back(
    departement: Departement, caplog: pytest.LogCaptureFixture
) -> None:
    browser = departement.browser()
    await browser.get("/connexion")
    response = await browser.submit("/connexion", nom=AGENT, mot_de_passe=PASSWORD + "x")
    assert PASSWORD not in response.text
    assert AGENT not in response.text  # nor which names exist
    assert PASSWORD not in caplog.text
    assert AGENT not in caplog.text
