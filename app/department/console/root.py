"""The root kept off line: requests to sign are saved here, its answers are handed back here."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.department.console import publication_words as words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.uploads import GenuineUpload
from app.department.database.publications import EtatPublication, PublicationRow
from app.department.failures import PublicationError
from app.department.records import publications, root_signatures
from app.department.records.journal import Actor
from app.department.root_papers import read_answer, write_request
from app.department.web import Part, Service
from app.sync.protocol.errors import ProtocolError

router = APIRouter(include_in_schema=False)


@router.get("/publications/racine")
def show(
    service: Part, pages: Pages, agent: Gestionnaire, document: str = "", retrait: str = ""
) -> Response:
    """Show what waits for the root; nothing where it is on this server."""
    return _page(service, pages, agent, document, retrait)


@router.post("/publications/racine/demande")
def request(service: Part, _agent: Gestionnaire, fields: GenuineForm) -> Response:
    """Give the file of a request; asking changes nothing."""
    _away(service)
    with service.database.writing() as session:
        add = publications.get(session, fields.get("document", ""))
        remove = publications.get(session, fields.get("retrait", ""))
        wanted = root_signatures.ask(session, service, add=_draft(add), remove=_published(remove))
    name = f"a-signer-{wanted.listed.serial if wanted.listed else 'postes'}.json"
    return Response(
        write_request(wanted),
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/publications/racine/reponse")
def answer(service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload) -> Response:
    """Take the answer of the root: verified, then in force."""
    _away(service)
    actor = Actor.account(agent.account_id)
    try:
        signed = read_answer(upload.content)
        with service.database.writing() as session:
            root_signatures.apply(session, service, signed, actor=actor)
    except ProtocolError:
        return _page(service, pages, agent, error=words.SIGNATURE_REFUSED)
    except PublicationError as refused:
        return _page(service, pages, agent, error=str(refused))
    return RedirectResponse("/publications", status_code=303)


def _page(  # noqa: PLR0913 - the page's parts
    service: Service,
    pages: Renderer,
    agent: Agent,
    document: str = "",
    retrait: str = "",
    *,
    error: str = "",
) -> Response:
    _away(service)
    with service.database.reading() as session:
        return pages.page(
            "racine.html",
            status=422 if error else 200,
            title="Clé racine hors ligne",
            agent=agent,
            error=error,
            document=_draft(publications.get(session, document)),
            retrait=_published(publications.get(session, retrait)),
            waiting=len(root_signatures.waiting(session)),
        )


def _away(service: Service) -> None:
    if service.keys.away is None:
        raise PageNotFoundError


def _draft(row: PublicationRow | None) -> PublicationRow | None:
    return row if row and row.state == EtatPublication.BROUILLON else None


def _published(row: PublicationRow | None) -> PublicationRow | None:
    return row if row and row.state == EtatPublication.PUBLIEE else None
