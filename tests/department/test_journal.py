"""The journal: found again by who, what and when; exported without names; tampering shows."""

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from app.department.database.actors import AccountRow, JournalRow
from app.department.database.agents import JournalSealRow, Role
from app.department.records import journal_reading, journal_seals
from app.department.records.journal import OPERATOR, Action, Actor, note
from tests.department.support import AGENT, Browser, Departement, prescription

pytestmark = pytest.mark.anyio


def write(departement: Departement, count: int, action: Action = Action.DECISION) -> None:
    with departement.service.database.writing() as session:
        for number in range(count):
            at = departement.clock.now()
            note(session, at=at, actor=OPERATOR, action=action, on=f"objet-{number}")


async def signed_in(departement: Departement) -> Browser:
    browser = departement.browser()
    await browser.sign_in(departement.add_agent(Role.DELEGUE))
    return browser


async def test_pages_of_the_journal_follow_each_other_by_number(departement: Departement) -> None:
    browser = await signed_in(departement)
    write(departement, 120)
    seen: list[str] = []
    address: str | None = "/journal?acte=decision"
    while address:
        page = (await browser.get(address)).text
        seen += [part.split('"')[0] for part in page.split("/journal?sur=")[1:]]
        following = page.split('rel="next" href="')
        address = following[1].split('"')[0].replace("&amp;", "&") if len(following) > 1 else None
    assert seen == [f"objet-{number}" for number in reversed(range(120))]


async def test_the_journal_is_searched_by_agent_act_object_and_day(
    departement: Departement,
) -> None:
    await signed_in(departement)
    write(departement, 1, Action.CODE_CREE)
    departement.clock.advance(timedelta(days=2))
    write(departement, 1, Action.POSTE_REVOQUE)
    browser = departement.browser()
    await browser.sign_in("Agent delegue")
    with departement.service.database.reading() as session:
        delegue = session.query(AccountRow.id).where(AccountRow.name == "Agent delegue").scalar()
    made, revoked, came = "Code d’activation créé", "Poste révoqué", "Connexion"
    for search, present, absent in (
        ("acte=code_cree", made, revoked),
        ("qui=operateur", revoked, came),
        (f"qui={delegue}", came, revoked),
        ("sur=objet-0", made, came),
        ("du=2026-03-04", revoked, made),
        ("au=2026-03-04", made, revoked),
        ("du=2026-03-05&au=2026-03-05", revoked, made),
        ("du=9999-12-31&au=0001-01-01&avant=x%00", came, ""),
        ("avant=999999999999999", came, ""),  # no number of PostgreSQL's
    ):
        page = (await browser.get(f"/journal?{search}")).text
        acts = set(re.findall(r'data-nom="Acte">([^<]+)<', page))
        assert present in acts, search
        assert absent not in acts, search
    page = (await browser.get("/journal?qui=personne")).text
    assert "Aucune écriture ne correspond" in page


async def test_the_export_holds_every_entry_and_no_name(
    departement: Departement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_reading, "_CHUNK", 20)
    laptop, browser = departement.laptop(), await signed_in(departement)
    await laptop.activate(departement.code())
    await laptop.push(laptop.item(prescription("Weber", "Simone")))
    write(departement, 45)
    with departement.service.database.writing() as session:
        at = departement.clock.now()
        note(session, at=at, actor=Actor.device("=1+1"), action=Action.DECISION, on="@somme")
    await browser.get("/journal?acte=decision")
    response = await browser.submit("/journal/export", acte="decision")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == (
        'attachment; filename="journal-2026-03-03.csv"'
    )
    assert response.headers["cache-control"] == "no-store"
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [
        *("numero", "instant_utc", "acteur", "identifiant", "acte", "sur", "precision")
    ]
    assert len(rows) == 1 + 46
    assert rows[1][1:6] == ["2026-03-03T11:00:00+00:00", "poste", "'=1+1", "decision", "'@somme"]
    await browser.get("/journal")
    whole = (await browser.submit("/journal/export")).text
    assert "journal_exporte" in whole
    for name in ("Weber", "Simone", AGENT, "Agent delegue"):
        assert name not in whole


async def test_an_intact_journal_is_said_to_be_so(
    departement: Departement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_seals, "BLOCK", 20)
    browser = await signed_in(departement)
    write(departement, 30)
    departement.clock.advance(timedelta(minutes=11))
    page = (await browser.get("/journal")).text
    assert "Dernier sceau" in page
    page = (await browser.submit("/journal/verification")).text
    assert "Le journal est intact" in page
    assert "en 2 blocs scellés" in page


@pytest.mark.parametrize("change", ["changed", "removed", "added", "seal"])
async def test_a_journal_that_was_tampered_with_is_found(
    departement: Departement, change: str
) -> None:
    browser = await signed_in(departement)
    write(departement, 30)
    departement.clock.advance(timedelta(minutes=11))
    await browser.get("/journal")
    write(departement, 3)
    departement.clock.advance(timedelta(minutes=11))
    await browser.get("/journal")
    with departement.service.database.writing() as session:
        one = JournalRow.object_id == "objet-7"
        match change:
            case "changed":
                session.execute(update(JournalRow).where(one).values(action="code_cree"))
            case "removed":
                session.execute(delete(JournalRow).where(one))
            case "added":
                session.execute(update(JournalRow).where(one).values(id=0))
            case _:
                first = JournalSealRow.number == 1
                session.execute(delete(JournalSealRow).where(first))
    page = (await browser.submit("/journal/verification")).text
    assert "Le journal a été modifié" in page
    assert "Le bloc 1 ne correspond plus" in page


async def test_what_is_past_its_term_leaves_the_chain_whole(departement: Departement) -> None:
    write(departement, 10)
    service, clock = departement.service, departement.clock
    for _ in range(2):
        clock.advance(timedelta(minutes=11))
        journal_seals.seal_settled(service.database, service.keys, clock.now())
        write(departement, 5)
    with service.database.writing() as session:
        first = session.get_one(JournalSealRow, 1)
        session.execute(delete(JournalRow).where(JournalRow.id <= first.last_entry))
        first.emptied_at = clock.now()
    with service.database.reading() as session:
        verdict = journal_seals.verify(session, service.keys)
    assert (verdict.broken, verdict.blocks, verdict.emptied) == (0, 2, 1)
    assert (verdict.entries, verdict.unsealed) == (5, 5)


async def test_an_entry_of_a_clock_far_ahead_holds_nothing_up(departement: Departement) -> None:
    departement.clock.advance(timedelta(days=3650))
    write(departement, 1)
    departement.clock.advance(timedelta(days=-3649))
    write(departement, 1)
    service, clock = departement.service, departement.clock
    clock.advance(timedelta(minutes=11))
    journal_seals.seal_settled(service.database, service.keys, clock.now())
    with service.database.reading() as session:
        assert journal_seals.verify(session, service.keys).unsealed == 0


async def test_what_is_under_way_is_not_sealed_yet(departement: Departement) -> None:
    write(departement, 3)
    service, clock = departement.service, departement.clock
    clock.advance(timedelta(minutes=9))
    journal_seals.seal_settled(service.database, service.keys, clock.now())
    with service.database.reading() as session:
        assert journal_seals.latest(session) is None
