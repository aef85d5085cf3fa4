"""Démarches simplifiées: the token that reads decisions, the last reading, what was not ours."""

from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.console import demarche_words as words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.rendering import Renderer
from app.department.console.roles import Administrateur, DemarcheReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.database.agents import Role
from app.department.database.demarches import DemarcheRow, DossierRow, Rattachement
from app.department.demarches import tokens
from app.department.demarches.failures import Echec, ReadingError
from app.department.demarches.reading import read
from app.department.demarches.tokens import FormError, Formulaire
from app.department.failures import ServiceError
from app.department.records.journal import Actor
from app.department.web import Part, Service

HOME: Final = "/demarches"
router = APIRouter(include_in_schema=False)
_LINES: Final = 50
_AT_ONCE_PAGES: Final = 3  # an agent waits for so many; the rest goes on by itself
_NOT_OURS: Final = (
    Rattachement.STRUCTURE_INCONNUE,
    Rattachement.AUTRE_STRUCTURE,
    Rattachement.DECIDE_ICI,
    Rattachement.SANS_REPERE,
)
_DONE: Final = {"jeton": words.KEPT, "arret": words.STOPPED}


@router.get(HOME)
def show(service: Part, pages: Pages, agent: DemarcheReader, fait: str = "") -> Response:
    """Show how the last readings went."""
    return _page(service, pages, agent, done=_DONE.get(fait, ""))


@router.post(f"{HOME}/jeton")
def give_token(service: Part, pages: Pages, agent: Administrateur, fields: GenuineForm) -> Response:
    """Try a token, then keep it; it is shown by no page."""
    actor = Actor.account(agent.account_id)
    try:
        form = tokens.described(service.settings.convention)
        token = tokens.cleaned(fields.get("jeton_api", ""))
        tokens.keep(service, form, token, actor=actor, wait=_impatient)
    except ReadingError as fault:
        return _page(service, pages, agent, error=words.ECHECS[fault.echec])
    except ServiceError as refused:
        return _page(service, pages, agent, error=str(refused))
    return RedirectResponse(f"{HOME}?fait=jeton", status_code=303)


@router.post(f"{HOME}/lecture")
def read_now(service: Part, pages: Pages, agent: DemarcheReader, _fields: GenuineForm) -> Response:
    """Read the first pages now; the rest goes on by itself."""
    error, done = "", ""
    for number in _read_ones(service):
        lecture = read(service, number, wait=_impatient, most_pages=_AT_ONCE_PAGES)
        if lecture is None:
            done = words.BUSY
        elif lecture.echec is None:
            done = words.reading_words(lecture)
        elif lecture.echec is Echec.INTERROMPUE:
            done = f"{words.reading_words(lecture)} {words.ECHECS[lecture.echec]}"
        else:
            error = words.ECHECS[lecture.echec]
    return _page(service, pages, agent, error=error, done=done)


@router.get(f"{HOME}/{{number}}/arret")
def ask_to_stop(service: Part, pages: Pages, agent: Administrateur, number: int) -> Response:
    """Ask whether a form is really to be read no more."""
    with service.database.reading() as session:
        row = session.get(DemarcheRow, number) if 0 < number < 2**53 else None
        if row is None or not row.wrapped_token:
            raise PageNotFoundError
        return pages.page("demarche_arret.html", title="Arrêter la lecture", agent=agent, row=row)


@router.post(f"{HOME}/{{number}}/arret")
def stop(service: Part, agent: Administrateur, _fields: GenuineForm, number: int) -> Response:
    """Forget the token of a form."""
    if 0 < number < 2**53:
        with service.database.writing() as session:
            tokens.stop(session, service, number, actor=Actor.account(agent.account_id))
    return RedirectResponse(f"{HOME}?fait=arret", status_code=303)


def _page(
    service: Service, pages: Renderer, agent: Agent, *, done: str = "", error: str = ""
) -> Response:
    form, unfit = _described(service)
    with service.database.reading() as session:
        rows = session.scalars(select(DemarcheRow).order_by(DemarcheRow.number.desc())).all()
        return pages.page(
            "demarches.html",
            status=422 if error else 200,
            title="Démarches simplifiées",
            agent=agent,
            may_act=Role.ADMINISTRATEUR in agent.roles,
            form=form,
            unfit=unfit,
            rows=rows,
            read_ones=[row for row in rows if row.wrapped_token],
            counts=_counts(session),
            others=_others(session),
            lines=_LINES,
            echecs=words.ECHECS,
            kinds=words.RATTACHEMENTS,
            help=words.HELP,
            done=done,
            error=error,
        )


def _described(service: Service) -> tuple[Formulaire | None, str]:
    try:
        return tokens.described(service.settings.convention), ""
    except FormError as refused:
        return None, str(refused)


def _read_ones(service: Service) -> list[int]:
    with service.database.reading() as session:
        wanted = DemarcheRow.wrapped_token != b""
        return list(session.scalars(select(DemarcheRow.number).where(wanted)))


def _counts(session: Session) -> dict[str, int]:
    found = session.execute(
        select(DossierRow.rattachement, func.count()).group_by(DossierRow.rattachement)
    )
    known = {str(kind): int(number) for kind, number in found}
    return {kind.value: known.get(kind.value, 0) for kind in Rattachement}


def _others(session: Session) -> list[DossierRow]:
    """Return the decided dossiers that go to nobody: what somebody can mend first."""
    found: list[DossierRow] = []
    for kind in _NOT_OURS:
        rows = session.scalars(
            select(DossierRow)
            .where(DossierRow.rattachement == kind)
            .order_by(DossierRow.read_at.desc())
            .limit(_LINES - len(found))
        )
        found += rows
    return found


def _impatient(seconds: float) -> bool:
    """Tell a reading not to wait: an agent is in front of the page, and the hour will come."""
    return seconds > 0
