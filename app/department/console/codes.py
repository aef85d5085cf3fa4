"""Activation codes: one, a batch for many laptops, those that wait."""

from fastapi import APIRouter, Request, Response

from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.qr import qr_svg
from app.department.console.roles import Gestionnaire
from app.department.console.sessions import GenuineForm
from app.department.records import activation, structures
from app.department.records.journal import Actor
from app.department.web import Part

router = APIRouter(include_in_schema=False)


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
        if row is None or structures.is_closed(row, service.clock.today()):
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
