"""Who may be one person, and why (decision 0033); what an agent says of it is remembered."""

import re
import time
from typing import Any

import pytest
from sqlalchemy import event

from app.department.database.actors import JournalRow
from app.department.database.agents import Role
from app.department.database.handling import DuplicateRow
from app.department.records.likeness import Degree, Likeness, Profile, Reason, compare, is_far
from tests.department.support import PASSWORD, Browser, Departement, Laptop, prescription

HOME = {
    "voie": "12 rue des Tilleuls",
    "code_postal": "67400",
    "commune": "Illkirch-Graffenstaden",
    "code_insee": "67218",
}
STREET = {**HOME, "voie": "3 place du Marché"}
TOWN = {**HOME, "voie": "3 place du Marché", "code_postal": "67401"}
AWAY = {**HOME, "code_postal": "67000", "code_insee": "67482", "commune": "Strasbourg"}


def person(nom: str, prenom: str, adresse: dict[str, Any] = HOME, **more: str) -> Profile:
    return Profile.of({"nom": nom, "prenom": prenom, "adresse": adresse, **more})


def far(one: Profile, other: Profile) -> bool:
    adresse = {"code_postal": other.code_postal, "code_insee": other.code_insee}
    return is_far(one, {"adresse": adresse, "tranche_age": other.tranche_age}, other.keys)


def told(found: Likeness | None) -> tuple[str, ...]:
    return (found.degree.value, *(reason.value for reason in found.reasons)) if found else ()


SAME = person("Weber", "Simone")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Accents, capitals, hyphens, blanks, apostrophes
        (SAME, person("WEBER", "simone"), "exacte memes_noms meme_adresse"),
        (person("Œuvrard", "Éloïse"), person("OEUVRARD", "Eloise"), "exacte memes_noms"),
        (person("Weber", "Jean-Pierre"), person("Weber", "Jean Pierre"), "exacte memes_noms"),
        (person("Weber", "Jeanpierre"), person("Weber", "Jean-Pierre"), "exacte memes_noms"),
        (person("D’Angelo", "Ana"), person("Dangelo", "Ana"), "exacte memes_noms"),
        (person("Ben Ali", "Karim"), person("Benali", "Karim"), "exacte memes_noms"),
        # Inverted names, particles
        (SAME, person("Simone", "Weber"), "exacte noms_inverses meme_adresse"),
        (person("de La Tour", "Anne"), person("Latour", "Anne"), "exacte particule"),
        (person("de La Tour", "Anne"), person("Tour", "Anne"), "exacte particule"),
        (person("von Weber", "Simone"), SAME, "exacte particule"),
        # The address as two people write it
        (SAME, person("Weber", "Simone", {**HOME, "voie": "12, R. DES TILLEUL"}), "exacte memes"),
        (SAME, person("Weber", "Simone", STREET), "exacte memes_noms meme_code_postal"),
        (SAME, person("Weber", "Simone", TOWN), "proche memes_noms autre_adresse"),
        (SAME, person("Weber", "Simone", AWAY), ""),
        # Near: misspelt, a part of a double name, an initial; at the same address only
        (SAME, person("Webber", "Simone"), "proche orthographe meme_adresse"),
        (SAME, person("Wbeer", "Simone"), "proche orthographe meme_adresse"),
        (SAME, person("Webber", "Simonne"), "proche orthographe meme_adresse"),
        (SAME, person("Weber-Klein", "Simone"), "proche nom_partiel meme_adresse"),
        (person("Nguyen", "Thi Mai"), person("Nguyen", "Mai"), "proche nom_partiel"),
        (SAME, person("Weber", "S."), "proche initiale meme_adresse"),
        (SAME, person("Weber-Klein", "S."), ""),
        (SAME, person("Wagner", "Simone"), ""),
        (SAME, person("Weber-Klein", "Simone", STREET), ""),
        (SAME, person("Weder", "Simone", STREET), ""),
        # Heard the same, in one postal code
        (
            person("Philippe", "Mathieu"),
            person("Filipe", "Matthieu", STREET),
            "proche orthographe meme_code_postal",
        ),
        # A couple, a family: one address, other people
        (SAME, person("Weber", "Marcel"), ""),
        (person("Weber", "Michel"), person("Weber", "Michèle"), ""),
        (person("Weber", "Jean"), person("Weber", "Jeanne"), ""),
        (person("Weber", "Daniel"), person("Weber", "Danielle"), ""),
        (
            person("Weber", "Camile", civilite="Madame"),
            person("Weber", "Camille", civilite="Monsieur"),
            "",
        ),
        # Short names: one letter makes another name
        (person("Ly", "An"), person("Ly", "An"), "exacte memes_noms"),
        (person("Ly", "An"), person("Le", "An"), ""),
    ],
)
def test_a_pair_is_alike_or_not_for_reasons_that_are_told(
    one: Profile, other: Profile, expected: str
) -> None:
    assert " ".join(told(compare(one, other))).startswith(expected)
    assert bool(compare(one, other)) == bool(expected)
    assert compare(other, one) == compare(one, other)
    assert not (expected and far(one, other))


