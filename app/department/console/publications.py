"""What the Département publishes: in force, prepared, past; written, compared, published."""

from datetime import date

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import publication_words as words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.structures import may_change
from app.department.console.uploads import GenuineUpload
from app.department.database.publications import EtatPublication, PublicationRow
from app.department.failures import PublicationError
from app.department.records import letter_material, material, places_material, publications
from app.department.records.journal import Actor
from app.department.web import Part, Service
from app.sync.protocol.announcement import NAME, Announcement, read_announcement
from app.sync.protocol.convention_file import SUFFIX
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.signed import MaterialKind

router = APIRouter(include_in_schema=False)
_PAST = (EtatPublication.REMPLACEE, EtatPublication.RETIREE)
_FILES = {
    MaterialKind.QUESTIONNAIRE.value: (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    MaterialKind.CONVENTION.value: (SUFFIX.removeprefix("."), "application/octet-stream"),
    MaterialKind.STRUCTURES.value: ("csv", "text/csv; charset=utf-8"),
    MaterialKind.LETTERS.value: ("toml", "application/toml; charset=utf-8"),
}


@router.get("/publications")
def show_list(service: Part, pages: Pages, agent: StructureReader, apres: str = "") -> Response:
    """Show what is published, prepared and past."""
    size = service.settings.page_size
    with service.database.reading() as session:
        present, _ = publications.lines(session, [EtatPublication.PUBLIEE], size=200)
        drafts, _ = publications.lines(session, [EtatPublication.BROUILLON], size=200)
        past, next_ = publications.lines(session, _PAST, after=apres, size=size)
        return pages.page(
            "publications.html",
            title="Publications",
            agent=agent,
            present=present,
            drafts=drafts,
            past=past,
            next_=next_,
            first=not apres,
            serial=publications.serial(session),
            kinds=words.KINDS,
            states=words.STATES,
            today=service.clock.today(),
            root_away=service.keys.away is not None,
            may_change=may_change(agent),
        )


@router.get("/publications/annonce")
def ask_announcement(service: Part, pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for the text of an announcement, and its days."""
    return _announcement(service, pages, agent, {})


@router.post("/publications/annonce")
def write_announcement(
    service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm
) -> Response:
    """Prepare an announcement."""
    found = _read_announcement(service, fields)
    if isinstance(found, str):
        return _announcement(service, pages, agent, fields, error=found)
    return _prepare(service, agent, found)


@router.get("/publications/questionnaire")
def ask_questionnaire(service: Part, pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for a workbook."""
    return _questionnaire(service, pages, agent)


@router.post("/publications/questionnaire")
def check_questionnaire(
    service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload
) -> Response:
    """Check a workbook and prepare it; some seconds."""
    convention = service.settings.convention
    if convention is None:
        return _questionnaire(service, pages, agent, error=words.NO_CONVENTION)
    if not upload.content:
        return _questionnaire(service, pages, agent, error=words.FILE_NEEDED)
    try:
        document = material.questionnaire(
            upload.content, file=upload.name or "classeur.xlsx", name=convention.questionnaire
        )
    except PublicationError as refused:
        return _questionnaire(service, pages, agent, error=str(refused))
    return _prepare(service, agent, document)


@router.get("/publications/{id_}")
def show_one(service: Part, pages: Pages, agent: StructureReader, id_: RecordId) -> Response:
    """Show one document: what laptops get, and what it changes of the one in force."""
    return _one(service, pages, agent, id_)


@router.get("/publications/{id_}/fichier")
def download(service: Part, _agent: StructureReader, id_: RecordId) -> Response:
    """Give the document as laptops get it."""
    with service.database.reading() as session:
        row = _found(session, id_)
        suffix, media_type = _FILES.get(row.kind, ("json", "application/json"))
        if row.kind == MaterialKind.STRUCTURES and row.content[:1] in {b"[", b"{"}:
            suffix, media_type = "json", "application/json"
        name = f"{row.name}-{row.sha256.hex()[:8]}.{suffix}"
        return Response(
            row.content,
            media_type=media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


@router.post("/publications/{id_}/publication")
def publish(
    service: Part, pages: Pages, agent: Gestionnaire, _fields: GenuineForm, id_: RecordId
) -> Response:
    """Publish what was prepared."""
    return _act(service, pages, agent, id_, EtatPublication.BROUILLON)


@router.get("/publications/{id_}/retrait")
def ask_withdrawal(service: Part, pages: Pages, agent: Gestionnaire, id_: RecordId) -> Response:
    """Ask to confirm, and say what laptops keep."""
    with service.database.reading() as session:
        row = _found(session, id_)
        return pages.page(
            "publication_retrait.html",
            title="Retirer cette publication",
            agent=agent,
            row=row,
            kinds=words.KINDS,
            published=row.state == EtatPublication.PUBLIEE,
            root_away=service.keys.away is not None,
        )


@router.post("/publications/{id_}/retrait")
def withdraw(
    service: Part, pages: Pages, agent: Gestionnaire, _fields: GenuineForm, id_: RecordId
) -> Response:
    """Withdraw what is published."""
    return _act(service, pages, agent, id_, EtatPublication.PUBLIEE)


@router.post("/publications/{id_}/abandon")
def discard(service: Part, agent: Gestionnaire, _fields: GenuineForm, id_: RecordId) -> Response:
    """Throw away what was prepared."""
    with service.database.writing() as session:
        actor = Actor.account(agent.account_id)
        publications.discard(session, _found(session, id_), actor=actor, now=service.clock.now())
    return RedirectResponse("/publications", status_code=303)


def _act(
    service: Service, pages: Renderer, agent: Agent, id_: str, expected: EtatPublication
) -> Response:
    """Publish or withdraw, if the document still stands where the page showed it."""
    actor, now = Actor.account(agent.account_id), service.clock.now()
    act = publications.publish if expected is EtatPublication.BROUILLON else publications.withdraw
    try:
        with service.database.writing() as session:
            row = _standing(session, id_, expected)
            act(session, row, service.keys, actor=actor, now=now)
    except PublicationError as refused:
        return _one(service, pages, agent, id_, error=str(refused))
    return RedirectResponse("/publications", status_code=303)


def _prepare(service: Service, agent: Agent, document: publications.Document) -> Response:
    with service.database.writing() as session:
        actor = Actor.account(agent.account_id)
        row = publications.prepare(session, document, actor=actor, now=service.clock.now())
        return RedirectResponse(f"/publications/{row.id}", status_code=303)


def _read_announcement(service: Service, fields: dict[str, str]) -> publications.Document | str:
    try:
        starts_on, ends_on = (date.fromisoformat(fields.get(name, "")) for name in ("du", "au"))
    except ValueError:
        return words.ANNOUNCEMENT_REFUSED["days"]
    if ends_on < service.clock.today():
        return words.ANNOUNCEMENT_REFUSED["past"]
    paragraphs = [" ".join(line.split()) for line in fields.get("texte", "").splitlines()]
    try:
        return material.announcement(
            Announcement(
                title=" ".join(fields.get("titre", "").split()),
                paragraphs=[line for line in paragraphs if line],
                starts_on=starts_on,
                ends_on=ends_on,
            )
        )
    except ProtocolError as fault:
        return words.announcement_refused(fault.place)


def _one(service: Service, pages: Renderer, agent: Agent, id_: str, *, error: str = "") -> Response:
    with service.database.reading() as session:
        row = _found(session, id_)
        present = publications.in_force(session, row.kind, row.name)
        draft = row.state == EtatPublication.BROUILLON
        return pages.page(
            "publication.html",
            status=422 if error else 200,
            title=row.title,
            agent=agent,
            row=row,
            error=error,
            draft=draft,
            kinds=words.KINDS,
            states=words.STATES,
            present=present if present and present.id != row.id else None,
            announcement=read_announcement(row.content)
            if row.kind == MaterialKind.ANNOUNCEMENT
            else None,
            reading=places_material.reading(row.content)
            if row.kind == MaterialKind.STRUCTURES
            else (),
            same=present is not None and draft and present.sha256 == row.sha256,
            difference=_difference(row, present) if draft else "",
            root_away=service.keys.away is not None,
            may_change=may_change(agent),
        )


def _difference(row: PublicationRow, present: PublicationRow | None) -> str:
    if present is not None and present.sha256 == row.sha256:
        return ""
    if row.kind == MaterialKind.LETTERS:
        return letter_material.difference(
            row.name, present.content if present else b"", row.content
        )
    if present is None or row.kind != MaterialKind.QUESTIONNAIRE:
        return ""
    return material.difference(present.content, row.content)


def _announcement(
    service: Service, pages: Renderer, agent: Agent, fields: dict[str, str], *, error: str = ""
) -> Response:
    with service.database.reading() as session:
        return pages.page(
            "publication_annonce.html",
            status=422 if error else 200,
            title="Écrire une annonce",
            agent=agent,
            error=error,
            fields=fields,
            today=service.clock.today(),
            present=publications.in_force(session, MaterialKind.ANNOUNCEMENT, NAME),
        )


def _questionnaire(service: Service, pages: Renderer, agent: Agent, *, error: str = "") -> Response:
    return pages.page(
        "publication_questionnaire.html",
        status=422 if error else 200,
        title="Publier un questionnaire",
        agent=agent,
        error=error,
        name=service.settings.convention.questionnaire if service.settings.convention else "",
    )


def _standing(session: Session, id_: str, expected: EtatPublication) -> PublicationRow:
    row = _found(session, id_)
    if row.state != expected:
        raise PublicationError(words.CHANGED)
    return row


def _found(session: Session, id_: str) -> PublicationRow:
    row = publications.get(session, id_)
    if row is None:
        raise PageNotFoundError
    return row
