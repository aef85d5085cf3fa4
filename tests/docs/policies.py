"""The table of policies in docs/administration.md, made from the program's own.

`python -m tests.docs.policies` writes it anew.
"""

import re
from pathlib import Path
from typing import Final

from app.domain.politiques import TABLE, Politique

PAGE: Final = Path(__file__).parents[2] / "docs" / "administration.md"
_PLACE: Final = re.compile(r"(<!-- politiques -->\n)(.*?)(<!-- fin -->)", re.DOTALL)
_HEAD: Final = (
    "| règle (TOML) | Windows | ce qu’elle fait | sans elle | où |\n|---|---|---|---|---|\n"
)


def table() -> str:
    """Return the table as the page shows it."""
    return _HEAD + "".join(_row(one) for one in TABLE)


def shown() -> str:
    """Return the table that the page shows."""
    match = _PLACE.search(PAGE.read_text(encoding="utf-8"))
    return match[2] if match else ""


def renew() -> None:
    """Write the table of the program into the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_PLACE.sub(lambda found: found[1] + table() + found[3], text), encoding="utf-8")


def _row(one: Politique) -> str:
    bounds = f" De {one.lowest} à {one.highest}." if one.highest else ""
    meaning = f"**{one.title}.** {one.meaning}{bounds}"
    cells = (
        f"`{one.name}`",
        f"`{one.registry}`, {one.registry_type}",
        meaning,
        one.default,
        one.applies,
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


if __name__ == "__main__":
    renew()
