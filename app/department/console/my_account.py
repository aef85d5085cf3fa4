"""« Mon compte »: password, telephone, recovery codes, and the sign-ins that are open."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import words
from app.department.console.parts import Pages
from app.department.console.qr import qr_svg
from app.department.console.roles import AnyAgent
from app.department.console.sessions import Agent, GenuineForm
from app.department.database.actors import AccountRow
from app.department.failures import AccountError
from app.department.records import accounts, attempts, second_factor, sign_ins
from app.department.records.attempts import Limit
from app.department.records.journal import Action, Actor, note
from app.department.records.second_factor import Enrolment
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)


@router.get("/mon-compte")
def show(
    service: Part, pages: Pages, agent: AnyAgent, fait: str = "", secours: str = ""
) -> Response:
    """Show the agent's own account."""
    done = words.MY_ACCOUNT_DONE.get(fait, "")
    return _page(service, pages, agent, done=done, came_by_recovery=bool(secours))


@router.post("/mon-compte/mot-de-passe")
def change_password(service: Part, pages: Pages, agent: AnyAgent, fields: GenuineForm) -> Response:
    """Take another password; every other sign-in of this account ends."""
    new = fields.get("nouveau", "")
    if new != fields.get("encore", ""):
        return _page(service, pages, agent, error=words.PASSWORDS_DIFFER)
    if problem := _not_the_password(service, agent, fields):
        return _page(service, pages, agent, error=problem)
    now = service.clock.now()
    try:
        with service.database.writing() as session:
            row = session.get_one(AccountRow, agent.account_id)
            accounts.set_password(session, row, new, now=now)
            sign_ins.close_all(session, account_id=row.id, but_token=agent.token)
    except AccountError as error:
        return _page(service, pages, agent, error=str(error))
    return RedirectResponse("/mon-compte?fait=mot_de_passe", status_code=303)


@router.post("/mon-compte/sessions")
def close_sessions(service: Part, agent: AnyAgent, fields: GenuineForm) -> Response:
    """Close one sign-in, or all but this one."""
    name = fields.get("session", "")
    with service.database.writing() as session:
        if name == "toutes":
            sign_ins.close_all(session, account_id=agent.account_id, but_token=agent.token)
        else:
            sign_ins.close_named(session, account_id=agent.account_id, name=name)
        _note(session, service, agent, Action.SESSIONS_FERMEES)
    return RedirectResponse("/mon-compte?fait=sessions", status_code=303)


@router.post("/mon-compte/codes")
def renew_codes(service: Part, pages: Pages, agent: AnyAgent, fields: GenuineForm) -> Response:
    """Make new recovery codes; the former ones end."""
    if problem := _not_the_password(service, agent, fields):
        return _page(service, pages, agent, error=problem)
    with service.database.writing() as session:
        codes = second_factor.renew_recovery_codes(session, service.keys, agent.account_id)
        _note(session, service, agent, Action.CODES_DE_SECOURS_REFAITS)
    return _codes(pages, agent, codes)


@router.get("/mon-compte/telephone")
def show_telephone(service: Part, pages: Pages, agent: AnyAgent) -> Response:
    """Show the secret for another telephone; the present one goes on until it is linked."""
    return _telephone(service, pages, agent)


@router.post("/mon-compte/telephone")
def change_telephone(service: Part, pages: Pages, agent: AnyAgent, fields: GenuineForm) -> Response:
    """Link another telephone, with the password and a code that it shows."""
    if problem := _not_the_password(service, agent, fields):
        return _telephone(service, pages, agent, error=problem)
    with service.database.writing() as session:
        codes = second_factor.enrol(
            session,
            service.keys,
            account_id=agent.account_id,
            secret=_enrolment(session, service, agent).secret,
            code=fields.get("code", ""),
            now=service.clock.now(),
            replacing=True,
        )
        if codes:
            sign_ins.close_all(session, account_id=agent.account_id, but_token=agent.token)
            _note(session, service, agent, Action.DOUBLE_FACTEUR_POSE)
    if not codes:
        return _telephone(service, pages, agent, error=words.CODE_REFUSED)
    return _codes(pages, agent, codes)


def _not_the_password(service: Service, agent: Agent, fields: dict[str, str]) -> str:
    """Return what is wrong with the password that a serious change asks for again."""
    key = service.keys.digest("login code", agent.account_id.encode())
    limit = Limit(key=key, allowed=attempts.BY_ACCOUNT)
    attempt = attempts.begin(service.database, [limit], service.clock.now())
    if attempt is None:
        return words.LOGIN_BLOCKED
    with service.database.writing() as session:
        password = fields.get("mot_de_passe", "")
        if accounts.verified(session, name=agent.name, password=password) is None:
            return words.ACCESS_REFUSED
        attempts.succeeded(session, attempt)
    return ""


def _note(session: Session, service: Service, agent: Agent, action: Action) -> None:
    actor = Actor.account(agent.account_id)
    note(session, at=service.clock.now(), actor=actor, action=action, on=agent.account_id)


def _enrolment(session: Session, service: Service, agent: Agent) -> Enrolment:
    return second_factor.new_enrolment(
        service.keys,
        seed=agent.token.encode() + second_factor.mark_of(session, agent.account_id),
        name=agent.name,
        issuer=f"Passerelle {service.settings.departement}",
    )


def _codes(pages: Pages, agent: Agent, codes: list[str]) -> Response:
    return pages.page(
        "codes_de_secours.html",
        title="Codes de secours",
        agent=agent,
        name=agent.name,
        codes=codes,
        next="/mon-compte",
    )


def _telephone(service: Service, pages: Pages, agent: Agent, *, error: str = "") -> Response:
    with service.database.reading() as session:
        enrolment = _enrolment(session, service, agent)
    return pages.page(
        "mon_telephone.html",
        status=422 if error else 200,
        title="Changer de téléphone",
        agent=agent,
        enrolment=enrolment,
        picture=qr_svg(enrolment.address, "Code QR pour l’application d’authentification"),
        error=error,
    )


def _page(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Pages,
    agent: Agent,
    *,
    error: str = "",
    done: str = "",
    came_by_recovery: bool = False,
) -> Response:
    settings = service.settings
    with service.database.reading() as session:
        rows = sign_ins.open_ones(
            session,
            account_id=agent.account_id,
            now=service.clock.now(),
            idle=settings.session_idle,
            lifetime=settings.session_lifetime,
        )
        return pages.page(
            "mon_compte.html",
            status=422 if error else 200,
            title="Mon compte",
            agent=agent,
            roles=words.roles_in_order(agent.roles),
            sessions=[(row, sign_ins.is_of(row, agent.token)) for row in rows],
            codes_left=second_factor.recovery_codes_left(session, agent.account_id),
            came_by_recovery=came_by_recovery,
            error=error,
            done=done,
        )
