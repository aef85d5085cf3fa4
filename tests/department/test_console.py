"""What an agent sees and does in the console."""

import re
from datetime import timedelta

import pytest

from app.department.records import conflicts
from tests.department.support import Browser, Departement, Laptop, prescription

pytestmark = pytest.mark.anyio
HOSTILE = "<script>alert(1)</script>\"'><img src=x>"


async def ready(departement: Departement) -> tuple[Laptop, Browser]:
    laptop, browser = departement.laptop(), departement.browser()
    await laptop.activate(departement.code())
    await browser.sign_in()
    return laptop, browser


async def test_a_prescription_received_can_be_read_whole(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    assert "Simone WEBER" in (await browser.get("/prescriptions?etat=a_decider")).text
    page = (await browser.get(f"/prescriptions/{item.header.item}")).text
    for text in (
        "Madame Simone WEBER",
        "12 rue des Tilleuls",
        "67400 ILLKIRCH-GRAFFENSTADEN",
        "Assistance",
        "2 mars 2026",
        "CCAS d’Illkirch",
        "2026-CCASILL-0001",
        "3 mars 2026 à 12 h 00",  # received: Paris, while the service counts in UTC
    ):
        assert text.replace(" ", "") in page.replace("\u00a0", " ").replace(" ", ""), text


async def test_accepting_asks_to_confirm_then_reaches_the_feed(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    await browser.get(f"/prescriptions/{item.header.item}")
    address = f"/prescriptions/{item.header.item}/decision"
    asked = await browser.submit(address, sens="acceptee", message="", revision="1", numero="0")
    assert "Accepter cette prescription" in asked.text
    assert (await laptop.feed())["entries"] == []
    response = await browser.decide(item.header.item, sens="acceptee", message="Bon\nretour ")
    assert "La décision est enregistrée" in response.text
    assert (await laptop.feed())["entries"] == [
        {
            "seq": 1,
            "item": item.header.item,
            "revision": 1,
            "sens": "acceptee",
            "decided_on": "2026-03-03",
            "message": "Bon retour",
        }
    ]


@pytest.mark.parametrize("motif", ["", "inconnu", "STOCK"])
async def test_a_refusal_needs_a_motive_of_the_list(departement: Departement, motif: str) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    response = await browser.decide(item.header.item, sens="refusee", motif=motif, message="Non.")
    assert response.status_code == 422
    assert "Un refus a besoin d’un motif de la liste." in response.text
    assert ">Non.</textarea>" in response.text
    assert (await laptop.feed())["entries"] == []


async def test_a_refusal_carries_its_motive(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    await browser.decide(item.header.item, sens="refusee", motif="stock", message="")
    (entry,) = (await laptop.feed())["entries"]
    assert (entry["sens"], entry["motif"]) == ("refusee", "stock")
    assert "Motif : Rupture du stock" in browser.page.replace("&nbsp;", " ")


async def test_a_correction_of_a_decision_is_a_second_entry(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    await browser.decide(item.header.item, sens="refusee", motif="stock", message="")
    page = await browser.decide(item.header.item, sens="acceptee", message="")
    entries = (await laptop.feed())["entries"]
    assert [(e["seq"], e["sens"]) for e in entries] == [(1, "refusee"), (2, "acceptee")]
    assert "(correction)" in page.text
    assert "etat-acceptee" in page.text


async def test_a_decision_on_what_changed_meanwhile_is_not_recorded(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    await browser.get(f"/prescriptions/{item.header.item}")
    corrected = prescription(nom="Weber-Klein", kind="correction")
    await laptop.push(laptop.item(corrected, id_=item.header.item, revision=2))
    response = await browser.submit(
        f"/prescriptions/{item.header.item}/decision",
        sens="acceptee",
        revision="1",
        numero="0",
        confirme="oui",
    )
    assert "a changé pendant que vous la regardiez" in response.text
    assert (await laptop.feed())["entries"] == []


async def test_a_decision_without_the_page_s_token_is_refused(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    fields = {"sens": "acceptee", "revision": "1", "numero": "0", "confirme": "oui"}
    address = f"/prescriptions/{item.header.item}/decision"
    response = await browser.client.post(address, data=fields)
    assert response.status_code == 403
    assert (await laptop.feed())["entries"] == []


async def test_a_withdrawn_prescription_is_shown_without_anybody(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription("Weber"))
    withdrawal = {"kind": "withdrawal", "reference": "2026-CCASILL-0001"}
    await laptop.push(item, laptop.item(withdrawal, id_=item.header.item, revision=2))
    page = await browser.get(f"/prescriptions/{item.header.item}")
    assert page.status_code == 200
    assert "Prescription retirée" in page.text
    assert "WEBER" not in page.text


async def test_hostile_text_is_shown_and_never_run(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription(nom=HOSTILE, prenom=HOSTILE))
    other = laptop.item(prescription(nom=HOSTILE, prenom="Autre"), id_=item.header.item)
    await laptop.push(item)
    await laptop.push(other)
    await browser.get("/structures")
    await browser.submit("/structures", nom=HOSTILE, code="PIEGE")
    with departement.service.database.reading() as session:
        conflict = conflicts.page(session, size=1)[0][0].id
    for address in (
        "/prescriptions",
        "/prescriptions?q=" + "%3Cscript%3Ealert(1)",
        f"/prescriptions/{item.header.item}",
        f"/conflits/{conflict}",
        "/structures",
        "/structures/PIEGE",
        "/journal",
    ):
        page = (await browser.get(address)).text
        assert "<script" not in page.lower(), address
        assert "<img src=x" not in page.lower(), address
    await browser.get(f"/prescriptions/{item.header.item}")
    asked = await browser.submit(
        f"/prescriptions/{item.header.item}/decision",
        sens="acceptee",
        message='"><script>alert(2)</script>',
        revision="1",
        numero="0",
    )
    assert "<script" not in asked.text


async def test_no_page_holds_script_or_style_of_its_own(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription())
    await laptop.push(item)
    addresses = ["/prescriptions", f"/prescriptions/{item.header.item}", "/structures"]
    addresses += ["/structures/CCASILL", "/conflits", "/journal", f"/postes/{laptop.id}/revocation"]
    for address in addresses:
        response = await browser.get(address)
        assert response.status_code == 200, address
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", response.text)
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'")
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["cache-control"] == "no-store"


async def test_the_search_ignores_accents_and_finds_references(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    await laptop.push(
        laptop.item(prescription("Œuvrard", "Éloïse", number=7)),
        laptop.item(prescription("Da Silva", "Maria", number=8)),
    )
    for words, found in (
        ("oeuvrard", "ŒUVRARD"),
        ("eloise OEUV", "ŒUVRARD"),
        ("CCASILL-0008", "DA SILVA"),
        ("silva", "DA SILVA"),
    ):
        page = (await browser.get(f"/prescriptions?q={words}")).text
        assert found in page, words
        assert "1 résultat pour" in page, words
    assert "Rien ne correspond ici" in (await browser.get("/prescriptions?q=zzz")).text


async def test_the_same_person_in_two_structures_is_pointed_out(departement: Departement) -> None:
    departement.add_structure("MEDVINCA", "Médiathèque de Vinça")
    laptop, browser = await ready(departement)
    other = departement.laptop()
    await other.activate(departement.code("MEDVINCA"))
    here = laptop.item(prescription("Weber", "Jean-Pierre"))
    alone = laptop.item(prescription("Weber", "Jean-Paul"))
    await laptop.push(here, alone)
    await other.push(other.item(prescription("WEBER", "Jean Pierre", reference="2026-MED-0009")))
    assert (await browser.get("/prescriptions")).text.count("Doublon possible") == 2
    page = (await browser.get(f"/prescriptions/{here.header.item}")).text
    assert "Peut-être la même personne" in page
    assert "2026-MED-0009" in page
    assert "(autre structure)" in page
    page = (await browser.get(f"/prescriptions/{alone.header.item}")).text
    assert "Peut-être la même personne" not in page


async def test_a_code_is_shown_once_with_its_drawing(departement: Departement) -> None:
    browser = departement.browser()
    await browser.sign_in()
    await browser.get("/structures/CCASILL")
    page = (await browser.submit("/structures/CCASILL/code")).text
    groups = re.findall(r"<span>([0-9A-Z]{4})</span>", page)
    assert len(groups) == 10
    assert '<svg class="qr" role="img"' in page
    after = (await browser.get("/structures/CCASILL")).text
    assert groups[0] not in after
    assert "1 code en attente" in after.replace("&nbsp;", " ")


async def test_a_structure_needs_a_name_and_code_of_its_own(departement: Departement) -> None:
    browser = departement.browser()
    await browser.sign_in()
    for name, code in (("", "X1"), ("Autre", "CCASILL"), ("ccas d’illkirch", "X2"), ("B", "é")):
        await browser.get("/structures")
        response = await browser.submit("/structures", nom=name, code=code)
        assert response.status_code == 422, (name, code)
    await browser.get("/structures")
    response = await browser.submit("/structures", nom="Médiathèque", code="med-1")
    assert response.url.path == "/structures/MED-1"


async def test_a_device_revoked_in_the_console_sends_nothing_more(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    await browser.get(f"/postes/{laptop.id}/revocation")
    page = await browser.submit(f"/postes/{laptop.id}/revocation", motif="vole")
    assert "Révoqué" in page.text
    response = await laptop.push_raw({"items": []})
    assert (response.status_code, response.json()["error"]) == (403, "device_revoked")


@pytest.mark.parametrize(("choice", "name"), [("gardee", "WEBER"), ("remplacee", "KLEIN")])
async def test_a_person_settles_a_conflict(
    departement: Departement, choice: str, name: str
) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription("Weber"))
    other = laptop.item(prescription("Klein"), id_=item.header.item)
    await laptop.push(item)
    assert (await laptop.push(other))[0]["status"] == "conflict"
    page = (await browser.get("/conflits")).text
    address = re.search(r"/conflits/[0-9a-f-]{36}", page)
    assert address
    compared = (await browser.get(address.group())).text
    assert "Weber" in compared
    assert "Klein" in compared
    asked = await browser.submit(address.group(), sort=choice)
    assert "on ne revient pas en arrière" in asked.text
    assert (await browser.get("/conflits")).text.count("/conflits/") == 1  # it still waits
    await browser.get(address.group())
    response = await browser.submit(address.group(), sort=choice, confirme="oui")
    assert "Aucun conflit" in response.text
    late = await browser.submit(address.group(), sort=choice, confirme="oui")
    assert late.status_code == 409
    assert "Ce conflit ne peut plus être réglé ainsi" in late.text
    assert f"Simone {name}" in (await browser.get(f"/prescriptions/{item.header.item}")).text
    again = await laptop.push(laptop.item(prescription("Klein"), id_=item.header.item))
    assert again[0]["status"] == ("conflict" if choice == "gardee" else "already_held")


async def test_reading_a_conflict_is_in_the_journal(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription("Weber"))
    await laptop.push(item, laptop.item(prescription("Klein"), id_=item.header.item))
    page = (await browser.get("/conflits")).text
    before = (await browser.get("/journal")).text.count("Prescription consultée")
    await browser.get(re.findall(r"/conflits/[0-9a-f-]{36}", page)[0])
    after = (await browser.get("/journal")).text.count("Prescription consultée")
    assert after == before + 1


async def test_after_a_decision_the_next_one_is_a_key_away(departement: Departement) -> None:
    laptop, browser = await ready(departement)
    first, second, third = (laptop.item(prescription(f"Nom{n}", number=n)) for n in range(3))
    for item in (first, second, third):
        await laptop.push(item)
        departement.clock.advance(timedelta(minutes=1))
    for decided, following in ((second, third), (third, first)):
        page = (await browser.decide(decided.header.item, sens="acceptee", message="")).text
        assert f'href="/prescriptions/{following.header.item}">Suivante' in page
    page = (await browser.decide(first.header.item, sens="acceptee", message="")).text
    assert "Suivante" not in page
    assert "Tout est décidé." in page


async def test_the_journal_tells_the_acts_and_names_no_person_helped(
    departement: Departement,
) -> None:
    laptop, browser = await ready(departement)
    item = laptop.item(prescription("Weber", "Simone"))
    await laptop.push(item)
    await browser.decide(item.header.item, sens="refusee", motif="autre", message="Pour Simone")
    page = (await browser.get("/journal")).text
    for act in ("Connexion", "Poste activé", "Prescription reçue", "Décision", "refusee autre"):
        assert act in page, act
    assert "weber" not in page.lower()
    assert "Simone" not in page


@pytest.mark.parametrize(
    "address",
    ["/prescriptions/00000000-0000-0000-0000-000000000000", "/prescriptions/%00", "/rien"],
)
async def test_what_does_not_exist_is_told_in_french(
    departement: Departement, address: str
) -> None:
    browser = departement.browser()
    await browser.sign_in()
    response = await browser.get(address)
    assert response.status_code == 404
    assert "Page introuvable" in response.text


async def test_fonts_and_styles_are_served_from_here(departement: Departement) -> None:
    client = departement.client()
    style = await client.get("/statique/console.css")
    assert "http" not in style.text.replace("http://www.w3.org", "")
    for name in re.findall(r'url\("([^"]+)"\)', style.text):
        assert (await client.get(f"/statique/{name}")).status_code == 200, name
