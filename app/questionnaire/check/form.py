"""Check the formulas of the form, which pyxform lets pass whatever they say.

Source: questionnaire.md part 2 §1, « It does not check expressions ».
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.questionnaire.expressions.functions import FUNCTIONS, GEOGRAPHIC
from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import (
    Axis,
    BinaryOperation,
    Expression,
    ExpressionError,
    FunctionCall,
    Path,
    Reference,
    StringLiteral,
    names,
    walk,
)
from app.questionnaire.guide.checking import nearest
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


@dataclass(frozen=True, slots=True)
class _Form:
    """What formulas may name: questions with their rows, and the codes of each list."""

    rows: Mapping[str, Row]
    codes: Mapping[str, frozenset[str]]
    depends: dict[str, tuple[Row, str, frozenset[str]]] = field(
        default_factory=dict[str, "tuple[Row, str, frozenset[str]]"]
    )

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
    for row in survey.rows if survey else ():
        for column in FORMULAS:
            source = row[column]
            if source and source.lower() not in _PLAIN:
                faults.extend(_formula(form, row, column, source))
    return faults + _cycles(form) + _untranslated(workbook)


def _form(workbook: Workbook) -> _Form:
    survey, choices = workbook.sheets.get("survey"), workbook.sheets.get("choices")
    lists: dict[str, set[str]] = {}
    for row in choices.rows if choices else ():
        lists.setdefault(row["list_name"], set()).add(row["name"])
    rows = survey.rows if survey else ()
    return _Form(
        rows={row["name"]: row for row in rows if row["name"]},
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
    if column in _DECIDES:
        form.depends[row["name"]] = (row, column, names(tree))


def _part(form: _Form, row: Row, column: str, source: str, part: Expression) -> Iterator[Fault]:
    match part:
        case Reference(name=name) if name not in form.rows:
            near = nearest(name, form.rows)
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
        near = nearest(call.name, FUNCTIONS)
        correction = source.replace(f"{call.name}(", f"{near}(") if near else ""
        yield _fault(row, column, f"fonction inconnue : {call.name}(…).", correction)
    elif len(call.arguments) < function.least or (
        function.most is not None and len(call.arguments) > function.most
    ):
        given = len(call.arguments)
        message = f"{call.name}(…) attend {_count(function.least, function.most)}, pas {given}."
        rewritten = proposal(source)
        yield _fault(row, column, message, rewritten)
    elif call.name == "selected":
        subject, literal = call.arguments
        if isinstance(literal, StringLiteral):
            yield from _code(form, row, column, source, (subject, literal))


def _count(least: int, most: int | None) -> str:
    if most is None:
        return f"au moins {least} argument(s)"
    return f"{least} argument(s)" if least == most else f"de {least} à {most} arguments"


def _code(
    form: _Form, row: Row, column: str, source: str, sides: tuple[Expression, StringLiteral]
) -> Iterator[Fault]:
    subject, literal = sides
    question = row["name"] if _is_self(subject) else ""
    if isinstance(subject, Reference):
        question = subject.name
    codes = form.codes_of(question)
    if codes is None or not literal.value or literal.value in codes:
        return
    near = nearest(literal.value, codes)
    correction = source.replace(f"'{literal.value}'", f"'{near}'") if near else ""
    message = f"« {literal.value} » n’est pas une réponse de {question}."
    yield _fault(row, column, message, correction)


def _is_self(expression: Expression) -> bool:
    return isinstance(expression, Path) and [step.axis for step in expression.steps] == [Axis.SELF]


def _cycles(form: _Form) -> list[Fault]:
    """Report each question whose formula comes back to itself, once a cycle."""
    faults: list[Fault] = []
    done: set[str] = set()
    for start in form.depends:
        path: list[str] = []
        loop = _loop(form, start, path, done)
        if loop:
            row, column, _ = form.depends[loop[0]]
            chain = " → ".join([*loop, loop[0]])
            faults.append(_fault(row, column, f"ces formules tournent en rond : {chain}"))
    return faults


def _loop(form: _Form, start: str, path: list[str], done: set[str]) -> list[str]:
    """Walk the dependencies without recursion; return the first loop met, or nothing."""
    waiting: list[tuple[str, bool]] = [(start, False)]
    while waiting:
        name, leaving = waiting.pop()
        if leaving:
            path.pop()
            done.add(name)
        elif name in path:
            done.update(path)
            return path[path.index(name) :]
        elif name not in done and name in form.depends:
            path.append(name)
            waiting.append((name, True))
            waiting.extend((used, False) for used in sorted(form.depends[name][2]))
    return []


def _untranslated(workbook: Workbook) -> list[Fault]:
    """Warn of texts given in one language and not in another."""
    faults: list[Fault] = []
    for sheet in ("survey", "choices"):
        found = workbook.sheets.get(sheet)
        columns = [name for name in found.columns if name.startswith("label::")] if found else []
        if found is None or len(columns) < 2:  # noqa: PLR2004  two languages
            continue
        faults.extend(
            Fault(
                sheet=sheet,
                cell=row.cell(column),
                message=f"texte sans traduction ({column.removeprefix('label::')})",
                warning=True,
            )
            for row in found.rows
            for column in columns
            if not row[column] and any(row[other] for other in columns)
        )
    return faults


def _fault(row: Row, column: str, message: str, correction: str = "") -> Fault:
    return Fault(sheet=row.sheet, cell=row.cell(column), message=message, correction=correction)
