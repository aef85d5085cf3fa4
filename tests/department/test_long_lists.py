"""Agents and conflicts by pages: every line once, in order, whatever happens between two pages."""

import re

import pytest

from app.department.database.actors import AccountRow
from app.department.database.agents import Role
from app.department.database.prescriptions import Sort
from app.department.records import accounts, agents, conflicts
from app.department.records.journal import OPERATOR
from tests.department.support import NOON, Departement, prescription

pytestmark = pytest.mark.anyio


async def test_agents_are_listed_by_name_without_accents_and_closed_ones_last(
    departement: Departement,
) -> None:
    with departement.service.database.writing() as session:
        for name in ("Zoé Abel", "émile Zola", "Eve Martin", "Ève Martin"):
            accounts.add(session, name=name, roles=[Role.LECTEUR], now=NOON)
        gone = accounts.add(session, name="Aline Partie", roles=[Role.LECTEUR], now=NOON)
        agents.close(session, gone, by=OPERATOR, now=NOON)
    seen: list[str] = []
    after, pages = "", 0
    with departement.service.database.reading() as session:
        while pages == 0 or after:
            page = agents.page(session, after=after, size=2)
            seen += [line.account.name for line in page.lines]
            assert page.found == 6
            after, pages = page.after, pages + 1
    assert (pages, seen[0], seen[1], seen[-2:]) == (
        3,
        "Camille Durand",
        "émile Zola",
        ["Zoé Abel", "Aline Partie"],
    )
    assert sorted(seen[2:4]) == ["Eve Martin", "Ève Martin"]


@pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")
async def test_the_page_of_agents_goes_on_and_back(departement: Departement) -> None:
    with departement.service.database.writing() as session:
        for number in range(26):
            accounts.add(session, name=f"Agent {number:02}", roles=[Role.LECTEUR], now=NOON)
    browser = departement.browser()
    await browser.sign_in()
    first = (await browser.get("/agents")).text
    assert "27\u00a0comptes" in first.replace("&nbsp;", "\u00a0")
    assert "Agent 24" in first
    assert "Agent 25" not in first
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = (await browser.get(following.group(1))).text
    assert "Agent 25" in second
    assert "Début de la liste" in second
    assert (await browser.get("/agents?apres=%00")).status_code < 500
    assert (await browser.get("/conflits?apres=%00")).status_code < 500


async def test_conflicts_are_listed_oldest_first_and_go_on_behind_one_that_was_settled(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    for number in range(5):
        item = laptop.item(prescription(f"Nom{number}"))
        await laptop.push(item, laptop.item(prescription("Autre"), id_=item.header.item))
    with departement.service.database.writing() as session:
        account = session.query(AccountRow).first()
        assert account is not None
        whole, none = conflicts.page(session, size=9)
        first, after = conflicts.page(session, size=2)
        assert (len(whole), none, list(first)) == (5, "", list(whole[:2]))
        settled = conflicts.settle(
            session,
            conflict=first[1],
            sort=Sort.GARDEE,
            account_id=account.id,
            now=NOON,
        )
        assert settled
        second, after = conflicts.page(session, after=after, size=2)
        last, end = conflicts.page(session, after=after, size=2)
        assert [*second, *last] == list(whole[2:])
        assert end == ""
        one = whole[2]
        assert list(conflicts.open_on(session, one.prescription_id)) == [one]
        assert list(conflicts.open_on(session, first[1].prescription_id)) == []
