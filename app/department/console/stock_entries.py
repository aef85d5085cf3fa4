"""Type a reception, a movement or an inventory: a form, what it would do, then it is written."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from app.department.console import stock_words as words
from app.department.console.parts import Pages
from app.department.console.rendering import Renderer
from app.department.console.roles import Gestionnaire
from app.department.console.sessions import Agent, GenuineForm
from app.department.console.stock_forms import FormError, Typed, structure_names
from app.department.console.words import day
from app.department.database.stock import LotRow
from app.department.records.journal import Actor
from app.department.records.stock import inventories, lots, movements, overview, places
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.lots import NewLot
from app.department.records.stock.movements import Act, Kind, Order
from app.department.web import Part, Service
from app.domain.carnets import Run, count

router = APIRouter(include_in_schema=False)
_MOST_SHOWN = 20
_SEEN = "vu"  # the print of what the page showed before it was agreed to
_NOT_ASKED = frozenset({"jeton", "confirme", _SEEN})
Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One kind of form. `check` reads it and says what it would do; `write` does it."""

    address: str
    template: str
    title: str
    button: str
    check: Callable[[Session, Typed], Facts]
    write: Callable[[Session, Typed, Act], None]


def _serve(entry: Entry) -> None:
    """Give a form its two addresses: it is shown, then confirmed and written."""

    @router.get(entry.address)
    def show(service: Part, pages: Pages, agent: Gestionnaire, lieu: str = "") -> Response:
        return _form(service, pages, agent, entry, {"lieu": lieu})

    @router.post(entry.address)
    def submit(service: Part, pages: Pages, agent: Gestionnaire, fields: GenuineForm) -> Response:
        return _submit(service, pages, agent, entry, fields)


def _submit(
    service: Service, pages: Renderer, agent: Agent, entry: Entry, fields: dict[str, str]
) -> Response:
    typed = Typed(fields, service.clock.today())
    if "modifier" in fields:
        return _form(service, pages, agent, entry, fields)
    agreed = fields.get("confirme") == "oui"
    try:
        if agreed and _wrote(service, agent, entry, typed):
            return RedirectResponse("/stock/mouvements", status_code=303)
        with service.database.reading() as session:
            facts = entry.check(session, typed)
        return _confirmation(pages, agent, entry, typed, facts, changed=agreed)
    except FormError as wrong:
        return _form(service, pages, agent, entry, fields, error=wrong.sentence)
    except StockRefusedError as refused:
        sentence = words.refusal_words(refused)
        return _form(service, pages, agent, entry, fields, error=sentence)


def _wrote(service: Service, agent: Agent, entry: Entry, typed: Typed) -> bool:
    """Write what was agreed to; tell where it would not be what the agent saw, and write nothing.

    Somebody else may have moved carnets since: an inventory would take them back from there.
    """
    act = Act(
        actor=Actor.account(agent.account_id),
        at=service.clock.now(),
        happened_on=typed.past_day(),
        remark=typed.remark(),
    )
    with service.database.writing() as session:
        if "lot" in typed.fields:
            movements.locked(session, typed.lot(session).id)
        if typed.fields.get(_SEEN) != _print_of(entry.check(session, typed)):
            return False
        entry.write(session, typed, act)
        return True


def _confirmation(  # noqa: PLR0913 - what the page shows
    pages: Renderer, agent: Agent, entry: Entry, typed: Typed, facts: Facts, *, changed: bool
) -> Response:
    asked = {name: value for name, value in typed.fields.items() if name not in _NOT_ASKED}
    return pages.page(
        "stock_confirmation.html",
        status=409 if changed else 200,
        title=entry.title,
        agent=agent,
        error=words.CHANGED if changed else "",
        heading=f"{entry.title}\u00a0: est-ce bien cela\u00a0?",
        facts=[*facts, ("Le", day(typed.past_day())), ("Remarque", typed.remark())],
        remark="",
        action=entry.address,
        fields=asked | {_SEEN: _print_of(facts)},
        button=entry.button,
        grave=False,
        back="",
    )


