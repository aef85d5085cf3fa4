"""Letters of the decisions: runs, their one file, what is printed once and what again."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.conventions.loading import load_convention
from app.department.commands import PROFILES
from app.department.database.actors import JournalRow
from app.department.database.prescriptions import DecisionRow, Etat
from app.department.records import prescriptions
from app.department.records.printing import file as printing_file
from app.department.records.printing import runs
from app.department.records.printing.letters import Letter, address_of, letters_of, shortened
from app.documents.postal import PostalAddress, Refused
from app.domain.agent import Structure
from app.domain.prescription import Sens
from tests.department.support import Browser, Departement, Laptop, prescription
from tests.documents.examples import pages_of

pytestmark = pytest.mark.anyio
LOT_ET_GARONNE = load_convention(PROFILES / "lot-et-garonne")
STRASBOURG = load_convention(PROFILES / "eurometropole-strasbourg")
LONG = {
    "voie": "128 bis boulevard du Maréchal de Lattre de Tassigny prolongé",
    "code_postal": "67400",
    "commune": "Illkirch-Graffenstaden",
    "code_insee": "67218",
}


@pytest.fixture
def posting(departement: Departement) -> Departement:
    """A Département that posts the Pass itself, as the convention of Lot-et-Garonne says."""
    service = departement.service
    settings = replace(service.settings, convention=LOT_ET_GARONNE, motifs=LOT_ET_GARONNE.motifs)
    departement.app.state.service = replace(service, settings=settings)
    return departement


async def ready(posting: Departement, count: int) -> tuple[Laptop, Browser, list[str]]:
    laptop, browser = posting.laptop(), posting.browser()
    await laptop.activate(posting.code())
    await browser.sign_in()
    items = [laptop.item(prescription(f"Nom{n:02}", number=n)) for n in range(1, count + 1)]
    await laptop.push(*items)
    ids = [item.header.item for item in items]
    for at, id_ in enumerate(ids):
        verdict = {"sens": "acceptee"} if at % 2 else {"sens": "refusee", "motif": "stock"}
        await browser.decide(id_, **verdict, message="")
        posting.clock.advance(timedelta(minutes=1))
    return laptop, browser, ids


async def prepare(browser: Browser, seen: int, **fields: str) -> str:
    await browser.get("/tirages/nouveau")
    assert f'name="vues" value="{seen}"' in browser.page
    response = await browser.submit("/tirages", vues=str(seen), **fields)
    return response.url.path


async def test_one_file_has_a_page_for_each_person_then_the_labels(
    posting: Departement, tmp_path: Path
) -> None:
    _, browser, _ = await ready(posting, 3)
    page = (await browser.get("/tirages")).text
    assert re.findall(r"<dt>(\w+)</dt><dd>(\d+)</dd>", page) == [
        ("Acceptations", "1"),
        ("Refus", "2"),
    ]
    address = await prepare(browser, 3, etiquettes="24", premiere="2", date="2026-03-09")
    assert address == "/tirages/1"
    assert (await browser.get(address)).text.count("Madame Simone NOM") == 3
    response = await browser.get(f"{address}/pdf")
    assert response.headers["content-type"] == "application/pdf"
    pages = pages_of(tmp_path, response.content)
    assert len(pages) == 4
    for page, name, words in (
        (pages[0], "NOM01", "Il n’y a plus de Pass en ce moment."),
        (pages[1], "NOM02", "Vous trouverez dans cette enveloppe 10 Pass numériques"),
        (pages[2], "NOM03", "Il n’y a plus de Pass en ce moment."),
    ):
        for text in (f"Madame Simone {name}", "12 RUE DES TILLEULS", "9 mars 2026", words):
            assert text in page
        assert "67400 ILLKIRCH GRAFFENSTADEN" in page
    assert sorted(re.findall(r"NOM\d\d", pages[3])) == ["NOM01", "NOM02", "NOM03"]


async def test_what_is_in_a_run_is_in_no_other_and_can_be_printed_again(
    posting: Departement, tmp_path: Path
) -> None:
    _, browser, ids = await ready(posting, 3)
    await prepare(browser, 2 + 1)
    first = (await browser.get("/tirages/1/pdf")).content
    assert (await browser.get("/tirages/1/pdf")).content == first
    assert "Rien à imprimer" in (await browser.get("/tirages/nouveau")).text
    response = await browser.submit("/tirages", vues="0")
    assert response.status_code == 409
    assert "La liste des lettres a changé" in response.text
    part = (await browser.get("/tirages/1/pdf?de=2&a=2")).content
    (page,) = pages_of(tmp_path, part)
    assert "NOM02" in page
    await browser.decide(ids[0], sens="acceptee", message="")  # corrected: it needs another letter
    assert await prepare(browser, 1) == "/tirages/2"
    (page,) = pages_of(tmp_path, (await browser.get("/tirages/2/pdf")).content)
    assert "NOM01" in page
    assert "Vous trouverez dans cette enveloppe" in page
    shown = (await browser.get(f"/prescriptions/{ids[0]}")).text
    assert shown.index("/tirages/1") < shown.index("/tirages/2")


async def test_a_list_that_changed_since_it_was_shown_prepares_nothing(
    posting: Departement,
) -> None:
    _, browser, ids = await ready(posting, 2)
    await browser.get("/tirages/nouveau")
    await posting.browser().sign_in()
    colleague = posting.browser()
    await colleague.sign_in()
    await colleague.get(f"/prescriptions/{ids[0]}")
    await colleague.submit(f"/prescriptions/{ids[0]}/lettre", lettre="aucune")
    response = await browser.submit("/tirages", vues="2")
    assert response.status_code == 409
    assert 'name="vues" value="1"' in response.text
    assert "Aucun tirage" in (await browser.get("/tirages")).text


async def test_two_agents_put_a_letter_into_one_run_only(posting: Departement) -> None:
    _, browser, _ = await ready(posting, 2)
    await browser.get("/tirages")
    service = posting.service
    wanted = runs.Wanted(sens=frozenset(Sens))
    with service.database.reading() as session:
        seen = [(letter, False) for letter in runs.waiting(session, wanted)]
        account = session.query(DecisionRow.account_id).limit(1).scalar()
    made: list[int] = []
    for _ in range(2):
        with service.database.writing() as session:
            run = runs.prepare(
                session,
                seen,
                runs.Plan(dated=date(2026, 3, 3)),
                account_id=account,
                now=posting.clock.now(),
            )
            made.append(run.letters if run else 0)
    assert made == [2, 0]


async def test_an_address_that_is_too_long_waits_until_an_agent_accepts_it_shorter(
    posting: Departement, tmp_path: Path
) -> None:
    laptop, browser, _ = await ready(posting, 1)
    payload = prescription("Nom02", number=2)
    payload["personne"]["adresse"] = LONG
    item = laptop.item(payload)
    await laptop.push(item)
    await browser.decide(item.header.item, sens="acceptee", message="")
    page = (await browser.get("/tirages/nouveau")).text
    assert "La rue compte" in page
    await prepare(browser, 1)
    assert len(pages_of(tmp_path, (await browser.get("/tirages/1/pdf")).content)) == 1
    await prepare(browser, 0, **{f"court-{item.header.item}": "oui"})
    (page,) = pages_of(tmp_path, (await browser.get("/tirages/2/pdf")).content)
    assert "NOM02" in page
    assert "adresse raccourcie" in (await browser.get("/tirages/2")).text


def test_a_shortened_address_has_lines_that_fit_and_keeps_number_and_town() -> None:
    personne = {"nom": "Weber", "prenom": "Simone", "adresse": LONG}
    assert isinstance(address_of({"personne": personne}), Refused)
    address = shortened({"personne": personne})
    assert isinstance(address, PostalAddress)
    assert address.lines[0] == "Simone WEBER"
    assert address.lines[-2].startswith("128 BIS BD")
    assert address.lines[-1] == "67400 ILLKIRCH GRAFFENSTADEN"
    seven = {
        **personne,
        "adresse": {
            **LONG,
            "voie": "12 rue Haute",
            "chez": "Paul Klein",
            "complement": "Appartement 3",
            "residence": "Bâtiment B",
            "lieu_dit": "Le Moulin",
        },
    }
    address = shortened({"personne": {**seven, "civilite": "Madame"}})
    assert isinstance(address, PostalAddress)
    assert len(address.lines) == 6
    assert "Appartement 3 Bâtiment B" in address.lines


async def test_who_has_no_address_is_listed_and_can_be_left_without_a_letter(
    posting: Departement,
) -> None:
    laptop, browser, _ = await ready(posting, 1)
    payload = prescription("Nom02", number=2)
    del payload["personne"]["adresse"]
    item = laptop.item(payload)
    await laptop.push(item)
    await browser.decide(item.header.item, sens="acceptee", message="")
    assert "2026-CCASILL-0002" in (await browser.get("/tirages/nouveau")).text
    await browser.get(f"/prescriptions/{item.header.item}")
    page = await browser.submit(f"/prescriptions/{item.header.item}/lettre", lettre="aucune")
    assert "Sans lettre, sur décision d’un agent" in page.text
    assert "2026-CCASILL-0002" not in (await browser.get("/tirages/nouveau")).text
    await browser.get(f"/prescriptions/{item.header.item}")
    await browser.submit(f"/prescriptions/{item.header.item}/lettre", lettre="imprimer")
    assert "2026-CCASILL-0002" in (await browser.get("/tirages/nouveau")).text


async def test_many_decisions_are_left_without_a_letter_at_once_and_taken_back(
    posting: Departement,
) -> None:
    laptop, browser, ids = await ready(posting, 3)
    nowhere = prescription("Nom04", number=4)
    del nowhere["personne"]["adresse"]
    item = laptop.item(nowhere)
    await laptop.push(item)
    await browser.decide(item.header.item, sens="acceptee", message="")
    page = (await browser.get("/tirages/nouveau")).text
    ticked = re.findall(r'name="(sans-[0-9a-f-]+)" value="(\d+)" checked', page)
    assert ticked == [(f"sans-{item.header.item}", "1")]
    printed = await browser.submit("/tirages", vues="2", sens="refusee")  # the 1st and the 3rd
    assert printed.url.path == "/tirages/1"
    await browser.get("/tirages/nouveau")
    fields = {f"sans-{id_}": "1" for id_ in (*ids, item.header.item)} | {"sans-rien": "1"}
    page = (await browser.submit("/tirages/sans-lettre", **fields, lettre="aucune")).text
    assert "2 décisions sans lettre" in page
    assert "Rien à imprimer" in (await browser.get("/tirages/nouveau")).text
    back = re.findall(r'name="(sans-[0-9a-f-]+)" value="(\d+)"', page)
    assert dict(back) == {f"sans-{ids[1]}": "1", f"sans-{item.header.item}": "1"}
    page = (await browser.submit("/tirages/sans-lettre", **dict(back), lettre="imprimer")).text
    assert "2 décisions attendent de nouveau" in page
    with posting.service.database.reading() as session:
        acts = session.scalars(
            select(JournalRow.action).where(JournalRow.action.like("lettre%"))
        ).all()
    assert sorted(acts) == ["lettre_ecartee"] * 2 + ["lettre_remise"] * 2


async def test_decisions_taken_together_may_be_left_without_their_letters(
    posting: Departement,
) -> None:
    laptop, browser = posting.laptop(), posting.browser()
    await laptop.activate(posting.code())
    await browser.sign_in()
    items = [laptop.item(prescription(f"Nom{n:02}", number=n)) for n in (1, 2)]
    await laptop.push(*items)
    await browser.get("/prescriptions?etat=a_decider")
    chosen = {f"choix-{one.header.item}": "1" for one in items}
    await browser.submit("/prescriptions/ensemble", **chosen)
    page = await browser.submit("/prescriptions/ensemble/relire", **chosen, sens="acceptee")
    lot = re.search(r'name="lot" value="([^"]+)"', page.text)
    assert lot
    page = await browser.submit(
        "/prescriptions/ensemble/decider", **chosen, sens="acceptee", lot=lot.group(1)
    )
    assert "2 lettres attendent d’être imprimées" in page.text
    fields = {f"sans-{one.header.item}": "1" for one in items}
    page = await browser.submit("/tirages/sans-lettre", **fields, lettre="aucune")
    assert "2 décisions sans lettre" in page.text
    assert "lettres attendent" not in (await browser.get(f"/ensemble/{lot.group(1)}")).text


async def test_a_run_is_marked_as_posted_once_and_every_act_is_in_the_journal(
    posting: Departement,
) -> None:
    _, browser, _ = await ready(posting, 1)
    await prepare(browser, 1)
    await browser.get("/tirages/1/pdf")
    asked = (await browser.get("/tirages/1/envoi")).text
    assert "cela ne s’annule pas" in asked
    for _ in range(2):
        await browser.get("/tirages/1/envoi")
        await browser.submit("/tirages/1/envoi")
    assert "Posté le" in (await browser.get("/tirages/1")).text
    with posting.service.database.reading() as session:
        acts = [
            (row.action, row.object_id, row.detail)
            for row in session.query(JournalRow).order_by("id")
            if row.action.startswith("tirage")
        ]
    assert acts == [
        ("tirage_prepare", "1", "1 lettres"),
        ("tirage_imprime", "1", "lettres 1 à 1"),
        ("tirage_envoye", "1", "1 lettres"),
    ]


async def test_somebody_erased_since_is_not_in_the_file(
    posting: Departement, tmp_path: Path
) -> None:
    _, browser, ids = await ready(posting, 2)
    await prepare(browser, 2)
    with posting.service.database.writing() as session:
        row = prescriptions.get(session, ids[0])
        assert row
        row.etat = Etat.EFFACEE
    (page,) = pages_of(tmp_path, (await browser.get("/tirages/1/pdf")).content)
    assert "NOM02" in page
    with posting.service.database.writing() as session:
        row = prescriptions.get(session, ids[1])
        assert row
        row.etat = Etat.EFFACEE
    (page,) = pages_of(tmp_path, (await browser.get("/tirages/1/pdf")).content)
    assert "les personnes ont été effacées" in page


async def test_the_file_is_made_by_tens_in_several_parts(
    posting: Departement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, browser, _ = await ready(posting, 3)
    await prepare(browser, 3)
    monkeypatch.setattr(printing_file, "_TOGETHER", 1)
    pages = pages_of(tmp_path, (await browser.get("/tirages/1/pdf")).content)
    assert [re.findall(r"NOM\d\d", page) for page in pages] == [["NOM01"], ["NOM02"], ["NOM03"]]


def test_where_the_structure_hands_the_pass_over_only_refusals_are_written() -> None:
    assert letters_of(LOT_ET_GARONNE) == {Sens.ACCEPTEE, Sens.REFUSEE}
    assert letters_of(STRASBOURG) == {Sens.REFUSEE}
    assert letters_of(None) == frozenset()


async def test_nonsense_in_the_form_prints_as_by_default(
    posting: Departement, tmp_path: Path
) -> None:
    _, browser, _ = await ready(posting, 1)
    nonsense = {"premiere": "99", "droite": "zz", "bas": "999", "etiquettes": "<i>", "date": "x"}
    await prepare(browser, 1, **nonsense)
    (page,) = pages_of(tmp_path, (await browser.get("/tirages/1/pdf")).content)
    assert "3 mars 2026" in page
    for address in ("7", "7/pdf", "0", "abc", "7/envoi"):
        assert (await browser.get(f"/tirages/{address}")).status_code == 404, address


def test_a_letter_names_nobody_in_a_log() -> None:
    assert "Weber" not in repr(
        Letter(
            prescription_id="1",
            number=1,
            reference="r",
            structure=Structure(code="S", name="S", adresse=()),
            sens=Sens.ACCEPTEE,
            motif="",
            payload={"personne": {"nom": "Weber"}},
        )
    )
