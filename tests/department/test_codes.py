"""Activation codes by the batch: read with faults, made at once, printed, cancelled, used."""

import csv
import io
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from app.department.database.actors import StructureRow
from app.department.records.code_batches import ShownCode
from app.department.records.code_list import CodeList, Wanted, as_csv, read_counts, read_csv
from app.department.records.code_papers import as_csv as as_table
from app.sync.protocol.activation_code import parse_activation_code
from tests.department.support import Browser, Departement, Laptop

pytestmark = pytest.mark.anyio
TODAY = date(2026, 3, 3)
STRUCTURES = [
    StructureRow(id="CCASILL", name="CCAS d’Illkirch", closed_on=None),
    StructureRow(id="MEDVINCA", name="Médiathèque de Vinça", closed_on=None),
    StructureRow(id="ANCIENNE", name="Ancienne mairie", closed_on=date(2026, 3, 3)),
]


def read(text: str, encoding: str = "utf-8") -> CodeList:
    return read_csv(text.encode(encoding), STRUCTURES, TODAY)


def faults(text: str) -> list[tuple[int, str]]:
    found = read(text)
    assert found.faults, "a fault was expected"
    return [(one.line, one.words) for one in found.faults]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("structure;nombre\nCCASILL;2\nMEDVINCA;1\n", "utf-8-sig"),
        ("Structure,Nombre de postes\r\nccasill,2\r\nMEDIATHEQUE DE VINCA,1\r\n", "ascii"),
        ("Nom\tPostes\nCCAS d’Illkirch\t2\n\nMédiathèque de Vinça\t1", "cp1252"),
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(text: str, encoding: str) -> None:
    found = read(text, encoding)
    assert (found.faults, dict(found.counts())) == ((), {"CCASILL": 2, "MEDVINCA": 1})


def test_laptops_may_be_named_one_a_line() -> None:
    found = read("structure;poste\nCCASILL;Accueil\nCCASILL;\nMEDVINCA;Bus « été »\n")
    assert found.wanted == (
        Wanted(structure="CCASILL", label="Accueil"),
        Wanted(structure="CCASILL"),
        Wanted(structure="MEDVINCA", label="Bus « été »"),
    )


def test_a_list_comes_back_whatever_stands_in_a_name() -> None:
    wanted = [Wanted(structure="CCASILL", label='Le "grand"; près, de\tla porte')]
    assert read(as_csv(wanted)).wanted == (
        Wanted(structure="CCASILL", label='Le "grand"; près, de la porte'),
    )


