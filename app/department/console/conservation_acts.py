"""Acts on what is kept: erase a person before the term, keep a prescription after it."""

from datetime import date, timedelta

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import words
from app.department.console.conservation import HOME, Keeper, dossier_named
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.sessions import Agent, GenuineForm
from app.department.database.prescriptions import PrescriptionRow
from app.department.failures import ChangedMeanwhileError
from app.department.retention import asking, holds, relayed, terms
from app.department.retention.asking import DEMANDES, Demande
from app.department.retention.holds import RAISONS, Raison
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)


@router.get("/conservation/{id_}/effacement")
def ask_erasure(service: Part, pages: Pages, agent: Keeper, id_: RecordId) -> Response:
    """Ask why, and whether it is really this one; nobody is named here."""
    return _erasure(service, pages, agent, id_)


@router.post("/conservation/{id_}/effacement")
def erase(
    service: Part, pages: Pages, agent: Keeper, fields: GenuineForm, id_: RecordId
) -> Response:
    """Erase one person, at once and for good."""
    why = fields.get("motif", "")
    if why not in set(Demande) or fields.get("confirme") != "oui":
        return _erasure(service, pages, agent, id_, error=words.ERASURE_INCOMPLETE, why=why)
    try:
        asking.erase_asked(
            service, prescription_id=id_, why=Demande(why), account_id=agent.account_id
        )
    except ChangedMeanwhileError:
        return _erasure(service, pages, agent, id_, error=words.CHANGED_MEANWHILE)
    return RedirectResponse(f"{HOME}/attestations", status_code=303)


@router.get("/conservation/dossiers/{dossier}/effacement")
def ask_words_erasure(service: Part, pages: Pages, agent: Keeper, dossier: str) -> Response:
    """Ask why the words of a decision read on Démarches simplifiées are to go."""
    return _words_erasure(service, pages, agent, dossier)


@router.post("/conservation/dossiers/{dossier}/effacement")
def erase_words(
    service: Part, pages: Pages, agent: Keeper, fields: GenuineForm, dossier: str
) -> Response:
    """Erase the words of one decision read there, at once and for good."""
    why = fields.get("motif", "")
    if why not in set(Demande) or fields.get("confirme") != "oui":
        error = words.ERASURE_INCOMPLETE
        return _words_erasure(service, pages, agent, dossier, error=error, why=why)
    number = dossier_named(dossier)
    try:
        asking.erase_relayed(service, dossier=number, why=Demande(why), account_id=agent.account_id)
    except ChangedMeanwhileError as gone:
        raise PageNotFoundError from gone
    return RedirectResponse(f"{HOME}/attestations", status_code=303)


@router.get("/conservation/{id_}/prolongation")
def ask_hold(service: Part, pages: Pages, agent: Keeper, id_: RecordId) -> Response:
    """Ask why and until when a prescription is kept after its term."""
    return _hold(service, pages, agent, id_)


@router.post("/conservation/{id_}/prolongation")
def hold(
    service: Part, pages: Pages, agent: Keeper, fields: GenuineForm, id_: RecordId
) -> Response:
    """Keep a prescription after its term."""
    why, until = fields.get("motif", ""), _day(fields.get("jusquau", ""))
    done = False
    if why in set(Raison) and until is not None:
        with service.database.writing() as session:
            row, term = _named(session, service, id_)
            done = holds.hold(
                session,
                row=row,
                term=term,
                reason=Raison(why),
                until=until,
                account_id=agent.account_id,
                now=service.clock.now(),
                today=service.clock.today(),
            )
    if not done:
        return _hold(service, pages, agent, id_, error=words.HOLD_INCOMPLETE, why=why, until=until)
    return RedirectResponse(f"{HOME}?fait=prolongation", status_code=303)


@router.post("/conservation/{id_}/levee")
def lift(service: Part, agent: Keeper, _fields: GenuineForm, id_: RecordId) -> Response:
    """Let a term count again."""
    with service.database.writing() as session:
        holds.lift(
            session,
            prescription_id=id_,
            account_id=agent.account_id,
            now=service.clock.now(),
        )
    return RedirectResponse(f"{HOME}?fait=levee", status_code=303)


def _erasure(  # noqa: PLR0913 - what the page shows
    service: Service, pages: Renderer, agent: Agent, id_: str, *, error: str = "", why: str = ""
) -> Response:
    with service.database.reading() as session:
        row, _ = _named(session, service, id_)
        return pages.page(
            "effacement.html",
            status=422 if error else 200,
            title="Effacer une personne",
            agent=agent,
            row=row,
            possible=asking.may_erase(row),
            demandes=DEMANDES,
            error=error,
            why=why,
        )


def _words_erasure(  # noqa: PLR0913 - what the page shows
    service: Service, pages: Renderer, agent: Agent, dossier: str, *, error: str = "", why: str = ""
) -> Response:
    number = dossier_named(dossier)
    with service.database.reading() as session:
        told = relayed.last_told(session, number)
        if told is None:
            raise PageNotFoundError
        return pages.page(
            "effacement_dossier.html",
            status=422 if error else 200,
            title="Effacer les mots d’une réponse",
            agent=agent,
            dossier=number,
            told=told,
            demandes=DEMANDES,
            error=error,
            why=why,
        )


def _hold(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Renderer,
    agent: Agent,
    id_: str,
    *,
    error: str = "",
    why: str = "",
    until: date | None = None,
) -> Response:
    today = service.clock.today()
    with service.database.reading() as session:
        row, term = _named(session, service, id_)
        return pages.page(
            "prolongation.html",
            status=422 if error else 200,
            title="Conserver malgré l’échéance",
            agent=agent,
            row=row,
            term=term,
            first=max(term, today) + timedelta(days=1),
            latest=holds.latest(today),
            raisons=RAISONS,
            error=error,
            why=why,
            until=until,
        )


def _named(session: Session, service: Service, id_: str) -> tuple[PrescriptionRow, date]:
    row = session.get(PrescriptionRow, id_)
    term = None if row is None else terms.term_of(session, service.clock, row)
    if row is None or term is None:
        raise PageNotFoundError
    return row, term


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
