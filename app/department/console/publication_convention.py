"""Publish a convention that the root signed: chosen, read as laptops read it, then prepared.

Signing is a command beside the root (`sign-convention`), never a page: see the operator's pages.
"""

from fastapi import APIRouter, Response

from app.department.console import publication_words as words
from app.department.console.parts import Pages
from app.department.console.publication_preparing import prepared
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire
from app.department.console.sessions import Agent
from app.department.console.uploads import GenuineUpload
from app.department.failures import PublicationError
from app.department.records.convention_material import convention
from app.department.web import Part

router = APIRouter(include_in_schema=False)


@router.get("/publications/convention")
def ask_convention(pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for a signed file."""
    return _page(pages, agent)


@router.post("/publications/convention")
def check_convention(
    service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload
) -> Response:
    """Check its signature and its content, and prepare it."""
    if not upload.content:
        return _page(pages, agent, error=words.CONVENTION_NEEDED)
    name = upload.name or "Ce fichier"
    try:
        document = convention(upload.content, file=name, root_public=service.keys.root_public)
    except PublicationError as refused:
        return _page(pages, agent, error=str(refused))
    return prepared(service, agent, document)


def _page(pages: Renderer, agent: Agent, *, error: str = "") -> Response:
    return pages.page(
        "publication_convention.html",
        status=422 if error else 200,
        title="Publier une convention signée",
        agent=agent,
        error=error,
    )
