"""Every page of the console under axe, on a tablet, light, dark, in forced colours: no violation.

An agent walks through every link and presses every button once; what the service made on the way
is shown by the browser and looked at, so that a new page is looked at by itself. A template that
nobody reached is a fault.
"""

import asyncio
import re

import pytest
from sqlalchemy import select

from app.department.database.actors import AccountRow
from app.department.database.agents import Role
from tests.console import axe
from tests.console.agent import TABLET, Agent
from tests.console.looked import Album, faults, faults_in_forced_colours
from tests.console.workplace import Workplace
from tests.demarches_simplifiees import example
from tests.department.addresses import crawl
from tests.department.demarches import TOKEN, reading_elsewhere
from tests.department.support import Departement
from tests.department.test_root import send_root_away
from tests.department.walking import Walk


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Album:
    made = Album()
    busy = Workplace.empty(tmp_path_factory.mktemp("en-service"))
    asyncio.run(busy.fill(each=4))
    new = Workplace.empty(tmp_path_factory.mktemp("premier-jour"))
    with made.looking_on():
        asyncio.run(walk(busy))
        asyncio.run(come_in(busy.departement))
        asyncio.run(read_elsewhere(busy.departement))
        asyncio.run(follow_links(new.departement))
    for place in (busy, new):
        place.departement.close()
    return made


@pytest.mark.long
def test_no_page_has_a_violation(agent: Agent, album: Album) -> None:
    agent.sees_at(TABLET)
    agent.opens("/connexion")
    found: list[str] = []
    before = ""
    for name, page in album.pages():
        agent.shows(page)
        found += [f"{name}: {one}" for one in faults(agent)]
        if (template := name.partition(" ")[0]) != before:  # the fullest of each template
            found += [f"{name}: {one}" for one in faults_in_forced_colours(agent)]
        before = template
    assert not found, f"axe {axe.version(agent.browser)}:\n" + "\n".join(found)
    assert album.missing() == set()


async def walk(place: Workplace) -> None:
    browser = place.departement.browser()
    await browser.sign_in()
    if place.kept:  # no link leads there before its term, four years from now
        await browser.get(f"/conservation/{place.kept}/prolongation")
        await browser.submit(f"/conservation/{place.kept}/prolongation", motif="", jusquau="")
    await Walk(browser).everywhere()


async def come_in(departement: Departement) -> None:
    """Sign in, rightly and wrongly: the pages before the console."""
    name = departement.add_agent(Role.LECTEUR, name="Claude Martin", protected=False)
    browser = departement.browser()
    await browser.sign_in()
    await browser.get("/agents")
    link = (await browser.submit("/agents", nom="Dominique Petit", role_lecteur="oui")).text
    invitation = re.findall(r"/invitation/[\w.-]+", link)[0]
    browser = departement.browser()
    await browser.get(invitation)
    await browser.submit(invitation, nouveau="court", encore="court")
    await browser.get("/invitation/perdue")
    await browser.get("/connexion")
    await browser.submit("/connexion", nom=name, mot_de_passe="pas-celui-la-du-tout")
    await browser.give_password(name)
    await browser.submit("/connexion/telephone", code="000000")
    await browser.sign_in(name)
    again = departement.browser()
    await again.give_password(name)
    await again.submit("/connexion/code", code="000000")
    await again.get("/connexion/secours")
    await again.submit("/connexion/secours", code="XXXX-XXXX")
    with departement.service.database.writing() as session:
        account = session.scalars(select(AccountRow).where(AccountRow.name == name)).one()
        account.must_renew = True
    await again.sign_in(name)
    await again.submit("/connexion/nouveau-mot-de-passe", mot_de_passe="court", encore="court")


async def read_elsewhere(departement: Departement) -> None:
    """Follow the decisions of Démarches simplifiées: no token, a wrong one, a right one, a form."""
    browser = departement.browser()
    await browser.sign_in()
    with reading_elsewhere(departement) as relay:
        mine = relay.one_of_each_kind()
        await browser.get("/demarches")
        await browser.submit("/demarches/jeton", jeton_api="f" * 40)
        await browser.submit("/demarches/jeton", jeton_api=TOKEN)
        await browser.submit("/demarches/lecture")
        await browser.get(f"/demarches/{example.NUMBER}/arret")
        await browser.get(f"/conservation/dossiers/{mine.number}/effacement")
        await browser.submit(f"/conservation/dossiers/{mine.number}/effacement", motif="")


async def follow_links(departement: Departement) -> None:
    """Read what there is on the first day, with the root already off line."""
    browser = departement.browser()
    await browser.sign_in()
    await crawl(browser, start=["/", "/mon-compte"], each=1)
    send_root_away(departement)
    await browser.get("/publications/racine")
