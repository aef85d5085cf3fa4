"""The agents of the console: invite, change roles, close, give access again."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.invitation import INVITATION
from app.department.console.parts import Pages, RecordId
from app.department.console.roles import Administrateur
from app.department.console.sessions import Agent, GenuineForm
from app.department.database.agents import Role
from app.department.failures import AccountError
from app.department.records import agents
from app.department.records.agents import AgentLine
from app.department.records.journal import Actor
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)


@router.get("/agents")
def show_list(
    service: Part, pages: Pages, agent: Administrateur, fait: str = "", apres: str = ""
) -> Response:
    """Show the agents, a page at a time, and the form to invite one."""
    return _list(service, pages, agent, done=words.AGENT_DONE.get(fait, ""), after=apres)


@router.post("/agents")
def invite(
    request: Request, service: Part, pages: Pages, agent: Administrateur, fields: GenuineForm
) -> Response:
    """Add an agent and show the link to give him, this once."""
    try:
        with service.database.writing() as session:
            row, token = agents.invite(
                session,
                name=fields.get("nom", ""),
                roles=_roles(fields),
                by=Actor.account(agent.account_id),
                now=service.clock.now(),
            )
            name = row.name
    except AccountError as error:
        return _list(service, pages, agent, fields=fields, error=str(error))
    return _link(request, service, pages, agent, name=name, token=token)


@router.get("/agents/{id_}")
def show_one(service: Part, pages: Pages, agent: Administrateur, id_: RecordId) -> Response:
    """Show an agent, his roles, and what can be done for him."""
    return _one(service, pages, agent, id_)


@router.post("/agents/{id_}/roles")
def change_roles(
    service: Part, pages: Pages, agent: Administrateur, fields: GenuineForm, id_: RecordId
) -> Response:
    """Give an agent other roles."""
    try:
        with service.database.writing() as session:
            agents.change_roles(
                session,
                _line(session, id_).account,
                _roles(fields),
                by=Actor.account(agent.account_id),
                now=service.clock.now(),
            )
    except AccountError as error:
        return _one(service, pages, agent, id_, error=str(error))
    return RedirectResponse("/agents?fait=roles", status_code=303)


@router.get("/agents/{id_}/fermeture")
def ask_closing(service: Part, pages: Pages, agent: Administrateur, id_: RecordId) -> Response:
    """Ask to confirm: the agent is shut out at once."""
    with service.database.reading() as session:
        line = _line(session, id_)
        return pages.page("agent_fermeture.html", title="Fermer un compte", agent=agent, line=line)


@router.post("/agents/{id_}/fermeture")
def close(
    service: Part, pages: Pages, agent: Administrateur, _fields: GenuineForm, id_: RecordId
) -> Response:
    """Close an account."""
    try:
        with service.database.writing() as session:
            agents.close(
                session,
                _line(session, id_).account,
                by=Actor.account(agent.account_id),
                now=service.clock.now(),
            )
    except AccountError as error:
        return _one(service, pages, agent, id_, error=str(error))
    return RedirectResponse("/agents?fait=ferme", status_code=303)


@router.get("/agents/{id_}/acces")
def ask_reset(service: Part, pages: Pages, agent: Administrateur, id_: RecordId) -> Response:
    """Ask to confirm: password and telephone are void at once."""
    with service.database.reading() as session:
        line = _line(session, id_)
        return pages.page(
            "agent_acces.html",
            title="Redonner accès",
            agent=agent,
            line=line,
            roles=words.ROLES,
            role_words=words.ROLE_MEANINGS,
            error="",
        )


@router.post("/agents/{id_}/acces")
def reset(  # noqa: PLR0913, PLR0917 - the parts of the request
    request: Request,
    service: Part,
    pages: Pages,
    agent: Administrateur,
    fields: GenuineForm,
    id_: RecordId,
) -> Response:
    """Void an agent's password and telephone, and show the link to give him, this once."""
    if id_ == agent.account_id:
        return _one(service, pages, agent, id_, error=words.NOT_ONESELF)
    try:
        with service.database.writing() as session:
            line = _line(session, id_)
            token = agents.reset(
                session,
                line.account,
                by=Actor.account(agent.account_id),
                now=service.clock.now(),
                roles=_roles(fields),
            )
            name = line.account.name
    except AccountError as error:
        return _one(service, pages, agent, id_, error=str(error))
    return _link(request, service, pages, agent, name=name, token=token)


def _roles(fields: dict[str, str]) -> list[Role]:
    return [role for role in Role if fields.get(f"role_{role}") == "oui"]


def _line(session: Session, id_: str) -> AgentLine:
    line = agents.line_of(session, id_)
    if line is None:
        raise PageNotFoundError
    return line


def _link(  # noqa: PLR0913 - what the page shows
    request: Request, service: Service, pages: Pages, agent: Agent, *, name: str, token: str
) -> Response:
    return pages.page(
        "agent_lien.html",
        title="Lien d’accès",
        agent=agent,
        name=name,
        link=f"{str(request.base_url).rstrip('/')}{INVITATION}/{token}",
        expires_at=service.clock.now() + agents.INVITATION_LIFETIME,
    )


def _one(service: Service, pages: Pages, agent: Agent, id_: str, *, error: str = "") -> Response:
    with service.database.reading() as session:
        line = _line(session, id_)
        return pages.page(
            "agent.html",
            status=422 if error else 200,
            title=line.account.name,
            agent=agent,
            line=line,
            now=service.clock.now(),
            roles=words.ROLES,
            role_words=words.ROLE_MEANINGS,
            error=error,
        )


def _list(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Pages,
    agent: Agent,
    *,
    fields: dict[str, str] | None = None,
    error: str = "",
    done: str = "",
    after: str = "",
) -> Response:
    with service.database.reading() as session:
        return pages.page(
            "agents.html",
            status=422 if error else 200,
            title="Agents",
            agent=agent,
            found=agents.page(session, after=after, size=service.settings.page_size),
            first=not after,
            now=service.clock.now(),
            roles=words.ROLES,
            role_words=words.ROLE_MEANINGS,
            chosen=_roles(fields or {}),
            name=(fields or {}).get("nom", ""),
            error=error,
            done=done,
        )
