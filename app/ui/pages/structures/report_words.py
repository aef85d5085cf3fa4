"""How a list was read, in words."""

from collections.abc import Iterator
from typing import Final

from app.conventions.structures.report import Remarque
from app.ui.dossiers.words import plural_words
from app.ui.pages.structures.state import ReportLine, ReportState
from app.usecases.structures.papers import report_counts
from app.usecases.structures.reporting import LigneRapport, RapportImport

_MOST: Final = 100  # shown; the file and the paper have them all


def report_state(rapport: RapportImport, file: str) -> ReportState:
    """Return a report, refused lines first."""
    ordered = sorted(rapport.lignes, key=lambda one: (not one.refusee, one.numero))
    left = len(ordered) - _MOST + rapport.tues
    return ReportState(
        heading=f"Lecture de {file}" if file else "Lecture de la liste",
        sentence=report_counts(rapport),
        notes=rapport.notes,
        lines=tuple(line for one in ordered[:_MOST] for line in _lines(one)),
        more=f"{plural_words(left, 'autre ligne', 'autres lignes')}\u00a0: enregistrez le rapport "
        "pour les lire toutes."
        if left > 0
        else "",
    )


def _lines(one: LigneRapport) -> Iterator[ReportLine]:
    """Give a line for each remark: what is too long for one line would be cut."""
    for said in one.remarques:
        yield ReportLine(
            f"Ligne {one.numero}\u00a0: {one.nom or 'sans nom'}", _remark(said), one.refusee
        )


def _remark(said: Remarque) -> str:
    where = f"{said.colonne}\u00a0: " if said.colonne else ""
    read = f" – lu «\u00a0{said.lu}\u00a0»" if said.lu else ""
    kept = f", gardé «\u00a0{said.garde}\u00a0»" if said.garde else ""
    return f"{where}{said.raison}{read}{kept}"
