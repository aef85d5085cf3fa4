"""Check a whole workbook: form, conversion, guide, test cases."""

from pathlib import Path

from app.questionnaire.check.conversion import check_conversion
from app.questionnaire.check.form import check_form
from app.questionnaire.check.proving import Checks, proven
from app.questionnaire.check.rules import check_rules
from app.questionnaire.guide.loading import examine
from app.questionnaire.workbook.cells import Fault, Workbook, WorkbookError
from app.questionnaire.workbook.reading import read_workbook
from app.questionnaire.workbook.tabs import FORM, GUIDE


def check_workbook(path: Path, *, form_only: bool = False) -> list[Fault]:
    """Return all that is wrong with the workbook at `path`, faults before warnings.

    A cell is reported once, by the check that says most about it. With `form_only`, a workbook
    without any sheet of a guide is right: it is a form to be filled in, and nothing more.
    """
    try:
        workbook = read_workbook(path)
        content = path.read_bytes()
    except WorkbookError as problem:
        return list(problem.faults)
    return check_content(workbook, content, form_only=form_only, folder=path.parent)


def check_content(
    workbook: Workbook, content: bytes, *, form_only: bool = False, folder: Path | None = None
) -> list[Fault]:
    """Return all that is wrong with a workbook that was read from the bytes `content`.

    `folder` is where the CSV tables of its form lie; None for a workbook that comes alone.
    """
    form = _form(workbook, content, folder)
    if workbook.sheets.keys().isdisjoint(GUIDE):
        alone = _without_guide(form_only=form_only)
        return _told(workbook, [*form, alone], check_form)
    guide, found = examine(workbook)
    faults = [*form, *found]
    if guide and not any(not fault.warning for fault in faults):
        faults += check_rules(guide)
    return _told(workbook, _form_first(faults), _whole)


def _told(workbook: Workbook, faults: list[Fault], check: Checks) -> list[Fault]:
    found = proven(workbook, _once(faults), check)
    return sorted(found, key=lambda fault: fault.warning)


def _whole(workbook: Workbook) -> list[Fault]:
    return [*check_form(workbook), *examine(workbook)[1]]


def _without_guide(*, form_only: bool) -> Fault:
    """Say once that there is no guide, rather than each thing that a guide would need."""
    if form_only:
        message = "aucune feuille de guide : seul le questionnaire est vérifié"
        return Fault(sheet="", cell="", message=message, warning=True)
    message = "ce classeur n’a pas de guide d’interprétation. Il manque les feuilles "
    return Fault(sheet="", cell="", message=f"{message}{', '.join(GUIDE)}.")


def _form(workbook: Workbook, content: bytes, folder: Path | None) -> list[Fault]:
    """Return what is wrong with the form; what pyxform cannot place is left for later."""
    own = check_form(workbook)
    wrong = any(not fault.warning for fault in own)
    converted = check_conversion(workbook, content, load=not wrong, folder=folder)
    return [*own, *(fault for fault in converted if fault.cell or not wrong)]


def _form_first(faults: list[Fault]) -> list[Fault]:
    """Leave the guide for later while the form is wrong: most of it would be consequences."""
    form = [fault for fault in faults if fault.sheet in FORM]
    if all(fault.warning for fault in form) or len(form) == len(faults):
        return faults
    message = "le guide sera vérifié quand le questionnaire (survey, choices) sera juste"
    return [*form, Fault(sheet="", cell="", message=message, warning=True)]


def _once(faults: list[Fault]) -> list[Fault]:
    """Keep one fault a cell: an error before a warning, then one that proposes a correction."""
    kept: dict[tuple[str, str, str], Fault] = {}
    for fault in faults:
        key = (fault.sheet, fault.cell, "" if fault.cell else fault.message)
        if key not in kept or _says_more(fault, kept[key]):
            kept[key] = fault
    return list(kept.values())


def _says_more(fault: Fault, other: Fault) -> bool:
    if fault.warning is not other.warning:
        return other.warning
    return bool(fault.correction) and not other.correction
