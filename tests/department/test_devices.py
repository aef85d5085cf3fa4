"""Laptops as the Département follows them: counts, what goes wrong, names, revocation."""

import re
import uuid
from datetime import timedelta

import pytest

from app.department.database.actors import DeviceRow
from app.department.records import devices, troubles
from app.department.records.devices import RevocationReason
from app.department.records.journal import OPERATOR
from app.department.records.troubles import Difficulty
from app.sync.protocol import routes
from tests.department.support import Browser, Departement, HandClock, Laptop, prescription

pytestmark = pytest.mark.anyio
MONTH = timedelta(days=30)


async def ready(departement: Departement) -> tuple[Laptop, Browser]:
    laptop, browser = departement.laptop(), departement.browser()
    await laptop.activate(departement.code())
    await browser.sign_in()
    return laptop, browser


def difficulties(departement: Departement, silent: timedelta = MONTH) -> list[tuple[str, int]]:
    """Return what is wrong with the only laptop on the list: kind and count."""
    with departement.service.database.reading() as session:
        now = departement.clock.now()
        found = troubles.page(session, now=now, silent=silent, size=10)
        return [(one.kind.value, one.count) for line in found.lines for one in line.reasons]


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " "))


async def test_what_a_laptop_sends_is_counted_once(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item, laptop.item(prescription("Klein", number=2)))
    await laptop.push(item)  # again: held already
    refused = laptop.item(prescription(kind="correction"), revision=2)
    assert (await laptop.push(refused))[0]["status"] == "refused"
    page = plain((await browser.get(f"/postes/{laptop.id}")).text)
    assert "Envois reçus 2" in page
    assert "Envois refusés 1" in page
    row = plain((await browser.get("/structures/CCASILL")).text)
    assert "Poste 1" in row


