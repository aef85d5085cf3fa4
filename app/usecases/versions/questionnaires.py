"""The questionnaire ready to run: compiled once from the workbook, kept by its hash.

An interview keeps the hash of the workbook it was made with, and that version stays in the
database: a new workbook never changes an old diagnosis (docs/decisions/0003). Which version new
interviews are made with is what somebody activated last, not what lies beside the program
(docs/decisions/0017).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.failures import UnusableFileError
from app.questionnaire.form.definition import FormDefinition, load_form
from app.questionnaire.form.tables import table_names, tables_beside, with_tables
from app.questionnaire.guide.frozen import from_json, to_json
from app.questionnaire.guide.loading import load_guide
from app.questionnaire.guide.model import Guide
from app.questionnaire.workbook.cells import Workbook
from app.storage import materiel, versions
from app.storage.database import Database
from app.storage.materiel import KindMateriel, Materiel
from app.storage.versions import Activation, Source, VersionQuestionnaire

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A compiled questionnaire; `hash` is the SHA-256 of the workbook."""

    hash: str
    form: FormDefinition
    guide: Guide


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A questionnaire with what is kept of it: the workbook as it came, the form as text."""

    questionnaire: Questionnaire
    content: bytes
    xform: str


@dataclass(slots=True, kw_only=True)
class Shelf:
    """The version in force, and the older ones that records were read with.

    Activating another puts it here for everybody who holds the workplace. Loading a version takes
    a tenth of a second, and a list of old prescriptions asks for the same one at each row.
    """

    current: Questionnaire
    older: dict[str, Questionnaire] = field(default_factory=dict[str, Questionnaire])


def current_questionnaire(database: Database, workbook: Path, now: datetime) -> Questionnaire:
    """Return the version in force; on a new laptop, the one that comes with the program.

    `workbook` is the program's own, compiled, kept and activated the first time (about 1 s).

    Raises:
        UnusableFileError: the workbook is missing or has a fault, and nothing is kept of it; or
            what was kept of the version in force is no longer whole.
    """
    with database.reading() as session:
        active = versions.in_force(session)
    if active is None:
        return _first(database, workbook, now)
    found = kept_questionnaire(database, active.sha256)
    if found is None:
        raise UnusableFileError("questionnaire", "la version en service n’est plus entière.")
    return found


def kept_questionnaire(database: Database, workbook_hash: str) -> Questionnaire | None:
    """Return the version that an older record was made with, None when it was never here."""
    with database.reading() as session:
        form = materiel.load(session, KindMateriel.FORMULAIRE, workbook_hash)
        guide = materiel.load(session, KindMateriel.GUIDE, workbook_hash)
    if form is None or guide is None:
        return None
    return Questionnaire(
        hash=workbook_hash, form=load_form(form), guide=from_json(guide.decode("utf-8"))
    )


def compile_workbook(workbook: Workbook, content: bytes, *, folder: Path | None = None) -> Compiled:
    """Compile a workbook that was read from the bytes `content`; about a second.

    The CSV tables of its form, which lie in `folder`, are written into what is compiled.

    Raises:
        UnusableFileError: it has a fault.
    """
    from app.questionnaire.form.workbook import xform_of  # noqa: PLC0415 - pyxform is slow

    guide = load_guide(workbook)
    xform = xform_of(content)
    xform = with_tables(xform, tables_beside(folder, table_names(xform)).texts)
    questionnaire = Questionnaire(hash=workbook.sha256, form=load_form(xform), guide=guide)
    return Compiled(questionnaire=questionnaire, content=content, xform=xform)


def keep_version(session: "Session", compiled: Compiled, version: VersionQuestionnaire) -> bool:
    """Keep a version whole, and register it; tell whether it was new. Nothing is replaced."""
    day: date = version.imported_at.date()
    guide = to_json(compiled.questionnaire.guide)
    for kind, content in (
        (KindMateriel.CLASSEUR, compiled.content),
        (KindMateriel.FORMULAIRE, compiled.xform.encode("utf-8")),
        (KindMateriel.GUIDE, guide.encode("utf-8")),
    ):
        if materiel.load(session, kind, version.sha256) is not None:
            continue  # compiled when it came: a later compiler changes nothing of it
        materiel.keep(
            session,
            Materiel(
                kind=kind,
                name=Path(version.fichier).stem,
                content=content,
                added_on=day,
                sha256=version.sha256,
            ),
        )
    return versions.keep(session, version)


def version_of(guide: Guide, *, source: Source, file: str, now: datetime) -> VersionQuestionnaire:
    """Return how a workbook is registered: the title and the version that it states."""
    sheet = guide.workbook.sheets.get("settings")
    row = next(iter(sheet.rows), None) if sheet else None
    return VersionQuestionnaire(
        sha256=guide.sha256,
        titre=row["form_title"] if row else "",
        numero=guide.version,
        source=source,
        fichier=file,
        imported_at=now,
    )


def _first(database: Database, path: Path, now: datetime) -> Questionnaire:
    from app.questionnaire.workbook.reading import read_bytes  # noqa: PLC0415 - openpyxl is slow

    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnusableFileError(path.name, "ce classeur est introuvable.") from error
    compiled = compile_workbook(read_bytes(content, name=path.name), content)
    made = compiled.questionnaire
    version = version_of(made.guide, source=Source.PROGRAMME, file=path.name, now=now)
    with database.writing() as session:
        keep_version(session, compiled, version)
        versions.activate(session, Activation(sha256=made.hash, at=now))
    return made
