"""What an agent publishes from the console, and what laptops then receive."""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from app.conventions.loading import load_convention
from app.department.database.publications import PublicationRow, RootSignatureRow
from app.department.failures import PublicationError
from app.department.records import material, publications
from app.department.records.journal import OPERATOR
from app.sync.protocol import routes
from app.sync.protocol.announcement import Announcement, read_announcement, write_announcement
from app.sync.protocol.canonical import canonical
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.requests import new_nonce, open_request
from app.sync.protocol.signed import (
    Manifest,
    MaterialKind,
    open_manifest,
    parse_signed,
    sign_manifest,
)
from tests.department.support import Browser, Departement
from tests.paths import RESOURCES
from tests.workbooks import BUNDLED, UNTESTED, written

pytestmark = pytest.mark.anyio
TEXT = "Le service ferme du 24 au 26.\n\nVos envois partiront ensuite."


async def listed(departement: Departement) -> Manifest:
    """Return the list as a laptop gets it, its signature checked under the root."""
    client = departement.client()
    response = await client.get(routes.MATERIAL, headers=open_request(new_nonce()))
    assert response.status_code == 200
    return open_manifest(parse_signed(response.json()), departement.service.keys.root_public)


async def fetched(departement: Departement, manifest: Manifest) -> bytes:
    (entry,) = manifest.documents
    client = departement.client()
    target = routes.material_target(entry.sha256)
    response = await client.get(target, headers=open_request(new_nonce()))
    assert response.status_code == 200
    assert len(response.content) == entry.size
    return response.content


async def ready(departement: Departement) -> Browser:
    convention = load_convention(RESOURCES / "conventions" / "eurometropole-strasbourg")
    service = departement.service
    settings = replace(service.settings, convention=convention)
    departement.app.state.service = replace(service, settings=settings)
    browser = departement.browser()
    await browser.sign_in()
    return browser


async def announce(browser: Browser, **fields: str) -> httpx.Response:
    await browser.get("/publications/annonce")
    asked = {"titre": "Fermeture de fin d’année", "texte": TEXT, "du": "2026-03-03"}
    return await browser.submit("/publications/annonce", **{**asked, "au": "2026-03-31", **fields})


async def publish(browser: Browser) -> httpx.Response:
    """Publish the document on screen."""
    address = re.search(r'action="(/publications/[0-9a-f-]{36}/publication)"', browser.page)
    assert address
    return await browser.submit(address.group(1))


async def test_an_announcement_is_read_again_before_any_laptop_has_it(
    departement: Departement,
) -> None:
    browser = await ready(departement)
    page = (await announce(browser)).text
    assert "<p>Vos envois partiront ensuite.</p>" in page
    assert (await listed(departement)).documents == ()
    await publish(browser)
    manifest = await listed(departement)
    assert [one.kind for one in manifest.documents] == [MaterialKind.ANNOUNCEMENT]
    assert read_announcement(await fetched(departement, manifest)) == Announcement(
        title="Fermeture de fin d’année",
        paragraphs=("Le service ferme du 24 au 26.", "Vos envois partiront ensuite."),
        starts_on=date(2026, 3, 3),
        ends_on=date(2026, 3, 31),
    )


async def test_a_second_announcement_takes_the_place_of_the_first(
    departement: Departement,
) -> None:
    browser = await ready(departement)
    await announce(browser)
    await publish(browser)
    first = await listed(departement)
    await announce(browser, titre="Autre annonce")
    page = (await publish(browser)).text
    second = await listed(departement)
    assert second.serial > first.serial
    assert len(second.documents) == 1
    assert read_announcement(await fetched(departement, second)).title == "Autre annonce"
    assert "Remplacé le 3" in page.replace("\u00a0", " ")
    client = departement.client()
    target = routes.material_target(first.documents[0].sha256)
    gone = await client.get(target, headers=open_request(new_nonce()))
    assert (gone.status_code, gone.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"titre": " "}, "Le titre manque"),
        ({"titre": "x" * 121}, "dépasse 120"),
        ({"texte": "\n \n"}, "de 1 à 6 paragraphes"),
        ({"texte": "\n".join("abcdefg")}, "de 1 à 6 paragraphes"),
        ({"texte": "x" * 501}, "500 signes au plus"),
        ({"au": "2026-03-02"}, "déjà passé"),
        ({"du": "2026-04-02"}, "avant le premier"),
        ({"au": "demain"}, "Donnez le premier et le dernier jour"),
    ],
)
async def test_an_announcement_out_of_form_is_told(
    departement: Departement, fields: dict[str, str], words: str
) -> None:
    browser = await ready(departement)
    response = await announce(browser, **fields)
    assert response.status_code == 422
    assert words in response.text


async def test_a_withdrawn_announcement_is_no_longer_listed(departement: Departement) -> None:
    browser = await ready(departement)
    await announce(browser)
    await publish(browser)
    address = re.search(r"/publications/[0-9a-f-]{36}", browser.page)
    assert address
    asked = await browser.get(f"{address.group()}/retrait")
    assert "disparaît de chaque poste" in asked.text
    await browser.submit(f"{address.group()}/retrait")
    manifest = await listed(departement)
    assert manifest.documents == ()
    assert manifest.serial > 2
    assert "Rien n’est publié" in browser.page
    journal = (await browser.get("/journal")).text
    for act in ("Publication préparée", "Document publié", "Publication retirée"):
        assert act in journal


async def test_a_draft_can_be_thrown_away(departement: Departement) -> None:
    browser = await ready(departement)
    await announce(browser)
    address = re.search(r'action="(/publications/[0-9a-f-]{36}/abandon)"', browser.page)
    assert address
    page = (await browser.submit(address.group(1))).text
    assert "Préparé, pas encore publié" not in page
    assert (await browser.get(address.group(1).removesuffix("/abandon"))).status_code == 404


