"""The text of the letters: refused, compared, published, and printed by the console."""

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from app.sync.protocol.signed import MaterialKind
from tests.department.support import Browser, Departement
from tests.department.test_printing import LOT_ET_GARONNE, prepare, ready
from tests.department.test_publication import fetched, listed
from tests.documents.examples import pages_of

pytestmark = pytest.mark.anyio
RIGHT = 'version = "2027-01"\n[commun]\nusage = "Ils paient des ateliers près de chez vous."\n'
WRONG = 'version = "2027-01"\n[refus]\nouverture = "Non."\n'


async def upload(browser: Browser, content: str) -> httpx.Response:
    await browser.get("/publications/lettres")
    token = re.search(r'name="jeton" value="([^"]+)"', browser.page)
    assert token
    response = await browser.client.post(
        "/publications/lettres",
        data={"jeton": token.group(1)},
        files={"fichier": ("lettres.toml", content.encode())},
        follow_redirects=True,
    )
    browser.page = response.text
    return response


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_text_is_checked_compared_published_then_printed(
    departement: Departement, tmp_path: Path
) -> None:
    service = departement.service
    settings = replace(service.settings, convention=LOT_ET_GARONNE, motifs=LOT_ET_GARONNE.motifs)
    departement.app.state.service = replace(service, settings=settings)
    _, browser, _ = await ready(departement, 2)
    model = await browser.get("/publications/lettres/modele")
    assert "ouverture = [" in model.text
    refused = await upload(browser, WRONG)
    assert refused.status_code == 422
    assert "lettres.toml, [refus] ouverture : la valeur {motif} manque." in refused.text
    assert (
        "[commun] usages : ce texte n"
        in (await upload(browser, RIGHT.replace("usage", "usages"))).text
    )
    shown = await upload(browser, RIGHT)
    assert "avant : Ils paient des ateliers pour apprendre." in shown.text
    assert "après : Ils paient des ateliers près de chez vous." in shown.text
    address = re.search(r'action="(/publications/[0-9a-f-]{36})/publication"', browser.page)
    assert address
    await browser.submit(f"{address.group(1)}/publication")
    manifest = await listed(departement)
    (entry,) = manifest.documents
    assert (entry.kind, entry.name) == (MaterialKind.LETTERS, "lot-et-garonne")
    assert await fetched(departement, manifest) == RIGHT.encode()
    await prepare(browser, 2)
    pages = pages_of(tmp_path, (await browser.get("/tirages/1/pdf")).content)
    assert sum("près de chez vous" in page for page in pages) == 1, "a refusal has other words"
    assert all("Texte de lettre du Département, version 2027-01." in page for page in pages)
