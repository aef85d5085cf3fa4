"""Take in a workbook: read it, check it, say what it changes, keep it beside the others.

Nothing here puts a version into force: that is a decision of its own (`questionnaire_versions`).
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import Final

from app.questionnaire.difference.comparing import compare
from app.questionnaire.difference.model import Difference
from app.questionnaire.guide.model import Guide
from app.questionnaire.workbook.cells import Fault, Workbook, WorkbookError
from app.storage import evenements, materiel, versions
from app.storage.evenements import Evenement
from app.storage.materiel import KindMateriel
from app.storage.versions import Source
from app.usecases.versions.questionnaires import (
    Compiled,
    compile_workbook,
    keep_version,
    version_of,
)
from app.usecases.workplace import Workplace

_INSTANCES: Final = re.compile(r'<instance id="[^"]*"(?:/>|>.*?</instance>)', re.DOTALL)
"""The lists of a form, written in it; the first instance, of the answers, has no identifier."""


class Step(Enum):
    """Where an import is; each lasts up to some seconds."""

    READING = auto()
    CHECKING = auto()
    COMPILING = auto()
    KEEPING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A workbook that was read, its bytes, and where its tables lie when they came with it."""

    workbook: Workbook
    content: bytes
    folder: Path | None


Tell = Callable[[Step], None]
"""Hears of each step before it begins, in the thread of the work; raising stops the import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import found. A workbook with a fault that is no warning is not kept.

    `sha256` and `difference` (with the version in force) are there when the file could be read.
    """

    file: str
    sha256: str = ""
    titre: str = ""
    numero: str = ""
    faults: tuple[Fault, ...] = ()
    difference: Difference | None = None
    new: bool = False

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Return what prevents the use of the workbook."""
        return tuple(fault for fault in self.faults if not fault.warning)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """Return what is doubtful and prevents nothing."""
        return tuple(fault for fault in self.faults if fault.warning)

    @property
    def kept(self) -> bool:
        """Tell whether the version is on this laptop now."""
        return bool(self.sha256) and not self.errors


def import_file(
    workplace: Workplace, path: Path, *, tell: Tell, source: Source = Source.FICHIER
) -> Imported:
    """Take in the workbook at `path`; some seconds, so in a thread.

    Stopped at a step, nothing is kept. A version that is known already stays as it is.
    """
    from app.questionnaire.workbook.reading import read_workbook  # noqa: PLC0415 - openpyxl is slow

    tell(Step.READING)
    try:
        workbook = read_workbook(path)
        content = path.read_bytes()
    except WorkbookError as problem:
        return Imported(file=path.name, faults=problem.faults)
    except OSError:
        return Imported(file=path.name, faults=(_whole("le fichier n’est plus lisible"),))
    if hashlib.sha256(content).hexdigest() != workbook.sha256:
        return Imported(file=path.name, faults=(_whole("le fichier a changé pendant la lecture"),))
    given = _Given(workbook=workbook, content=content, folder=path.parent)
    return _take_in(workplace, given, tell=tell, source=source)


def import_content(
    workplace: Workplace, content: bytes, *, name: str, tell: Tell, source: Source
) -> Imported:
    """Take in a workbook held in memory, as `import_file` does."""
    from app.questionnaire.workbook.reading import read_bytes  # noqa: PLC0415 - openpyxl is slow

    tell(Step.READING)
    try:
        workbook = read_bytes(content, name=name)
    except WorkbookError as problem:
        return Imported(file=name, faults=problem.faults)
    given = _Given(workbook=workbook, content=content, folder=None)
    return _take_in(workplace, given, tell=tell, source=source)


def _take_in(workplace: Workplace, given: _Given, *, tell: Tell, source: Source) -> Imported:
    from app.questionnaire.check.workbook import check_content  # noqa: PLC0415 - pyxform is slow

    workbook, content, folder = given.workbook, given.content, given.folder
    found = Imported(
        file=workbook.name,
        sha256=workbook.sha256,
        difference=compare(workplace.questionnaire.guide.workbook, workbook),
    )
    tell(Step.CHECKING)
    found = replace(found, faults=tuple(check_content(workbook, content, folder=folder)))
    if found.errors:
        return found
    tell(Step.COMPILING)
    try:
        compiled = compile_workbook(workbook, content, folder=folder)
    except WorkbookError as problem:  # a workbook without the sheets of a guide
        return replace(found, faults=(*problem.faults, *found.warnings))
    guide = compiled.questionnaire.guide
    found = replace(found, faults=(*unfit(workplace, guide), *found.faults), numero=guide.version)
    if found.errors:
        return found
    tell(Step.KEEPING)
    return _keep(workplace, compiled, found, source)


def unfit(workplace: Workplace, guide: Guide) -> tuple[Fault, ...]:
    """Return why a guide that is right in itself cannot serve on this laptop."""
    faults: list[Fault] = []
    profile = workplace.convention.guide_profile
    if profile not in guide.profiles:
        message = f"le profil «\u00a0{profile}\u00a0», celui de la convention de ce poste, manque."
        faults.append(Fault(sheet="profils", cell="", message=message))
    for code in workplace.questionnaire.guide.tranches_age:
        if code not in guide.tranches_age:
            message = f"la tranche «\u00a0{code}\u00a0» manque\u00a0: des dossiers la portent."
            faults.append(Fault(sheet="tranches_age", cell="", message=message))
    return tuple(faults)


def _keep(workplace: Workplace, compiled: Compiled, found: Imported, source: Source) -> Imported:
    now = workplace.clock.now()
    guide = compiled.questionnaire.guide
    version = version_of(guide, source=source, file=found.file, now=now)
    if source is Source.FICHIER:
        version = replace(version, imported_by=workplace.agent.id)
    with workplace.database.writing() as session:
        new = keep_version(session, compiled, version)
        if new:
            event = Evenement(
                kind="version_importee",
                detail=source.value,
                at=now,
                agent_id=None if source is Source.DEPARTEMENT else workplace.agent.id,
            )
            evenements.note(session, version.sha256, event)
        kept = versions.load(session, version.sha256) or version
        form = materiel.load(session, KindMateriel.FORMULAIRE, version.sha256)
    again = not new and form is not None and _names_tables(guide.workbook)
    if again and form is not None and _tables_differ(form.decode("utf-8"), compiled.xform):
        message = (
            "cette version est déjà là avec d’autres tables jointes (CSV), qu’elle garde. Pour "
            "prendre les nouvelles, changer le numéro de version dans settings."
        )
        found = replace(found, faults=(*found.faults, replace(_whole(message), warning=True)))
    return replace(found, new=new, titre=kept.titre, numero=kept.numero)


def _names_tables(workbook: Workbook) -> bool:
    survey = workbook.sheets.get("survey")
    texts = [text for row in (survey.rows if survey else ()) for text in row.values.values()]
    return any("pulldata" in text or ".csv" in text for text in texts)


def _tables_differ(kept: str, compiled: str) -> bool:
    """Tell whether the lists of two forms of one workbook differ: that is, those from tables."""
    return _INSTANCES.findall(kept) != _INSTANCES.findall(compiled)


def _whole(message: str) -> Fault:
    return Fault(sheet="", cell="", message=message)
