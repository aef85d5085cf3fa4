"""After a restore nobody comes in with what the backup remembers: passwords and recovery codes."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.department.copies import restoring
from app.department.database.actors import AccountRow
from app.department.database.agents import Role
from app.department.records import accounts, agents
from app.department.records.journal import OPERATOR
from app.department.retention.ledger import Ledger
from tests.department.support import AGENT, PASSWORD, SECRETS, Departement

pytestmark = pytest.mark.anyio
NEW = "tasse-orage-velours-pinson-9"
RENEWAL = "/connexion/nouveau-mot-de-passe"


def begin_again(departement: Departement) -> None:
    with departement.service.database.writing() as session:
        clock = departement.clock
        restoring.begin_again(session, Ledger(), clock.now(), clock.today())


async def test_after_a_restore_each_agent_chooses_another_password_before_any_page(
    departement: Departement,
) -> None:
    before = departement.browser()
    await before.sign_in()
    begin_again(departement)
    assert (await before.get("/journal")).url.path == "/connexion"  # the session ended
    browser = departement.browser()
    page = await browser.sign_in()
    assert page.url.path == RENEWAL
    assert "restauré d’une sauvegarde" in page.text
    for address in ("/", "/prescriptions", "/mon-compte", "/journal", "/agents"):
        assert (await browser.get(address)).url.path == RENEWAL, address
    same = await browser.submit(RENEWAL, mot_de_passe=PASSWORD, encore=PASSWORD)
    assert (same.status_code, "choisissez-en un autre" in same.text) == (422, True)
    other = await browser.submit(RENEWAL, mot_de_passe=NEW, encore="une-autre-phrase-12")
    assert other.status_code == 422
    done = await browser.submit(RENEWAL, mot_de_passe=NEW, encore=NEW)
    assert len(re.findall(r"<li>[2-9A-Z]{5}-[2-9A-Z]{5}</li>", done.text)) == 10
    assert (await browser.get("/mon-compte")).url.path == "/mon-compte"
    assert (await browser.get(RENEWAL)).url.path != RENEWAL  # it is not asked again
    with departement.service.database.reading() as session:
        assert accounts.verified(session, name=AGENT, password=PASSWORD) is None
        assert accounts.verified(session, name=AGENT, password=NEW) is not None


async def test_after_a_restore_no_recovery_code_of_the_backup_serves(
    departement: Departement,
) -> None:
    name = departement.add_agent(Role.LECTEUR, protected=False)
    browser = departement.browser()
    page = await browser.give_password(name)
    page = await browser.give_code(SECRETS[name], "/connexion/telephone")
    code = re.findall(r"<li>([2-9A-Z]{5}-[2-9A-Z]{5})</li>", page.text)[0]
    begin_again(departement)
    await browser.give_password(name)
    await browser.get("/connexion/secours")
    assert (await browser.submit("/connexion/secours", code=code)).status_code == 403
    assert (await browser.get("/prescriptions")).url.path == "/connexion"


async def test_after_a_restore_a_password_alone_links_no_telephone(
    departement: Departement,
) -> None:
    name = departement.add_agent(Role.LECTEUR, protected=False)
    begin_again(departement)
    browser = departement.browser()
    assert (await browser.give_password(name)).status_code == 403
    assert (await browser.get("/connexion/telephone")).url.path == "/connexion"
    with departement.service.database.writing() as session:
        row = session.scalars(select(AccountRow).where(AccountRow.name == name)).one()
        link = agents.reset(session, row, by=OPERATOR, now=departement.clock.now())
    await browser.get(f"/invitation/{link}")
    await browser.submit(f"/invitation/{link}", mot_de_passe=NEW, encore=NEW)
    await browser.give_password(name, NEW)
    await browser.give_code(SECRETS[name], "/connexion/telephone")
    assert (await browser.get("/prescriptions")).url.path == "/prescriptions"


async def test_what_came_in_with_the_former_password_ends_when_it_is_renewed(
    departement: Departement,
) -> None:
    begin_again(departement)
    other = departement.browser()
    assert (await other.sign_in()).url.path == RENEWAL
    departement.clock.at += timedelta(minutes=1)  # a code of the telephone serves once
    browser = departement.browser()
    await browser.sign_in()
    await browser.submit(RENEWAL, mot_de_passe=NEW, encore=NEW)
    assert (await browser.get("/mon-compte")).url.path == "/mon-compte"
    assert (await other.get("/mon-compte")).url.path == "/connexion"
