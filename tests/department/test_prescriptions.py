"""The list of prescriptions: filters, orders, pages that follow each other, counts."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.department.database.prescriptions import PrescriptionRow, WordRow
from app.department.records import indexing, prescriptions
from app.department.records.prescriptions import Query, Tri
from app.department.records.search import search
from tests.department.support import NOON, Browser, Departement, Laptop, prescription

pytestmark = pytest.mark.anyio


async def ready(departement: Departement) -> tuple[Laptop, Browser]:
    laptop, browser = departement.laptop(), departement.browser()
    await laptop.activate(departement.code())
    await browser.sign_in()
    return laptop, browser


def names_on(page: str) -> list[str]:
    return re.findall(r'class="cible" [^>]+>\s*Madame Simone (NOM\d\d)', page)


def link(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return found.group(1).replace("&amp;", "&") if found else ""


async def test_pages_lead_through_every_prescription_once_and_back(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    for ten in range(6):  # ten come at one instant: their order holds all the same
        departement.clock.advance(timedelta(minutes=1))
        numbers = range(10 * ten + 1, min(10 * ten + 10, 53) + 1)
        await laptop.push(*(laptop.item(prescription(f"Nom{n:02}", number=n)) for n in numbers))
    for tri, tens in (("anciennes", "012345"), ("recentes", "543210"), ("nom", "012345")):
        address, pages = f"/prescriptions?etat=a_decider&tri={tri}", []
        while address:
            page = (await browser.get(address)).text
            pages.append(names_on(page))
            address = link(page, "next")
        shown = [name for page in pages for name in page]
        assert sorted(shown) == [f"NOM{n:02}" for n in range(1, 54)]
        groups = [str((int(name[3:]) - 1) // 10) for name in shown]
        assert groups == sorted(groups, key=tens.index), tri
        assert tri != "nom" or shown == sorted(shown)
        assert [len(page) for page in pages] == [25, 25, 3]
        back = (await browser.get(link(browser.page, "prev"))).text
        assert names_on(back) == pages[1]
        first = (await browser.get(link(back, "prev"))).text
        assert names_on(first) == pages[0]
        assert not link(first, "prev")
        assert link(first, "next")


async def test_a_place_that_is_gone_or_nonsense_shows_the_first_page(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    await laptop.push(laptop.item(prescription("Nom01")))
    for place in ("apres=00000000-0000-0000-0000-000000000000", "avant=zzz", "apres=%00", "par=9"):
        page = await browser.get(f"/prescriptions?{place}&tri=zzz&etat=zzz&du=2026-99-99")
        assert page.status_code == 200
        assert "NOM01" in page.text, place


async def test_each_filter_narrows_the_list_and_its_counts(departement: Departement) -> None:
    departement.add_structure("MEDVINCA", "Médiathèque de Vinça")
    laptop, browser = await ready(departement)
    other = departement.laptop()
    await other.activate(departement.code("MEDVINCA"))
    await laptop.push(
        laptop.item(prescription("Nom01", number=1)),
        laptop.item(prescription("Nom02", number=2, service="formation")),
    )
    departement.clock.at = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    await other.push(other.item(prescription("Nom03", number=3)))
    await browser.sign_in()  # a day later
    for filters, names in (
        ("structure=MEDVINCA", ["NOM03"]),
        ("structure=CCASILL", ["NOM01", "NOM02"]),
        ("service=formation", ["NOM02"]),
        ("du=2026-03-04", ["NOM03"]),
        ("au=2026-03-03", ["NOM01", "NOM02"]),
        ("du=2026-03-03&au=2026-03-03", ["NOM01", "NOM02"]),
        ("q=nom02+67400", ["NOM02"]),
        ("q=67400&structure=CCASILL&service=assistance", ["NOM01"]),
        ("q=0003", ["NOM03"]),
        ("q=2026-CCASILL-0002", ["NOM02"]),
        ("q=674", ["NOM01", "NOM02", "NOM03"]),
        ("q=nom02+nom01", []),
        ("q=om02", []),
    ):
        page = (await browser.get(f"/prescriptions?tri=nom&{filters}")).text
        assert names_on(page) == names, filters
        plural = "s" if len(names) > 1 else ""
        assert f"{len(names)} résultat{plural}" in page, filters
        waiting = re.search(r'À décider\s+<span class="nombre">(\d+)</span>', page)
        assert waiting
        assert waiting.group(1) == str(len(names)), filters


async def test_a_day_begins_at_midnight_in_the_offices(departement: Departement) -> None:
    laptop, _ = await ready(departement)
    await laptop.push(laptop.item(prescription()))
    with departement.service.database.reading() as session:
        for since, until, found in (
            (NOON, None, 1),
            (None, NOON, 0),
            (NOON + timedelta(seconds=1), None, 0),
        ):
            query = Query(since=since, until=until)
            assert len(prescriptions.find(session, query).rows) == found


async def test_words_that_nearly_all_share_are_found_as_well(
    departement: Departement, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, _ = await ready(departement)
    await laptop.push(*(laptop.item(prescription(f"Nom{n:02}", number=n)) for n in range(1, 4)))
    monkeypatch.setattr("app.department.records.search.COMMON", 2)
    with departement.service.database.reading() as session:
        for words, rarest, found in (
            ("simone", None, 3),
            ("simone 67400", None, 3),
            ("simone nom02", "nom02", 1),
        ):
            searched = search(session, words)
            assert searched.rarest == rarest
            query = Query(text=words, tri=Tri.NOM)
            assert len(prescriptions.find(session, query, searched).rows) == found
        query = Query(text="simone")
        assert set(prescriptions.counts(session, query).values()) == {None}


async def test_a_count_stops_at_its_limit(
    departement: Departement, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, browser = await ready(departement)
    await laptop.push(*(laptop.item(prescription(f"Nom{n:02}", number=n)) for n in range(1, 4)))
    monkeypatch.setattr("app.department.records.prescriptions.COUNT_LIMIT", 2)
    page = (await browser.get("/prescriptions")).text
    assert '<span class="nombre">plus de 2</span>' in page


async def test_a_withdrawn_prescription_leaves_no_word_and_no_key(
    departement: Departement,
) -> None:
    laptop, _ = await ready(departement)
    item = laptop.item(prescription("Weber", "Simone"))
    await laptop.push(item)
    withdrawal = {"kind": "withdrawal", "reference": "2026-CCASILL-0001"}
    await laptop.push(laptop.item(withdrawal, id_=item.header.item, revision=2))
    with departement.service.database.reading() as session:
        row = session.get_one(PrescriptionRow, item.header.item)
        assert (row.name_key, row.sound_key, row.address_key, row.sort_name) == ("", "", "", "")
        assert {word.word for word in row.words} == {"2026ccasill0001", "ccasill0001", "0001"}


async def test_what_an_older_rule_indexed_is_indexed_anew(departement: Departement) -> None:
    departement.add_structure("MEDVINCA", "Médiathèque de Vinça")
    laptop, browser = await ready(departement)
    other = departement.laptop()
    await other.activate(departement.code("MEDVINCA"))
    await laptop.push(laptop.item(prescription()))
    await other.push(other.item(prescription()))
    with departement.service.database.writing() as session:
        session.query(WordRow).delete()
        for row in session.query(PrescriptionRow):
            row.index_version, row.name_key, row.address_key = 0, "", ""
    assert indexing.bring_up_to_date(departement.service) == 2
    assert indexing.bring_up_to_date(departement.service) == 0
    page = (await browser.get("/prescriptions?q=weber")).text
    assert page.count("Doublon possible") == 2
