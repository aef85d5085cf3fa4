"""One prescription, and the decision on it."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.roles import Instructeur, PersonReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.stock_words import credit_words
from app.department.database.agents import Role
from app.department.failures import ChangedMeanwhileError
from app.department.records import (
    alike,
    conflicts,
    decisions,
    duplicates,
    prescriptions,
    waiting,
)
from app.department.records.decisions import MESSAGE_LIMIT, Moment, MotifRequiredError, Verdict
from app.department.records.journal import Action, Actor, note
from app.department.records.printing import runs
from app.department.records.printing.letters import letters_of
from app.department.records.stock.credit import covering
from app.department.web import Part, Service
from app.domain.prescription import Sens

router = APIRouter(include_in_schema=False)


@router.get("/prescriptions/{id_}")
def show_one(
    service: Part, pages: Pages, agent: PersonReader, id_: RecordId, fait: str = ""
) -> Response:
    """Show one prescription; that it was read is noted in the journal."""
    now = service.clock.now()
    with service.database.writing() as session:
        row = prescriptions.get(session, id_)
        if row is None:
            raise PageNotFoundError
        # Two that came at the same moment did not see each other: look again before a decision.
        duplicates.refresh(session, row, now)
        note(
            session,
            at=now,
            actor=Actor.account(agent.account_id),
            action=Action.PRESCRIPTION_CONSULTEE,
            on=id_,
        )
    return _detail(service, pages, agent, id_, Draft(), done=bool(fait))


@router.post("/prescriptions/{id_}/decision")
def decide(
    service: Part, pages: Pages, agent: Instructeur, fields: GenuineForm, id_: RecordId
) -> Response:
    """Ask to confirm a complete decision, then record it."""
    draft = Draft.of(fields)
    problem = draft.problem(service)
    if problem or "modifier" in fields:
        return _detail(service, pages, agent, id_, draft, error=problem)
    if fields.get("confirme") != "oui":
        return _confirmation(service, pages, agent, id_, draft)
    try:
        with service.database.writing() as session:
            if prescriptions.get(session, id_) is None:
                raise PageNotFoundError
            decisions.decide(
                session,
                prescription_id=id_,
                verdict=draft.verdict(),
                account_id=agent.account_id,
                moment=Moment(now=service.clock.now(), today=service.clock.today()),
            )
    except ChangedMeanwhileError:
        return _detail(service, pages, agent, id_, Draft(), error=words.CHANGED_MEANWHILE)
    return RedirectResponse(f"/prescriptions/{id_}?fait=1", status_code=303)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The decision as the form has it, perhaps incomplete."""

    sens: str = ""
    motif: str = ""
    message: str = ""
    seen_revision: str = ""
    seen_number: str = ""

    @classmethod
    def of(cls, fields: dict[str, str]) -> "Draft":
        """Take the form's fields; a motive left over from a change of mind is dropped."""
        sens = fields.get("sens", "")
        return cls(
            sens=sens,
            motif=fields.get("motif", "") if sens == Sens.REFUSEE else "",
            message=" ".join(fields.get("message", "").split()),
            seen_revision=fields.get("revision", ""),
            seen_number=fields.get("numero", ""),
        )

    def problem(self, service: Service) -> str:
        """Return what is missing or wrong, in a sentence, or nothing."""
        if self.sens not in set(Sens):
            return words.SENS_NEEDED
        if len(self.message) > MESSAGE_LIMIT:
            return words.MESSAGE_TOO_LONG
        if not (self.seen_revision.isdecimal() and self.seen_number.isdecimal()):
            return words.CHANGED_MEANWHILE
        try:
            self.verdict().checked(service.settings.motifs)
        except MotifRequiredError:
            return words.MOTIF_NEEDED
        return ""

    def verdict(self) -> Verdict:
        """Return the decision, once `problem` found none."""
        return Verdict(
            sens=Sens(self.sens),
            motif=self.motif,
            message=self.message,
            seen_revision=int(self.seen_revision[:9]),
            seen_number=int(self.seen_number[:9]),
        )


def page_number(text: str) -> int:
    """Return the page that the address asks for, the first when it asks for nonsense."""
    return max(1, int(text[:6])) if text.isascii() and text.isdecimal() else 1


def _detail(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Renderer,
    agent: Agent,
    id_: str,
    draft: Draft,
    *,
    error: str = "",
    done: bool = False,
) -> Response:
    with service.database.reading() as session:
        row = prescriptions.get(session, id_)
        if row is None:
            raise PageNotFoundError
        decided = prescriptions.decisions_of(session, id_)
        return pages.page(
            "prescription.html",
            status=422 if error else 200,
            title=f"Prescription {row.reference}",
            agent=agent,
            row=row,
            decisions=decided,
            runs={one.number: runs.run_of(session, one) for one in decided},
            written=letters_of(service.settings.convention),
            revisions=prescriptions.revisions_of(session, id_),
            pairs=duplicates.pairs_on(session, id_),
            others=alike.same_structure(session, row),
            reasons=words.REASONS,
            degrees=words.DEGREES,
            avis=words.AVIS,
            can_decide=Role.INSTRUCTEUR in agent.roles,
            conflicts=conflicts.open_on(session, id_),
            credit=credit_words(covering(session, row.structure_id, service.clock.today())),
            motifs=service.settings.motifs,
            services=words.SERVICES,
            message_limit=MESSAGE_LIMIT,
            draft=draft,
            error=error,
            done=done,
            following=waiting.next_to_decide(session, row) if done else None,
        )


def _confirmation(
    service: Service, pages: Renderer, agent: Agent, id_: str, draft: Draft
) -> Response:
    with service.database.reading() as session:
        row = prescriptions.get(session, id_)
        if row is None:
            raise PageNotFoundError
        return pages.page(
            "confirmation.html",
            title="Confirmer la décision",
            agent=agent,
            row=row,
            draft=draft,
            corrects=draft.seen_number != "0",
            motif=next((m for m in service.settings.motifs if m.code == draft.motif), None),
        )
