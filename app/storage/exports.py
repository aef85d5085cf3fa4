"""The files that left with data of a person: what, when, where to, and what became of each.

Functions that take a session never commit. The path stands in the encrypted database alone; at the
erasure the file is removed if it is still what was written, else the proof counts it as out of
reach (documents.md b3). Decision: docs/decisions/0024.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from app.domain.droits import Lieu, Sort
from app.domain.identifiers import AgentId, EntretienId, MandatId, PersonneId, PrescriptionId
from app.storage.due import INCLUDE_DUE
from app.storage.tables.dossiers import EntretienRow
from app.storage.tables.droits import ExportRow
from app.storage.tables.envois import PrescriptionRow
from app.whole_files import parts_of

if TYPE_CHECKING:
    from app.storage.database import Database

_EVERYTHING: Final = {INCLUDE_DUE: True}
WITH_ANSWERS: Final = ("donnees", "portabilite", "feuille")  # kinds of files that repeat answers
_LEFT_ALONE: Final = (Sort.EFFACE.value, Sort.MODIFIE.value)
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that left. `sha256` is that of its content; `chiffre` tells whether it is locked."""

    id: str
    kind: str  # « donnees », « portabilite », or the code of a paper
    lieu: Lieu
    chiffre: bool
    sha256: str
    agent_id: AgentId
    at: datetime
    chemin: Path = field(repr=False)  # a folder may be named after somebody: never log it
    sort: Sort = Sort.PRESENT
    personne_id: PersonneId | None = None
    entretien_id: EntretienId | None = None
    prescription_id: PrescriptionId | None = None
    mandat_id: MandatId | None = None

    def __post_init__(self) -> None:
        if not (self.personne_id or self.entretien_id or self.prescription_id or self.mandat_id):
            raise ValueError("a file that left belongs to a record")


def keep(session: Session, export: Export) -> None:
    """Keep what is known of a file that left."""
    session.add(
        ExportRow(
            id=export.id,
            personne_id=export.personne_id,
            entretien_id=export.entretien_id,
            prescription_id=export.prescription_id,
            mandat_id=export.mandat_id,
            kind=export.kind,
            lieu=export.lieu.value,
            chiffre=export.chiffre,
            chemin=str(export.chemin),
            sha256=export.sha256,
            agent_id=export.agent_id,
            at=export.at,
            sort=export.sort.value,
        )
    )
    session.flush()


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[Export]:
    """Return the files that left with data of a person, oldest first."""
    rows = session.scalars(
        select(ExportRow).where(_about([personne_id])).order_by(ExportRow.at, ExportRow.id)
    )
    return [_export(row) for row in rows]


def are_known(database: "Database") -> bool:
    """Tell whether any file is known to have left with somebody's data."""
    with database.reading() as session:
        return session.scalar(select(exists().select_from(ExportRow))) is True


def reach(database: "Database", ids: Sequence[str] | None, *, kinds: Sequence[str] = ()) -> None:
    """Remove the files that left with data of these records, where they still are.

    `ids` are of persons, interviews, prescriptions or mandates, None for every file that ever left
    (an interview may be of nobody); no `kinds` takes every kind of file. Done
    before the rows go and noted in a transaction of its own: no file waits for the disk inside the
    erasure, and killed in between, the next erasure finds what was done. A file that changed since
    is somebody's own: left alone.
    """
    with database.reading() as session:
        query = select(ExportRow).where(ExportRow.sort.not_in(_LEFT_ALONE))
        if ids is not None:
            query = query.where(_about(ids))
        if kinds:
            query = query.where(ExportRow.kind.in_(kinds))
        rows = session.scalars(query, execution_options=_EVERYTHING)
        known = [_export(row) for row in rows]
    became = {export.id: _remove(export) for export in known}
    if became:
        with database.writing() as session:
            for export_id, sort in became.items():
                session.get_one(ExportRow, export_id).sort = sort.value


def _remove(export: Export) -> Sort:
    """Remove a file that is what was written; say what became of it.

    Where a writer was killed before it took its name, what he left goes.
    """
    try:
        if export.chemin.is_symlink() or not export.chemin.is_file():
            for part in parts_of(export.chemin):
                part.unlink(missing_ok=True)
            return Sort.ABSENT
        if _digest(export.chemin) != export.sha256:
            return Sort.MODIFIE
        export.chemin.unlink()
    except OSError:  # its stick, its share or the right to write there is missing
        return Sort.ABSENT
    return Sort.EFFACE


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _about(ids: Sequence[str]) -> ColumnElement[bool]:
    """Match what belongs to these persons, interviews, prescriptions or mandates.

    The identifiers are one parameter, a JSON list: there may be as many as the laptop holds.
    """
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    wanted = select(listed.c.value)
    interviews = select(EntretienRow.id).where(EntretienRow.personne_id.in_(wanted))
    given = select(PrescriptionRow.id).where(
        or_(PrescriptionRow.personne_id.in_(wanted), PrescriptionRow.entretien_id.in_(wanted))
    )
    return or_(
        ExportRow.personne_id.in_(wanted),
        ExportRow.entretien_id.in_(wanted),
        ExportRow.prescription_id.in_(wanted),
        ExportRow.mandat_id.in_(wanted),
        ExportRow.entretien_id.in_(interviews),
        ExportRow.prescription_id.in_(given),
    )


def _export(row: ExportRow) -> Export:
    return Export(
        id=row.id,
        kind=row.kind,
        lieu=Lieu(row.lieu),
        chiffre=row.chiffre,
        sha256=row.sha256,
        agent_id=AgentId(row.agent_id),
        at=row.at,
        chemin=Path(row.chemin),
        sort=Sort(row.sort),
        personne_id=None if row.personne_id is None else PersonneId(row.personne_id),
        entretien_id=None if row.entretien_id is None else EntretienId(row.entretien_id),
        prescription_id=(
            None if row.prescription_id is None else PrescriptionId(row.prescription_id)
        ),
        mandat_id=None if row.mandat_id is None else MandatId(row.mandat_id),
    )
