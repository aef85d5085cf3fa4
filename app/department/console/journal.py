"""The audit journal, to read."""

from fastapi import APIRouter, Response

from app.department.console.parts import Pages
from app.department.console.prescriptions import page_number
from app.department.console.roles import JournalReader
from app.department.records import journal
from app.department.web import Part

router = APIRouter(include_in_schema=False)
_SIZE = 50


@router.get("/journal")
def show(service: Part, pages: Pages, agent: JournalReader, page: str = "1") -> Response:
    """Show one page of the journal, newest first."""
    number = page_number(page)
    with service.database.reading() as session:
        entries = journal.latest(session, page=number, size=_SIZE)
        return pages.page(
            "journal.html",
            title="Journal",
            agent=agent,
            entries=entries[:_SIZE],
            page=number,
            more=len(entries) > _SIZE,
        )
