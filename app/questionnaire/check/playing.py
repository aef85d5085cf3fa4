"""Begin an interview with the form, blank then as each test case answers it.

A form that converts and reads well may still be impossible to begin: a repeat of a thousand
million instances, a formula that counts everything once for each question. Only playing shows it.
"""

import random
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from app.questionnaire.expressions.failures import BudgetExceededError, EvaluationError
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.form.model import FormDefinition
from app.questionnaire.form.nodes import MAX_INSTANCES
from app.questionnaire.form.session import FormSession
from app.questionnaire.workbook.cells import Fault, Row, Workbook

_NOW: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When the interviews are played: always the same, so that a check gives the same twice."""

MOST_SECONDS: Final = 20.0
"""When no further case is begun: a form may be heavy and still within its budget."""

_COUNT: Final = "_count"
"""What pyxform adds to the name of a repeat for the calculation of its count."""

_LIGHTER: Final = (
    "Cette formule parcourt trop de réponses : nommer les questions utiles plutôt que « // » ou"
    " « * », et ne pas compter dans un comptage"
)


def played(workbook: Workbook, form: FormDefinition) -> list[Fault]:
    """Return the first thing that stops a blank interview, or one with the answers of a case."""
    paths = {path.rpartition("/")[2]: path for path in form.by_path}
    end = time.monotonic() + MOST_SECONDS
    for case, answers in _interviews(workbook, paths):
        try:
            _play(form, answers, until=end)
        except EvaluationError as fault:
            return [_fault(workbook, fault, case)]
        if time.monotonic() > end:
            break
    return []


def _interviews(
    workbook: Workbook, paths: Mapping[str, str]
) -> Iterable[tuple[str, dict[str, str]]]:
    yield "", {}
    cases = workbook.sheets.get("cas_tests")
    for row in cases.rows if cases else ():
        given = {paths[name]: value for name, value in row.values.items() if name in paths}
        yield row["cas"] or f"ligne {row.number}", given


def _play(form: FormDefinition, answers: Mapping[str, str], *, until: float) -> None:
    generator = random.Random(0)  # noqa: S311  nothing secret: the same draw at each check
    session = FormSession(form, now=_NOW, zone=UTC, generator=generator)
    session.states()
    for path, value in answers.items():
        if time.monotonic() > until:
            return
        try:
            session.answer(path, value)
        except (KeyError, AnswerRefusedError):
            continue  # in a repeat, or closed to entry: nothing is said of it here


def _fault(workbook: Workbook, fault: EvaluationError, case: str) -> Fault:
    whose = f" (cas d’essai {case})" if case else ""
    begins = "un entretien s’arrêterait" if case else "aucun entretien ne pourrait commencer"
    message = f"{begins}{whose} : {fault}."
    name = fault.place.rpartition("/")[2]
    row = _row(workbook, name)
    if row is None:
        return Fault(sheet="survey", cell="", message=message)
    column = _column(row, fault.formula)
    if isinstance(fault, BudgetExceededError) and "expression régulière" not in str(fault):
        message = f"{message} {_LIGHTER}."
    counted = column == "repeat_count" and row[column].isdecimal()
    return Fault(
        sheet=row.sheet,
        cell=row.cell(column),
        message=message,
        correction=str(MAX_INSTANCES) if counted else "",
    )


def _row(workbook: Workbook, name: str) -> Row | None:
    survey = workbook.sheets.get("survey")
    rows = {row["name"]: row for row in reversed(survey.rows if survey else ()) if row["name"]}
    return rows.get(name) or rows.get(name.removesuffix(_COUNT))


def _column(row: Row, formula: str) -> str:
    """Return the column of `row` that holds `formula`, however pyxform has written its names."""
    columns = ("calculation", "relevant", "constraint", "required", "readonly", "read_only")
    written = [column for column in (*columns, "choice_filter", "repeat_count") if row[column]]
    whole = [column for column in written if _bare(row[column]) == _bare(formula)]
    return next(iter(whole or written), "name")


def _bare(formula: str) -> str:
    """Return what stays of a formula when references become paths: its letters without names."""
    words = formula.replace("${", " /").replace("}", " ").split()
    return "".join(word.rpartition("/")[2] for word in words)
