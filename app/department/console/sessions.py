"""The console's sign-ins: a signed cookie, a token against forged forms, who is signed in.

The cookie holds a random token and its signature; the database holds the token's digest, so a
copied database signs nobody in, and signing out really ends the session.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import Depends, Request, Response
from sqlalchemy.orm import Session

from app.department.database.actors import ConsoleSessionRow
from app.department.database.agents import Role
from app.department.records import accounts, conflicts, second_factor, sign_ins
from app.department.web import Part, Service

COOKIE: Final = "passerelle_console"
VISIT_COOKIE: Final = "passerelle_visite"  # before signing in: ties the form to this browser
CSRF_FIELD: Final = "jeton"


class SignInNeededError(Exception):
    """Nobody is signed in; the answer is the page « connexion »."""


class RenewalNeededError(Exception):
    """The agent has to choose another password first; the answer is the page that asks for it."""


class ForgedFormError(Exception):
    """The form does not carry the token of this session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """The person signed in, the token that his forms must carry, and what waits in the menu."""

    account_id: str
    name: str
    roles: frozenset[Role]
    token: str
    csrf: str
    conflicts: int
    must_renew: bool = False


def signed_in(request: Request, service: Part) -> Agent:
    """Return who is signed in.

    Raises:
        SignInNeededError: nobody, or not any more.
    """
    token, now = read_cookie(request, service, COOKIE), service.clock.now()
    with service.database.reading() as session:
        row = _sign_in(session, service, token, now)
        if row is None or row.second_factor_at is None:
            raise SignInNeededError
        agent = Agent(
            account_id=row.account_id,
            name=row.account.name,
            roles=accounts.roles_of(session, row.account_id),
            token=token,
            csrf=csrf_token(service, token),
            conflicts=conflicts.count_open(session),
            must_renew=row.account.must_renew,
        )
        stale = sign_ins.is_worth_noting(row, now)
    if stale:
        with service.database.writing() as session:
            sign_ins.touch(session, token=token, now=now)
    return agent


SignedIn = Annotated[Agent, Depends(signed_in)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody whose password was right, and who has to show the second factor, or to make it."""

    account_id: str
    name: str
    token: str
    csrf: str
    protected: bool


def half_signed_in(request: Request, service: Part) -> Newcomer:
    """Return who is between the two steps of the sign-in.

    Raises:
        SignInNeededError: nobody, or not any more.
    """
    token = read_cookie(request, service, COOKIE)
    with service.database.reading() as session:
        row = _sign_in(session, service, token, service.clock.now())
        if row is None or row.second_factor_at is not None:
            raise SignInNeededError
        return Newcomer(
            account_id=row.account_id,
            name=row.account.name,
            token=token,
            csrf=csrf_token(service, token),
            protected=second_factor.is_enrolled(session, row.account_id),
        )


HalfSignedIn = Annotated[Newcomer, Depends(half_signed_in)]


def _sign_in(
    session: Session, service: Service, token: str, now: datetime
) -> ConsoleSessionRow | None:
    settings = service.settings
    return (
        sign_ins.of(
            session,
            token=token,
            now=now,
            idle=settings.session_idle,
            lifetime=settings.session_lifetime,
        )
        if token
        else None
    )


async def submitted(request: Request) -> dict[str, str]:
    """Return the text fields of the submitted form; files and surplus fields are refused."""
    async with request.form(max_files=0, max_fields=20, max_part_size=16 * 1024) as form:
        return {
            name: value.replace("\0", "")  # PostgreSQL takes no NUL
            for name, value in form.items()
            if isinstance(value, str)
        }


Submitted = Annotated[dict[str, str], Depends(submitted)]


def genuine_form(agent: SignedIn, fields: Submitted) -> dict[str, str]:
    """Return the fields of a form that this session's pages made; strangers' are not read.

    Raises:
        ForgedFormError: the token is missing or another session's.
    """
    check_csrf(fields, agent.csrf)
    return fields


GenuineForm = Annotated[dict[str, str], Depends(genuine_form)]


def genuine_half_form(newcomer: HalfSignedIn, fields: Submitted) -> dict[str, str]:
    """Return the fields of a form of the sign-in's second step.

    Raises:
        ForgedFormError: the token is missing or another session's.
    """
    check_csrf(fields, newcomer.csrf)
    return fields


GenuineHalfForm = Annotated[dict[str, str], Depends(genuine_half_form)]


def check_csrf(fields: dict[str, str], expected: str) -> None:
    """Accept the form or raise.

    Raises:
        ForgedFormError: the token is missing or wrong.
    """
    if not hmac.compare_digest(fields.get(CSRF_FIELD, "").encode(), expected.encode()):
        raise ForgedFormError


def csrf_token(service: Service, token: str) -> str:
    """Return the token that forms of the session `token` carry."""
    return service.keys.digest("csrf", token.encode()).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A browser in which nobody is signed in yet, tied to its forms by a cookie of its own."""

    token: str
    csrf: str


def visit(request: Request, service: Part) -> Visit:
    """Return the visit of this browser, a new one if it has none."""
    token = read_cookie(request, service, VISIT_COOKIE) or secrets.token_urlsafe(32)
    return Visit(token=token, csrf=csrf_token(service, token))


Visiting = Annotated[Visit, Depends(visit)]


def genuine_visit_form(request: Request, service: Part, fields: Submitted) -> dict[str, str]:
    """Return the fields of a form shown before signing in.

    Raises:
        ForgedFormError: the token is missing or another browser's.
    """
    token = read_cookie(request, service, VISIT_COOKIE)
    check_csrf(fields, csrf_token(service, token) if token else "-")
    return fields


GenuineVisitForm = Annotated[dict[str, str], Depends(genuine_visit_form)]


def address_of(request: Request) -> str:
    """Return where a request comes from; behind a proxy, what the trusted proxy says."""
    return request.client.host if request.client else ""


def set_cookie(
    response: Response, request: Request, service: Service, name: str, token: str
) -> None:
    """Set a cookie that scripts cannot read and that other sites' pages do not send."""
    response.set_cookie(
        name,
        f"{token}.{_signature(service, name, token)}",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )


def read_cookie(request: Request, service: Service, name: str) -> str:
    """Return the token of a cookie that we signed, else an empty text."""
    token, _, signature = request.cookies.get(name, "").partition(".")
    expected = _signature(service, name, token)
    genuine = hmac.compare_digest(signature.encode(), expected.encode())
    return token if token and genuine else ""


def _signature(service: Service, name: str, token: str) -> str:
    return service.keys.digest(f"cookie {name}", token.encode()).hex()