def test_bands_of_age_tell_homonyms_apart() -> None:
    young, old = (person("Weber", "Simone", tranche_age=band) for band in ("18-25", "60-74"))
    assert told(compare(young, old)) == ("proche", "memes_noms", "meme_adresse", "age_different")
    moved = person("Weber", "Simone", AWAY, tranche_age="60-74")
    assert told(compare(old, moved)) == ("proche", "memes_noms", "autre_adresse", "meme_age")
    assert compare(young, moved) is None
    assert (far(old, moved), far(young, moved)) == (False, True)
    assert compare(young, person("Weber", "Simone", TOWN, tranche_age="60-74")) is None
    assert compare(young, person("Webber", "Simone", tranche_age="60-74")) is None


def test_an_address_at_the_ccas_makes_nobody_alike() -> None:
    ccas = {**HOME, "voie": "1 rue de la Mairie", "domiciliation_ccas": True}
    assert compare(person("Weber", "Simone", ccas), person("Weder", "Simone", ccas)) is None
    found = compare(person("Weber", "Simone", ccas), person("Weber", "Simone", ccas))
    assert told(found) == ("exacte", "memes_noms", "meme_code_postal")


def test_endless_names_that_were_made_up_are_compared_at_once() -> None:
    begun = time.process_time()
    endless = "ab" * 1800
    assert compare(person(f"x{endless}", "Simone"), person(f"{endless}y", "Simone")) is not None
    assert compare(person(f"xyz{endless}", "Simone"), person(f"{endless}xyz", "Simone")) is None
    assert time.process_time() - begun < 1  # seconds; letter by letter it was many


@pytest.mark.parametrize("missing", ["nom", "prenom"])
def test_without_both_names_nobody_is_compared(missing: str) -> None:
    payload = {"nom": "Weber", "prenom": "Simone", "adresse": HOME, missing: ""}
    assert compare(Profile.of(payload), Profile.of(payload)) is None


def test_reasons_and_degrees_fit_their_columns() -> None:
    assert max(len(degree) for degree in Degree) <= 16
    assert len(" ".join(sorted(Reason, key=len)[-3:])) <= 160


# The service


async def two_structures(departement: Departement) -> tuple[Laptop, Laptop, Browser]:
    departement.add_structure("MEDVINCA", "Médiathèque de Vinça")
    one, other, browser = departement.laptop(), departement.laptop(), departement.browser()
    await one.activate(departement.code())
    await other.activate(departement.code("MEDVINCA"))
    await browser.sign_in()
    return one, other, browser


def pair_on(page: str) -> str:
    found = re.search(r'action="/doublons/([0-9a-f-]{36})"', page)
    return found.group(1) if found else ""


