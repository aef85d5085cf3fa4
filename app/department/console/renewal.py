"""The page that asks for another password: after a restore, those of the backup open nothing else.

Who comes here showed both factors a moment ago. The recovery codes of the backup are void, so new
ones are shown with it (decision 0050).
"""

from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.parts import Pages
from app.department.console.roles import RenewingAgent
from app.department.console.sessions import Agent, GenuineForm
from app.department.database.actors import AccountRow
from app.department.failures import AccountError
from app.department.records import accounts, second_factor, sign_ins
from app.department.records.journal import Action, Actor, note
from app.department.web import Part

router = APIRouter(include_in_schema=False)
RENEWAL: Final = "/connexion/nouveau-mot-de-passe"


@router.get(RENEWAL)
def ask(pages: Pages, agent: RenewingAgent) -> Response:
    """Ask for another password, where one is due."""
    return _form(pages, agent) if agent.must_renew else RedirectResponse("/", status_code=303)


@router.post(RENEWAL)
def renew(service: Part, pages: Pages, agent: RenewingAgent, fields: GenuineForm) -> Response:
    """Keep it, and show new recovery codes; the console then opens.

    Whatever else came in with the former password, half-way or wholly, ends.
    """
    if not agent.must_renew:
        return RedirectResponse("/", status_code=303)
    new, now = fields.get("mot_de_passe", ""), service.clock.now()
    if new != fields.get("encore", ""):
        return _form(pages, agent, error=words.PASSWORDS_DIFFER)
    try:
        with service.database.writing() as session:
            row = session.get_one(AccountRow, agent.account_id)
            accounts.set_password(session, row, new, now=now)
            sign_ins.close_all(session, account_id=row.id, but_token=agent.token)
            codes = second_factor.renew_recovery_codes(session, service.keys, agent.account_id)
            actor = Actor.account(agent.account_id)
            made = Action.CODES_DE_SECOURS_REFAITS
            note(session, at=now, actor=actor, action=made, on=agent.account_id)
    except AccountError as error:
        return _form(pages, agent, error=str(error))
    return pages.page(
        "codes_de_secours.html",
        title="Codes de secours",
        agent=None,
        name=agent.name,
        codes=codes,
        next="/",
    )


def _form(pages: Pages, agent: Agent, *, error: str = "") -> Response:
    return pages.page(
        "connexion_renouveler.html",
        status=422 if error else 200,
        title="Nouveau mot de passe",
        agent=None,
        renewing=agent,
        error=error,
    )
