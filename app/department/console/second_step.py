"""The second step of the sign-in: a code of the agent's telephone, which the first time is linked.

Every account has a second factor: there is no page behind a password alone.
"""

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import words
from app.department.console.parts import Pages
from app.department.console.qr import qr_svg
from app.department.console.sessions import (
    COOKIE,
    GenuineHalfForm,
    HalfSignedIn,
    Newcomer,
    set_cookie,
)
from app.department.records import attempts, second_factor, sign_ins
from app.department.records.attempts import Attempt, Limit
from app.department.records.journal import Action, Actor, note
from app.department.records.second_factor import Enrolment
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
NEXT: Final = "/connexion/suite"
CODE, RECOVERY, ENROLMENT = "/connexion/code", "/connexion/secours", "/connexion/telephone"


@router.get(NEXT)
def go_on(newcomer: HalfSignedIn) -> Response:
    """Go to the code, or to the link with a telephone that the account has not made yet."""
    return RedirectResponse(CODE if newcomer.protected else ENROLMENT, status_code=303)


@router.get(CODE)
def ask_code(pages: Pages, newcomer: HalfSignedIn) -> Response:
    """Ask for the code that the telephone shows."""
    return _code_form(pages, newcomer)


@router.post(CODE)
def take_code(
    request: Request, service: Part, pages: Pages, newcomer: HalfSignedIn, fields: GenuineHalfForm
) -> Response:
    """Take a code, once."""
    attempt, now = _attempt(service, newcomer), service.clock.now()
    if attempt is None:
        return _code_form(pages, newcomer, error=words.CODE_BLOCKED, status=429)
    with service.database.writing() as session:
        right = second_factor.takes(
            session,
            service.keys,
            account_id=newcomer.account_id,
            code=fields.get("code", ""),
            now=now,
        )
        if right:
            attempts.succeeded(session, attempt)
        else:
            _note(session, service, newcomer, Action.CODE_REFUSE)
    if right:
        return _come_in(request, service, newcomer)
    return _code_form(pages, newcomer, error=words.CODE_REFUSED, status=403)


@router.get(RECOVERY)
def ask_recovery(pages: Pages, newcomer: HalfSignedIn) -> Response:
    """Ask for one of the codes kept for a telephone that is lost."""
    return _recovery_form(pages, newcomer)


@router.post(RECOVERY)
def take_recovery(
    request: Request, service: Part, pages: Pages, newcomer: HalfSignedIn, fields: GenuineHalfForm
) -> Response:
    """Take a recovery code, once."""
    attempt = _attempt(service, newcomer)
    if attempt is None:
        return _recovery_form(pages, newcomer, error=words.CODE_BLOCKED, status=429)
    with service.database.writing() as session:
        right = second_factor.takes_recovery(
            session, service.keys, account_id=newcomer.account_id, code=fields.get("code", "")
        )
        if right:
            attempts.succeeded(session, attempt)
        _note(
            session,
            service,
            newcomer,
            Action.CODE_DE_SECOURS_UTILISE if right else Action.CODE_REFUSE,
        )
    if not right:
        return _recovery_form(pages, newcomer, error=words.RECOVERY_REFUSED, status=403)
    return _come_in(request, service, newcomer, to="/mon-compte?secours=1")


@router.get(ENROLMENT)
def show_enrolment(service: Part, pages: Pages, newcomer: HalfSignedIn) -> Response:
    """Show the secret to put into an application, as a drawing and as text."""
    if newcomer.protected:
        return RedirectResponse(CODE, status_code=303)
    return _enrolment_form(pages, newcomer, _enrolment(service, newcomer))


@router.post(ENROLMENT)
def enrol(
    request: Request, service: Part, pages: Pages, newcomer: HalfSignedIn, fields: GenuineHalfForm
) -> Response:
    """Keep the secret once a code proves that the telephone has it; show the recovery codes."""
    if newcomer.protected:
        return RedirectResponse(CODE, status_code=303)
    enrolment = _enrolment(service, newcomer)
    attempt, now = _attempt(service, newcomer), service.clock.now()
    if attempt is None:
        return _enrolment_form(pages, newcomer, enrolment, error=words.CODE_BLOCKED, status=429)
    with service.database.writing() as session:
        codes = second_factor.enrol(
            session,
            service.keys,
            account_id=newcomer.account_id,
            secret=enrolment.secret,
            code=fields.get("code", ""),
            now=now,
        )
        if codes:
            attempts.succeeded(session, attempt)
            _note(session, service, newcomer, Action.DOUBLE_FACTEUR_POSE)
    if not codes:
        return _enrolment_form(pages, newcomer, enrolment, error=words.CODE_REFUSED, status=403)
    response = pages.page(
        "codes_de_secours.html",
        title="Codes de secours",
        agent=None,
        name=newcomer.name,
        codes=codes,
        next="/",
    )
    return _with_session(response, request, service, newcomer)


def _come_in(request: Request, service: Service, newcomer: Newcomer, *, to: str = "/") -> Response:
    response = RedirectResponse(to, status_code=303)
    return _with_session(response, request, service, newcomer)


def _with_session(
    response: Response, request: Request, service: Service, newcomer: Newcomer
) -> Response:
    now = service.clock.now()
    with service.database.writing() as session:
        token = sign_ins.complete(session, token=newcomer.token, now=now)
        _note(session, service, newcomer, Action.CONNEXION)
    set_cookie(response, request, service, COOKIE, token)
    return response


def _attempt(service: Service, newcomer: Newcomer) -> Attempt | None:
    key = service.keys.digest("login code", newcomer.account_id.encode())
    limit = Limit(key=key, allowed=attempts.BY_ACCOUNT)
    return attempts.begin(service.database, [limit], service.clock.now())


def _note(session: Session, service: Service, newcomer: Newcomer, action: Action) -> None:
    actor = Actor.account(newcomer.account_id)
    note(session, at=service.clock.now(), actor=actor, action=action)


def _enrolment(service: Service, newcomer: Newcomer) -> Enrolment:
    return second_factor.new_enrolment(
        service.keys,
        seed=newcomer.token.encode(),
        name=newcomer.name,
        issuer=f"Passerelle {service.settings.departement}",
    )


def _code_form(pages: Pages, newcomer: Newcomer, *, error: str = "", status: int = 200) -> Response:
    return pages.page(
        "connexion_code.html",
        status=status,
        title="Code de connexion",
        agent=None,
        newcomer=newcomer,
        error=error,
        recovery=RECOVERY,
    )


def _recovery_form(
    pages: Pages, newcomer: Newcomer, *, error: str = "", status: int = 200
) -> Response:
    return pages.page(
        "connexion_secours.html",
        status=status,
        title="Code de secours",
        agent=None,
        newcomer=newcomer,
        error=error,
        code=CODE,
    )


def _enrolment_form(
    pages: Pages, newcomer: Newcomer, enrolment: Enrolment, *, error: str = "", status: int = 200
) -> Response:
    return pages.page(
        "connexion_telephone.html",
        status=status,
        title="Relier un téléphone",
        agent=None,
        newcomer=newcomer,
        enrolment=enrolment,
        picture=qr_svg(enrolment.address, "Code QR pour l’application d’authentification"),
        error=error,
    )
