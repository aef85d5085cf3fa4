"""Publish the text of the letters: chosen, checked as laptops check it, then prepared."""

from fastapi import APIRouter, Response

from app.department.console import publication_words as words
from app.department.console.parts import Pages
from app.department.console.publication_preparing import prepared
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire
from app.department.console.sessions import Agent
from app.department.console.uploads import GenuineUpload
from app.department.failures import PublicationError
from app.department.records import letter_material
from app.department.web import Part
from app.documents.letter_wording import FILE, LONGEST_SENTENCE, LONGEST_TITLE
from app.documents.texts import load

router = APIRouter(include_in_schema=False)


@router.get("/publications/lettres")
def ask_letters(pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for a text."""
    return _page(pages, agent)


@router.get("/publications/lettres/modele")
def give_model(service: Part, _agent: Gestionnaire) -> Response:
    """Give the program's own text: what may be replaced, and with which values."""
    convention = service.settings.convention
    return Response(
        load(FILE, convention.profile if convention else "").raw,
        media_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="lettres-modele.toml"'},
    )


@router.post("/publications/lettres")
def check_letters(
    service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload
) -> Response:
    """Check a text and prepare it."""
    convention = service.settings.convention
    if convention is None:
        return _page(pages, agent, error=words.NO_CONVENTION_FOR_LETTERS)
    if not upload.content:
        return _page(pages, agent, error=words.LETTERS_NEEDED)
    try:
        document = letter_material.letters(
            upload.content, file=upload.name or "lettres.toml", convention=convention
        )
    except PublicationError as refused:
        return _page(pages, agent, error=str(refused))
    return prepared(service, agent, document)


def _page(pages: Renderer, agent: Agent, *, error: str = "") -> Response:
    return pages.page(
        "publication_lettres.html",
        status=422 if error else 200,
        title="Publier un texte de lettre",
        agent=agent,
        error=error,
        longest=LONGEST_SENTENCE,
        longest_title=LONGEST_TITLE,
    )
