"""A batch of activation codes: asked, read again, made and shown once, printed, cancelled."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from fastapi.responses import RedirectResponse

from app.department.console import code_words
from app.department.console.code_words import STATES
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.rendering import Renderer, moment
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.structures import may_change
from app.department.console.uploads import GenuineUpload, Upload
from app.department.records import code_batches, code_list, code_papers, structures
from app.department.records.code_list import CodeList
from app.department.records.journal import Actor
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
NUMBER_PREFIX = "n-"
BatchId = Annotated[str, InPath(pattern="^[0-9a-f-]{36}$")]
Kind = Annotated[str, InPath(pattern="^(feuilles|etiquettes|tableau)$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The form as it was filled in."""

    label: str
    days: int
    address: str
    numbers: dict[str, str]

    @classmethod
    def of(cls, fields: dict[str, str], address: str) -> "_Asked":
        """Read the fields; an unknown lifetime is the shortest one."""
        days = fields.get("jours", "")
        return cls(
            label=" ".join(fields.get("nom", "").split()),
            days=int(days) if days in {str(one) for one in code_batches.LIFETIMES} else 30,
            address=fields.get("adresse", address).strip().rstrip("/"),
            numbers={
                name.removeprefix(NUMBER_PREFIX): value
                for name, value in fields.items()
                if name.startswith(NUMBER_PREFIX)
            },
        )

    def problem(self) -> str:
        """Return what is wrong besides the list, empty when nothing is."""
        if not self.label or len(self.label) > code_batches.LABEL_LIMIT:
            return code_words.LABEL_NEEDED
        if not self.address.startswith(("https://", "http://")) or len(self.address) > 300:  # noqa: PLR2004 - the laptop's field takes no more
            return code_words.ADDRESS_NEEDED
        return ""


@router.get("/codes/nouveau")
def ask(request: Request, service: Part, pages: Pages, agent: Gestionnaire) -> Response:
    """Ask for which laptops, and for how long."""
    asked = _Asked.of({}, str(request.base_url))
    return _form(service, pages, agent, asked)


@router.post("/codes/nouveau")
def preview(
    request: Request, service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload
) -> Response:
    """Show what would be made, or the faults by line; nothing is made."""
    asked = _Asked.of(upload.fields, str(request.base_url))
    found = _read(service, asked, upload)
    if isinstance(found, str) or found.faults or asked.problem():
        error = asked.problem() or (found if isinstance(found, str) else "")
        faults = () if isinstance(found, str) else found.faults
        return _form(service, pages, agent, asked, error=error, faults=faults)
    with service.database.reading() as session:
        known = {row.id: row for row in structures.all_by_name(session)}
        return pages.page(
            "lot_apercu.html",
            title="Vérifier le lot",
            agent=agent,
            asked=asked,
            batch=str(uuid.uuid4()),
            total=len(found.wanted),
            lines=[(known[code], count) for code, count in found.counts().items()],
            named=sum(bool(one.label) for one in found.wanted),
            wanted=code_list.as_csv(found.wanted),
        )


@router.post("/codes/lots/{id_}")
def make(
    service: Part, pages: Pages, agent: Gestionnaire, upload: GenuineUpload, id_: BatchId
) -> Response:
    """Make the batch and show its codes, this once."""
    asked = _Asked.of(upload.fields, "")
    text = upload.fields.get("liste", "").encode()
    with service.database.writing() as session:
        rows = structures.all_by_name(session)
        found = code_list.read_csv(text, rows, service.clock.today())
        if found.faults or asked.problem():  # closed since the preview, or a form of somebody's own
            return _form(service, pages, agent, asked, error=asked.problem(), faults=found.faults)
        made = code_batches.make(
            session,
            service,
            id_=id_,
            label=asked.label,
            wanted=found.wanted,
            lifetime=timedelta(days=asked.days),
            actor=Actor.account(agent.account_id),
        )
        if made is None:
            return _batch(service, pages, agent, id_, error=code_words.ALREADY_MADE)
        return pages.page(
            "lot_codes.html",
            title="Codes du lot",
            agent=agent,
            batch=made.batch,
            codes=made.codes,
            address=asked.address,
            texts="\n".join(one.text for one in made.codes),
        )


@router.get("/codes/lots/{id_}")
def show(service: Part, pages: Pages, agent: StructureReader, id_: BatchId) -> Response:
    """Show what became of the codes of a batch."""
    return _batch(service, pages, agent, id_)


