"""The audit journal, to read, to export and to verify."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse

from app.department.console import words
from app.department.console.parts import Pages
from app.department.console.roles import JournalReader
from app.department.console.sessions import Agent, GenuineForm
from app.department.records import journal_reading, journal_seals
from app.department.records.journal import Action, Actor, note
from app.department.records.journal_reading import Filter
from app.department.records.journal_seals import Verdict
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
_LONGEST = 80
_BLOCKS_A_PAGE = 20  # sealed before a page is shown; the daily task seals the rest
_YEARS = range(2000, 2200)  # what every database and time zone can count in
_NAMES = ("qui", "acte", "sur", "du", "au")


def asked(
    qui: str = "", acte: str = "", sur: str = "", du: str = "", au: str = ""
) -> dict[str, str]:
    """Return the fields of the search as the address has them."""
    return dict(zip(_NAMES, (qui, acte, sur, du, au), strict=True))


Asked = Annotated[dict[str, str], Depends(asked)]


@router.get("/journal")
def show(
    service: Part, pages: Pages, agent: JournalReader, fields: Asked, avant: str = ""
) -> Response:
    """Show one page of the journal, newest first."""
    return _page(service, pages, agent, fields, before=_number(avant))


@router.post("/journal/export")
def export(service: Part, agent: JournalReader, fields: GenuineForm) -> Response:
    """Give every entry of the search as CSV; that it was exported is an entry of its own."""
    wanted = _filter(service, fields)
    with service.database.writing() as session:
        note(
            session,
            at=service.clock.now(),
            actor=Actor.account(agent.account_id),
            action=Action.JOURNAL_EXPORTE,
            detail=" ".join(name for name in _NAMES if fields.get(name)),
        )
    name = f"journal-{service.clock.today().isoformat()}.csv"
    return StreamingResponse(
        journal_reading.as_csv(service.database, wanted),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/journal/verification")
def verify(service: Part, pages: Pages, agent: JournalReader, _fields: GenuineForm) -> Response:
    """Compute every seal again and say whether the journal was tampered with."""
    with service.database.reading() as session:
        verdict = journal_seals.verify(session, service.keys)
    return _page(service, pages, agent, asked(), verdict=verdict)


def _page(  # noqa: PLR0913 - what the page shows
    service: Service,
    pages: Pages,
    agent: Agent,
    fields: dict[str, str],
    *,
    before: int = 0,
    verdict: Verdict | None = None,
) -> Response:
    now = service.clock.now()
    journal_seals.seal_settled(service.database, service.keys, now, most=_BLOCKS_A_PAGE)
    chosen = {name: _plain(value) for name, value in fields.items() if _plain(value)}
    with service.database.reading() as session:
        found = journal_reading.page(session, _filter(service, chosen), before=before)
        older = urlencode({**chosen, "avant": found.older}) if found.older else ""
        return pages.page(
            "journal.html",
            title="Journal",
            agent=agent,
            entries=found.entries,
            chosen={name: chosen.get(name, "") for name in _NAMES},
            filtered=bool(chosen),
            agents=journal_reading.agents(session),
            kinds={kind: word for kind, word in words.ACTEURS.items() if kind != "compte"},
            older=older,
            newest=urlencode(chosen) if before else None,
            verdict=verdict,
            seal=journal_seals.fingerprint(journal_seals.latest(session)),
        )


def _filter(service: Service, fields: dict[str, str]) -> Filter:
    who = _plain(fields.get("qui", ""))
    kind = who if who in words.ACTEURS else ""
    until = _day(service, fields.get("au", ""))
    return Filter(
        kind=kind,
        actor="" if kind else who,
        action=fields.get("acte", ""),
        on=_plain(fields.get("sur", "")),
        since=_day(service, fields.get("du", "")),
        until=until + timedelta(days=1) if until else None,
    )


def _day(service: Service, text: str) -> datetime | None:
    """Return the beginning of a day at the Département's offices; None when it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if day.year not in _YEARS:
        return None
    return datetime.combine(day, time(), service.settings.zone)


def _plain(text: str) -> str:
    return text.replace("\0", "").strip()[:_LONGEST]


def _number(text: str) -> int:
    return int(text[:9]) if text.isascii() and text.isdecimal() else 0
