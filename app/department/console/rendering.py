"""Templates into pages: everything is escaped, dates and amounts are written in French."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.department.console.words import ACTEURS, ACTIONS, ETATS, day

TEMPLATES = Path(__file__).parent.parent / "templates"


class Renderer:
    """Makes pages; `zone` is the one in which instants are shown."""

    def __init__(self, zone: ZoneInfo, departement: str) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["jour"] = day
        self._environment.filters["instant"] = lambda at: moment(at, zone)
        self._environment.filters["machine"] = lambda at: at.astimezone(UTC).isoformat()
        self._environment.globals.update(
            departement=departement, etats=ETATS, actions=ACTIONS, acteurs=ACTEURS
        )

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - what a template shows is of any type
        """Render `template` with `values`."""
        content = self._environment.get_template(template).render(**values)
        return HTMLResponse(content, status_code=status)


def moment(value: datetime | None, zone: ZoneInfo) -> str:
    """Write an instant: « 3 mars 2026 à 14:05 » in `zone`."""
    if value is None:
        return "—"
    local = value.astimezone(zone)
    return f"{day(local.date())} à\u00a0{local:%H:%M}"
