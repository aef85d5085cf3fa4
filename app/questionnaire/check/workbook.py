"""Check a whole workbook: form, conversion, guide, test cases."""

from pathlib import Path
from typing import Final

from app.questionnaire.check.conversion import check_conversion
from app.questionnaire.check.form import check_form
from app.questionnaire.check.rules import check_rules
from app.questionnaire.guide.loading import examine
from app.questionnaire.workbook.building import ORDER
from app.questionnaire.workbook.cells import Fault, Workbook, WorkbookError
from app.questionnaire.workbook.reading import read_workbook

_FORM: Final = frozenset({"survey", "choices", "settings"})
_GUIDE: Final = frozenset(ORDER) - _FORM - {"lisez_moi"}


def check_workbook(path: Path) -> list[Fault]:
    """Return all that is wrong with the workbook at `path`, faults before warnings.

    A cell is reported once, by the check that says most about it.
    """
    try:
        workbook = read_workbook(path)
        content = path.read_bytes()
    except WorkbookError as problem:
        return list(problem.faults)
    return check_content(workbook, content)


def check_content(workbook: Workbook, content: bytes) -> list[Fault]:
    """Return all that is wrong with a workbook that was read from the bytes `content`."""
    form = _form(workbook, content)
    if workbook.sheets.keys().isdisjoint(_GUIDE):
        message = "aucune feuille de guide : seul le questionnaire est vérifié"
        alone = Fault(sheet="", cell="", message=message, warning=True)
        return sorted(_once([*form, alone]), key=lambda fault: fault.warning)
    guide, found = examine(workbook)
    faults = [*form, *found]
    if guide and not any(not fault.warning for fault in faults):
        faults += check_rules(guide)
    return sorted(_once(_form_first(faults)), key=lambda fault: fault.warning)


def _form(workbook: Workbook, content: bytes) -> list[Fault]:
    """Return what is wrong with the form; what pyxform cannot place is left for later."""
    own = check_form(workbook)
    wrong = any(not fault.warning for fault in own)
    converted = check_conversion(workbook, content, load=not wrong)
    return [*own, *(fault for fault in converted if fault.cell or not wrong)]


def _form_first(faults: list[Fault]) -> list[Fault]:
    """Leave the guide for later while the form is wrong: most of it would be consequences."""
    form = [fault for fault in faults if fault.sheet in _FORM]
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
