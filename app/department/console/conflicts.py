"""The page where a person says which of two contents stands."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.roles import Instructeur
from app.department.console.sessions import Agent, GenuineForm
from app.department.database.prescriptions import ConflictRow, PrescriptionRow, Sort
from app.department.records import conflicts, prescriptions
from app.department.records.journal import Action, Actor, note
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
_CHOICES = {"gardee": Sort.GARDEE, "remplacee": Sort.REMPLACEE}


@router.get("/conflits")
def show_list(service: Part, pages: Pages, agent: Instructeur, apres: str = "") -> Response:
    """Show the conflicts that wait for somebody, a page at a time."""
    return _list(service, pages, agent, after=apres)


@router.get("/conflits/{id_}")
def show_one(service: Part, pages: Pages, agent: Instructeur, id_: RecordId) -> Response:
    """Show both contents side by side; that they were read is noted in the journal."""
    with service.database.writing() as session:
        conflict, kept = _both(session, id_)
        note(
            session,
            at=service.clock.now(),
            actor=Actor.account(agent.account_id),
            action=Action.PRESCRIPTION_CONSULTEE,
            on=kept.id,
        )
        return pages.page(
            "conflit.html",
            title=f"Conflit sur {kept.reference}",
            agent=agent,
            conflict=conflict,
            kept=kept,
            lines=words.compare(kept.payload, conflict.payload),
            can_replace=conflicts.can_replace(conflict, kept),
        )


@router.post("/conflits/{id_}")
def settle(
    service: Part, pages: Pages, agent: Instructeur, fields: GenuineForm, id_: RecordId
) -> Response:
    """Ask to confirm, since one of both is erased, then settle the conflict as the person chose."""
    choice = _CHOICES.get(fields.get("sort", ""))
    if choice is None:
        raise PageNotFoundError
    if fields.get("confirme") != "oui":
        return _confirmation(service, pages, agent, id_, choice)
    with service.database.writing() as session:
        conflict = conflicts.get(session, id_)
        if conflict is None:
            raise PageNotFoundError
        done = conflicts.settle(
            session,
            conflict=conflict,
            sort=choice,
            account_id=agent.account_id,
            now=service.clock.now(),
        )
    service.database.forget_log()  # what was set aside is gone from the disk too
    if not done:
        return _list(service, pages, agent, error=words.CONFLICT_SETTLED)
    return RedirectResponse("/conflits", status_code=303)


def _list(
    service: Service, pages: Renderer, agent: Agent, *, after: str = "", error: str = ""
) -> Response:
    with service.database.reading() as session:
        found, next_ = conflicts.page(session, after=after, size=service.settings.page_size)
        return pages.page(
            "conflits.html",
            status=409 if error else 200,
            title="Conflits",
            agent=agent,
            conflicts=found,
            waiting=conflicts.count_open(session),
            first=not after,
            next_=next_,
            error=error,
        )


def _confirmation(
    service: Service, pages: Renderer, agent: Agent, id_: str, choice: Sort
) -> Response:
    with service.database.reading() as session:
        conflict, kept = _both(session, id_)
        return pages.page(
            "conflit_confirmation.html",
            title="Régler ce conflit",
            agent=agent,
            conflict=conflict,
            kept=kept,
            replaces=choice is Sort.REMPLACEE,
            sort=choice.value,
        )


def _both(session: Session, id_: str) -> tuple[ConflictRow, PrescriptionRow]:
    conflict = conflicts.get(session, id_)
    if conflict is None or conflict.sort != Sort.OUVERT:
        raise PageNotFoundError
    kept = prescriptions.get(session, conflict.prescription_id)
    if kept is None:
        raise PageNotFoundError
    return conflict, kept
