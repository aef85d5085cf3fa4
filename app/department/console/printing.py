"""Print runs: what waits, a new run, its file, and that it was posted."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Response
from fastapi import Path as InPath
from fastapi.responses import RedirectResponse, StreamingResponse
from sqlalchemy.orm import Session

from app.department.console import words
from app.department.console.failures import PageNotFoundError
from app.department.console.filters import code_in, day_in
from app.department.console.parts import Pages
from app.department.console.rendering import Renderer
from app.department.console.roles import Instructeur, PersonReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.uploads import GenuineUpload
from app.department.database.agents import Role
from app.department.database.handling import PrintRunRow
from app.department.records import structures
from app.department.records.journal import Action
from app.department.records.letter_material import wording_in_force
from app.department.records.printing import runs
from app.department.records.printing.file import Order, run_pdf
from app.department.records.printing.letters import Letter, address_of, letters_of, shortened
from app.department.records.printing.runs import Plan, Wanted
from app.department.web import Part, Service
from app.documents.address_labels import SHEETS
from app.documents.postal import PostalAddress, Refused
from app.documents.window import Offset
from app.documents.window_test import WindowTestData, window_test_pdf
from app.domain.prescription import Sens

router = APIRouter(include_in_schema=False)
RunNumber = Annotated[int, InPath(ge=1, le=10**9)]
_SIZE: Final = 25
_LETTERS_SHOWN: Final = 100
_LIMIT_TENTHS: Final = 100
_PREFIX: Final = "court-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The letters that wait: those whose address fits, is too long, or is not there."""

    ready: tuple[Letter, ...]
    long: tuple[tuple[Letter, Refused, PostalAddress | None], ...]
    without: tuple[Letter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The form of a new run; nonsense in it is what the form has by default."""

    sens: str = ""
    structure: str = ""
    dated: date
    labels: str = ""
    first_label: int = 1
    right: float = 0.0
    down: float = 0.0

    @classmethod
    def of(cls, fields: dict[str, str], today: date) -> "Draft":
        """Read the form's fields, or those of the address."""
        sens, labels = fields.get("sens", ""), fields.get("etiquettes", "")
        return cls(
            sens=sens if sens in set(Sens) else "",
            structure=code_in(fields.get("structure", "")),
            dated=day_in(fields.get("date", "")) or today,
            labels=labels if labels in SHEETS else "",
            first_label=_first_label(fields.get("premiere", ""), labels),
            right=_millimetres(fields.get("droite", "")),
            down=_millimetres(fields.get("bas", "")),
        )

    def wanted(self, service: Service) -> Wanted:
        """Return which letters the form asks for."""
        allowed = letters_of(service.settings.convention)
        asked = {Sens(self.sens)} if self.sens else set(Sens)
        return Wanted(sens=allowed & asked, structure=self.structure)

    def plan(self) -> Plan:
        """Return how they are printed."""
        return Plan(
            dated=self.dated,
            labels=self.labels,
            first_label=self.first_label,
            right_tenths=round(self.right * 10),
            down_tenths=round(self.down * 10),
        )


@router.get("/tirages")
def show_list(service: Part, pages: Pages, agent: PersonReader, avant: str = "") -> Response:
    """Show the runs, newest first, and how many letters wait."""
    before = int(avant[:9]) if avant.isascii() and avant.isdecimal() else 0
    wanted = Wanted(sens=letters_of(service.settings.convention))
    with service.database.reading() as session:
        found = runs.latest(session, before=before, size=_SIZE)
        return pages.page(
            "tirages.html",
            title="Courrier",
            agent=agent,
            runs=found[:_SIZE],
            more=len(found) > _SIZE,
            before=before,
            waiting={
                sens.value: runs.count_waiting(session, replace(wanted, sens=frozenset({sens})))
                for sens in sorted(wanted.sens)
            },
            count_limit=runs.COUNT_LIMIT,
            can_decide=Role.INSTRUCTEUR in agent.roles,
        )


@router.get("/tirages/nouveau")
def plan(
    service: Part, pages: Pages, agent: Instructeur, sens: str = "", structure: str = ""
) -> Response:
    """Show what a new run would hold, and what cannot be printed as it stands."""
    fields = {"sens": sens, "structure": structure}
    return _form(service, pages, agent, Draft.of(fields, service.clock.today()))


@router.post("/tirages")
def prepare(service: Part, pages: Pages, agent: Instructeur, form: GenuineUpload) -> Response:
    """Make the run of the letters that were shown."""
    draft = Draft.of(form.fields, service.clock.today())
    if "revoir" in form.fields:
        return _form(service, pages, agent, draft)
    accepted = {name.removeprefix(_PREFIX) for name in form.fields if name.startswith(_PREFIX)}
    with service.database.writing() as session:
        found = _sorted(session, draft.wanted(service))
        if str(len(found.ready)) == form.fields.get("vues", ""):
            shorter = [
                letter
                for letter, _, address in found.long
                if address is not None and letter.prescription_id in accepted
            ]
            run = runs.prepare(
                session,
                [*((one, False) for one in found.ready), *((one, True) for one in shorter)],
                draft.plan(),
                account_id=agent.account_id,
                now=service.clock.now(),
            )
            if run is not None:
                return RedirectResponse(f"/tirages/{run.number}", status_code=303)
    return _form(service, pages, agent, draft, error=words.RUN_CHANGED)


@router.get("/tirages/essai")
def window_test(service: Part, _agent: Instructeur, droite: str = "", bas: str = "") -> Response:
    """Give the page that shows whether addresses lie in the window."""
    offset = Offset(right_mm=_millimetres(droite), down_mm=_millimetres(bas))
    content = window_test_pdf(WindowTestData(printed_on=service.clock.today(), offset=offset))
    return Response(content, media_type="application/pdf", headers=_named("essai-enveloppe"))


@router.get("/tirages/{number}")
def show_one(
    service: Part, pages: Pages, agent: PersonReader, number: RunNumber, de: str = "1"
) -> Response:
    """Show one run and a page of its letters."""
    first = int(de[:6]) if de.isascii() and de.isdecimal() else 1
    with service.database.reading() as session:
        run = _run(session, number)
        found = runs.printed(session, number, first=first, last=first + _LETTERS_SHOWN - 1)
        return pages.page(
            "tirage.html",
            title=f"Tirage n° {number}",
            agent=agent,
            run=run,
            counts=runs.counts(session, number),
            letters=found,
            first=first,
            step=_LETTERS_SHOWN,
            sheet=SHEETS.get(run.labels),
            can_decide=Role.INSTRUCTEUR in agent.roles,
        )


@router.get("/tirages/{number}/pdf")
def give_file(
    service: Part, agent: Instructeur, number: RunNumber, de: str = "", a: str = ""
) -> Response:
    """Give the file of a run, whole or from one letter to another; it is made while it is sent."""
    convention = service.settings.convention
    with service.database.writing() as session:
        run = _run(session, number)
        if convention is None:
            raise PageNotFoundError
        first = _between(de, 1, run.letters, 1)
        last = _between(a, first, run.letters, run.letters)
        order = Order(
            run=number,
            first=first,
            last=last,
            dated=run.dated,
            labels=run.labels,
            first_label=run.first_label,
            offset=Offset(right_mm=run.right_tenths / 10, down_mm=run.down_tenths / 10),
            convention=convention,
            services=words.SERVICES,
            wording=wording_in_force(session, convention),
        )
        detail = f"lettres {first} à {last}"
        now = service.clock.now()
        runs.note_run(session, run, Action.TIRAGE_IMPRIME, detail, agent.account_id, now)
    return StreamingResponse(
        run_pdf(service, order),  # taken by a thread, piece by piece: others are served meanwhile
        media_type="application/pdf",
        headers=_named(f"tirage-{number}"),
    )


@router.get("/tirages/{number}/envoi")
def ask_sent(service: Part, pages: Pages, agent: Instructeur, number: RunNumber) -> Response:
    """Ask whether the run was really posted: that is not taken back."""
    with service.database.reading() as session:
        run = _run(session, number)
        return pages.page(
            "tirage_envoi.html", title=f"Tirage n° {number} posté", agent=agent, run=run
        )


@router.post("/tirages/{number}/envoi")
def mark_sent(
    service: Part, agent: Instructeur, _fields: GenuineForm, number: RunNumber
) -> Response:
    """Remember that the run was posted."""
    with service.database.writing() as session:
        runs.mark_sent(
            session,
            _run(session, number),
            account_id=agent.account_id,
            now=service.clock.now(),
        )
    return RedirectResponse(f"/tirages/{number}", status_code=303)


def _form(
    service: Service, pages: Renderer, agent: Agent, draft: Draft, *, error: str = ""
) -> Response:
    wanted = draft.wanted(service)
    with service.database.reading() as session:
        return pages.page(
            "tirage_nouveau.html",
            status=409 if error else 200,
            title="Préparer un tirage",
            agent=agent,
            draft=draft,
            found=_sorted(session, wanted),
            waiting=runs.count_waiting(session, wanted),
            most=runs.MOST_LETTERS,
            allowed=letters_of(service.settings.convention),
            sheets=SHEETS,
            structures=structures.all_by_name(session),
            error=error,
        )


def _sorted(session: Session, wanted: Wanted) -> Sorted:
    ready: list[Letter] = []
    long: list[tuple[Letter, Refused, PostalAddress | None]] = []
    without: list[Letter] = []
    for letter in runs.waiting(session, wanted):
        address = address_of(letter.payload)
        if isinstance(address, PostalAddress):
            ready.append(letter)
        elif isinstance(address, Refused):
            long.append((letter, address, shortened(letter.payload)))
        else:
            without.append(letter)
    return Sorted(ready=tuple(ready), long=tuple(long), without=tuple(without))


def _run(session: Session, number: int) -> PrintRunRow:
    run = runs.get(session, number)
    if run is None:
        raise PageNotFoundError
    return run


def _between(text: str, lowest: int, highest: int, otherwise: int) -> int:
    number = int(text[:6]) if text.isascii() and text.isdecimal() else otherwise
    return max(lowest, min(number, highest))


def _first_label(text: str, labels: str) -> int:
    sheet = SHEETS.get(labels)
    return _between(text, 1, sheet.each, 1) if sheet else 1


def _millimetres(text: str) -> float:
    try:
        value = round(float(text.strip().replace(",", ".")[:8]), 1)
    except ValueError:
        return 0.0
    return value if abs(value) * 10 <= _LIMIT_TENTHS else 0.0


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{name}.pdf"'}
