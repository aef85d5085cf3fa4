"""Take a list of places in: read line by line, written beside the one in force, then put there.

Stopped or killed anywhere, the list in force stands. What was verified by hand is kept apart and
follows the places into the new list (docs/decisions/0047).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from app.conventions.structures.reading import MAX_BYTES, Lecture, read_structures
from app.conventions.structures.report import Ligne
from app.domain.failures import UnusableFileError
from app.domain.habilitation import Acte
from app.storage import journal
from app.storage import structures_mediation as catalogues
from app.storage.journal import Entree
from app.storage.structures_mediation import Catalogue, Origine
from app.usecases.laptop.habilitations import require
from app.usecases.structures.reporting import RapportImport, Tally, to_json
from app.usecases.workplace import Workplace
from app.whole_files import read_at_most

_CHUNK: Final = 250  # lines of one transaction: under 50 ms
_SWEPT: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import is: lines read, of about `expected`."""

    done: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. A list without one good line is not kept."""

    file: str
    kept: bool
    rapport: RapportImport
    propre: tuple[str, ...] = ()


Tell = Callable[[Progress], None]
"""Hears of the progress between two transactions, in the work's thread; raising stops there."""


def import_file(workplace: Workplace, path: Path, *, tell: Tell) -> Imported:
    """Take in the list at `path`; some seconds, so in a thread of its own.

    Raises:
        NotAllowedError: only who answers for the laptop's versions changes the list.
        UnusableFileError: it is no list of places; the one in force stands.
    """
    require(workplace, Acte.VERSIONS)
    try:
        content = read_at_most(path, MAX_BYTES)
    except OSError as error:
        raise UnusableFileError(path.name, "ce fichier n’est pas lisible.") from error
    return import_content(workplace, content, name=path.name, tell=tell, origine=Origine.FICHIER)


def import_content(
    workplace: Workplace, content: bytes, *, name: str, tell: Tell, origine: Origine
) -> Imported:
    """Take in a list held in memory, as `import_file` does.

    Raises:
        NotAllowedError, UnusableFileError: as `import_file`.
    """
    require(workplace, Acte.VERSIONS)
    name = name.encode(errors="replace").decode()  # a name of a file may be no text at all
    today = workplace.clock.today()
    lecture = read_structures(content, workplace.communes, file=name, today=today)
    sweep(workplace)
    catalogue = Catalogue(
        id=0,
        source=origine,
        fichier=name,
        sha256=hashlib.sha256(content).hexdigest(),
        version=lecture.version,
        arrete_le=None,
        imported_at=workplace.clock.now(),
        imported_by=workplace.agent.id,
        rapport="",
    )
    with workplace.database.writing() as session:
        catalogue_id = catalogues.begin(session, catalogue)
    try:
        return _write(workplace, lecture, catalogue_id, name, tell)
    finally:
        sweep(workplace)


def _write(
    workplace: Workplace, lecture: Lecture, catalogue_id: int, name: str, tell: Tell
) -> Imported:
    tally, newest = Tally(), None
    tell(Progress(done=0, expected=lecture.attendues))
    while chunk := list(islice(lecture.lignes, _CHUNK)):
        for ligne in chunk:
            tally.note(ligne)
        newest = _newest(newest, chunk)
        with workplace.database.writing() as session:
            catalogues.add(
                session,
                catalogue_id,
                [(one.numero, one.structure) for one in chunk if one.structure is not None],
            )
        tell(Progress(done=tally.lues, expected=max(lecture.attendues, tally.lues)))
    rapport = tally.report(lecture.notes)
    if not rapport.prises:
        return Imported(file=name, kept=False, rapport=rapport)
    with workplace.database.writing() as session:
        catalogues.put_in_force(session, catalogue_id, rapport=to_json(rapport), arrete_le=newest)
        entree = Entree(
            at=workplace.clock.now(), kind="structures_importees", agent_id=workplace.agent.id
        )
        journal.append(session, entree)
    return Imported(file=name, kept=True, rapport=rapport)


def sweep(workplace: Workplace) -> None:
    """Erase what no list in force needs, some hundreds of lines at a time."""
    swept = False
    while not swept:
        with workplace.database.writing() as session:
            swept = catalogues.sweep(session, most=_SWEPT)


def _newest(known: date | None, chunk: list[Ligne]) -> date | None:
    days = [one.structure.date_maj for one in chunk if one.structure is not None]
    return max([day for day in (known, *days) if day is not None], default=None)
