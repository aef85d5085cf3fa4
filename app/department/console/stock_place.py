"""One stock: what is there, its threshold, and for a structure its credits and laptops' slices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import stock_words as words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages, RecordId
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.stock_forms import FormError, Typed
from app.department.console.structures import may_change
from app.department.console.words import day
from app.department.database.actors import DeviceRow
from app.department.database.stock import SliceRow
from app.department.records import devices, structures
from app.department.records.journal import Actor
from app.department.records.stock import credit, overview, places, slices
from app.department.records.stock.failures import StockRefusedError
from app.department.records.stock.movements import Act
from app.department.records.stock.slices import Allotment
from app.department.web import Part, Service
from app.domain.carnets import Run

router = APIRouter(include_in_schema=False)
Work = Callable[[Session, Typed, Act], object]


@dataclass(frozen=True, slots=True)
class Change:
    """A form of these pages, as it was sent."""

    service: Service
    pages: Renderer
    agent: Agent
    fields: dict[str, str]


def _change(service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm) -> Change:
    return Change(service, pages, agent, fields)


Sent = Annotated[Change, Depends(_change)]


@router.get("/stock/departement")
def show_department(service: Part, pages: Pages, agent: StructureReader) -> Response:
    """Show the Département's own stock."""
    return _show(service, pages, agent, "")


@router.post("/stock/departement/seuil")
def warn_department(sent: Sent) -> Response:
    """Keep below how many carnets somebody is warned."""
    return _do(sent, "", _threshold(places.DEPARTEMENT), "seuil")


@router.get("/stock/structures/{id_}")
def show_structure(service: Part, pages: Pages, agent: StructureReader, id_: RecordId) -> Response:
    """Show a structure's stock, credits and slices."""
    return _show(service, pages, agent, id_)


@router.post("/stock/structures/{id_}/seuil")
def warn(sent: Sent, id_: RecordId) -> Response:
    """Keep below how many carnets somebody is warned."""
    return _do(sent, id_, _threshold(places.structure_place(id_)), "seuil")


@router.post("/stock/structures/{id_}/credits")
def give(sent: Sent, id_: RecordId) -> Response:
    """Give a structure a credit for a period."""

    def work(session: Session, typed: Typed, act: Act) -> None:
        credit.open_credit(
            session,
            structure_id=id_,
            starts_on=typed.day("du", words.DATES_NEEDED),
            ends_on=typed.day("au", words.DATES_NEEDED),
            carnets=typed.count("carnets"),
            actor=act.actor,
            at=act.at,
        )

    return _do(sent, id_, work, "credit")


@router.post("/stock/structures/{id_}/ajustements")
def adjust(sent: Sent, id_: RecordId) -> Response:
    """Add to a credit, or take some of it."""

    def work(session: Session, typed: Typed, act: Act) -> None:
        credit.adjust(
            session,
            credit_id=typed.fields.get("credit", "")[:36],
            carnets=typed.count("carnets", negative=True),
            remark=typed.remark(),
            actor=act.actor,
            at=act.at,
        )

    return _do(sent, id_, work, "ajustement")


@router.post("/stock/structures/{id_}/tranches")
def allot(sent: Sent, id_: RecordId) -> Response:
    """Allot a slice to a laptop: carnets by number, or a number of them."""

    def work(session: Session, typed: Typed, act: Act) -> None:
        device = typed.fields.get("poste", "")[:36]
        if not device:
            raise FormError(words.DEVICE_NEEDED)
        wanted = Allotment(
            structure_id=id_,
            device_id=device,
            valid_until=typed.day("valable", words.LAST_DAY_NEEDED),
            actor=act.actor,
            issued_at=act.at,
            today=act.happened_on,
        )
        if "credit" in typed.fields:
            slices.allot_promises(
                session,
                wanted,
                credit_id=typed.fields["credit"][:36],
                carnets=typed.count("carnets"),
            )
        else:
            lot = typed.lot(session)
            slices.allot_numbers(session, wanted, lot_id=lot.id, run=typed.run_of(lot))

    return _do(sent, id_, work, "promesse" if "credit" in sent.fields else "tranche")


@router.get("/stock/tranches/{id_}/rappel")
def ask_call_back(service: Part, pages: Pages, agent: Gestionnaire, id_: RecordId) -> Response:
    """Ask to confirm that a laptop hands out no more."""
    return _ask(
        service,
        pages,
        agent,
        id_,
        verb="rappel",
        button="Rappeler la tranche",
        remark="Le poste l’apprend à sa prochaine synchronisation. Jusque-là il peut encore "
        "remettre ces carnets\u00a0: ils ne sont à nouveau libres qu’une fois sa réponse reçue.",
    )


@router.get("/stock/tranches/{id_}/cloture")
def ask_closing(service: Part, pages: Pages, agent: Gestionnaire, id_: RecordId) -> Response:
    """Ask to confirm that the slice of a revoked laptop is closed."""
    return _ask(
        service,
        pages,
        agent,
        id_,
        verb="cloture",
        button="Clore la tranche",
        remark="Le poste est révoqué et ne dira plus ce qu’il a remis. Faites ensuite un "
        "inventaire de la structure.",
    )