@pytest.mark.anyio
async def test_a_pair_is_shown_judged_and_remembered(departement: Departement) -> None:
    one, other, browser = await two_structures(departement)
    here = one.item(prescription("Weber", "Simone"))
    there = other.item(prescription("Simone", "WEBER", reference="2026-MED-0001"))
    await one.push(here)
    await other.push(there)
    page = (await browser.get("/doublons")).text
    for words in ("nom et prénom inversés", "même adresse", "2026-MED-0001", "CCAS d’Illkirch"):
        assert words in page, words
    pair = pair_on(page)
    await browser.submit(f"/doublons/{pair}", avis="differente")
    assert not pair_on(browser.page)
    assert pair_on((await browser.get("/doublons?avis=differente")).text) == pair
    assert "Doublon possible" not in (await browser.get("/prescriptions")).text
    detail = (await browser.get(f"/prescriptions/{here.header.item}")).text
    assert "<strong>personnes différentes</strong>" in detail
    await browser.submit(f"/doublons/{pair}", avis="meme", retour=here.header.item)
    assert "<strong>même personne</strong>" in browser.page
    with departement.service.database.reading() as session:
        acts = session.query(JournalRow).filter_by(action="doublon_juge").order_by("id").all()
    assert [(act.object_id, act.detail) for act in acts[:2]] in (
        [(a, f"differente {b}"), (b, f"differente {a}")]
        for a, b in (
            (here.header.item, there.header.item),
            (there.header.item, here.header.item),
        )
    )


@pytest.mark.anyio
async def test_one_structure_alone_makes_no_pair(departement: Departement) -> None:
    one, _, browser = await two_structures(departement)
    first = one.item(prescription(number=1))
    second = one.item(prescription(number=2))
    await one.push(first, second)
    assert "Rien ici" in (await browser.get("/doublons")).text
    page = (await browser.get(f"/prescriptions/{first.header.item}")).text
    assert "Ses autres prescriptions dans cette structure" in page
    assert "2026-CCASILL-0002" in page


@pytest.mark.anyio
async def test_an_opinion_holds_for_the_person_s_next_prescription(
    departement: Departement,
) -> None:
    one, other, browser = await two_structures(departement)
    first = one.item(prescription(number=1))
    await one.push(first)
    await other.push(other.item(prescription(reference="2026-MED-0001")))
    pair = pair_on((await browser.get("/doublons")).text)
    await browser.submit(f"/doublons/{pair}", avis="differente")
    await one.push(one.item(prescription(number=2, earlier=first.header.item)))
    assert "Rien ici" in (await browser.get("/doublons")).text
    await one.push(one.item(prescription(number=3)))  # nothing ties it to the first
    assert "2026-CCASILL-0003" in (await browser.get("/doublons")).text


@pytest.mark.anyio
async def test_a_correction_makes_the_pair_anew_and_a_withdrawal_ends_it(
    departement: Departement,
) -> None:
    one, other, browser = await two_structures(departement)
    here = one.item(prescription("Weber", "Simone"))
    await one.push(here)
    there = other.item(prescription("Weber", "Simone", reference="2026-MED-0001"))
    await other.push(there)
    corrected = prescription("Wagner", "Marcel", kind="correction")
    await one.push(one.item(corrected, id_=here.header.item, revision=2))
    assert "Rien ici" in (await browser.get("/doublons")).text
    back = prescription("Webber", "Simone", kind="correction")
    await one.push(one.item(back, id_=here.header.item, revision=3))
    assert "orthographe voisine" in (await browser.get("/doublons")).text
    withdrawal = {"kind": "withdrawal", "reference": "2026-MED-0001"}
    await other.push(other.item(withdrawal, id_=there.header.item, revision=2))
    with departement.service.database.reading() as session:
        assert session.query(DuplicateRow).count() == 0


@pytest.mark.anyio
async def test_two_that_came_at_once_are_found_before_the_decision(
    departement: Departement,
) -> None:
    one, other, browser = await two_structures(departement)
    here = one.item(prescription())
    await one.push(here)
    await other.push(other.item(prescription(reference="2026-MED-0001")))
    with departement.service.database.writing() as session:
        session.query(DuplicateRow).delete()  # as if neither had seen the other
    page = (await browser.get(f"/prescriptions/{here.header.item}")).text
    assert "Peut-être la même personne" in page


@pytest.mark.anyio
async def test_nothing_of_a_pair_is_told_to_a_laptop(departement: Departement) -> None:
    one, other, browser = await two_structures(departement)
    here = one.item(prescription())
    receipts = await one.push(here)
    await other.push(other.item(prescription(reference="2026-MED-0001")))
    pair = pair_on((await browser.get("/doublons")).text)
    await browser.submit(f"/doublons/{pair}", avis="meme")
    await browser.decide(here.header.item, sens="acceptee", message="")
    told_to_one = str(receipts) + str(await one.feed())
    assert "MED" not in told_to_one
    assert "doubl" not in told_to_one.lower()