@router.post("/codes/lots/{id_}/{kind}")
def papers(  # noqa: PLR0913, PLR0917 - each is a part of the request
    service: Part,
    pages: Pages,
    agent: Gestionnaire,
    upload: GenuineUpload,
    id_: BatchId,
    kind: Kind,
) -> Response:
    """Give the codes that the page gives back as sheets, labels or a table."""
    address = upload.fields.get("adresse", "")[:300]
    with service.database.reading() as session:
        batch = code_batches.get(session, id_)
        if batch is None:
            raise PageNotFoundError
        texts = upload.fields.get("codes", "").split()[: code_list.MOST_CODES]
        codes = code_batches.given_back(session, batch, texts, service.clock.now())
        expires = moment(batch.expires_at, service.settings.zone)
    if not codes:
        return _batch(service, pages, agent, id_, error=code_words.NOTHING_LEFT)
    if kind == "tableau":
        content = code_papers.as_csv(codes, address=address, expires=expires)
        return _file(content, f"codes-{id_[:8]}.csv", "text/csv; charset=utf-8")
    batch_papers = code_papers.papers(
        codes,
        departement=service.settings.departement,
        address=address,
        expires=expires,
        today=service.clock.today(),
    )
    draw = code_papers.as_labels if kind == "etiquettes" else code_papers.as_sheets
    return _file(draw(batch_papers), f"{kind}-{id_[:8]}.pdf", "application/pdf")


@router.get("/codes/lots/{id_}/annulation")
def ask_cancelling(service: Part, pages: Pages, agent: Gestionnaire, id_: BatchId) -> Response:
    """Ask to confirm."""
    with service.database.reading() as session:
        batch = code_batches.get(session, id_)
        if batch is None:
            raise PageNotFoundError
        codes = code_batches.codes_of(session, id_, service.clock.now())
        return pages.page(
            "lot_annulation.html",
            title="Annuler ce lot",
            agent=agent,
            batch=batch,
            waiting=sum(one.state is code_batches.CodeState.EN_ATTENTE for one in codes),
            used=sum(one.state is code_batches.CodeState.UTILISE for one in codes),
        )


@router.post("/codes/lots/{id_}/annulation/oui")
def cancel(service: Part, agent: Gestionnaire, _fields: GenuineForm, id_: BatchId) -> Response:
    """Cancel every code of a batch that waits."""
    with service.database.writing() as session:
        if code_batches.get(session, id_) is None:
            raise PageNotFoundError
        actor = Actor.account(agent.account_id)
        code_batches.cancel_batch(session, id_, actor=actor, now=service.clock.now())
    return RedirectResponse(f"/codes/lots/{id_}", status_code=303)


def _read(service: Service, asked: _Asked, upload: Upload) -> CodeList | str:
    typed = any(value.strip() for value in asked.numbers.values())
    if typed and upload.content:
        return code_words.BOTH_ASKED
    if not typed and not upload.content:
        return code_words.NOTHING_ASKED
    with service.database.reading() as session:
        rows = structures.all_by_name(session)
        if upload.content:
            return code_list.read_csv(upload.content, rows, service.clock.today())
        return code_list.read_counts(asked.numbers, rows, service.clock.today())


def _form(  # noqa: PLR0913 - the page's parts, by name
    service: Service,
    pages: Renderer,
    agent: Agent,
    asked: _Asked,
    *,
    error: str = "",
    faults: object = (),
) -> Response:
    today = service.clock.today()
    with service.database.reading() as session:
        return pages.page(
            "lot_nouveau.html",
            status=422 if error or faults else 200,
            title="Préparer un lot de codes",
            agent=agent,
            asked=asked,
            error=error,
            faults=faults,
            lifetimes=code_batches.LIFETIMES,
            rows=[
                row
                for row in structures.all_by_name(session)
                if not structures.is_closed(row, today)
            ],
        )


def _batch(
    service: Service, pages: Renderer, agent: Agent, id_: str, *, error: str = ""
) -> Response:
    with service.database.reading() as session:
        batch = code_batches.get(session, id_)
        if batch is None:
            raise PageNotFoundError
        codes = code_batches.codes_of(session, id_, service.clock.now())
        return pages.page(
            "lot.html",
            status=422 if error else 200,
            title=batch.label,
            agent=agent,
            batch=batch,
            codes=codes,
            waiting=sum(one.state is code_batches.CodeState.EN_ATTENTE for one in codes),
            states=STATES,
            words=code_batches.poste_words,
            error=error,
            may_change=may_change(agent),
        )


def _file(content: bytes, name: str, media_type: str) -> Response:
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
