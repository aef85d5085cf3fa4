"""Every page of the console asks for a role; nobody reaches what his roles do not give."""

from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from app.department.console.menu import MENU
from app.department.console.roles import RoleAsked
from app.department.console.sessions import genuine_form, genuine_half_form, genuine_visit_form
from app.department.database.agents import Role
from tests.department.support import Departement

OPEN = {
    "/connexion": genuine_visit_form,
    "/connexion/suite": None,
    "/connexion/code": genuine_half_form,
    "/connexion/secours": genuine_half_form,
    "/connexion/telephone": genuine_half_form,
    "/invitation/{token}": genuine_visit_form,
}
"""What somebody who is not signed in may ask for, besides the devices' own addresses, and what its
form is held to."""


def console_routes(departement: Departement) -> list[APIRoute]:
    found = [context.original_route for context in iter_route_contexts(departement.app.routes)]
    pages = [route for route in found if isinstance(route, APIRoute)]
    assert pages
    return [route for route in pages if not route.path.startswith("/v1/")]


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


def test_every_form_is_held_to_the_token_of_its_session(departement: Departement) -> None:
    for route in console_routes(departement):
        if "POST" in route.methods:
            guard = OPEN.get(route.path, genuine_form)
            assert guard in list(needs(route.dependant)), route.path


def test_no_page_changes_anything_by_a_mere_address(departement: Departement) -> None:
    assert {method for route in console_routes(departement) for method in route.methods} == {
        "GET",
        "POST",
    }


def test_every_role_has_a_page_to_begin_with() -> None:
    for role in Role:
        assert any(role in entry.roles for entry in MENU), role


def test_the_menu_asks_for_the_roles_of_its_pages(departement: Departement) -> None:
    asked = {
        route.path: next(call for call in needs(route.dependant) if isinstance(call, RoleAsked))
        for route in console_routes(departement)
        if "GET" in route.methods and route.path not in OPEN
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
        assert (f'href="{entry.address}' in first.text) == (entry in mine), entry.address
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
