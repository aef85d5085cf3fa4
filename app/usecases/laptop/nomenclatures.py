"""The lists of reference (resources/territory), by the name of their file."""

import csv
from collections.abc import Sequence

from app.usecases.workplace import Workplace


def nomenclature(workplace: Workplace, name: str) -> Sequence[tuple[str, str]] | None:
    """Return (code, label) of a list as it is published, in its order; None where there is none.

    The labels have the straight apostrophes of their source: the window sets them in French.
    """
    file = workplace.resources.folder / "territory" / f"{name}.csv"
    if not file.is_file():
        return None
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return tuple((row["code"], row["libelle"]) for row in rows)
