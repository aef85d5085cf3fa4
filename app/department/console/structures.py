"""Structures: the list with its search, one structure, its closing."""

from datetime import date

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import device_words, words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.database.actors import StructureRow
from app.department.database.agents import Role
from app.department.records import activation, devices, structures
from app.department.records.journal import Actor
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)


@router.get("/structures")
def show_list(
    service: Part, pages: Pages, agent: StructureReader, q: str = "", apres: str = ""
) -> Response:
    """Show the structures, by name."""
    return _list(service, pages, agent, q=q, after=apres)


@router.post("/structures")
def create(service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm) -> Response:
    """Create a structure and show it."""
    with service.database.writing() as session:
        row = structures.create(
            session,
            name=fields.get("nom", ""),
            code=fields.get("code", ""),
            actor=Actor.account(agent.account_id),
            now=service.clock.now(),
        )
        if row is not None:
            return RedirectResponse(f"/structures/{row.id}", status_code=303)
    return _list(service, pages, agent, fields=fields)


@router.get("/structures/{id_}")
def show_one(service: Part, pages: Pages, agent: StructureReader, id_: RecordId) -> Response:
    """Show a structure, its devices and the codes not used yet."""
    return _one(service, pages, agent, id_)


@router.post("/structures/{id_}/nom")
def rename(
    service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm, id_: RecordId
) -> Response:
    """Give a structure another name."""
    with service.database.writing() as session:
        row = _locked(session, id_)
        done = structures.rename(
            session,
            row,
            name=fields.get("nom", ""),
            actor=Actor.account(agent.account_id),
            now=service.clock.now(),
        )
    if done:
        return RedirectResponse(f"/structures/{id_}", status_code=303)
    return _one(service, pages, agent, id_, error=words.STRUCTURE_REFUSED)


@router.get("/structures/{id_}/fermeture")
def ask_closing(service: Part, pages: Pages, agent: Gestionnaire, id_: RecordId) -> Response:
    """Ask from which day, and say what closing means."""
    return _closing(service, pages, agent, id_)


@router.post("/structures/{id_}/fermeture")
def close(
    service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm, id_: RecordId
) -> Response:
    """Close a structure."""
    try:
        on = date.fromisoformat(fields.get("jour", ""))
    except ValueError:
        return _closing(service, pages, agent, id_, error=device_words.DATE_REFUSED)
    with service.database.writing() as session:
        structures.close(
            session,
            _locked(session, id_),
            on=on,
            actor=Actor.account(agent.account_id),
            now=service.clock.now(),
        )
    return RedirectResponse(f"/structures/{id_}", status_code=303)


@router.post("/structures/{id_}/reouverture")
def reopen(service: Part, agent: Gestionnaire, _fields: GenuineForm, id_: RecordId) -> Response:
    """Take a closing back."""
    with service.database.writing() as session:
        actor = Actor.account(agent.account_id)
        structures.reopen(session, _locked(session, id_), actor=actor, now=service.clock.now())
    return RedirectResponse(f"/structures/{id_}", status_code=303)


def may_change(agent: Agent) -> bool:
    """Tell whether the agent sees the forms that change structures and laptops."""
    return Role.GESTIONNAIRE in agent.roles


def _one(service: Service, pages: Renderer, agent: Agent, id_: str, *, error: str = "") -> Response:
    now = service.clock.now()
    with service.database.reading() as session:
        row = structures.get(session, id_)
        if row is None:
            raise PageNotFoundError
        return pages.page(
            "structure.html",
            status=422 if error else 200,
            title=row.name,
            agent=agent,
            row=row,
            error=error,
            closed=structures.is_closed(row, service.clock.today()),
            devices=devices.of_structure(session, id_),
            codes=activation.open_codes_of(session, id_, now),
            may_change=may_change(agent),
        )


def _closing(
    service: Service, pages: Renderer, agent: Agent, id_: str, *, error: str = ""
) -> Response:
    with service.database.reading() as session:
        row = structures.get(session, id_)
        if row is None:
            raise PageNotFoundError
        known = devices.of_structure(session, id_)
        return pages.page(
            "structure_fermeture.html",
            status=422 if error else 200,
            title="Fermer cette structure",
            agent=agent,
            row=row,
            error=error,
            today=service.clock.today(),
            active=sum(device.revoked_at is None for device in known),
            codes=len(activation.open_codes_of(session, id_, service.clock.now())),
        )


def _list(  # noqa: PLR0913 - the page's parts, by name
    service: Service,
    pages: Renderer,
    agent: Agent,
    *,
    q: str = "",
    after: str = "",
    fields: dict[str, str] | None = None,
) -> Response:
    with service.database.reading() as session:
        return pages.page(
            "structures.html",
            status=200 if fields is None else 422,
            title="Structures et postes",
            agent=agent,
            found=structures.page(session, words=q, after=after, size=service.settings.page_size),
            q=q,
            first=not after,
            today=service.clock.today(),
            error="" if fields is None else words.STRUCTURE_REFUSED,
            name=(fields or {}).get("nom", ""),
            code=(fields or {}).get("code", ""),
            may_change=may_change(agent),
        )


def _locked(session: Session, id_: str) -> StructureRow:
    row = structures.get(session, id_, locked=True)
    if row is None:
        raise PageNotFoundError
    return row
