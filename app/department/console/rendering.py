"""Templates into pages: everything is escaped, dates and amounts are written in French."""

from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.department.console.menu import groups_of
from app.department.console.words import ACTEURS, ACTIONS, ETATS, day

_UUID_LENGTH = 36
TEMPLATES = Path(__file__).parent.parent / "templates"


class Renderer:
    """Makes pages; `zone` is the one in which instants are shown, `hidden` leaves the menu."""

    def __init__(
        self, zone: ZoneInfo, departement: str, *, hidden: frozenset[str] = frozenset()
    ) -> None:
        self._environment = _environment(zone)
        words = {"etats": ETATS, "actions": ACTIONS, "acteurs": ACTEURS}
        self._shared = {
            "departement": departement,
            "groups_of": partial(groups_of, hidden=hidden),
            **words,
        }

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - what a template shows is of any type
        """Render `template` with `values`."""
        content = self._environment.get_template(template).render(self._shared | values)
        return HTMLResponse(content, status_code=status)


@cache
def _environment(zone: ZoneInfo) -> Environment:
    """Return what reads the templates; each is compiled once a process."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def instant(at: datetime | None) -> str:
        return moment(at, zone)

    made.filters["jour"] = day
    made.filters["instant"] = instant
    made.filters["machine"] = machine
    made.filters["bref"] = brief
    made.filters["nombre"] = number
    made.filters["guillemets"] = guillemets
    return made


def number(value: int) -> str:
    """Write a number with its thousands apart: « 12 345 »."""
    return f"{value:,}".replace(",", "\u202f")


def guillemets(text: str) -> str:
    """Write a text of a convention so that no line breaks inside « » or before : and ;."""
    for before, after in (
        ("« ", "«\u00a0"),
        (" »", "\u00a0»"),
        (" :", "\u00a0:"),
        (" ;", "\u00a0;"),
    ):
        text = text.replace(before, after)
    return text


def machine(value: datetime) -> str:
    """Write an instant for the attribute `datetime`."""
    return value.astimezone(UTC).isoformat()


def brief(identifier: str) -> str:
    """Write a UUID by its last twelve digits: the first ones tell the time, and look alike."""
    return f"…\u2060{identifier[-12:]}" if len(identifier) == _UUID_LENGTH else identifier


def moment(value: datetime | None, zone: ZoneInfo) -> str:
    """Write an instant: « 3 mars 2026 à 9 h 05 » in `zone`."""
    if value is None:
        return "—"
    local = value.astimezone(zone)
    return f"{day(local.date())} à {local.hour}\u00a0h\u00a0{local.minute:02}"
