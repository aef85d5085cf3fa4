"""All that the Département holds on one person, for who asks about her or answers to her."""

from fastapi import APIRouter, Response

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.roles import PersonReader
from app.department.database.agents import Role
from app.department.records import dossiers, prescriptions
from app.department.records.journal import Action, Actor, note
from app.department.web import Part

router = APIRouter(include_in_schema=False)


@router.get("/personnes/{id_}")
def show(service: Part, pages: Pages, agent: PersonReader, id_: RecordId) -> Response:
    """Show every prescription of the person whom the prescription `id_` is for."""
    now = service.clock.now()
    with service.database.writing() as session:
        row = prescriptions.get(session, id_)
        if row is None or not row.payload:
            raise PageNotFoundError
        dossier = dossiers.gather(session, row, now)
        for one in (*dossier.sure, *dossier.perhaps):
            note(
                session,
                at=now,
                actor=Actor.account(agent.account_id),
                action=Action.PERSONNE_CONSULTEE,
                on=one.row.id,
                detail=f"depuis {id_}",
            )
        return pages.page(
            "personne.html",
            title="Dossier d’une personne",
            agent=agent,
            row=row,
            dossier=dossier,
            motifs={motif.code: motif.label for motif in service.settings.motifs},
            protection=service.settings.convention and service.settings.convention.protection,
            services=words.SERVICES,
            reasons=words.REASONS,
            degrees=words.DEGREES,
            avis=words.AVIS,
            can_decide=Role.INSTRUCTEUR in agent.roles,
        )