@router.post("/stock/tranches/{id_}/rappel")
def call_back(sent: Sent, id_: RecordId) -> Response:
    """Call a slice back."""
    return _do_slice(sent, id_, slices.call_back)


@router.post("/stock/tranches/{id_}/cloture")
def close(sent: Sent, id_: RecordId) -> Response:
    """Close the slice of a revoked laptop."""
    return _do_slice(sent, id_, slices.close_without_laptop)


def _do_slice(
    sent: Change, id_: str, work: Callable[[Session, str, Actor, datetime], SliceRow]
) -> Response:
    structure = _slice(sent.service, id_)[0].structure_id
    return _do(sent, structure, lambda session, _, act: work(session, id_, act.actor, act.at), "")


def _threshold(place: str) -> Work:
    def work(session: Session, typed: Typed, act: Act) -> None:
        never = typed.fields.get("seuil", "").strip() in {"", "0"}
        overview.set_threshold(session, place, 0 if never else typed.count("seuil"), act)

    return work


def _do(sent: Change, structure_id: str, work: Work, form: str) -> Response:
    """Write what a form asks; refused, it is shown again with what stood in `form` alone."""
    service, agent = sent.service, sent.agent
    today = service.clock.today()
    act = Act(actor=Actor.account(agent.account_id), at=service.clock.now(), happened_on=today)
    try:
        with service.database.writing() as session:
            if structure_id and structures.get(session, structure_id) is None:
                raise PageNotFoundError
            work(session, Typed(sent.fields, today), act)
    except FormError as wrong:
        error = wrong.sentence
    except StockRefusedError as refused:
        error = words.refusal_words(refused)
    else:
        place = f"structures/{structure_id}" if structure_id else "departement"
        return RedirectResponse(f"/stock/{place}", status_code=303)
    typed = {form: sent.fields}
    return _show(service, sent.pages, agent, structure_id, error=error, typed=typed)


def _show(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Renderer,
    agent: Agent,
    structure_id: str,
    *,
    error: str = "",
    typed: Mapping[str, Mapping[str, str]] | None = None,
) -> Response:
    today = service.clock.today()
    place = places.structure_place(structure_id) if structure_id else places.DEPARTEMENT
    with service.database.reading() as session:
        row = structures.get(session, structure_id) if structure_id else None
        if structure_id and row is None:
            raise PageNotFoundError
        name = row.name if row else "Département"
        allotted: Sequence[tuple[SliceRow, DeviceRow]] = (
            slices.of_structure(session, structure_id) if row else ()
        )
        here = overview.lots_here(session, place)
        credits_ = credit.of_structure(session, structure_id) if row else ()
        return pages.page(
            "stock_lieu.html",
            status=422 if error else 200,
            title=f"Stock\u00a0: {name}",
            agent=agent,
            error=error,
            typed=typed or {},
            row=row,
            name=name,
            base=f"/stock/structures/{structure_id}" if row else "/stock/departement",
            here=here,
            fresh=[line for line in here if line.lot.valid_until >= today],
            place=structure_id or places.DEPARTEMENT,
            threshold=overview.threshold(session, place),
            credits=credits_,
            running=[one for one in credits_ if one.credit.ends_on >= today],
            slices=allotted,
            devices=_in_use(session, structure_id) if row else [],
            today=today,
            year_end=date(today.year, 12, 31),
            Run=Run,
            may_change=may_change(agent),
            words=words,
        )


def _in_use(session: Session, structure_id: str) -> list[DeviceRow]:
    found = devices.of_structure(session, structure_id)
    return [device for device in found if device.revoked_at is None]


def _ask(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Renderer,
    agent: Agent,
    id_: str,
    *,
    verb: str,
    button: str,
    remark: str,
) -> Response:
    row, device, carnets = _slice(service, id_)
    return pages.page(
        "stock_confirmation.html",
        title=button,
        agent=agent,
        error="",
        heading=f"{button} n°\u00a0{row.number}\u00a0?",
        facts=[
            ("Structure", row.structure.name),
            ("Poste", device.label),
            ("Carnets", carnets),
            ("Valable jusqu’au", day(row.valid_until)),
        ],
        remark=remark,
        action=f"/stock/tranches/{id_}/{verb}",
        fields={},
        button=button,
        grave=True,
        back=f"/stock/structures/{row.structure_id}",
    )


def _slice(service: Service, id_: str) -> tuple[SliceRow, DeviceRow, str]:
    """Return a slice with its laptop and its carnets in words.

    Raises:
        PageNotFoundError: no such slice.
    """
    with service.database.reading() as session:
        row = session.get(SliceRow, id_[:36])
        if row is None:
            raise PageNotFoundError
        device = session.get_one(DeviceRow, row.device_id)
        carnets = words.carnets_words(row.carnets)
        if row.lot is not None and row.first is not None and row.last is not None:
            run = Run(first=row.first, last=row.last)
            carnets = f"{words.run_words(row.lot, run)} ({carnets})"
        return row, device, carnets
