"""Signing in with a password, and out. The second step is `second_step`."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.menu import menu_of
from app.department.console.parts import Pages
from app.department.console.roles import AnyAgent, RenewingAgent
from app.department.console.second_step import NEXT
from app.department.console.sessions import (
    COOKIE,
    VISIT_COOKIE,
    GenuineForm,
    GenuineVisitForm,
    Visit,
    Visiting,
    address_of,
    set_cookie,
)
from app.department.records import accounts, attempts, sign_ins
from app.department.records.attempts import Limit
from app.department.records.journal import NOBODY, Action, Actor, note
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(agent: AnyAgent) -> Response:
    """Go to the first page of the agent's menu."""
    first = menu_of(agent)[0]
    return RedirectResponse(first.address + first.query, status_code=303)


@router.get("/connexion")
def show(
    request: Request, service: Part, pages: Pages, visit: Visiting, fait: str = ""
) -> Response:
    """Show the form."""
    done = words.ACCESS_CHOSEN if fait == "mot_de_passe" else ""
    return _form(request, service, pages, visit, done=done)


@router.post("/connexion")
def sign_in(
    request: Request, service: Part, pages: Pages, visit: Visiting, fields: GenuineVisitForm
) -> Response:
    """Take the password, or say that it is wrong without saying which of both is wrong."""
    name, now = fields.get("nom", ""), service.clock.now()
    attempt = attempts.begin(service.database, _limits(request, service, name), now)
    if attempt is None:
        return _form(request, service, pages, visit, error=words.LOGIN_BLOCKED, status=429)
    with service.database.reading() as session:
        account = accounts.verified(session, name=name, password=fields.get("mot_de_passe", ""))
    with service.database.writing() as session:
        if account is not None:
            attempts.succeeded(session, attempt)
            browser = sign_ins.browser_of(request.headers.get("user-agent", ""))
            token = sign_ins.open_half(session, account_id=account.id, browser=browser, now=now)
            response = RedirectResponse(NEXT, status_code=303)
            set_cookie(response, request, service, COOKIE, token)
            return response
        note(session, at=now, actor=NOBODY, action=Action.CONNEXION_REFUSEE)
    return _form(request, service, pages, visit, error=words.LOGIN_REFUSED, status=403)


@router.post("/deconnexion")
def sign_out(service: Part, agent: RenewingAgent, _fields: GenuineForm) -> Response:
    """End the session, here and in the database."""
    now = service.clock.now()
    with service.database.writing() as session:
        sign_ins.close(
            session, token=agent.token, now=now, lifetime=service.settings.session_lifetime
        )
        note(session, at=now, actor=Actor.account(agent.account_id), action=Action.DECONNEXION)
    response = RedirectResponse("/connexion", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _limits(request: Request, service: Service, name: str) -> list[Limit]:
    plain = " ".join(name.split()).lower().encode()
    address = address_of(request).encode()
    return [
        Limit(key=service.keys.digest("login name", plain), allowed=attempts.BY_ACCOUNT),
        Limit(key=service.keys.digest("login address", address), allowed=attempts.BY_ADDRESS),
    ]


def _form(  # noqa: PLR0913 - what the page shows
    request: Request,
    service: Service,
    pages: Pages,
    visit: Visit,
    *,
    error: str = "",
    done: str = "",
    status: int = 200,
) -> Response:
    with service.database.reading() as session:
        nobody = not accounts.exists(session)
    response = pages.page(
        "connexion.html",
        status=status,
        agent=None,
        csrf=visit.csrf,
        error=error,
        done=done,
        nobody=nobody,
        title="Connexion",
    )
    set_cookie(response, request, service, VISIT_COOKIE, visit.token)
    return response
