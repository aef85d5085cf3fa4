"""The questionnaire ready to run: compiled once from the workbook, kept by its hash.

An interview keeps the hash of the workbook it was made with, and that version stays in the
database: a new workbook never changes an old diagnosis (docs/decisions/0003).
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.failures import UnusableFileError
from app.questionnaire.form.definition import FormDefinition, load_form
from app.questionnaire.guide.frozen import from_json, to_json
from app.questionnaire.guide.loading import load_guide
from app.questionnaire.guide.model import Guide
from app.storage import materiel
from app.storage.database import Database
from app.storage.materiel import KindMateriel, Materiel


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A compiled questionnaire; `hash` is the SHA-256 of the workbook."""

    hash: str
    form: FormDefinition
    guide: Guide


def current_questionnaire(database: Database, workbook: Path, today: date) -> Questionnaire:
    """Return the questionnaire of `workbook`, compiling and keeping it the first time (about 1 s).

    Raises:
        UnusableFileError: the workbook is missing or has a fault; nothing is kept of it.
    """
    try:
        content = workbook.read_bytes()
    except OSError as error:
        raise UnusableFileError(workbook.name, "ce classeur est introuvable.") from error
    found = kept_questionnaire(database, hashlib.sha256(content).hexdigest())
    return found or _compile(database, workbook, today)


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


def _compile(database: Database, path: Path, today: date) -> Questionnaire:
    from app.questionnaire.form.workbook import xform_of  # noqa: PLC0415 - pyxform is slow
    from app.questionnaire.workbook.reading import read_workbook  # noqa: PLC0415

    workbook = read_workbook(path)
    guide = load_guide(workbook)
    xform = xform_of(path)
    form = load_form(xform)
    with database.writing() as session:
        for kind, text in (
            (KindMateriel.FORMULAIRE, xform),
            (KindMateriel.GUIDE, to_json(guide)),
        ):
            materiel.keep(
                session,
                Materiel(
                    kind=kind,
                    name=path.stem,
                    content=text.encode("utf-8"),
                    added_on=today,
                    sha256=workbook.sha256,
                ),
            )
    return Questionnaire(hash=workbook.sha256, form=form, guide=guide)
