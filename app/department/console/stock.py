"""« Stock et crédits »: where carnets are, what needs somebody, the history and its corrections."""

from typing import Annotated

from fastapi import APIRouter, Response
from fastapi import Path as InPath
from fastapi.responses import RedirectResponse

from app.department.console import stock_words as words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.roles import Gestionnaire, StructureReader
from app.department.console.sessions import GenuineForm
from app.department.console.stock_forms import structure_names
from app.department.console.structures import may_change
from app.department.database.stock import LotRow, MovementRow
from app.department.records.journal import Actor
from app.department.records.stock import movements, overview
from app.department.records.stock.failures import StockRefusedError
from app.department.records.stock.movements import Act, Kind
from app.department.web import Part
from app.domain.carnets import Run

router = APIRouter(include_in_schema=False)
MovementId = Annotated[int, InPath(ge=1, le=2**31 - 1)]
_SIZE = 50
_FIXED = frozenset({Kind.INVENTAIRE.value, Kind.CORRECTION.value, Kind.REMISE.value})


@router.get("/stock")
def show(service: Part, pages: Pages, agent: StructureReader, apres: str = "") -> Response:
    """Show where carnets are, lots, and what needs somebody."""
    today = service.clock.today()
    with service.database.reading() as session:
        names = structure_names(session)
        lines, following = overview.structures_with_stock(
            session, today, after=apres[:160], size=service.settings.page_size
        )
        return pages.page(
            "stock.html",
            title="Stock et crédits",
            agent=agent,
            alerts=[words.alert_words(one, names) for one in overview.alerts(session, today)],
            department=overview.department_line(session),
            lines=lines,
            following=following,
            first=not apres,
            lots=overview.lots(session),
            today=today,
            may_change=may_change(agent),
            words=words,
        )


@router.get("/stock/mouvements")
def show_history(  # noqa: PLR0913, PLR0917 - the address of the page has these parts
    service: Part,
    pages: Pages,
    agent: StructureReader,
    lot: str = "",
    structure: str = "",
    avant: str = "",
) -> Response:
    """Show the movements, the latest first."""
    before = int(avant[:9]) if avant.isascii() and avant.isdecimal() else 0
    with service.database.reading() as session:
        found = overview.history(
            session, before=before, size=_SIZE, lot_id=lot[:36], structure_id=structure[:80]
        )
        shown = found[:_SIZE]
        names = structure_names(session)
        return pages.page(
            "stock_mouvements.html",
            title="Mouvements de carnets",
            agent=agent,
            movements=shown,
            taken_back=overview.taken_back(session, [row.id for row, _ in shown]),
            fixed=_FIXED,
            more=len(found) > _SIZE,
            lot=lot[:36],
            structure=structure[:80],
            lots=overview.lots(session),
            names=names,
            Run=Run,
            may_change=may_change(agent),
            words=words,
        )


@router.get("/stock/mouvements/{id_}/correction")
def ask_correction(service: Part, pages: Pages, agent: Gestionnaire, id_: MovementId) -> Response:
    """Ask to confirm that a movement is taken back."""
    with service.database.reading() as session:
        row = session.get(MovementRow, id_)
        if row is None or row.kind in _FIXED:
            raise PageNotFoundError
        return pages.page(
            "stock_confirmation.html",
            title="Corriger ce mouvement",
            agent=agent,
            error="",
            heading=f"Corriger le mouvement n°\u00a0{row.id}\u00a0?",
            facts=_facts(row, row.lot, structure_names(session)),
            remark="Un mouvement contraire est écrit. Les deux restent dans l’historique.",
            action=f"/stock/mouvements/{id_}/correction",
            fields={},
            button="Corriger",
            grave=True,
            back="/stock/mouvements",
        )


@router.post("/stock/mouvements/{id_}/correction")
def correct(
    service: Part, pages: Pages, agent: Gestionnaire, _fields: GenuineForm, id_: MovementId
) -> Response:
    """Take a movement back."""
    act = Act(
        actor=Actor.account(agent.account_id),
        at=service.clock.now(),
        happened_on=service.clock.today(),
    )
    try:
        with service.database.writing() as session:
            movements.take_back(session, id_, act)
    except StockRefusedError as refused:
        return pages.page(
            "message.html",
            status=422,
            title="Rien n’a changé",
            text=words.refusal_words(refused),
            agent=agent,
        )
    return RedirectResponse("/stock/mouvements", status_code=303)


def _facts(row: MovementRow, lot: LotRow, names: dict[str, str]) -> list[tuple[str, str]]:
    run = Run(first=row.first, last=row.last)
    source, target = (words.place_words(place, names) for place in (row.source, row.target))
    return [
        ("Mouvement", words.KINDS[row.kind]),
        ("Lot", lot.name),
        ("Carnets", f"{words.run_words(lot, run)} ({words.carnets_words(run.carnets)})"),
        ("De", source),
        ("Vers", target),
    ]