def test_every_fault_has_its_line_and_all_are_told() -> None:
    found = faults(
        "structure;nombre;poste\nINCONNUE;2\n\nCCASILL;deux\nANCIENNE;1\nCCASILL;0\n"
        "MEDVINCA;3;Accueil\nMEDVINCA;;\nCCASILL;1001\n" + f"CCASILL;1;{'x' * 121}\n"
    )
    assert [line for line, _ in found] == [2, 4, 5, 6, 7, 8, 9, 10]
    for words, (_, said) in zip(
        ("« INCONNUE »", "« deux »", "fermée", "de 1 à 1000", "seul sur sa ligne",
         "il manque le nombre", "de 1 à 1000", "dépasse 120"),
        found,
        strict=True,
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("text", ["", "CCASILL;2\n", "structure\nCCASILL\n", "\x00\xff\n"])
def test_a_file_that_is_no_list_is_refused_at_its_head(text: str) -> None:
    assert faults(text)[0][0] == 1


def test_a_list_for_nobody_or_for_too_many_is_refused_as_a_whole() -> None:
    assert faults("structure;nombre\n\n") == [(0, "la liste ne demande aucun poste.")]
    assert faults("structure;nombre\nCCASILL;600\nMEDVINCA;401\n")[0][0] == 0
    assert len(read("structure;nombre\nCCASILL;600\nMEDVINCA;400\n").wanted) == 1000


def test_numbers_typed_beside_structures_are_read_alike() -> None:
    found = read_counts({"CCASILL": " 2 ", "MEDVINCA": ""}, STRUCTURES, TODAY)
    assert dict(found.counts()) == {"CCASILL": 2}
    (fault,) = read_counts({"MEDVINCA": "1", "CCASILL": "-1"}, STRUCTURES, TODAY).faults
    assert (fault.line, fault.words) == (
        0,
        "CCAS d’Illkirch : « -1 » n’est pas un nombre de postes.",
    )


async def ready(departement: Departement) -> Browser:
    departement.add_structure("MEDVINCA", "Médiathèque de Vinça")
    browser = departement.browser()
    await browser.sign_in()
    return browser


async def preview(browser: Browser, **fields: str) -> httpx.Response:
    await browser.get("/codes/nouveau")
    asked = {"nom": "Rentrée", "jours": "30", "adresse": "https://pass.example"}
    return await browser.submit("/codes/nouveau", **{**asked, **fields})


async def make(browser: Browser) -> tuple[str, list[str]]:
    """Confirm the preview on screen; return the batch's address and its codes."""
    address = re.search(r'action="(/codes/lots/[0-9a-f-]{36})"', browser.page)
    hidden = dict(re.findall(r'name="(nom|jours|adresse)" value="([^"]*)"', browser.page))
    listed = re.search(r'<textarea name="liste" hidden>\n([^<]*)</textarea>', browser.page)
    assert address
    assert listed
    await browser.submit(address.group(1), **hidden, liste=listed.group(1))
    return address.group(1), re.findall(r">((?:[0-9A-Z]{4}-){9}[0-9A-Z]{4})<", browser.page)


async def test_a_batch_is_made_once_and_its_codes_are_shown_once(
    departement: Departement,
) -> None:
    browser = await ready(departement)
    asked = await preview(browser, **{"n-CCASILL": "2", "n-MEDVINCA": "1"})
    assert "Créer 3 codes" in asked.text.replace("\u00a0", " ")
    form = browser.page
    address, codes = await make(browser)
    assert len(set(codes)) == 3
    after = (await browser.get(address)).text
    assert not any(code in after for code in codes)
    assert "3 en attente" in after
    browser.page = form  # the same form again: going back, or a double click
    _, again = await make(browser)
    assert again == []
    assert "déjà créé" in browser.page
    listed = (await browser.get("/codes")).text
    assert listed.count("Rentrée") == 1


async def test_a_code_of_a_batch_activates_a_laptop_under_the_name_of_the_list(
    departement: Departement,
) -> None:
    browser = await ready(departement)
    await browser.get("/codes/nouveau")
    token = re.search(r'name="jeton" value="([^"]+)"', browser.page)
    assert token
    response = await browser.client.post(
        "/codes/nouveau",
        data={"jeton": token.group(1), "nom": "Rentrée", "adresse": "https://pass.example"},
        files={"fichier": ("l.csv", "structure;poste\nMEDVINCA;Bibliobus\n", "text/csv")},
    )
    browser.page = response.text
    address, (code,) = await make(browser)
    laptop = departement.laptop()
    answer = await laptop.activate(parse_activation_code(code.lower().replace("-", " ")))
    assert (answer.structure, answer.structure_name) == ("MEDVINCA", "Médiathèque de Vinça")
    assert "Bibliobus" in (await browser.get("/structures/MEDVINCA")).text
    page = (await browser.get(address)).text
    assert "Utilisé le 3 mars 2026" in page.replace("\u00a0", " ")
    assert f"/postes/{laptop.id}" in page


async def test_faults_are_shown_and_nothing_is_made(departement: Departement) -> None:
    browser = await ready(departement)
    for fields, words in (
        ({"n-CCASILL": "x"}, "n’est pas un nombre"),
        ({}, "Choisissez un fichier"),
        ({"n-CCASILL": "1", "nom": " "}, "Donnez un nom à ce lot"),
        ({"n-CCASILL": "1", "adresse": "pass.example"}, "commence par https://"),
    ):
        response = await preview(browser, **fields)
        assert response.status_code == 422
        assert words in response.text
    assert "Aucun code en attente" in (await browser.get("/codes")).text


async def papers(browser: Browser, address: str, kind: str, codes: list[str]) -> httpx.Response:
    """Ask for papers as the page of the codes does."""
    await browser.get(address)
    page = browser.page
    token = re.search(r'name="jeton" value="([^"]+)"', page)
    assert token
    data = {"jeton": token.group(1), "adresse": "https://pass.example", "codes": "\n".join(codes)}
    return await browser.client.post(f"{address}/{kind}", data=data)


async def test_the_table_and_the_papers_hold_the_codes_given_back(
    departement: Departement, tmp_path: Path
) -> None:
    browser = await ready(departement)
    await preview(browser, **{"n-CCASILL": "2"})
    address, codes = await make(browser)
    table = await papers(browser, address, "tableau", codes)
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows[1:]] == codes
    assert rows[1][:3] == ["CCASILL", "CCAS d’Illkirch", "N° 1 sur 2"]
    assert rows[1][4] == "https://pass.example"
    assert rows[1][5].replace("\u00a0", " ") == "2 avril 2026 à 13 h 00"  # Paris, in summer time
    for kind in ("feuilles", "etiquettes"):
        drawn = await papers(browser, address, kind, codes)
        assert drawn.headers["content-type"] == "application/pdf"
        assert text_of(drawn.content, tmp_path).count(codes[0][:4]) == 1