def _print_of(facts: Facts) -> str:
    """Return what tells these facts from others."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def _form(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Renderer,
    agent: Agent,
    entry: Entry,
    fields: dict[str, str],
    *,
    error: str = "",
) -> Response:
    with service.database.reading() as session:
        return pages.page(
            entry.template,
            status=422 if error else 200,
            title=entry.title,
            agent=agent,
            error=error,
            typed=fields,
            names=structure_names(session),
            lots=[line.lot for line in overview.lots(session)],
            today=service.clock.today(),
            words=words,
        )


def _new_lot(typed: Typed) -> NewLot:
    prefix, digits, run = typed.numbering()
    return NewLot(
        name=typed.text("nom"),
        operator=typed.text("operateur"),
        prefix=prefix,
        digits=digits,
        run=run,
        valid_until=typed.day("valable", words.LAST_DAY_NEEDED),
    )


def _check_reception(session: Session, typed: Typed) -> Facts:
    lot = _new_lot(typed)
    lots.described_anew(session, lot, typed.past_day())
    ends = f"{typed.fields['premier'].strip()} à {typed.fields['dernier'].strip()}"
    return [
        ("Lot", lot.name),
        ("Opérateur", lot.operator),
        ("Carnets", f"{ends} ({words.carnets_words(lot.run.carnets)})"),
        ("Valables jusqu’au", day(lot.valid_until)),
    ]


def _receive(session: Session, typed: Typed, act: Act) -> None:
    lot = _new_lot(typed)
    row = lots.add_lot(session, lot, act)
    order = Order(
        kind=Kind.RECEPTION,
        run=lot.run,
        source=places.FOURNISSEUR,
        target=places.DEPARTEMENT,
    )
    movements.move(session, row.id, order, act)


def _order(session: Session, typed: Typed) -> tuple[LotRow, Order]:
    kind, lot = typed.fields.get("mouvement", ""), typed.lot(session)
    if kind not in words.TYPED:
        raise FormError(words.KIND_NEEDED)
    if kind == Kind.AFFECTATION and lot.valid_until < typed.past_day():
        raise StockRefusedError(Refusal.LOT_PERIME)
    if kind == Kind.PEREMPTION and lot.valid_until >= typed.past_day():
        raise FormError(words.STILL_VALID.format(day(lot.valid_until)))
    place, run = typed.place(session), typed.run_of(lot)
    between = kind in {Kind.AFFECTATION, Kind.RETOUR}
    if between and place == places.DEPARTEMENT:
        raise FormError(words.STRUCTURE_NEEDED)
    source, target = {
        Kind.AFFECTATION: (places.DEPARTEMENT, place),
        Kind.RETOUR: (place, places.DEPARTEMENT),
        Kind.PERTE: (place, places.MANQUANT),
        Kind.VOL: (place, places.MANQUANT),
        Kind.PEREMPTION: (place, places.PERIME),
        Kind.RETROUVE: (places.MANQUANT, place),
    }[Kind(kind)]
    return lot, Order(kind=Kind(kind), run=run, source=source, target=target)


def _check_movement(session: Session, typed: Typed) -> Facts:
    typed.past_day()
    lot, order = _order(session, typed)
    names = structure_names(session)
    carnets = words.carnets_words(order.run.carnets)
    return [
        ("Mouvement", words.KINDS[order.kind]),
        ("Lot", lot.name),
        ("Carnets", f"{words.run_words(lot, order.run)} ({carnets})"),
        ("De", words.place_words(order.source, names)),
        ("Vers", words.place_words(order.target, names)),
    ]


def _move(session: Session, typed: Typed, act: Act) -> None:
    lot, order = _order(session, typed)
    movements.move(session, lot.id, order, act)


def _check_inventory(session: Session, typed: Typed) -> Facts:
    typed.past_day()
    lot, place = typed.lot(session), typed.place(session)
    said = inventories.compare(session, lot, place, typed.runs_of(lot, "numeros"))
    return [
        ("Lieu", words.place_words(place, structure_names(session))),
        ("Lot", lot.name),
        ("Attendus", words.carnets_words(said.expected)),
        ("Comptés", words.carnets_words(said.found)),
        ("Manquent", _runs(lot, said.missing)),
        ("Trouvés en plus", _runs(lot, said.strays)),
    ]


def _runs(lot: LotRow, runs: Sequence[Run]) -> str:
    if not runs:
        return "aucun"
    shown = " ; ".join(words.run_words(lot, run) for run in runs[:_MOST_SHOWN])
    more = " …" if len(runs) > _MOST_SHOWN else ""
    return f"{shown}{more} ({words.carnets_words(count(runs))})"


def _take(session: Session, typed: Typed, act: Act) -> None:
    lot, place = typed.lot(session), typed.place(session)
    inventories.take_inventory(session, lot.id, place, typed.runs_of(lot, "numeros"), act)


for _entry in (
    Entry(
        address="/stock/reception",
        template="stock_reception.html",
        title="Recevoir des carnets",
        button="Enregistrer la réception",
        check=_check_reception,
        write=_receive,
    ),
    Entry(
        address="/stock/mouvement",
        template="stock_mouvement.html",
        title="Nouveau mouvement",
        button="Enregistrer le mouvement",
        check=_check_movement,
        write=_move,
    ),
    Entry(
        address="/stock/inventaire",
        template="stock_inventaire.html",
        title="Inventaire",
        button="Enregistrer l’inventaire",
        check=_check_inventory,
        write=_take,
    ),
):
    _serve(_entry)
