"""Every page of the console asks for a role; nobody reaches what his roles do not give."""

import re
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import select

from app.department.console.menu import DEMARCHES, MENU
from app.department.console.roles import RoleAsked
from app.department.database.actors import JournalRow
from app.department.database.agents import Role
from app.department.records.journal import Action
from tests.department.support import Departement

OPEN = {
    "/connexion": False,
    "/connexion/suite": True,
    "/connexion/code": True,
    "/connexion/secours": True,
    "/connexion/telephone": True,
    "/invitation/{token}": False,
}
"""What somebody who is not signed in may ask for, besides the devices' own addresses: does it need
a right password?"""
ANYTHING = ("00000000-0000-4000-8000-000000000000", "A" * 43)


def console_routes(departement: Departement) -> list[APIRoute]:
    found = [context.original_route for context in iter_route_contexts(departement.app.routes)]
    pages = [route for route in found if isinstance(route, APIRoute)]
    assert pages
    return [route for route in pages if not route.path.startswith("/v1/")]


def methods(route: APIRoute) -> set[str]:
    return route.methods or set()


def needs(dependant: Dependant) -> Iterator[object]:
    """Walk everything that a route depends on."""
    yield dependant.call
    for inner in dependant.dependencies:
        yield from needs(inner)


def test_every_page_asks_for_a_role(departement: Departement) -> None:
    for route in console_routes(departement):
        asked = [call for call in needs(route.dependant) if isinstance(call, RoleAsked)]
        if route.path in OPEN:
            assert not asked, route.path
        else:
            assert len(asked) == 1, route.path
            assert asked[0].roles, route.path


@pytest.mark.anyio
async def test_every_form_is_held_to_the_token_of_its_session(departement: Departement) -> None:
    """Whatever roles an agent has, another site's page makes his browser do nothing."""
    inside, half_way, outside = (departement.browser() for _ in range(3))
    await inside.sign_in()
    await half_way.give_password()
    for route in console_routes(departement):
        if "POST" not in methods(route):
            continue
        browser = {True: half_way, False: outside, None: inside}[OPEN.get(route.path)]
        address = re.sub(r"\{(\w+)\}", lambda name: ANYTHING[name[1] == "token"], route.path)
        for fields in ({}, {"jeton": "0" * 64}):
            response = await browser.client.post(address, data=fields)
            assert response.status_code == 403, route.path
            assert "Formulaire expiré" in response.text, route.path


def test_no_page_changes_anything_by_a_mere_address(departement: Departement) -> None:
    asked = [method for route in console_routes(departement) for method in methods(route)]
    assert set(asked) == {"GET", "POST"}


def test_every_role_has_a_page_to_begin_with() -> None:
    for role in Role:
        assert any(role in entry.roles for entry in MENU), role


def test_the_menu_asks_for_the_roles_of_its_pages(departement: Departement) -> None:
    asked = {
        route.path: next(call for call in needs(route.dependant) if isinstance(call, RoleAsked))
        for route in console_routes(departement)
        if "GET" in methods(route) and route.path not in OPEN
    }
    for entry in MENU:
        assert entry.roles == asked[entry.address].roles, entry.address


@pytest.mark.anyio
@pytest.mark.parametrize("role", Role)
async def test_a_role_opens_its_pages_and_no_other(departement: Departement, role: Role) -> None:
    name = departement.add_agent(role)
    browser = departement.browser()
    first = await browser.sign_in(name)
    mine = [entry for entry in MENU if role in entry.roles]
    assert first.url.path == mine[0].address
    for entry in MENU:
        response = await browser.get(entry.address)
        assert response.status_code == (200 if entry in mine else 403), entry.address
        shown = entry in mine and entry.address != DEMARCHES  # not this convention's way
        assert (f'href="{entry.address}' in first.text) == shown, entry.address
        if entry not in mine:
            assert "Cette page demande le rôle" in response.text


@pytest.mark.anyio
async def test_a_reader_decides_nothing(departement: Departement) -> None:
    browser = departement.browser()
    await browser.sign_in(departement.add_agent(Role.LECTEUR))
    address = "/prescriptions/00000000-0000-0000-0000-000000000000/decision"
    response = await browser.submit(address, sens="acceptee", confirme="oui")
    assert response.status_code == 403
    assert "instructeur" in response.text
    with departement.service.database.reading() as session:
        refused = session.scalars(
            select(JournalRow.detail).where(JournalRow.action == Action.ACCES_REFUSE)
        ).all()
    assert refused == ["POST /prescriptions/{id_}/decision"]
