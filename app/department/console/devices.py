"""Laptops: one laptop, its revocation, and those in difficulty."""

from datetime import timedelta

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.department.console import device_words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.structures import may_change
from app.department.records import devices, troubles
from app.department.records.devices import RevocationReason
from app.department.records.journal import Actor
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
SILENT_DAYS = 30


@router.get("/postes")
def show_troubled(
    service: Part,
    pages: Pages,
    agent: StructureReader,
    jours: int = SILENT_DAYS,
    apres: str = "",
) -> Response:
    """Show the laptops in difficulty."""
    days = jours if jours in device_words.SILENCES else SILENT_DAYS
    now = service.clock.now()
    with service.database.reading() as session:
        return pages.page(
            "postes.html",
            title="Postes en difficulté",
            agent=agent,
            found=troubles.page(
                session,
                now=now,
                silent=timedelta(days=days),
                after=apres,
                size=service.settings.page_size,
            ),
            days=days,
            choices=device_words.SILENCES,
            first=not apres,
            said=device_words.difficulty_words,
            now=now,
            advice=device_words.advice_words,
        )


@router.get("/postes/{device_id}")
def show_one(service: Part, pages: Pages, agent: StructureReader, device_id: RecordId) -> Response:
    """Show one laptop."""
    return _one(service, pages, agent, device_id)


@router.post("/postes/{device_id}/nom")
def rename(
    service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm, device_id: RecordId
) -> Response:
    """Give a laptop another label."""
    with service.database.writing() as session:
        row = devices.get(session, device_id)
        if row is None:
            raise PageNotFoundError
        done = devices.rename(
            session,
            row,
            label=fields.get("nom", ""),
            actor=Actor.account(agent.account_id),
            now=service.clock.now(),
        )
    if done:
        return RedirectResponse(f"/postes/{device_id}", status_code=303)
    return _one(service, pages, agent, device_id, error=device_words.LABEL_REFUSED)


@router.get("/postes/{device_id}/revocation")
def ask_revocation(
    service: Part, pages: Pages, agent: Gestionnaire, device_id: RecordId
) -> Response:
    """Ask why and to confirm: what is revoked is not taken back."""
    return _revocation(service, pages, agent, device_id)


@router.post("/postes/{device_id}/revocation")
def revoke(
    service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm, device_id: RecordId
) -> Response:
    """Revoke a laptop."""
    reason = fields.get("motif", "")
    if reason not in set(RevocationReason):
        return _revocation(service, pages, agent, device_id, error=device_words.REASON_NEEDED)
    with service.database.writing() as session:
        if devices.get(session, device_id) is None:
            raise PageNotFoundError
        devices.revoke(
            session,
            device_id=device_id,
            reason=RevocationReason(reason),
            actor=Actor.account(agent.account_id),
            now=service.clock.now(),
        )
    return RedirectResponse(f"/postes/{device_id}", status_code=303)


def _one(
    service: Service, pages: Renderer, agent: Agent, device_id: str, *, error: str = ""
) -> Response:
    now = service.clock.now()
    with service.database.reading() as session:
        device = devices.get(session, device_id)
        if device is None:
            raise PageNotFoundError
        found = troubles.reasons_of(session, device, now, timedelta(days=SILENT_DAYS))
        return pages.page(
            "poste.html",
            status=422 if error else 200,
            title=device.label,
            agent=agent,
            device=device,
            error=error,
            reasons=[
                (device_words.difficulty_words(one, now), device_words.advice_words(one))
                for one in found
            ],
            revoked_for=device_words.revocation_words(device.revoked_reason),
            may_change=may_change(agent),
        )


def _revocation(
    service: Service, pages: Renderer, agent: Agent, device_id: str, *, error: str = ""
) -> Response:
    with service.database.reading() as session:
        device = devices.get(session, device_id)
        if device is None:
            raise PageNotFoundError
        return pages.page(
            "revocation.html",
            status=422 if error else 200,
            title="Révoquer ce poste",
            agent=agent,
            device=device,
            reasons=device_words.REVOCATIONS,
            error=error,
        )
