"""A file that an agent chooses, checked and prepared for its publication."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.department.console.rendering import Renderer
from app.department.console.sessions import Agent
from app.department.console.uploads import Upload
from app.department.failures import PublicationError
from app.department.records import publications
from app.department.records.journal import Actor
from app.department.records.publications import Document
from app.department.web import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A kind of file: the page that asks for it, and how it is read as laptops read it.

    `read` takes the content and the name that the agent's file has. `needed` is said without one;
    `values` are what the page shows besides.
    """

    template: str
    title: str
    needed: str
    read: Callable[[Service, bytes, str], Document]
    values: Mapping[str, object] = field(default_factory=dict[str, object])

    def page(self, pages: Renderer, agent: Agent, *, error: str = "") -> Response:
        """Ask for the file."""
        return pages.page(
            self.template,
            status=422 if error else 200,
            title=self.title,
            agent=agent,
            error=error,
            **self.values,
        )

    def checked(self, service: Service, pages: Renderer, agent: Agent, upload: Upload) -> Response:
        """Check the file and prepare it, or say what is wrong with it."""
        if not upload.content:
            return self.page(pages, agent, error=self.needed)
        try:
            document = self.read(service, upload.content, upload.name)
        except PublicationError as refused:
            return self.page(pages, agent, error=str(refused))
        return prepared(service, agent, document)


def prepared(service: Service, agent: Agent, document: Document) -> Response:
    """Keep `document` as this agent's draft; answer with the way to its page."""
    with service.database.writing() as session:
        actor = Actor.account(agent.account_id)
        row = publications.prepare(session, document, actor=actor, now=service.clock.now())
        return RedirectResponse(f"/publications/{row.id}", status_code=303)
