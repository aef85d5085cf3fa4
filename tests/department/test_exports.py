"""Tables for a spreadsheet: what they hold, what they never run, who may take names out."""

import csv
import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from app.department.database.actors import JournalRow
from app.department.database.agents import Role
from app.department.records.exporting import rows as exporting
from app.department.records.exporting.xlsx_file import xlsx_file
from app.documents.cells import inert
from tests.department.support import PASSWORD, Browser, Departement, Laptop, prescription

pytestmark = pytest.mark.anyio
FORMULA = '=HYPERLINK("http://mauvais.example";"Simone")'


async def ready(departement: Departement) -> tuple[Laptop, Browser, list[str]]:
    laptop, browser = departement.laptop(), departement.browser()
    await laptop.activate(departement.code())
    await browser.sign_in()
    items = [
        laptop.item(prescription("Weber", "Simone", number=1)),
        laptop.item(prescription(FORMULA, "@SUM(1)", number=2, service="formation", carnets=2)),
    ]
    for item in items:
        await laptop.push(item)
        departement.clock.advance(timedelta(minutes=1))
    return laptop, browser, [item.header.item for item in items]


async def export(browser: Browser, **fields: str) -> list[dict[str, str]]:
    await browser.get("/exports")
    response = await browser.submit("/exports", format="csv", **fields)
    assert response.headers["content-disposition"].startswith("attachment")
    text = response.content.decode("utf-8-sig")
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


async def test_a_row_is_a_prescription_with_the_decision_that_stands(
    departement: Departement,
) -> None:
    _, browser, ids = await ready(departement)
    await browser.decide(ids[0], sens="refusee", motif="stock", message="")
    await browser.decide(ids[0], sens="acceptee", message="Bon retour")
    first, second = await export(browser, noms="avec")
    assert first == {
        "Référence": "2026-CCASILL-0001",
        "Structure": "CCAS d’Illkirch",
        "État": "Acceptée",
        "Service": "Assistance",
        "Carnets": "1",
        "Catégorie de public": "1",
        "Prescrite le": "2026-03-02",
        "Reçue le": "2026-03-03",
        "Civilité": "Madame",
        "Nom": "Weber",
        "Prénom": "Simone",
        "Tranche d’âge": "",
        "Chez": "",
        "Complément": "",
        "Résidence": "",
        "Voie": "12 rue des Tilleuls",
        "Lieu-dit": "",
        "Code postal": "67400",
        "Commune": "Illkirch-Graffenstaden",
        "Code INSEE": "67218",
        "Décision n°": "2",
        "Décision": "Acceptée",
        "Motif": "",
        "Décidée le": "2026-03-03",
        "Message": "Bon retour",
    }
    assert (second["État"], second["Décision"], second["Carnets"]) == ("À décider", "", "2")


async def test_a_row_may_be_a_decision_each_with_its_motive(departement: Departement) -> None:
    _, browser, ids = await ready(departement)
    await browser.decide(ids[0], sens="refusee", motif="stock", message="")
    await browser.decide(ids[0], sens="acceptee", message="")
    found = await export(browser, contenu="decisions")
    assert [(row["Décision n°"], row["Décision"], row["Motif"]) for row in found] == [
        ("1", "Refusée", "Rupture du stock"),
        ("2", "Acceptée", ""),
    ]


async def test_without_names_nothing_tells_who_or_where(departement: Departement) -> None:
    _, browser, ids = await ready(departement)
    await browser.decide(ids[0], sens="acceptee", message="Pour Simone")
    await browser.get("/exports")
    for form in ("csv", "xlsx"):
        await browser.get("/exports")
        response = await browser.submit("/exports", format=form, noms="sans")
        content = response.content if form == "csv" else texts_of(response.content)
        for secret in ("Weber", "Simone", "Tilleuls", "Madame", "HYPERLINK"):
            assert secret.encode() not in content, secret
        assert b"67400" in content


