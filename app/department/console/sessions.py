"""The console's sign-in: a signed cookie, a token against forged forms, and the page « connexion ».

The cookie holds a random token and its signature; the database holds the token's digest, so a
copied database signs nobody in, and signing out really ends the session.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request, Response

from app.department.database.agents import Role
from app.department.records import accounts, conflicts
from app.department.web import Part, Service

COOKIE: Final = "passerelle_console"
VISIT_COOKIE: Final = "passerelle_visite"  # before signing in: ties the form to this browser
CSRF_FIELD: Final = "jeton"


class SignInNeededError(Exception):
    """Nobody is signed in; the answer is the page « connexion »."""


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


def signed_in(request: Request, service: Part) -> Agent:
    """Return who is signed in.

    Raises:
        SignInNeededError: nobody, or not any more.
    """
    token = read_cookie(request, service, COOKIE)
    settings, now = service.settings, service.clock.now()
    with service.database.reading() as session:
        row = token and accounts.session_of(
            session,
            token=token,
            now=now,
            idle=settings.session_idle,
            lifetime=settings.session_lifetime,
        )
        if not token or not row:
            raise SignInNeededError
        agent = Agent(
            account_id=row.account_id,
            name=row.account.name,
            roles=accounts.roles_of(session, row.account_id),
            token=token,
            csrf=csrf_token(service, token),
            conflicts=conflicts.count_open(session),
        )
        stale = accounts.is_worth_noting(row, now)
    if stale:
        with service.database.writing() as session:
            accounts.touch(session, token=token, now=now)
    return agent


SignedIn = Annotated[Agent, Depends(signed_in)]


async def submitted(request: Request) -> dict[str, str]:
    """Return the text fields of the submitted form; files and surplus fields are refused."""
    async with request.form(max_files=0, max_fields=20, max_part_size=16 * 1024) as form:
        return {
            name: value.replace("\0", "")  # PostgreSQL takes no NUL
            for name, value in form.items()
            if isinstance(value, str)
        }


Submitted = Annotated[dict[str, str], Depends(submitted)]


def genuine_form(fields: Submitted, agent: SignedIn) -> dict[str, str]:
    """Return the fields of a form that this session's pages made.

    Raises:
        ForgedFormError: the token is missing or another session's.
    """
    check_csrf(fields, agent.csrf)
    return fields


GenuineForm = Annotated[dict[str, str], Depends(genuine_form)]


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


def new_visit() -> str:
    """Return a token for a browser in which nobody is signed in yet."""
    return secrets.token_urlsafe(32)


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
