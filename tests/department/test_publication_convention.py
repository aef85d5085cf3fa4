"""A signed convention is published by the console as the same file, and nothing else is."""

import re
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from app.sync.protocol.convention_file import propose, signed, write
from app.sync.protocol.signed import MaterialKind
from app.sync.protocol.signing import new_signing_key
from tests.department.support import Browser, Departement
from tests.department.test_publication import fetched, listed, publish, ready
from tests.paths import RESOURCES

pytestmark = pytest.mark.anyio
PROFILE = "eurometropole-strasbourg"
AT = datetime(2026, 3, 3, tzinfo=UTC)
FILE = Path("2027.passerelle-convention")


async def upload(browser: Browser, content: bytes) -> httpx.Response:
    await browser.get("/publications/convention")
    token = re.search(r'name="jeton" value="([^"]+)"', browser.page)
    assert token
    response = await browser.client.post(
        "/publications/convention",
        data={"jeton": token.group(1)},
        files={"fichier": (FILE.name, content)},
        follow_redirects=True,
    )
    browser.page = response.text
    return response


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_convention_that_the_root_signed_is_published_as_it_is(
    departement: Departement,
) -> None:
    browser = await ready(departement)
    assert "Publier une convention signée" in (await browser.get("/publications")).text
    toml = (RESOURCES / "conventions" / PROFILE / "convention.toml").read_bytes()
    root = departement.service.keys.root
    proposed = propose(PROFILE, toml, at=AT)
    wrong = propose(PROFILE, toml.replace(b"annees = 4", b"annees = 40"), at=AT)
    for content, problem in (
        (b"", "Choisissez le fichier signé"),
        (toml, "n’est pas une convention signée"),
        (write(proposed), "n’est pas une convention signée"),
        (write(signed(proposed, new_signing_key())), "n’est pas une convention signée"),
        (write(signed(wrong, root)), "conservation.annees"),
    ):
        refused = await upload(browser, content)
        assert (refused.status_code, problem in refused.text) == (422, True), problem
    good = write(signed(proposed, root))
    shown = await upload(browser, good)
    assert "<h1>Convention " in shown.text
    assert (await listed(departement)).documents == ()
    address = re.search(r'action="(/publications/[0-9a-f-]{36})/publication"', browser.page)
    assert address
    await publish(browser)
    manifest = await listed(departement)
    assert [(one.kind, one.name) for one in manifest.documents] == [
        (MaterialKind.CONVENTION, PROFILE)
    ]
    assert await fetched(departement, manifest) == good
    file = await browser.get(f"{address.group(1)}/fichier")
    assert file.headers["Content-Disposition"].endswith('.passerelle-convention"')