@pytest.mark.anyio
async def test_only_an_instructeur_judges(departement: Departement) -> None:
    one, other, browser = await two_structures(departement)
    await one.push(one.item(prescription()))
    await other.push(other.item(prescription(reference="2026-MED-0001")))
    pair = pair_on((await browser.get("/doublons")).text)
    departement.add_agent(Role.LECTEUR, name="Lecture")
    reader = departement.browser()
    await reader.sign_in("Lecture", PASSWORD)
    page = (await reader.get("/doublons")).text
    assert "même adresse" in page
    assert not pair_on(page)
    assert (await reader.submit(f"/doublons/{pair}", avis="meme")).status_code == 403
    assert (await browser.submit(f"/doublons/{pair}", avis="zzz")).status_code == 404


@pytest.mark.anyio
async def test_the_dossier_of_a_person_has_what_is_hers_and_apart_what_may_be(
    departement: Departement,
) -> None:
    one, other, browser = await two_structures(departement)
    here = one.item(prescription(number=1))
    await one.push(here, one.item(prescription(number=2)))
    await other.push(
        other.item(prescription(reference="2026-MED-0001")),
        other.item(prescription("Webber", "Simone", reference="2026-MED-0002")),
        other.item(prescription("Autre", "Marcel", reference="2026-MED-0003")),
    )
    await browser.decide(here.header.item, sens="refusee", motif="stock", message="")
    address = f"/personnes/{here.header.item}"
    page = (await browser.get(address)).text
    sure, perhaps = page.split("Peut-être aussi")
    assert "2026-CCASILL-0002" in sure
    assert "Refusée le 3\u00a0mars\u00a02026, rupture du stock" in sure
    assert "2026-MED-0001" in perhaps
    assert "2026-MED-0002" in perhaps
    assert "2026-MED-0003" not in page
    assert "C’est la structure qui corrige" in page
    pair = pair_on(perhaps)
    await browser.submit(f"/doublons/{pair}", avis="meme")
    sure = (await browser.get(address)).text.split("Peut-être aussi")[0]
    assert sure.count("2026-MED-") == 1
    with departement.service.database.reading() as session:
        read = session.query(JournalRow).filter_by(action="personne_consultee").count()
    assert read == 8


@pytest.mark.anyio
async def test_hostile_names_are_shown_and_never_run(departement: Departement) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x>{{ 7 * 7 }}"
    one, other, browser = await two_structures(departement)
    here = one.item(prescription(hostile, hostile))
    await one.push(here)
    await other.push(other.item(prescription(hostile, hostile, reference="2026-MED-0001")))
    await browser.get("/prescriptions?etat=a_decider")
    pages = [browser.page]
    ticked = {f"choix-{here.header.item}": "1", "message": hostile, "motif": hostile}
    for step in ("", "/relire"):
        await browser.submit(f"/prescriptions/ensemble{step}", **ticked, sens="acceptee")
        pages.append(browser.page)
    for address in (
        f"/prescriptions?q={hostile}&structure={hostile}&du={hostile}",
        f"/prescriptions/{here.header.item}",
        f"/personnes/{here.header.item}",
        "/doublons",
        f"/doublons?avis={hostile}&degre={hostile}&apres={hostile}",
        f"/exports?q={hostile}&structure={hostile}",
        "/tirages",
        f"/tirages/nouveau?sens={hostile}&structure={hostile}",
    ):
        response = await browser.get(address)
        assert response.status_code == 200, address
        pages.append(response.text)
    for page in pages:
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=\"|<img src=x|>49<", page)


@pytest.mark.anyio
@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_an_older_sqlite_finds_pairs_too(departement: Departement) -> None:
    laptop, other, _ = await two_structures(departement)
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    engine = departement.service.database.engine
    event.listen(engine, "before_cursor_execute", note)
    for one in (laptop, other):
        await one.push(one.item(prescription()))
    event.remove(engine, "before_cursor_execute", note)
    assert [one for one in asked if "json_each" in one]
    assert [one for one in asked if "->" in one] == []  # SQLite 3.38, of 2022
    with departement.service.database.reading() as session:
        assert session.query(DuplicateRow).count() == 1
