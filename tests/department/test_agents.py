"""Agents are invited, given roles, shut out and let in again; each keeps his own account."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select

from app.department.database.actors import AccountRow, ConsoleSessionRow, JournalRow
from app.department.database.agents import Role
from app.department.database.engine import open_database
from app.department.database.upgrade import _config, upgrade
from app.department.records import accounts
from tests.department.support import (
    AGENT,
    NOON,
    PASSWORD,
    SECRETS,
    Browser,
    Departement,
    code_of,
    shown_secret,
)

pytestmark = pytest.mark.anyio
OTHER = "tasse-orage-velours-pinson-9"


def id_of(departement: Departement, name: str) -> str:
    with departement.service.database.reading() as session:
        return session.scalars(select(AccountRow.id).where(AccountRow.name == name)).one()


def journal_of(departement: Departement) -> list[tuple[str, str]]:
    with departement.service.database.reading() as session:
        rows = session.scalars(select(JournalRow).order_by(JournalRow.id)).all()
        return [(row.action, row.detail) for row in rows]


async def administrator(departement: Departement) -> Browser:
    browser = departement.browser()
    await browser.sign_in()
    return browser


async def invite(browser: Browser, name: str, *roles: Role) -> str:
    """Invite somebody and return the path of the link."""
    await browser.get("/agents")
    page = (await browser.submit("/agents", nom=name, **{f"role_{r}": "oui" for r in roles})).text
    link = re.search(r"data-lien[^>]*>http://departement\.test(/invitation/[^<]+)<", page)
    assert link, page
    return link.group(1)


async def take_up(departement: Departement, link: str, password: str = OTHER) -> Browser:
    browser = departement.browser()
    await browser.get(link)
    await browser.submit(link, mot_de_passe=password, encore=password)
    return browser


async def test_an_invited_agent_chooses_a_password_links_a_telephone_and_works(
    departement: Departement,
) -> None:
    link = await invite(await administrator(departement), "Zoé Lambert", Role.GESTIONNAIRE)
    browser = departement.browser()
    assert "Zoé Lambert" in (await browser.get(link)).text
    assert "se devine" in (await browser.submit(link, mot_de_passe="a" * 12, encore="a" * 12)).text
    page = await browser.submit(link, mot_de_passe=OTHER, encore=OTHER + "x")
    assert "Les deux mots de passe diffèrent" in page.text
    page = await browser.submit(link, mot_de_passe=OTHER, encore=OTHER)
    assert page.url.path == "/connexion"
    assert "Votre mot de passe est enregistré" in page.text
    inside = await browser.sign_in("Zoé Lambert", OTHER)
    assert inside.url.path == "/structures"
    entries = journal_of(departement)
    assert ("compte_invite", "gestionnaire") in entries
    assert ("compte_cree", "administrateur delegue gestionnaire instructeur lecteur") in entries


async def test_a_link_serves_once_and_three_days(departement: Departement) -> None:
    admin = await administrator(departement)
    used, late = await invite(admin, "Un", Role.LECTEUR), await invite(admin, "Deux", Role.LECTEUR)
    await take_up(departement, used)
    departement.clock.advance(timedelta(days=3))
    for link in (used, late, "/invitation/" + "A" * 43):
        page = await departement.browser().get(link)
        assert page.status_code == 404, link
        assert "Lien inconnu ou périmé" in page.text
    again = await take_up(departement, late)
    assert (await again.sign_in("Deux", OTHER)).url.path == "/connexion"


async def test_before_the_link_is_taken_up_no_password_opens_the_account(
    departement: Departement,
) -> None:
    await invite(await administrator(departement), "Zoé", Role.LECTEUR)
    for password in ("", " ", OTHER):
        assert (await departement.browser().sign_in("Zoé", password)).status_code == 403


@pytest.mark.parametrize(
    ("name", "roles", "problem"),
    [
        ("", [Role.LECTEUR], "vide ou trop long"),
        ("n" * 81, [Role.LECTEUR], "vide ou trop long"),
        (AGENT.upper(), [Role.LECTEUR], "existe déjà"),
        ("Zoé", [], "au moins un rôle"),
    ],
)
async def test_an_invitation_needs_a_new_name_and_a_role(
    departement: Departement, name: str, roles: list[Role], problem: str
) -> None:
    browser = await administrator(departement)
    await browser.get("/agents")
    response = await browser.submit("/agents", nom=name, **{f"role_{r}": "oui" for r in roles})
    assert response.status_code == 422
    assert problem in response.text


async def test_other_roles_are_worth_from_the_next_page_on(departement: Departement) -> None:
    name = departement.add_agent(Role.LECTEUR)
    reader, admin = departement.browser(), await administrator(departement)
    await reader.sign_in(name)
    assert (await reader.get("/prescriptions")).status_code == 200
    address = f"/agents/{id_of(departement, name)}"
    await admin.get(address)
    page = await admin.submit(f"{address}/roles", role_gestionnaire="oui")
    assert "Les rôles sont enregistrés" in page.text
    assert (await reader.get("/prescriptions")).status_code == 403
    assert (await reader.get("/structures")).status_code == 200
    assert ("roles_changes", "gestionnaire") in journal_of(departement)


async def test_a_closed_account_is_shut_out_at_once(departement: Departement) -> None:
    name = departement.add_agent(Role.INSTRUCTEUR)
    agent, admin = departement.browser(), await administrator(departement)
    await agent.sign_in(name)
    address = f"/agents/{id_of(departement, name)}/fermeture"
    assert f"Fermer le compte de {name}" in (await admin.get(address)).text
    assert "Le compte est fermé" in (await admin.submit(address)).text
    assert (await agent.get("/prescriptions")).url.path == "/connexion"
    assert (await departement.browser().sign_in(name)).status_code == 403


async def test_a_lost_telephone_is_replaced_by_a_colleague(departement: Departement) -> None:
    name = departement.add_agent(Role.INSTRUCTEUR)
    agent, admin = departement.browser(), await administrator(departement)
    await agent.sign_in(name)
    address = f"/agents/{id_of(departement, name)}/acces"
    await admin.get(address)
    page = (await admin.submit(address)).text
    link = re.search(r"(/invitation/[^<]+)<", page)
    assert link
    assert (await agent.get("/prescriptions")).url.path == "/connexion"
    assert (await departement.browser().sign_in(name)).status_code == 403
    again = await take_up(departement, link.group(1))
    former = SECRETS[name]
    assert (await again.sign_in(name, OTHER)).url.path == "/prescriptions"
    assert SECRETS[name] != former
    assert ("acces_reinitialise", "") in journal_of(departement)


async def test_a_closed_account_opens_again_with_the_roles_of_the_day(
    departement: Departement,
) -> None:
    name = departement.add_agent(Role.ADMINISTRATEUR)
    admin = await administrator(departement)
    address = f"/agents/{id_of(departement, name)}"
    await admin.get(f"{address}/fermeture")
    await admin.submit(f"{address}/fermeture")
    await admin.get(f"{address}/acces")
    assert (await admin.submit(f"{address}/acces")).status_code == 422
    page = (await admin.submit(f"{address}/acces", role_lecteur="oui")).text
    link = re.search(r"(/invitation/[^<]+)<", page)
    assert link
    again = await take_up(departement, link.group(1))
    assert (await again.sign_in(name, OTHER)).url.path == "/prescriptions"
    assert (await again.get("/agents")).status_code == 403


async def test_somebody_who_may_give_roles_always_remains(departement: Departement) -> None:
    admin = await administrator(departement)
    address = f"/agents/{id_of(departement, AGENT)}"
    await invite(admin, "Pas encore là", Role.ADMINISTRATEUR)
    for act, fields in (("roles", {"role_lecteur": "oui"}), ("fermeture", {})):
        await admin.get(address)
        response = await admin.submit(f"{address}/{act}", **fields)
        assert response.status_code == 422, act
        assert "Il ne resterait personne pour donner les rôles" in response.text
    departement.add_agent(Role.ADMINISTRATEUR)
    await admin.get(address)
    response = await admin.submit(f"{address}/roles", role_lecteur="oui")
    assert response.status_code == 403  # done, and the list is no page of his any more


async def test_nobody_gives_himself_a_new_access(departement: Departement) -> None:
    admin = await administrator(departement)
    address = f"/agents/{id_of(departement, AGENT)}"
    await admin.get(address)
    response = await admin.submit(f"{address}/acces")
    assert response.status_code == 422
    assert "se change dans Mon compte" in response.text
    assert (await admin.get("/agents")).status_code == 200


async def test_a_new_password_ends_the_other_sign_ins(departement: Departement) -> None:
    here, elsewhere = await administrator(departement), await administrator(departement)
    address = "/mon-compte/mot-de-passe"
    for fields, problem in (
        ({"mot_de_passe": OTHER, "nouveau": OTHER, "encore": OTHER}, "actuel n’est pas le bon"),
        ({"mot_de_passe": PASSWORD, "nouveau": OTHER, "encore": "x"}, "mots de passe diffèrent"),
        ({"mot_de_passe": PASSWORD, "nouveau": "a" * 9, "encore": "a" * 9}, "au moins 12"),
    ):
        await here.get("/mon-compte")
        response = await here.submit(address, **fields)
        assert (response.status_code, problem in response.text) == (422, True), problem
    assert (await elsewhere.get("/mon-compte")).url.path == "/mon-compte"
    page = await here.submit(address, mot_de_passe=PASSWORD, nouveau=OTHER, encore=OTHER)
    assert "Votre mot de passe est changé" in page.text
    assert (await elsewhere.get("/mon-compte")).url.path == "/connexion"
    assert (await departement.browser().sign_in()).status_code == 403
    assert (await departement.browser().sign_in(password=OTHER)).url.path == "/prescriptions"


async def test_an_agent_sees_and_closes_his_sign_ins_and_no_other_s(
    departement: Departement,
) -> None:
    here, there, further = [await administrator(departement) for _ in range(3)]
    stranger = departement.browser()
    await stranger.sign_in(departement.add_agent(Role.LECTEUR))
    names = re.findall(
        r'name="session" value="([0-9a-f]{64})"', (await here.get("/mon-compte")).text
    )
    assert len(names) == 2
    await stranger.get("/mon-compte")
    await stranger.submit("/mon-compte/sessions", session=names[0])
    open_ones = [(await b.get("/mon-compte")).url.path for b in (there, further)]
    assert open_ones == ["/mon-compte", "/mon-compte"]
    await here.get("/mon-compte")
    await here.submit("/mon-compte/sessions", session=names[0])
    open_ones = [(await b.get("/mon-compte")).url.path for b in (there, further)]
    assert sorted(open_ones) == ["/connexion", "/mon-compte"]
    await here.submit("/mon-compte/sessions", session="toutes")
    assert (await there.get("/mon-compte")).url.path == "/connexion"
    assert (await further.get("/mon-compte")).url.path == "/connexion"
    assert (await here.get("/mon-compte")).url.path == "/mon-compte"


async def test_another_telephone_is_linked_with_the_password_and_its_code(
    departement: Departement,
) -> None:
    browser, elsewhere = await administrator(departement), await administrator(departement)
    secret = shown_secret((await browser.get("/mon-compte/telephone")).text)
    code = code_of(secret, departement.clock.now())
    address = "/mon-compte/telephone"
    for fields in (
        {"mot_de_passe": OTHER, "code": code},
        {"mot_de_passe": PASSWORD, "code": code_of(SECRETS[AGENT], departement.clock.now())},
    ):
        assert (await browser.submit(address, **fields)).status_code == 422
        assert shown_secret(browser.page) == secret
    page = await browser.submit(address, mot_de_passe=PASSWORD, code=code)
    assert "Ces codes ne seront plus affichés" in page.text
    assert (await elsewhere.get("/mon-compte")).url.path == "/connexion"
    departement.forget_used_codes()
    again = departement.browser()
    await again.give_password()
    assert (await again.give_code(SECRETS[AGENT])).status_code == 403
    assert (await again.give_code(secret)).url.path == "/prescriptions"


async def test_new_recovery_codes_end_the_former_ones(departement: Departement) -> None:
    browser = await administrator(departement)
    pages = []
    for password, status in ((OTHER, 422), (PASSWORD, 200), (PASSWORD, 200)):
        await browser.get("/mon-compte")
        page = await browser.submit("/mon-compte/codes", mot_de_passe=password)
        assert page.status_code == status
        pages.append(re.findall(r"<li>([2-9A-Z]{5}-[2-9A-Z]{5})</li>", page.text))
    for code, path in ((pages[1][0], "/connexion/secours"), (pages[2][0], "/mon-compte")):
        again = departement.browser()
        await again.give_password()
        await again.get("/connexion/secours")
        response = await again.submit("/connexion/secours", code=code)
        assert response.url.path == path


def test_the_accounts_of_before_keep_every_role_and_sign_in_again(tmp_path: Path) -> None:
    """Until roles existed, every account could do everything."""
    database = open_database(f"sqlite:///{tmp_path / 'ancienne.db'}")
    with database.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql(
            "INSERT INTO account (id, name, password, created_at)"
            " VALUES ('a', 'A', 'x', '2026-03-03 11:00:00')"
        )
        connection.exec_driver_sql(
            "INSERT INTO console_session (digest, account_id, opened_at, seen_at)"
            " VALUES (x'00', 'a', '2026-03-03 11:00:00', '2026-03-03 11:00:00')"
        )
    upgrade(database, now=NOON)
    with database.reading() as session:
        assert accounts.roles_of(session, "a") == frozenset(Role)
        assert session.scalars(select(ConsoleSessionRow.second_factor_at)).all() == [None]
    database.close()
