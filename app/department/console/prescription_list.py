"""The list of prescriptions, with its filters."""

from fastapi import APIRouter, Response

from app.department.console import words
from app.department.console.filters import AskedFilters
from app.department.console.parts import Pages
from app.department.console.roles import PersonReader
from app.department.database.agents import Role
from app.department.records import prescriptions, structures
from app.department.records.search import search
from app.department.web import Part

router = APIRouter(include_in_schema=False)


@router.get("/prescriptions")
def show_list(
    service: Part, pages: Pages, agent: PersonReader, asked: AskedFilters, tout: str = ""
) -> Response:
    """Show one page of the list; `tout` ticks every box, for there is no script to do it."""
    query = asked.query(service.clock.zone())
    with service.database.reading() as session:
        searched = search(session, query.text)
        counts = prescriptions.counts(session, query, searched)
        return pages.page(
            "prescriptions.html",
            title="Prescriptions",
            agent=agent,
            asked=asked,
            found=prescriptions.find(session, query, searched),
            counts=counts,
            total=_total(counts, asked.etat),
            count_limit=prescriptions.COUNT_LIMIT,
            structures=structures.all_by_name(session),
            services=words.SERVICES,
            orders=words.ORDERS,
            sizes=prescriptions.SIZES,
            can_decide=Role.INSTRUCTEUR in agent.roles,
            all_ticked=bool(tout),
        )


def _total(counts: dict[str, int | None], etat: str) -> int | None:
    """Return how many rows the list has in all its pages, None when that would be slow to tell."""
    shown = [counts[etat]] if etat else list(counts.values())
    known = [count for count in shown if count is not None]
    return sum(known) if known else None
