"""Prescriptions and decisions taken out as a table: who, what and how many is in the journal."""

from datetime import tzinfo

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from app.department.console import words
from app.department.console.filters import AskedFilters, Filters, filters_of
from app.department.console.parts import Pages
from app.department.console.roles import PersonReader, RoleNeededError
from app.department.console.sessions import GenuineForm
from app.department.database.agents import Role
from app.department.records import prescriptions, structures
from app.department.records.exporting.csv_file import csv_file
from app.department.records.exporting.rows import Contenu, Labels, Wanted, columns, rows
from app.department.records.exporting.xlsx_file import xlsx_file
from app.department.records.journal import Action, Actor, note
from app.department.web import Part

router = APIRouter(include_in_schema=False)
_FILES = {
    "csv": (csv_file, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@router.get("/exports")
def ask(service: Part, pages: Pages, agent: PersonReader, asked: AskedFilters) -> Response:
    """Show what would be exported, and ask in which form."""
    wanted = _wanted(asked, {}, service.clock.zone())
    with service.database.reading() as session:
        structure = structures.get(session, asked.structure) if asked.structure else None
        return pages.page(
            "exports.html",
            title="Exporter",
            agent=agent,
            asked=asked,
            structure=structure.name if structure else asked.structure,
            services=words.SERVICES,
            lines=prescriptions.count(session, wanted.query),
            can_name=Role.INSTRUCTEUR in agent.roles,
        )


@router.post("/exports")
def export(service: Part, agent: PersonReader, fields: GenuineForm) -> Response:
    """Give the table; names leave with an instructeur only.

    Raises:
        RoleNeededError: names are asked for by somebody else.
    """
    asked = filters_of(fields)
    wanted = _wanted(asked, fields, service.clock.zone())
    if wanted.named and Role.INSTRUCTEUR not in agent.roles:
        raise RoleNeededError(agent, frozenset({Role.INSTRUCTEUR}))
    form = fields.get("format", "") if fields.get("format", "") in _FILES else "csv"
    now = service.clock.now()
    with service.database.writing() as session:
        note(
            session,
            at=now,
            actor=Actor.account(agent.account_id),
            action=Action.EXPORT,
            on=wanted.contenu,
            detail=_told(asked, wanted, form, prescriptions.count(session, wanted.query)),
        )
    labels = Labels(
        etats=words.ETATS,
        services=words.SERVICES,
        motifs=service.settings.motifs,
        zone=service.settings.zone,
    )
    write, media = _FILES[form]
    titles = [column.title for column in columns(wanted)]
    name = f"{wanted.contenu}-{service.clock.today().isoformat()}.{form}"
    return StreamingResponse(
        write(titles, rows(service, wanted, labels)),
        media_type=media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _wanted(asked: Filters, fields: dict[str, str], zone: tzinfo) -> Wanted:
    content = fields.get("contenu", "")
    return Wanted(
        query=asked.query(zone),
        contenu=Contenu(content) if content in set(Contenu) else Contenu.PRESCRIPTIONS,
        named=fields.get("noms", "") == "avec",
    )


def _told(asked: Filters, wanted: Wanted, form: str, lines: int) -> str:
    """Return what the journal keeps: the filters, but not the words searched: a name, perhaps."""
    parts = [form, "avec noms" if wanted.named else "sans noms", f"{lines} prescriptions"]
    if asked.text:
        parts.append("recherche")
    parts += [
        f"{name} {value}"
        for name, value in asked.without_names().values.items()
        if value and name not in {"tri", "par"}
    ]
    return ", ".join(parts)[:200]
