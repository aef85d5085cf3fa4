"""The page where a person says which of two contents stands."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.roles import Instructeur
from app.department.console.sessions import GenuineForm
from app.department.database.prescriptions import Sort
from app.department.records import conflicts, prescriptions
from app.department.web import Part

router = APIRouter(include_in_schema=False)


@router.get("/conflits")
def show_list(service: Part, pages: Pages, agent: Instructeur) -> Response:
    """Show the conflicts that wait for somebody."""
    with service.database.reading() as session:
        return pages.page(
            "conflits.html",
            title="Conflits",
            agent=agent,
            conflicts=conflicts.all_open(session),
        )


@router.get("/conflits/{id_}")
def show_one(service: Part, pages: Pages, agent: Instructeur, id_: RecordId) -> Response:
    """Show both contents side by side."""
    with service.database.reading() as session:
        conflict = conflicts.get(session, id_)
        if conflict is None or conflict.sort != Sort.OUVERT:
            raise PageNotFoundError
        kept = prescriptions.get(session, conflict.prescription_id)
        if kept is None:
            raise PageNotFoundError
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
def settle(service: Part, agent: Instructeur, fields: GenuineForm, id_: RecordId) -> Response:
    """Settle the conflict as the person chose."""
    choice = {"gardee": Sort.GARDEE, "remplacee": Sort.REMPLACEE}.get(fields.get("sort", ""))
    with service.database.writing() as session:
        conflict = conflicts.get(session, id_)
        if conflict is None or choice is None:
            raise PageNotFoundError
        conflicts.settle(
            session,
            conflict=conflict,
            sort=choice,
            account_id=agent.account_id,
            now=service.clock.now(),
        )
    service.database.forget_log()  # what was set aside is gone from the disk too
    return RedirectResponse("/conflits", status_code=303)
