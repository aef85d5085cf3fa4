"""What is kept and until when, what was erased with its proofs, and by which rules."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.roles import signed_in_as
from app.department.console.sessions import Agent, GenuineForm
from app.department.copies import folder
from app.department.database.agents import Role
from app.department.database.retention import DailyTaskRow, DestructionRow
from app.department.demarches.tokens import reads_decisions
from app.department.retention import asking, conservation, daily, papers, proofs, relayed, terms
from app.department.retention.daily import Tache
from app.department.retention.holds import RAISONS
from app.department.retention.rules import regles
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
HOME: Final = "/conservation"
_READERS = (Role.DELEGUE, Role.ADMINISTRATEUR, Role.INSTRUCTEUR)
_KEEPERS = (Role.DELEGUE, Role.INSTRUCTEUR)
Reader = Annotated[Agent, Depends(signed_in_as(*_READERS))]
Keeper = Annotated[Agent, Depends(signed_in_as(*_KEEPERS))]
_SOON: Final = timedelta(days=30)
_LINES: Final = 50
_MOST: Final = 10_000  # counts stop there
_PAGE: Final = 25
_LONGEST_NUMBER: Final = 15


@router.get("/conservation")
def show(service: Part, pages: Pages, agent: Reader, fait: str = "") -> Response:
    """Show what is due soon and what is kept after its term."""
    return _page(service, pages, agent, done=_DONE.get(fait, ""))


@router.post("/conservation/date")
def confirm_date(service: Part, agent: Keeper, _fields: GenuineForm) -> Response:
    """Say that the server's date is right: what is due goes with the next look."""
    with service.database.writing() as session:
        if daily.date_in_doubt(session):
            daily.confirm_date(session, service, agent.account_id)
    return RedirectResponse(f"{HOME}?fait=date", status_code=303)


@router.get("/conservation/attestations")
def show_proofs(service: Part, pages: Pages, agent: Reader, avant: str = "") -> Response:
    """Show the destructions, the latest first."""
    with service.database.reading() as session:
        rows, older = _destructions(session, avant)
        return pages.page(
            "attestations.html",
            title="Attestations de destruction",
            agent=agent,
            rows=rows,
            older=older,
            first_page=not avant,
            events=proofs.EVENEMENTS,
            counted={row.number: proofs.counted(row.counts) for row in rows},
            paper=service.settings.convention is not None,
        )


@router.get("/conservation/attestations/{number}.pdf")
def paper(service: Part, _agent: Reader, number: RecordId) -> Response:
    """Give a certificate on paper."""
    with service.database.reading() as session:
        content = papers.certificate_pdf(session, service, _signed(session, number))
    if content is None:
        raise PageNotFoundError
    name = f"attestation-destruction-{number}.pdf"
    return Response(content, media_type="application/pdf", headers=_saved_as(name))


@router.get("/conservation/attestations/{number}.json")
def proof(service: Part, _agent: Reader, number: RecordId) -> Response:
    """Give a certificate for programs."""
    with service.database.reading() as session:
        content = papers.certificate_json(session, service, _signed(session, number))
    return JSONResponse(content, headers=_saved_as(f"attestation-destruction-{number}.json"))


@router.get("/conservation/regles")
def show_rules(service: Part, pages: Pages, agent: Reader) -> Response:
    """Show every clock with its source, and the backups."""
    convention, into = service.settings.convention, service.settings.backup_dir
    with service.database.reading() as session:
        return pages.page(
            "regles.html",
            title="Règles de conservation",
            agent=agent,
            regles=regles(convention.retention if convention else None),
            backups=[folder.made_at(file) for file in folder.kept(into)] if into else None,
            task=session.get(DailyTaskRow, Tache.SAUVEGARDE),
        )


@router.post("/conservation/effacement")
def find(service: Part, pages: Pages, agent: Keeper, fields: GenuineForm) -> Response:
    """Find the prescription of a reference, to ask whether it is the one to erase."""
    reference = fields.get("reference", "")[:80]
    dossier = dossier_named(reference)
    with service.database.reading() as session:
        if dossier and relayed.item_of(session, dossier):
            return RedirectResponse(f"{HOME}/dossiers/{dossier}/effacement", status_code=303)
        rows = asking.named(session, reference)
        if len(rows) == 1:
            return RedirectResponse(f"{HOME}/{rows[0].id}/effacement", status_code=303)
    problem = words.REFERENCE_TWICE if rows else words.REFERENCE_UNKNOWN
    return _page(service, pages, agent, error=problem, reference=reference)


def dossier_named(text: str) -> int:
    """Return the number of a dossier of Démarches simplifiées, 0 where this is none."""
    digits = text.strip().removeprefix("n°").replace(" ", "").replace("\u00a0", "")
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER
    return int(digits) if plain else 0


_DONE: Final = {
    "date": words.DATE_CONFIRMED,
    "prolongation": words.HOLD_NOTED,
    "levee": words.HOLD_LIFTED,
}


def _page(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Renderer,
    agent: Agent,
    *,
    done: str = "",
    error: str = "",
    reference: str = "",
) -> Response:
    clock, today = service.clock, service.clock.today()
    with service.database.reading() as session:
        task = session.get(DailyTaskRow, Tache.CONSERVATION)
        return pages.page(
            "conservation.html",
            status=422 if error else 200,
            title="Conservation",
            agent=agent,
            may_act=bool(agent.roles & set(_KEEPERS)),
            may_read=Role.INSTRUCTEUR in agent.roles,
            coming=terms.coming(session, clock, today + _SOON, limit=_LINES),
            held=terms.held(session, clock, limit=_LINES),
            due=terms.count_due(session, clock, today, limit=_MOST),
            soon=terms.count_due(session, clock, today + _SOON, limit=_MOST),
            most=_MOST,
            lines=_LINES,
            today=today,
            task=task,
            missed=conservation.missed(task.done_at if task else None, clock.now()),
            doubtful=daily.date_in_doubt(session),
            waiting=len(proofs.unsigned(session)),
            convention=service.settings.convention,
            raisons=RAISONS,
            done=done,
            error=error,
            reference=reference,
            dossiers=reads_decisions(service),
        )


def _signed(session: Session, number: str) -> DestructionRow:
    row = session.get(DestructionRow, number)
    if row is None or row.ended_at is None:
        raise PageNotFoundError
    return row


def _destructions(session: Session, before: str) -> tuple[list[DestructionRow], str]:
    """Return one page of destructions, and what names the next one."""
    wanted = select(DestructionRow).order_by(
        DestructionRow.begun_at.desc(), DestructionRow.number.desc()
    )
    edge = session.get(DestructionRow, before) if before else None
    if edge is not None:
        wanted = wanted.where(
            (DestructionRow.begun_at < edge.begun_at)
            | ((DestructionRow.begun_at == edge.begun_at) & (DestructionRow.number < edge.number))
        )
    rows = list(session.scalars(wanted.limit(_PAGE + 1)))
    return rows[:_PAGE], rows[_PAGE - 1].number if len(rows) > _PAGE else ""


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
