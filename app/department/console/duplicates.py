"""The page « Doublons possibles », and the opinion of an agent on a pair."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.roles import Instructeur, PersonReader
from app.department.console.sessions import GenuineForm
from app.department.database.agents import Role
from app.department.database.handling import Avis
from app.department.records import duplicates, pairs
from app.department.records.journal import Action, Actor, note
from app.department.records.likeness import Degree
from app.department.web import Part

router = APIRouter(include_in_schema=False)
_LONGEST_ID = 36


@router.get("/doublons")
def show_list(  # noqa: PLR0913, PLR0917 - the address of the page has these parts
    service: Part,
    pages: Pages,
    agent: PersonReader,
    avis: str = "",
    degre: str = "",
    apres: str = "",
) -> Response:
    """Show one page of pairs; that these persons were read is noted in the journal."""
    query = pairs.Query(
        avis=Avis(avis) if avis in set(Avis) else Avis.A_VOIR,
        degree=degre if degre in set(Degree) else "",
        after=apres.replace("\0", "")[:_LONGEST_ID],
    )
    with service.database.writing() as session:
        found = pairs.page(session, query)
        shown = found[: query.size]
        if shown:
            note(
                session,
                at=service.clock.now(),
                actor=Actor.account(agent.account_id),
                action=Action.DOUBLONS_CONSULTES,
                on=shown[0].pair.id,
                detail=f"{len(shown)} paires",
            )
        return pages.page(
            "doublons.html",
            title="Doublons possibles",
            agent=agent,
            query=query,
            found=shown,
            more=len(found) > query.size,
            avis=words.AVIS,
            degrees=words.DEGREES,
            reasons=words.REASONS,
            can_decide=Role.INSTRUCTEUR in agent.roles,
        )


@router.post("/doublons/{id_}")
def settle(service: Part, agent: Instructeur, fields: GenuineForm, id_: RecordId) -> Response:
    """Remember the opinion, and go back to where it was given."""
    given = fields.get("avis", "")
    with service.database.writing() as session:
        found = duplicates.get(session, id_)
        if found is None or given not in set(Avis):
            raise PageNotFoundError
        duplicates.settle(
            session,
            pair=found.pair,
            avis=Avis(given),
            account_id=agent.account_id,
            now=service.clock.now(),
        )
        back = fields.get("retour", "")
        known = {found.first.id, found.second.id}
    target = f"/prescriptions/{back}#t-doublons" if back in known else "/doublons"
    return RedirectResponse(target, status_code=303)
