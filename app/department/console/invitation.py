"""The page behind a link that an administrator gave: the agent chooses a password, once."""

from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.sessions import (
    VISIT_COOKIE,
    GenuineVisitForm,
    Visit,
    Visiting,
    set_cookie,
)
from app.department.failures import AccountError
from app.department.records import agents
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
INVITATION: Final = "/invitation"
Token = Annotated[str, InPath(pattern=r"^[A-Za-z0-9_-]{43}$")]


@router.get("/invitation/{token}")
def show(request: Request, service: Part, pages: Pages, visit: Visiting, token: Token) -> Response:
    """Show the form; looking at a link does not use it up."""
    return _form(request, service, pages, visit, token)


@router.post("/invitation/{token}")
def choose(  # noqa: PLR0913, PLR0917 - the parts of the request
    request: Request,
    service: Part,
    pages: Pages,
    visit: Visiting,
    fields: GenuineVisitForm,
    token: Token,
) -> Response:
    """Keep the password; the sign-in then links a telephone."""
    password = fields.get("mot_de_passe", "")
    if password != fields.get("encore", ""):
        return _form(request, service, pages, visit, token, error=words.PASSWORDS_DIFFER)
    try:
        with service.database.writing() as session:
            if agents.accept(session, token, password, now=service.clock.now()) is None:
                raise PageNotFoundError
    except AccountError as error:
        return _form(request, service, pages, visit, token, error=str(error))
    return RedirectResponse("/connexion?fait=mot_de_passe", status_code=303)


def _form(  # noqa: PLR0913 - what the page shows
    request: Request, service: Service, pages: Pages, visit: Visit, token: str, *, error: str = ""
) -> Response:
    with service.database.reading() as session:
        row = agents.invited(session, token, service.clock.now())
        if row is None:
            return pages.page(
                "message.html",
                status=404,
                title="Lien inconnu ou périmé",
                text=words.LINK_GONE,
                agent=None,
            )
        response = pages.page(
            "invitation.html",
            status=422 if error else 200,
            title="Choisir un mot de passe",
            agent=None,
            csrf=visit.csrf,
            name=row.name,
            token=token,
            error=error,
        )
    set_cookie(response, request, service, VISIT_COOKIE, visit.token)
    return response