async def test_a_laptop_refused_three_times_for_one_reason_is_in_difficulty(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    for number in (1, 2):
        wrong = laptop.item(prescription(kind="correction", number=number), revision=2)
        await laptop.push(wrong)
    assert difficulties(departement) == []
    await laptop.push(laptop.item(prescription(kind="correction", number=3), revision=2))
    assert difficulties(departement) == [("refus", 3)]
    page = plain((await browser.get("/postes")).text)
    assert "Corrige ou retire ce qui n’a jamais été reçu (3 fois)" in page
    departement.clock.advance(timedelta(days=15))
    assert difficulties(departement) == [], "two quiet weeks"
    await laptop.push(laptop.item(prescription(kind="correction", number=4), revision=2))
    assert difficulties(departement) == [], "the count began again"


async def test_a_wrong_clock_is_told_until_the_laptop_comes_on_time(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    laptop.clock = HandClock(departement.clock.at - timedelta(hours=3))
    target = routes.feed_target(0, 10)
    response = await laptop.client.get(target, headers=laptop.stamped("GET", target))
    assert response.json()["error"] == "clock"
    departement.clock.advance(timedelta(minutes=1))
    assert difficulties(departement) == [("horloge", 1)]
    page = plain((await browser.get("/postes")).text)
    assert "Son horloge retarde de 3 heures (1 fois)." in page
    laptop.clock = departement.clock
    await laptop.feed()
    assert difficulties(departement) == []


async def test_a_silent_laptop_is_told_after_the_days_chosen(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    await laptop.feed()
    departement.clock.advance(timedelta(days=30))
    assert difficulties(departement) == [], "not before the thirtieth day is over"
    departement.clock.advance(timedelta(seconds=1))
    assert difficulties(departement) == [("silence", 0)]
    await browser.sign_in()
    page = plain((await browser.get("/postes?jours=30")).text)
    assert "Aucun contact depuis 30 jours." in page
    page = plain((await browser.get("/postes?jours=60")).text)
    assert "Aucun poste en difficulté" in page
    with departement.service.database.writing() as session:
        now, lost = departement.clock.now(), RevocationReason.PERDU
        devices.revoke(session, device_id=laptop.id, reason=lost, actor=OPERATOR, now=now)
    assert difficulties(departement) == [], "nobody waits for a revoked laptop"


async def test_a_stranger_cannot_put_a_laptop_on_the_list(departement: Departement) -> None:
    laptop, _ = await ready(departement)
    stranger = departement.laptop()
    stranger.id = laptop.id
    stranger.clock = HandClock(departement.clock.at - timedelta(hours=3))
    target = routes.feed_target(0, 10)
    for _time in range(3):
        response = await stranger.client.get(target, headers=stranger.stamped("GET", target))
        assert response.json()["error"] == "bad_signature"
    assert difficulties(departement) == []


async def test_a_laptop_is_revoked_with_a_reason_told_and_watched(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    address = f"/postes/{laptop.id}/revocation"
    asked = plain((await browser.get(address)).text)
    assert "la révocation n’efface rien à distance" in asked
    for reason in ("", "fâché"):
        refused = await browser.submit(address, motif=reason)
        assert refused.status_code == 422
        assert "Choisissez pourquoi ce poste est révoqué." in refused.text
    page = plain((await browser.submit(address, motif="vole")).text)
    assert "Motif Volé" in page
    target = routes.feed_target(0, 10)
    response = await laptop.client.get(target, headers=laptop.stamped("GET", target))
    assert (response.status_code, response.json()["error"]) == (403, "device_revoked")
    assert difficulties(departement) == [("revoque", 1)]
    listed = plain((await browser.get("/postes")).text)
    assert "Révoqué, il demande encore (1 fois)." in listed
    assert "vole" in (await browser.get("/journal")).text


async def test_a_laptop_says_its_version_and_lies_change_nothing(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    target = routes.feed_target(0, 10)
    for said, shown in (
        ("Passerelle/0.4.1", "0.4.1"),
        ("Mozilla/5.0", "0.4.1"),
        ("Passerelle/<b>1</b>", "0.4.1"),
        ("Passerelle/" + "9" * 33, "0.4.1"),
    ):
        headers = {**laptop.stamped("GET", target), "user-agent": said}
        assert (await laptop.client.get(target, headers=headers)).status_code == 200
        page = plain((await browser.get(f"/postes/{laptop.id}")).text)
        assert f"Version de Passerelle {shown}" in page


async def test_a_laptop_and_a_structure_get_other_names(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    await browser.get(f"/postes/{laptop.id}")
    page = await browser.submit(f"/postes/{laptop.id}/nom", nom="  Accueil   bis ")
    assert "<h1>Accueil bis</h1>" in page.text
    assert (await browser.submit(f"/postes/{laptop.id}/nom", nom=" ")).status_code == 422
    departement.add_structure("MEDVINCA", "Médiathèque de Vinça")
    await browser.get("/structures/CCASILL")
    taken = await browser.submit("/structures/CCASILL/nom", nom="médiathèque de Vinça")
    assert taken.status_code == 422
    await browser.get("/structures/CCASILL")
    page = await browser.submit("/structures/CCASILL/nom", nom="CCAS d’Illkirch-Graffenstaden")
    assert "<h1>CCAS d’Illkirch-Graffenstaden</h1>" in page.text


async def test_structures_are_found_without_accents_and_follow_by_name(
    departement: Departement,
) -> None:
    for number in range(30):
        departement.add_structure(f"MAIRIE{number:02}", f"Mairie É{number:02}")
    browser = departement.browser()
    await browser.sign_in()
    first = (await browser.get("/structures?q=mairie+e")).text
    assert "30 structures pour" in first
    more = re.search(r'href="(/structures\?q=mairie[^"]*apres=[A-Z0-9]+)"', first)
    assert more
    second = (await browser.get(more.group(1).replace("&amp;", "&"))).text
    shown = [re.findall(r"/structures/(MAIRIE\d\d)\"", page) for page in (first, second)]
    assert shown[0] + shown[1] == [f"MAIRIE{number:02}" for number in range(30)]
    assert "Aucune structure de ce nom" in (await browser.get("/structures?q=zzz")).text


def test_laptops_in_difficulty_follow_each_other(departement: Departement) -> None:
    now = departement.clock.now()
    with departement.service.database.writing() as session:
        for number in range(5):
            session.add(
                DeviceRow(
                    id=str(uuid.UUID(int=number)),
                    structure_id="CCASILL",
                    label=f"Poste {number}",
                    signing_key=bytes([number]) * 32,
                    receiving_key=b"",
                    activated_at=now - timedelta(days=31),
                    last_contact_at=None,
                    revoked_at=None,
                )
            )
    with departement.service.database.reading() as session:
        first = troubles.page(session, now=now, silent=MONTH, size=3)
        second = troubles.page(session, now=now, silent=MONTH, size=3, after=first.after)
    assert (len(first.lines), len(second.lines), first.found, second.after) == (3, 2, 5, "")
    assert {one.kind for line in first.lines for one in line.reasons} == {Difficulty.SILENCE}
    assert not {line.device.id for line in first.lines} & {line.device.id for line in second.lines}