async def upload(browser: Browser, name: str, content: bytes) -> httpx.Response:
    await browser.get("/publications/questionnaire")
    token = re.search(r'name="jeton" value="([^"]+)"', browser.page)
    assert token
    response = await browser.client.post(
        "/publications/questionnaire",
        data={"jeton": token.group(1)},
        files={"fichier": (name, content)},
        follow_redirects=True,
    )
    browser.page = response.text
    return response


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)  # the checker takes seconds
async def test_a_questionnaire_is_checked_compared_and_published(
    departement: Departement, tmp_path: Path
) -> None:
    browser = await ready(departement)
    now = departement.clock.now()
    bundled = BUNDLED.read_bytes()
    with departement.service.database.writing() as session:
        document = publications.Document(
            kind=MaterialKind.QUESTIONNAIRE,
            name="autonomie-numerique",
            title="Questionnaire",
            content=bundled,
        )
        row = publications.prepare(session, document, actor=OPERATOR, now=now)
        publications.publish(session, row, departement.service.keys, actor=OPERATOR, now=now)
    wrong = written(tmp_path / "essai.xlsx", UNTESTED).read_bytes()
    refused = await upload(browser, "essai.xlsx", wrong)
    assert refused.status_code == 422
    assert "cas_tests!AN15" in refused.text
    latter = written(tmp_path / "version-2.xlsx").read_bytes()
    page = (await upload(browser, "version-2.xlsx", latter)).text
    assert "Que souhaitez-vous ?" in page.replace("\u00a0", " ")  # what changes, before publishing
    assert "Remplace" in page
    await publish(browser)
    assert await fetched(departement, await listed(departement)) == latter


async def test_a_laptop_lost_in_the_past_never_gets_an_older_list_after_a_restore(
    departement: Departement,
) -> None:
    browser = await ready(departement)
    await announce(browser)
    await publish(browser)
    before = (await listed(departement)).serial
    with departement.service.database.writing() as session:  # the backup had none of it
        for row in session.query(PublicationRow):
            session.delete(row)
        for signed in session.query(RootSignatureRow):
            session.delete(signed)
    departement.clock.advance(timedelta(seconds=1))
    await announce(browser)
    await publish(browser)
    assert (await listed(departement)).serial > before


def test_two_agents_publish_one_after_the_other(departement: Departement) -> None:
    """The list signed for a draft is refused once another came: nothing is dropped in silence."""
    service, now = departement.service, departement.clock.now()
    wanted = Announcement(
        title="Un", paragraphs=("Texte",), starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 4)
    )
    with service.database.writing() as session:
        document = material.announcement(wanted)
        row = publications.prepare(session, document, actor=OPERATOR, now=now)
        mine = sign_manifest(publications.next_list(session, now, add=row), service.keys.root)
        publications.publish(session, row, service.keys, actor=OPERATOR, now=now)
    root = service.keys.root_public
    with service.database.writing() as session, pytest.raises(PublicationError):
        publications.follow(session, mine, root, actor=OPERATOR, now=now)


def test_a_list_that_another_root_signed_changes_nothing(departement: Departement) -> None:
    service, now = departement.service, departement.clock.now()
    forged = sign_manifest(Manifest(serial=9**15, issued_at=now, documents=()), bytes(32))
    root = service.keys.root_public
    with service.database.writing() as session, pytest.raises(ProtocolError):
        publications.follow(session, forged, root, actor=OPERATOR, now=now)
    with service.database.reading() as session:
        assert publications.serial(session) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        {"v": 2},
        {"title": ""},
        {"paragraphs": []},
        {"paragraphs": ["a\nb"]},
        {"paragraphs": ["ok", 3]},
        {"ends_on": "2026-03-02"},
        {"html": "<b>"},
    ],
)
def test_an_announcement_out_of_form_is_not_read(spoilt: dict[str, object]) -> None:
    content = {
        "v": 1,
        "title": "Titre",
        "paragraphs": ["Texte"],
        "starts_on": "2026-03-03",
        "ends_on": "2026-03-04",
    }
    read_announcement(canonical(content))
    with pytest.raises(ProtocolError):
        read_announcement(canonical({**content, **spoilt}))


def test_an_announcement_is_shown_from_its_first_to_its_last_day() -> None:
    one = Announcement(
        title="T", paragraphs=("p",), starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 4)
    )
    days = [date(2026, 3, day) for day in range(2, 6)]
    assert [one.shows_on(day) for day in days] == [False, True, True, False]
    assert write_announcement(one) == (
        b'{"ends_on":"2026-03-04","paragraphs":["p"],"starts_on":"2026-03-03","title":"T","v":1}'
    )


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
def test_what_a_former_version_published_in_a_folder_is_taken_in_once(
    departement: Departement,
) -> None:
    service = departement.service
    folder = service.settings.data_dir / "publications"
    folder.mkdir()
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"  # of « test »
    (folder / digest).write_bytes(b"test")
    entry = {"kind": "questionnaire", "name": "autonomie", "size": 4, "sha256": digest}
    kept = {"serial": 3, "issued_at": "2026-01-01T00:00:00Z", "documents": [entry]}
    (folder / "liste.json").write_text(json.dumps(kept))
    material.adopt_folder(service)
    found = material.manifest(service)
    assert [one.sha256.hex() for one in found.documents] == [digest]
    assert found.serial > 3
    assert material.document(service, digest) == b"test"
    assert isinstance(found.issued_at, datetime)
    material.adopt_folder(service)
    assert material.manifest(service) == found
