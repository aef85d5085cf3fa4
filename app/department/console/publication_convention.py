"""Publish a convention that the root signed: chosen, read as laptops read it, then prepared.

Signing is a command beside the root (`sign-convention`), never a page: see the operator's pages.
"""

from typing import Final

from fastapi import APIRouter, Response

from app.department.console import publication_words as words
from app.department.console.parts import Pages
from app.department.console.publication_preparing import Chosen
from app.department.console.roles import Gestionnaire
from app.department.console.uploads import GenuineUpload
from app.department.records.convention_material import convention
from app.department.web import Part

router = APIRouter(include_in_schema=False)
_FILE: Final = Chosen(
    template="publication_convention.html",
    title="Publier une convention signée",
    needed=words.CONVENTION_NEEDED,
    read=lambda service, content, name: convention(
        content, file=name or "Ce fichier", root_public=service.keys.root_public
    ),
)


@router.get("/publications/convention")
def ask_convention(pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for a signed file."""
    return _FILE.page(pages, agent)


@router.post("/publications/convention")
def check_convention(
    service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload
) -> Response:
    """Check its signature and its content, and prepare it."""
    return _FILE.checked(service, pages, agent, upload)
