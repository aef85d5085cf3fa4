"""Publish a list of places: chosen, read as laptops read it, then prepared."""

from typing import Final

from fastapi import APIRouter, Response

from app.department.console import publication_words as words
from app.department.console.parts import Pages
from app.department.console.publication_preparing import Chosen
from app.department.console.roles import Gestionnaire
from app.department.console.uploads import GenuineUpload
from app.department.records import places_material
from app.department.web import Part

router = APIRouter(include_in_schema=False)
_FILE: Final = Chosen(
    template="publication_structures.html",
    title="Publier une liste de structures",
    needed=words.LIST_NEEDED,
    read=lambda _, content, name: places_material.structures(content, file=name or "liste.csv"),
)


@router.get("/publications/structures")
def ask_structures(pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for a list."""
    return _FILE.page(pages, agent)


@router.post("/publications/structures")
def check_structures(
    service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload
) -> Response:
    """Check a list and prepare it; some seconds for thousands of places."""
    return _FILE.checked(service, pages, agent, upload)
