"""Publish a list of places: chosen, read as laptops read it, then prepared."""

from fastapi import APIRouter, Response

from app.department.console import publication_words as words
from app.department.console.parts import Pages
from app.department.console.publication_preparing import prepared
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire
from app.department.console.sessions import Agent
from app.department.console.uploads import GenuineUpload
from app.department.failures import PublicationError
from app.department.records import places_material
from app.department.web import Part

router = APIRouter(include_in_schema=False)


@router.get("/publications/structures")
def ask_structures(pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for a list."""
    return _page(pages, agent)


@router.post("/publications/structures")
def check_structures(
    service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload
) -> Response:
    """Check a list and prepare it; some seconds for thousands of places."""
    if not upload.content:
        return _page(pages, agent, error=words.LIST_NEEDED)
    try:
        document = places_material.structures(upload.content, file=upload.name or "liste.csv")
    except PublicationError as refused:
        return _page(pages, agent, error=str(refused))
    return prepared(service, agent, document)


def _page(pages: Renderer, agent: Agent, *, error: str = "") -> Response:
    return pages.page(
        "publication_structures.html",
        status=422 if error else 200,
        title="Publier une liste de structures",
        agent=agent,
        error=error,
    )
