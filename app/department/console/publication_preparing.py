"""Prepare a checked document for its publication, and lead to the page where it is signed."""

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.department.console.sessions import Agent
from app.department.records import publications
from app.department.records.journal import Actor
from app.department.records.publications import Document
from app.department.web import Service


def prepared(service: Service, agent: Agent, document: Document) -> Response:
    """Keep `document` as this agent's draft; answer with the way to its page."""
    with service.database.writing() as session:
        actor = Actor.account(agent.account_id)
        row = publications.prepare(session, document, actor=actor, now=service.clock.now())
        return RedirectResponse(f"/publications/{row.id}", status_code=303)