async def test_no_cell_is_run_by_a_spreadsheet(departement: Departement) -> None:
    _, browser, _ = await ready(departement)
    dangerous = (await export(browser, noms="avec"))[1]
    assert dangerous["Nom"] == f"'{FORMULA}"
    assert dangerous["Prénom"] == "'@SUM(1)"
    await browser.get("/exports")
    response = await browser.submit("/exports", format="xlsx", noms="avec")
    sheet = sheet_of(response.content)
    assert sheet.cell(3, 10).value == f"'{FORMULA}"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert "<f>" not in texts_of(response.content).decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0-", "＝"])
def test_what_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert inert(f"{start}1+1").startswith("'")


def test_what_is_no_formula_stays_as_it_is_and_control_signs_go() -> None:
    assert inert("Jean-Pierre = Paul") == "Jean-Pierre = Paul"
    assert inert("12 bis") == "12 bis"
    assert inert("a\x00b\x1bc\u2028") == "a b c"


async def test_the_workbook_has_days_numbers_and_texts(departement: Departement) -> None:
    _, browser, _ = await ready(departement)
    await browser.get("/exports")
    response = await browser.submit("/exports", format="xlsx", noms="avec")
    sheet = sheet_of(response.content)
    titles = [cell.value for cell in sheet[1]]
    row = {title: cell.value for title, cell in zip(titles, sheet[2], strict=False)}
    assert row["Carnets"] == 1
    assert row["Prescrite le"] == datetime(2026, 3, 2)  # noqa: DTZ001 - as the library reads days
    assert row["Code postal"] == "67400"
    assert row["Nom"] == "Weber"
    assert sheet.freeze_panes == "A2"


def test_a_workbook_keeps_hostile_marks_as_texts() -> None:
    content = b"".join(xlsx_file(["a<b"], [[["</t></is></c><c><f>1+1</f></c>"], ["&amp;"]]]))
    sheet = sheet_of(content)
    assert [row[0].value for row in sheet.iter_rows()] == [
        "a<b",
        "</t></is></c><c><f>1+1</f></c>",
        "&amp;",
    ]


async def test_the_filters_of_the_list_hold_and_hundreds_follow_hundreds(
    departement: Departement, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, browser, _ = await ready(departement)
    await laptop.push(*(laptop.item(prescription(f"Nom{n}", number=n)) for n in range(3, 8)))
    monkeypatch.setattr(exporting, "_TOGETHER", 2)
    found = await export(browser, noms="avec")
    assert sorted(row["Référence"][-1] for row in found) == list("1234567")
    for filters, number in (({"service": "formation"}, "0002"), ({"q": "weber"}, "0001")):
        (row,) = await export(browser, **filters)
        assert row["Référence"] == f"2026-CCASILL-{number}"
    assert await export(browser, etat="refusee") == []


async def test_the_journal_tells_who_took_what_out_but_no_name(departement: Departement) -> None:
    _, browser, _ = await ready(departement)
    await export(browser, noms="avec", q="weber", etat="a_decider")
    with departement.service.database.reading() as session:
        (entry,) = session.query(JournalRow).filter_by(action="export")
    assert entry.actor_kind == "compte"
    assert entry.object_id == "prescriptions"
    assert entry.detail == "csv, avec noms, 1 prescriptions, recherche, etat a_decider"


async def test_only_an_instructeur_takes_names_out(departement: Departement) -> None:
    await ready(departement)
    departement.add_agent(Role.LECTEUR, name="Lecture")
    reader = departement.browser()
    await reader.sign_in("Lecture", PASSWORD)
    page = (await reader.get("/exports")).text
    assert "Avec noms" not in page
    response = await reader.submit("/exports", format="csv", noms="avec")
    assert response.status_code == 403
    assert "Weber" not in response.text
    await reader.get("/exports")
    response = await reader.submit("/exports", format="csv", noms="sans")
    assert response.status_code == 200
    forged = await reader.client.post("/exports", data={"noms": "sans"})
    assert forged.status_code == 403


def sheet_of(content: bytes) -> Any:  # noqa: ANN401 - the library has no types
    return load_workbook(io.BytesIO(content)).active


def texts_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")
