"""Publish the text of the letters: chosen, checked as laptops check it, then prepared."""

from typing import Final

from fastapi import APIRouter, Response

from app.department.console import publication_words as words
from app.department.console.parts import Pages
from app.department.console.publication_preparing import Chosen
from app.department.console.roles import Gestionnaire
from app.department.console.uploads import GenuineUpload
from app.department.failures import PublicationError
from app.department.records import letter_material
from app.department.records.publications import Document
from app.department.web import Part, Service
from app.documents.letter_wording import FILE, LONGEST_SENTENCE, LONGEST_TITLE
from app.documents.texts import load

router = APIRouter(include_in_schema=False)


def _read(service: Service, content: bytes, name: str) -> Document:
    convention = service.settings.convention
    if convention is None:
        raise PublicationError(words.NO_CONVENTION_FOR_LETTERS)
    return letter_material.letters(content, file=name or "lettres.toml", convention=convention)


_FILE: Final = Chosen(
    template="publication_lettres.html",
    title="Publier un texte de lettre",
    needed=words.LETTERS_NEEDED,
    read=_read,
    values={"longest": LONGEST_SENTENCE, "longest_title": LONGEST_TITLE},
)


@router.get("/publications/lettres")
def ask_letters(pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for a text."""
    return _FILE.page(pages, agent)


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
    return _FILE.checked(service, pages, agent, upload)
