"""Several prescriptions decided at once: ticked in the list, read again, decided one by one."""

import uuid
from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Response
from fastapi import Path as InPath
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.prescriptions import Draft
from app.department.console.rendering import Renderer
from app.department.console.roles import Instructeur, PersonReader
from app.department.console.sessions import Agent
from app.department.console.uploads import GenuineUpload
from app.department.database.agents import Role
from app.department.records import together
from app.department.records.decisions import MESSAGE_LIMIT, Moment
from app.department.records.printing import runs
from app.department.records.printing.letters import letters_of
from app.department.records.together import Batch, Choice, Outcome
from app.department.web import Part, Service
from app.domain.prescription import Sens

router = APIRouter(include_in_schema=False)
BatchId = Annotated[str, InPath(pattern="^[0-9a-f-]{36}$")]
_PREFIX: Final = "choix-"
_ADDRESS: Final = "/prescriptions/ensemble"


@router.post(_ADDRESS)
def choose(service: Part, pages: Pages, agent: Instructeur, form: GenuineUpload) -> Response:
    """Show what was ticked, and ask for the decision that all of it gets."""
    return _form(service, pages, agent, choices_of(form.fields), Draft())


@router.post(f"{_ADDRESS}/relire")
def read_again(service: Part, pages: Pages, agent: Instructeur, form: GenuineUpload) -> Response:
    """Show what will happen to each prescription, before anything does."""
    choices, draft = choices_of(form.fields), draft_of(form.fields)
    problem = draft.problem(service)
    if problem or "modifier" in form.fields or not choices:
        return _form(service, pages, agent, choices, draft, error=problem)
    with service.database.reading() as session:
        chosen = together.look(session, choices)
        return pages.page(
            "ensemble_confirmation.html",
            title="Confirmer les décisions",
            agent=agent,
            lot=str(uuid.uuid4()),
            draft=draft,
            motif=next((m for m in service.settings.motifs if m.code == draft.motif), None),
            possible=[one.line for one in chosen if one.obstacle is None],
            aside=[one for one in chosen if one.obstacle is not None],
            outcomes=words.OUTCOMES,
        )


@router.post(f"{_ADDRESS}/decider")
def take(service: Part, pages: Pages, agent: Instructeur, form: GenuineUpload) -> Response:
    """Decide, then show each outcome; the same form sent twice decides once."""
    choices, draft = choices_of(form.fields), draft_of(form.fields)
    problem = draft.problem(service)
    lot = _lot(form.fields.get("lot", ""))
    if problem or not choices or not lot:
        return _form(service, pages, agent, choices, draft, error=problem or words.FORM_EXPIRED)
    batch = Batch(
        id=lot,
        sens=Sens(draft.sens),
        motif=draft.motif,
        message=draft.message,
        account_id=agent.account_id,
        choices=choices,
    )
    together.take(service, batch, Moment(now=service.clock.now(), today=service.clock.today()))
    return RedirectResponse(f"/ensemble/{lot}", status_code=303)


@router.get("/ensemble/{lot}")
def show(service: Part, pages: Pages, agent: PersonReader, lot: BatchId) -> Response:
    """Show what became of each prescription of a batch."""
    with service.database.reading() as session:
        batch = together.get(session, lot)
        if batch is None:
            raise PageNotFoundError
        told = together.outcomes(session, lot)
        done = [line for outcome, line in told if outcome is Outcome.FAITE]
        written = letters_of(service.settings.convention)
        return pages.page(
            "ensemble_resultat.html",
            title="Décisions prises ensemble",
            agent=agent,
            batch=batch,
            motif=next((m for m in service.settings.motifs if m.code == batch.motif), None),
            done=done,
            letters=runs.to_print(session, [line.id for line in done], written),
            can_decide=Role.INSTRUCTEUR in agent.roles,
            others=[(outcome, line) for outcome, line in told if outcome is not Outcome.FAITE],
            outcomes=words.OUTCOMES,
        )


def choices_of(fields: dict[str, str]) -> tuple[Choice, ...]:
    """Return the boxes ticked, as many as a page of the list has at most."""
    return tuple(
        Choice(id=name.removeprefix(_PREFIX), revision=int(value[:9]))
        for name, value in fields.items()
        if name.startswith(_PREFIX) and value.isascii() and value.isdecimal()
    )[: together.MOST]


def draft_of(fields: dict[str, str]) -> Draft:
    """Return the decision of the form; each prescription was seen before any decision."""
    return replace(Draft.of(fields), seen_revision="0", seen_number="0")


def _lot(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _form(  # noqa: PLR0913, PLR0917 - what the page shows
    service: Service,
    pages: Renderer,
    agent: Agent,
    choices: tuple[Choice, ...],
    draft: Draft,
    error: str = "",
) -> Response:
    with service.database.reading() as session:
        return pages.page(
            "ensemble.html",
            status=422 if error else 200,
            title="Décider ensemble",
            agent=agent,
            chosen=together.look(session, choices),
            outcomes=words.OUTCOMES,
            motifs=service.settings.motifs,
            message_limit=MESSAGE_LIMIT,
            draft=draft,
            error=error,
        )
