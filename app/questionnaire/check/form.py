"""Check the formulas of the form, which pyxform lets pass whatever they say.

Source: questionnaire.md part 2 §1, « It does not check expressions ».
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.questionnaire.check.circles import Dependencies, circles
from app.questionnaire.check.reach import is_self, unreachable
from app.questionnaire.check.repair import closed_pattern, closest, known_function, right_count
from app.questionnaire.check.texts import missing_texts
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions import FUNCTIONS, GEOGRAPHIC
from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.patterns import check_pattern
from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    ExpressionError,
    FunctionCall,
    Reference,
    StringLiteral,
    names,
    walk,
)
from app.questionnaire.guide.corrections import proposal
from app.questionnaire.workbook.cells import Fault, Row, Workbook

FORMULAS: Final = (
    "relevant",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "read_only",
    "choice_filter",
    "repeat_count",
)
"""Columns of « survey » that hold a formula."""

_PLAIN: Final = frozenset({"yes", "no", "true", "false", "oui", "non", "vrai", "faux"})
_DECIDES: Final = ("relevant", "calculation")
_SHOWN_CODES: Final = 8


@dataclass(frozen=True, slots=True)
class _Form:
    """What formulas may name: questions with their rows, and the codes of each list."""

    rows: Mapping[str, Row]
    codes: Mapping[str, frozenset[str]]
    depends: Dependencies = field(default_factory=Dependencies)

    def before(self, row: Row) -> list[str]:
        """Return the questions asked before `row`, or all others when it is the first."""
        earlier = [name for name, other in self.rows.items() if other.number < row.number]
        return earlier or [name for name, other in self.rows.items() if other is not row]

    def codes_of(self, question: str) -> frozenset[str] | None:
        """Return the codes of a choice question, None when they are not known here."""
        row = self.rows.get(question)
        if row is None:
            return None
        word, _, list_name = row["type"].partition(" ")
        if word not in {"select_one", "select_multiple", "rank"}:
            return None
        return self.codes.get(list_name.split()[0] if list_name else "")


def check_form(workbook: Workbook) -> list[Fault]:
    """Return what is wrong in the formulas and names of the form."""
    form = _form(workbook)
    faults: list[Fault] = []
    survey = workbook.sheets.get("survey")
    open_groups: list[str] = []
    for row in survey.rows if survey else ():
        for column in FORMULAS:
            source = row[column]
            if source and source.lower() not in _PLAIN:
                faults.extend(_formula(form, row, column, source))
        _place(form, row, open_groups)
    return [
        *faults,
        *circles(form.depends),
        *unreachable(workbook),
        *missing_texts(workbook),
    ]


def _place(form: _Form, row: Row, open_groups: list[str]) -> None:
    """Note the group that a row stands in, and follow where groups begin and end."""
    word = row["type"].replace("_", " ").split()[:1]
    if word == ["end"] and open_groups and row["type"] != "end":
        open_groups.pop()
        return
    if open_groups and row["name"] and form.rows.get(row["name"]) is row:
        form.depends.inside(row, open_groups[-1])
    if word == ["begin"]:
        open_groups.append(row["name"])


def _form(workbook: Workbook) -> _Form:
    survey, choices = workbook.sheets.get("survey"), workbook.sheets.get("choices")
    lists: dict[str, set[str]] = {}
    for row in choices.rows if choices else ():
        lists.setdefault(row["list_name"], set()).add(row["name"])
    rows = survey.rows if survey else ()
    return _Form(
        rows={row["name"]: row for row in reversed(rows) if row["name"]},  # the first of a name
        codes={name: frozenset(codes) for name, codes in lists.items()},
    )


def _formula(form: _Form, row: Row, column: str, source: str) -> Iterator[Fault]:
    try:
        tree = parse(source)
    except ExpressionError as problem:
        yield _fault(row, column, f"{problem}.", proposal(source))
        return
    for part in walk(tree):
        yield from _part(form, row, column, source, part)
    if column in _DECIDES and form.rows.get(row["name"]) is row:
        form.depends.add(row, column, names(tree))


def _part(form: _Form, row: Row, column: str, source: str, part: Expression) -> Iterator[Fault]:
    match part:
        case Reference(last_saved=True):
            message = "${last-saved#…} : les réponses d’un autre entretien ne se lisent pas."
            yield _fault(row, column, message)
        case Reference(name=name) if name not in form.rows:
            near = closest(name, form.before(row))
            correction = source.replace(f"${{{name}}}", f"${{{near}}}") if near else ""
            yield _fault(row, column, f"question inconnue : ${{{name}}}.", correction)
        case FunctionCall():
            yield from _call(form, row, column, source, part)
        case BinaryOperation(operator="=" | "!=", left=left, right=right):
            for subject, literal in ((left, right), (right, left)):
                if isinstance(literal, StringLiteral):
                    yield from _code(form, row, column, source, (subject, literal))
        case _:
            return


def _call(form: _Form, row: Row, column: str, source: str, call: FunctionCall) -> Iterator[Fault]:
    function = FUNCTIONS.get(call.name)
    if call.name in GEOGRAPHIC:
        yield _fault(row, column, f"{call.name}(…) : les cartes ne sont pas prises en charge")
    elif function is None:
        message = f"fonction inconnue : {call.name}(…)."
        yield _fault(row, column, message, known_function(source, call))
    elif len(call.arguments) < function.least or (
        function.most is not None and len(call.arguments) > function.most
    ):
        given = len(call.arguments)
        message = f"{call.name}(…) attend {_count(function.least, function.most)}, pas {given}."
        yield _fault(row, column, message, right_count(source, call, function))
    elif call.name == "selected":
        subject, literal = call.arguments
        if isinstance(literal, StringLiteral):
            yield from _code(form, row, column, source, (subject, literal))
    elif call.name == "regex" and isinstance(call.arguments[1], StringLiteral):
        yield from _pattern(row, column, source, call.arguments[1].value)


def _pattern(row: Row, column: str, source: str, pattern: str) -> Iterator[Fault]:
    try:
        check_pattern(pattern)
    except EvaluationError as problem:
        closed = closed_pattern(pattern)
        correction = source.replace(pattern, closed) if closed else ""
        yield _fault(row, column, f"{problem}.", correction)


def _count(least: int, most: int | None) -> str:
    if most is None:
        return f"au moins {least} argument(s)"
    return f"{least} argument(s)" if least == most else f"de {least} à {most} arguments"


def _code(
    form: _Form, row: Row, column: str, source: str, sides: tuple[Expression, StringLiteral]
) -> Iterator[Fault]:
    subject, literal = sides
    question = row["name"] if is_self(subject) else ""
    if isinstance(subject, Reference):
        question = subject.name
    codes = form.codes_of(question)
    if codes is None or not literal.value or literal.value in codes:
        return
    near = closest(literal.value, sorted(codes))
    correction = source
    for quote in ("'", '"'):
        correction = correction.replace(f"{quote}{literal.value}{quote}", f"{quote}{near}{quote}")
    offered = ", ".join(sorted(codes)[:_SHOWN_CODES]) + (", …" if len(codes) > _SHOWN_CODES else "")
    message = f"« {literal.value} » n’est pas une réponse de {question} ({offered})."
    yield _fault(row, column, message, correction if near else "")


def _fault(row: Row, column: str, message: str, correction: str = "") -> Fault:
    return Fault(sheet=row.sheet, cell=row.cell(column), message=message, correction=correction)
