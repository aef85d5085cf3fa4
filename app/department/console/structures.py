"""Structures, their devices, and the codes that activate new ones."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.qr import qr_svg
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.records import activation, structures
from app.department.records.journal import Actor
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)


@router.get("/structures")
def show_list(service: Part, pages: Pages, agent: StructureReader) -> Response:
    """Show every structure."""
    return _list(service, pages, agent)


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
    now = service.clock.now()
    with service.database.reading() as session:
        row = structures.get(session, id_)
        if row is None:
            raise PageNotFoundError
        return pages.page(
            "structure.html",
            title=row.name,
            agent=agent,
            row=row,
            devices=structures.devices_of(session, id_),
            codes=structures.open_codes_of(session, id_, now),
        )


@router.post("/structures/{id_}/code")
def make_code(
    request: Request,
    service: Part,
    pages: Pages,
    agent: Gestionnaire,
    _fields: GenuineForm,
    id_: RecordId,
) -> Response:
    """Make an activation code and show it, this once: its secret is not kept."""
    with service.database.writing() as session:
        row = structures.get(session, id_)
        if row is None:
            raise PageNotFoundError
        code = activation.make_code(
            session, service, structure=row, actor=Actor.account(agent.account_id)
        )
        return pages.page(
            "code.html",
            title="Code d’activation",
            agent=agent,
            row=row,
            code=code,
            picture=qr_svg(code.text),
            address=str(request.base_url).rstrip("/"),
        )


@router.get("/postes/{device_id}/revocation")
def ask_revocation(
    service: Part, pages: Pages, agent: Gestionnaire, device_id: RecordId
) -> Response:
    """Ask to confirm: what is revoked is not taken back."""
    with service.database.reading() as session:
        device = structures.device(session, device_id)
        if device is None:
            raise PageNotFoundError
        return pages.page("revocation.html", title="Révoquer ce poste", agent=agent, device=device)


@router.post("/postes/{device_id}/revocation")
def revoke(
    service: Part, agent: Gestionnaire, _fields: GenuineForm, device_id: RecordId
) -> Response:
    """Revoke a device."""
    with service.database.writing() as session:
        device = structures.device(session, device_id)
        if device is None:
            raise PageNotFoundError
        structures.revoke(
            session,
            device_id=device_id,
            actor=Actor.account(agent.account_id),
            now=service.clock.now(),
        )
        return RedirectResponse(f"/structures/{device.structure_id}", status_code=303)


def _list(
    service: Service, pages: Renderer, agent: Agent, *, fields: dict[str, str] | None = None
) -> Response:
    with service.database.reading() as session:
        return pages.page(
            "structures.html",
            status=200 if fields is None else 422,
            title="Structures et postes",
            agent=agent,
            lines=structures.lines(session),
            error="" if fields is None else words.STRUCTURE_REFUSED,
            name=(fields or {}).get("nom", ""),
            code=(fields or {}).get("code", ""),
        )
