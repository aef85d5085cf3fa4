"""The filters of the list as its address states them: read, written again, put into words."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Request

from app.department.console.words import SERVICES
from app.department.database.prescriptions import Etat
from app.department.records.prescriptions import SIZES, Query, Tri

LONGEST_SEARCH: Final = 100
_LONGEST_CODE: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the address asks for; nonsense asks for nothing.

    Days are those of the Département's offices; `until` is part of the period.
    """

    etat: str = ""
    text: str = ""
    structure: str = ""
    service: str = ""
    since: date | None = None
    until: date | None = None
    tri: str = ""
    size: int = SIZES[0]
    after: str = field(default="", compare=False)
    before: str = field(default="", compare=False)

    @property
    def order(self) -> Tri:
        """Return the order asked for; else what waits comes oldest first, the rest newest first."""
        waiting = self.etat == Etat.A_DECIDER
        return Tri(self.tri) if self.tri else Tri.ANCIENNES if waiting else Tri.RECENTES

    @property
    def narrowed(self) -> bool:
        """Tell whether anything but the state is filtered."""
        return any((self.text, self.structure, self.service, self.since, self.until))

    def query(self, zone: tzinfo) -> Query:
        """Return the question to ask."""
        return Query(
            etat=self.etat,
            text=self.text,
            structure=self.structure,
            service=self.service,
            since=_start(self.since, zone) if self.since else None,
            until=_start(self.until + timedelta(days=1), zone) if self.until else None,
            tri=self.order,
            after=self.after,
            before=self.before,
            size=self.size,
        )

    def address(self, **changes: str) -> str:
        """Return the query part of the same list with `changes`; any change starts at page one."""
        values = {**self.values, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def values(self) -> dict[str, str]:
        """Return the fields of the address, without the place of the page."""
        return {
            "etat": self.etat,
            "q": self.text,
            "structure": self.structure,
            "service": self.service,
            "du": self.since.isoformat() if self.since else "",
            "au": self.until.isoformat() if self.until else "",
            "tri": self.tri,
            "par": "" if self.size == SIZES[0] else str(self.size),
        }

    def without_names(self) -> "Filters":
        """Return the filters that the journal may keep: no text, it may be a name."""
        return replace(self, text="")


def read_filters(request: Request) -> Filters:
    """Read the filters of the address."""
    given = request.query_params
    return filters_of({name: given.get(name, "") for name in _NAMES})


AskedFilters = Annotated[Filters, Depends(read_filters)]
_NAMES: Final = ("etat", "q", "structure", "service", "du", "au", "tri", "par", "apres", "avant")


def filters_of(given: dict[str, str]) -> Filters:
    """Read the filters of an address or a form."""
    size = given.get("par", "")
    etat, tri, service = (given.get(name, "") for name in ("etat", "tri", "service"))
    return Filters(
        etat=etat if etat in set(Etat) else "",
        text=" ".join(given.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH],
        structure=code_in(given.get("structure", "")),
        service=service if service in SERVICES else "",
        since=day_in(given.get("du", "")),
        until=day_in(given.get("au", "")),
        tri=tri if tri in set(Tri) else "",
        size=int(size) if size in {str(one) for one in SIZES} else SIZES[0],
        after=code_in(given.get("apres", "")),
        before=code_in(given.get("avant", "")),
    )


def code_in(text: str) -> str:
    """Return an identifier or a code, empty when it cannot be one."""
    kept = text[:_LONGEST_CODE]
    return kept if kept.replace("-", "").isalnum() and kept.isascii() else ""


def day_in(text: str) -> date | None:
    """Return a day written as forms write it, None when it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1900, 1, 1) <= day <= date(2999, 12, 31) else None


def _start(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
