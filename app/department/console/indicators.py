"""« Indicateurs »: a structure's anonymous figures by quarter and year, on the page and as CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Final

from fastapi import APIRouter, Response

from app.department.console import indicator_words as words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.roles import StructureReader
from app.department.console.sessions import Agent
from app.department.console.stock_forms import structure_names
from app.department.records import figure_files, indicators
from app.department.records.indicators import Line, Year
from app.department.records.journal import Action, Actor, note
from app.department.web import Part, Service
from app.documents.cells import inert
from app.domain.petits_effectifs import YEAR
from app.sync.protocol.figures import write_figures

router = APIRouter(include_in_schema=False)
_YEAR_DIGITS: Final = 4
_OLDEST: Final = 2020


@router.get("/indicateurs")
def show(
    service: Part, pages: Pages, agent: StructureReader, structure: str = "", annee: str = ""
) -> Response:
    """Show one year of one structure."""
    today = service.clock.today()
    with service.database.reading() as session:
        names = structure_names(session)
        chosen = structure if structure in names else next(iter(names), "")
        all_years = indicators.years(session, today)
    year = _year(annee, today)
    found = indicators.shown(service, chosen, year) if chosen else None
    return pages.page(
        "indicateurs.html",
        title="Indicateurs",
        agent=agent,
        names=names,
        structure=chosen,
        years=all_years,
        year=year,
        found=found,
        columns=_columns(found) if found else [],
        indicators=_in_order(found) if found else [],
        words=words,
    )


@router.get("/indicateurs.csv")
def export(service: Part, agent: StructureReader, structure: str = "", annee: str = "") -> Response:
    """Give the same figures as a file; what is hidden is hidden there too."""
    year = _year(annee, service.clock.today())
    name, found = _going_out(service, agent, structure, year)
    return Response(
        _csv(name, found).encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="indicateurs-{structure}-{year}.csv"'
        },
    )


@router.get("/indicateurs.json")
def send_back(
    service: Part, agent: StructureReader, structure: str = "", annee: str = ""
) -> Response:
    """Give the same figures as the signed file that the structure's laptops read (000 l. 73)."""
    year = _year(annee, service.clock.today())
    name, found = _going_out(service, agent, structure, year)
    return Response(
        write_figures(
            figure_files.file_of(structure, name, found, service.clock),
            service.keys.signing[0],
        ),
        media_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="indicateurs-{structure}-{year}.json"'
        },
    )


def _going_out(service: Service, agent: Agent, structure: str, year: int) -> tuple[str, Year]:
    """Return the name of a structure and what may be shown of its year; that it left is noted."""
    with service.database.reading() as session:
        names = structure_names(session)
    if structure not in names:
        raise PageNotFoundError
    found = indicators.shown(service, structure, year)
    with service.database.writing() as session:
        note(
            session,
            at=service.clock.now(),
            actor=Actor.account(agent.account_id),
            action=Action.COMPTEURS_EXPORTES,
            on=structure,
            detail=str(year),
        )
    return names[structure], found


def _csv(structure: str, found: Year) -> str:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(["Structure", "Année", "Indicateur", "Valeur", *_columns(found)])
    for name, lines in _in_order(found):
        for line in lines:
            figures = [words.HIDDEN if one is None else one for one in line.figures]
            labels = (structure, words.name_words(name), words.value_words(name, line.value))
            place, indicator, value = (inert(label) for label in labels)
            rows.writerow([place, found.annee.year, indicator, value, *figures])
    for one in found.missing:
        said = (inert(structure), found.annee.year, "Non transmis", inert(one.label))
        rows.writerow([*said, ", ".join(one.months)])
    return out.getvalue()


def _in_order(found: Year) -> list[tuple[str, Sequence[Line]]]:
    """Return the indicators in the order of a report: interviews first, what is unknown last."""
    order = {name: at for at, name in enumerate(words.NAMES)}
    return sorted(found.indicators, key=lambda one: (order.get(one[0], len(order)), one[0]))


def _columns(found: Year) -> list[str]:
    whole = "Année" if found.whole else "Total des trimestres"
    return [whole if period == YEAR else period for period in found.periods]


def _year(text: str, today: date) -> int:
    """Return the year asked for; nonsense asks for the one whose quarters were last over."""
    if text.isascii() and text.isdecimal() and len(text) == _YEAR_DIGITS:
        return min(max(int(text), _OLDEST), today.year)
    return today.year if today.month > 3 else today.year - 1  # noqa: PLR2004 - March ends T1
