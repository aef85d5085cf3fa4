"""A list of places: refused, read as laptops read it, published, and taken in by a laptop."""

import re

import httpx
import pytest

from app.sync.protocol.signed import MaterialKind
from tests.conventions.structures.test_reading import DEMO, v1
from tests.department.support import Browser, Departement
from tests.department.test_publication import fetched, listed, ready

pytestmark = pytest.mark.anyio


async def upload(browser: Browser, name: str, content: bytes) -> httpx.Response:
    await browser.get("/publications/structures")
    token = re.search(r'name="jeton" value="([^"]+)"', browser.page)
    assert token
    response = await browser.client.post(
        "/publications/structures",
        data={"jeton": token.group(1)},
        files={"fichier": (name, content)},
        follow_redirects=True,
    )
    browser.page = response.text
    return response


@pytest.mark.obligation("S1-39")
@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_list_is_read_as_laptops_read_it_then_published(departement: Departement) -> None:
    """001 l. 151: the Eurométropole supplies the map of the actors."""
    browser = await ready(departement)
    assert "Publier une liste de structures" in (await browser.get("/publications")).text
    refused = await upload(browser, "liste.csv", b"bonjour")
    assert (refused.status_code, "colonnes absentes" in refused.text) == (422, True)
    useless = await upload(browser, "liste.csv", v1(nom="").encode())
    assert (useless.status_code, "Ligne 2, sans nom, refus" in useless.text) == (422, True)
    shown = await upload(browser, "liste.csv", DEMO.read_bytes() + b'"x"\n')
    assert "Liste de 11 structures, au 01/11/2026" in shown.text
    assert "12 lignes lues, 11 prises, 1 refusée." in shown.text
    assert "6 structures y acceptent le Pass numérique." in shown.text
    address = re.search(r'action="(/publications/[0-9a-f-]{36})/publication"', browser.page)
    assert address
    await browser.submit(f"{address.group(1)}/publication")
    manifest = await listed(departement)
    (entry,) = manifest.documents
    assert (entry.kind, entry.name) == (MaterialKind.STRUCTURES, "lieux")
    assert await fetched(departement, manifest) == DEMO.read_bytes() + b'"x"\n'
    file = await browser.get(f"{address.group(1)}/fichier")
    assert file.headers["Content-Disposition"].endswith('.csv"')
