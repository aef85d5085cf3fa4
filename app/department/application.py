"""The one place that knows every part of the service: settings and keys in, application out."""

from importlib.resources import files
from pathlib import Path

import fontpkg_atkinson_hyperlegible
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.department.api import carnets, description
from app.department.api import routes as api
from app.department.clock import SystemClock
from app.department.console import (
    agents,
    batches,
    codes,
    conflicts,
    conservation,
    conservation_acts,
    demarches,
    devices,
    handling,
    indicators,
    invitation,
    journal,
    login,
    my_account,
    publication_convention,
    publication_letters,
    publication_structures,
    publications,
    renewal,
    root,
    sealed_files,
    second_step,
    stock,
    stock_entries,
    stock_place,
    structures,
    words,
)
from app.department.console.failures import PageNotFoundError
from app.department.console.menu import DEMARCHES
from app.department.console.rendering import Renderer
from app.department.console.roles import RoleNeededError
from app.department.console.sessions import (
    Agent,
    ForgedFormError,
    RenewalNeededError,
    SignInNeededError,
)
from app.department.copies.before_upgrade import upgrade_saved
from app.department.database.engine import open_database
from app.department.demarches.tokens import reads_decisions
from app.department.guard import Guard
from app.department.keys import ServiceKeys
from app.department.records.indexing import bring_up_to_date
from app.department.records.material import adopt_folder
from app.department.retention.statements import certify
from app.department.retention.terms import note_terms
from app.department.settings import Settings
from app.department.web import SecureHeaders, Service
from app.domain.clock import Clock

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, *, keys: ServiceKeys, clock: Clock | None = None) -> FastAPI:
    """Make the application, with its database brought to the present version.

    `keys` come from `keys.open_or_make`, in memory only; every worker process makes its own
    application over the same key file and database. `app.state.service` is the `Service`.

    Raises:
        NewerDatabaseError: the database belongs to a newer version; nothing was changed.
        CopyError, UpgradeError: as `upgrade_saved`.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not settings.database_url:
        settings.database_file.touch(mode=0o600)  # its log takes the same rights
    clock = clock or SystemClock(settings.zone)
    database = open_database(settings.url)
    saved = upgrade_saved(database, settings, keys, clock.now())
    note_terms(database, settings, clock)
    certify(database, keys, service=settings.departement, now=clock.now())
    app = FastAPI(
        title="Passerelle, service du Département",
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,  # it would send to the host that the request names
    )
    app.state.saved_before_upgrade = saved
    app.state.service = Service(settings=settings, database=database, keys=keys, clock=clock)
    bring_up_to_date(app.state.service)
    adopt_folder(app.state.service)
    hidden: frozenset[str] = (
        frozenset() if reads_decisions(app.state.service) else frozenset({DEMARCHES})
    )
    app.state.pages = Renderer(settings.zone, settings.departement, hidden=hidden)
    _add_parts(app)
    return app


def close_app(app: FastAPI) -> None:
    """Close the database of an application that answers no more."""
    service = app.state.service
    if isinstance(service, Service):
        service.database.close()


def _add_parts(app: FastAPI) -> None:
    app.add_middleware(Guard, on_bug=_broken)
    app.add_middleware(SecureHeaders)
    app.include_router(carnets.router)  # before `api`, which answers for every other address
    app.include_router(api.router)
    description.describe(app)
    for part in (
        login,
        second_step,
        renewal,
        invitation,
        my_account,
        agents,
        handling,
        structures,
        devices,
        codes,
        batches,
        root,
        publication_convention,
        publication_letters,
        publication_structures,  # before the page of one publication, named by any word
        publications,
        sealed_files,
        conflicts,
        conservation,
        conservation_acts,
        demarches,
        stock,
        stock_entries,
        stock_place,
        indicators,
        journal,
    ):
        app.include_router(part.router)
    app.mount("/statique/polices", StaticFiles(directory=_fonts()), name="polices")
    app.mount("/statique", StaticFiles(directory=STATIC), name="statique")
    app.add_exception_handler(SignInNeededError, _to_sign_in)
    app.add_exception_handler(RenewalNeededError, _to_renewal)
    app.add_exception_handler(ForgedFormError, _forged)
    app.add_exception_handler(RoleNeededError, _needs_role)
    app.add_exception_handler(PageNotFoundError, _not_found)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(HTTPException, _http_fault)


def _fonts() -> Path:
    return Path(str(files(fontpkg_atkinson_hyperlegible) / "files"))


async def _to_sign_in(_: Request, __: Exception) -> Response:
    return RedirectResponse("/connexion", status_code=303)


async def _to_renewal(_: Request, __: Exception) -> Response:
    return RedirectResponse(renewal.RENEWAL, status_code=303)


async def _forged(request: Request, _: Exception) -> Response:
    return _message(request, 403, "Formulaire expiré", words.FORM_EXPIRED)


async def _needs_role(request: Request, refusal: Exception) -> Response:
    if not isinstance(refusal, RoleNeededError):
        raise TypeError("not a refusal of a role")
    text = words.ROLE_NEEDED.format(" ou ".join(words.roles_in_order(refusal.roles)))
    title = "Page d’un autre rôle"
    return _message(request, 403, title, text, agent=refusal.agent)


async def _not_found(request: Request, _: Exception) -> Response:
    return _message(request, 404, "Page introuvable", words.NOT_FOUND)


async def _http_fault(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    if status == 404:  # noqa: PLR2004 - HTTP's own number
        return await _not_found(request, fault)
    return _message(request, status, "Demande refusée", words.REFUSED)


def _broken(scope: Scope) -> Response:
    return _message(Request(scope), 500, "Le service n’a pas pu répondre", words.BROKEN)


def _message(
    request: Request, status: int, title: str, text: str, *, agent: Agent | None = None
) -> Response:
    pages = request.app.state.pages
    if not isinstance(pages, Renderer):
        raise TypeError("the application was not made by create_app")
    return pages.page("message.html", status=status, title=title, text=text, agent=agent)
