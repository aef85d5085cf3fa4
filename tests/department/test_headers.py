"""What every answer of the console carries, whatever the page and however it ends."""

import re

import httpx
import pytest

from tests.department.support import Departement
from tests.department.test_roles import ANYTHING, console_routes, methods

pytestmark = pytest.mark.anyio
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
EXACT = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def check(response: httpx.Response, name: str) -> None:
    rules = [
        part.strip().split(" ", 1)
        for part in response.headers["content-security-policy"].split(";")
    ]
    assert dict(rules) == POLICY, name
    for header, value in EXACT.items():
        assert response.headers[header] == value, (name, header)
    kept = "public, max-age=86400" if name.startswith("/statique/") else "no-store"
    assert response.headers["cache-control"] == kept, name
    assert "server" not in response.headers
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", response.text), name


async def test_every_page_is_kept_to_itself(departement: Departement) -> None:
    inside, outside = departement.browser(), departement.browser()
    await inside.sign_in()
    for route in console_routes(departement):
        address = re.sub(r"\{(\w+)\}", lambda name: ANYTHING[name[1] == "token"], route.path)
        for browser in (inside, outside):
            if "GET" in methods(route):
                check(await browser.client.get(address), address)
            else:
                check(await browser.client.post(address, data={}), address)
    for address in ("/rien", "/statique/console.css", "/statique/rien", "/prescriptions/%00"):
        check(await inside.client.get(address), address)
    check(await inside.client.request("DELETE", "/agents"), "/agents")


async def test_over_https_the_browser_is_told_to_stay_there(departement: Departement) -> None:
    transport = httpx.ASGITransport(app=departement.app)
    async with httpx.AsyncClient(
        transport=transport, base_url="https://departement.test"
    ) as client:
        response = await client.get("/connexion")
    assert response.headers["strict-transport-security"] == "max-age=31536000"
    assert "secure" in response.headers["set-cookie"].lower()
    plain = await departement.client().get("/connexion")
    assert "strict-transport-security" not in plain.headers
    assert "secure" not in plain.headers["set-cookie"].lower()
