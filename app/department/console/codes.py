"""Activation codes: one for one laptop, those that wait, their cancelling."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.department.console.code_words import STATES
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.qr import qr_svg
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import GenuineForm
from app.department.console.structures import may_change
from app.department.records import activation, code_batches, structures
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


@router.get("/codes")
def show_waiting(  # noqa: PLR0913, PLR0917 - the page's query, by name
    service: Part,
    pages: Pages,
    agent: StructureReader,
    structure: str = "",
    apres: str = "",
    lot: str = "",
) -> Response:
    """Show the batches, and the codes that wait outside of them or for one structure."""
    now, size = service.clock.now(), service.settings.page_size
    with service.database.reading() as session:
        row = structures.get(session, structure) if structure else None
        codes, next_code = code_batches.waiting_alone(
            session, now, structure=row.id if row else "", after=apres, size=size
        )
        batches, next_batch = code_batches.batches(session, now, after=lot, size=size)
        return pages.page(
            "codes.html",
            title="Codes d’activation",
            agent=agent,
            row=row,
            codes=codes,
            next_code=next_code,
            first_code=not apres,
            batches=() if row else batches,
            next_batch="" if row else next_batch,
            first_batch=not lot,
            states=STATES,
            may_change=may_change(agent),
        )


@router.get("/codes/{lookup}/annulation")
def ask_cancelling(service: Part, pages: Pages, agent: Gestionnaire, lookup: RecordId) -> Response:
    """Ask to confirm: a cancelled code serves nobody any more."""
    with service.database.writing() as session:
        row = code_batches.code(session, lookup)
        if row is None:
            raise PageNotFoundError
        structure = structures.get(session, row.structure_id)
        return pages.page(
            "code_annulation.html",
            title="Annuler ce code",
            agent=agent,
            code=row,
            structure=structure.name if structure else row.structure_id,
            waits=code_batches.state_of(row, service.clock.now())
            is code_batches.CodeState.EN_ATTENTE,
            back=f"/codes/lots/{row.batch_id}" if row.batch_id else "/codes",
        )


@router.post("/codes/{lookup}/annulation")
def cancel(service: Part, agent: Gestionnaire, _fields: GenuineForm, lookup: RecordId) -> Response:
    """Cancel one code."""
    with service.database.writing() as session:
        row = code_batches.code(session, lookup)
        if row is None:
            raise PageNotFoundError
        actor = Actor.account(agent.account_id)
        code_batches.cancel(session, row, actor=actor, now=service.clock.now())
        back = f"/codes/lots/{row.batch_id}" if row.batch_id else "/codes"
    return RedirectResponse(back, status_code=303)
