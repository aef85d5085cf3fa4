"""Signing in and out."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.menu import menu_of
from app.department.console.parts import Pages
from app.department.console.roles import AnyAgent
from app.department.console.sessions import (
    COOKIE,
    VISIT_COOKIE,
    GenuineForm,
    Submitted,
    check_csrf,
    csrf_token,
    new_visit,
    read_cookie,
    set_cookie,
)
from app.department.records import accounts
from app.department.records.journal import NOBODY, Action, Actor, note
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
HOME = "/"


@router.get("/")
def home(agent: AnyAgent) -> Response:
    """Go to the first page of the agent's menu."""
    first = menu_of(agent)[0]
    return RedirectResponse(first.address + first.query, status_code=303)


@router.get("/connexion")
def show(request: Request, service: Part, pages: Pages) -> Response:
    """Show the form."""
    return _form(request, service, pages)


@router.post("/connexion")
def sign_in(request: Request, service: Part, pages: Pages, fields: Submitted) -> Response:
    """Open a session, or say what is wrong without saying which of both is wrong."""
    visit = read_cookie(request, service, VISIT_COOKIE)
    check_csrf(fields, csrf_token(service, visit) if visit else "-")
    name, password = fields.get("nom", ""), fields.get("mot_de_passe", "")
    address = request.client.host if request.client else ""
    keys = (
        service.keys.digest("login name", " ".join(name.split()).lower().encode()),
        service.keys.digest("login address", address.encode()),
    )
    now = service.clock.now()
    with service.database.reading() as session:
        if accounts.too_many_failures(session, keys=keys, now=now):
            return _form(request, service, pages, error=words.LOGIN_BLOCKED, status=429)
        account = accounts.verified(session, name=name, password=password)
    with service.database.writing() as session:
        if account is None:
            accounts.note_failure(session, keys=keys, now=now)
            note(session, at=now, actor=NOBODY, action=Action.CONNEXION_REFUSEE)
        else:
            token = accounts.open_session(session, account=account, now=now)
            note(session, at=now, actor=Actor.account(account.id), action=Action.CONNEXION)
            response = RedirectResponse(HOME, status_code=303)
            set_cookie(response, request, service, COOKIE, token)
            return response
    return _form(request, service, pages, error=words.LOGIN_REFUSED, status=403)


@router.post("/deconnexion")
def sign_out(service: Part, agent: AnyAgent, _fields: GenuineForm) -> Response:
    """End the session, here and in the database."""
    now = service.clock.now()
    with service.database.writing() as session:
        accounts.close_session(
            session, token=agent.token, now=now, lifetime=service.settings.session_lifetime
        )
        note(session, at=now, actor=Actor.account(agent.account_id), action=Action.DECONNEXION)
    response = RedirectResponse("/connexion", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _form(
    request: Request, service: Service, pages: Pages, *, error: str = "", status: int = 200
) -> Response:
    visit = read_cookie(request, service, VISIT_COOKIE) or new_visit()
    with service.database.reading() as session:
        nobody = not accounts.exists(session)
    response = pages.page(
        "connexion.html",
        status=status,
        agent=None,
        csrf=csrf_token(service, visit),
        error=error,
        nobody=nobody,
        title="Connexion",
    )
    set_cookie(response, request, service, VISIT_COOKIE, visit)
    return response