def test_no_cell_of_the_table_is_a_formula() -> None:
    code = ShownCode(structure="CCASILL", structure_name='=CMD("x")', poste="+1", text="7F3K-0")
    table = as_table([code], address="@lien", expires="-").decode("utf-8-sig")
    (row,) = list(csv.reader(io.StringIO(table), delimiter=";"))[1:]
    assert row == ["CCASILL", '\'=CMD("x")', "'+1", "7F3K-0", "'@lien", "'-"]


def text_of(pdf: bytes, folder: Path) -> str:
    program = shutil.which("pdftotext")
    assert program
    file = folder / "papier.pdf"
    file.write_bytes(pdf)
    run = subprocess.run([program, "-layout", file, "-"], capture_output=True, check=True)
    return run.stdout.decode()


async def test_codes_of_another_batch_or_that_cannot_serve_are_not_printed(
    departement: Departement,
) -> None:
    browser = await ready(departement)
    await preview(browser, **{"n-CCASILL": "2"})
    first, codes = await make(browser)
    await preview(browser, **{"n-CCASILL": "1"})
    second, _ = await make(browser)
    assert "rien à imprimer" in (await papers(browser, second, "feuilles", codes)).text
    await departement.laptop().activate(parse_activation_code(codes[0]))
    table = await papers(browser, first, "tableau", codes)
    assert codes[1] in table.text
    assert codes[0] not in table.text


async def activates(laptop: Laptop, code: str) -> tuple[int, str]:
    response = await laptop.send_activation(laptop.asks_activation(parse_activation_code(code)))
    return response.status_code, response.json().get("error", "")


async def test_a_batch_is_cancelled_but_for_what_has_served(departement: Departement) -> None:
    browser = await ready(departement)
    await preview(browser, **{"n-CCASILL": "3"})
    address, codes = await make(browser)
    laptop = departement.laptop()
    await laptop.activate(parse_activation_code(codes[0]))
    asked = await browser.get(f"{address}/annulation")
    assert "2 codes n’activeront" in asked.text
    await browser.submit(f"{address}/annulation/oui")
    assert await activates(departement.laptop(), codes[1]) == (403, "activation_expired")
    assert await activates(laptop, codes[0]) == (200, "")
    page = browser.page
    assert page.count("Annulé") == 2
    assert "Lot de codes annulé" in (await browser.get("/journal")).text


async def test_one_code_is_cancelled(departement: Departement) -> None:
    browser = await ready(departement)
    code = departement.code()
    page = (await browser.get("/codes")).text
    address = re.search(r"/codes/[0-9a-f]{32}/annulation", page)
    assert address
    await browser.get(address.group())
    await browser.submit(address.group())
    assert await activates(departement.laptop(), code.text()) == (403, "activation_expired")
    assert "Aucun code en attente" in (await browser.get("/codes")).text


async def test_the_time_of_a_batch_is_the_one_chosen(departement: Departement) -> None:
    browser = await ready(departement)
    await preview(browser, **{"n-CCASILL": "2"}, jours="60")
    _, codes = await make(browser)
    departement.clock.advance(timedelta(days=59, hours=23))
    assert (await activates(departement.laptop(), codes[0]))[0] == 200
    departement.clock.advance(timedelta(hours=1))
    assert await activates(departement.laptop(), codes[1]) == (403, "activation_expired")


async def test_a_closed_structure_activates_no_laptop(departement: Departement) -> None:
    browser = await ready(departement)
    code = departement.code()
    await browser.get("/structures/CCASILL/fermeture")
    page = await browser.submit("/structures/CCASILL/fermeture", jour="2026-03-03")
    assert "Fermée depuis le" in page.text
    assert (await activates(departement.laptop(), code.text()))[1] == "activation_expired"
    assert (await browser.submit("/structures/CCASILL/code")).status_code == 404
    await browser.get("/structures/CCASILL")
    await browser.submit("/structures/CCASILL/reouverture")
    again = departement.code()
    assert (await activates(departement.laptop(), again.text()))[0] == 200


async def test_a_structure_that_will_close_still_takes_laptops(departement: Departement) -> None:
    browser = await ready(departement)
    await browser.get("/structures/CCASILL/fermeture")
    await browser.submit("/structures/CCASILL/fermeture", jour="2026-03-05")
    code = departement.code()
    departement.clock.advance(timedelta(days=2))
    assert (await activates(departement.laptop(), code.text()))[1] == "activation_expired"
