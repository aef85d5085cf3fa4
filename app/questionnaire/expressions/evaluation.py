"""Turn an expression into a Python function that gives its value."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.questionnaire.expressions.comparison import COMPARISONS
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions import FUNCTIONS, GEOGRAPHIC
from app.questionnaire.expressions.moments import parse_moment
from app.questionnaire.expressions.paths import Steps, compiled_steps, filtered
from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    ExpressionError,
    Filter,
    FunctionCall,
    Negation,
    NumberLiteral,
    Path,
    Reference,
    Step,
    StringLiteral,
)
from app.questionnaire.expressions.values import Moment, TreeNode, Value, to_boolean, to_number

if TYPE_CHECKING:
    from datetime import tzinfo

    from app.questionnaire.expressions.context import Context, Evaluator, Function

Arithmetic = Callable[[float, float], float]


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _modulo(left: float, right: float) -> float:
    if right == 0 or math.isinf(left):
        return math.nan
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Arithmetic] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _modulo,
}


def compiled(expression: Expression) -> Evaluator:  # noqa: PLR0911 -- one return a kind
    """Return the function that evaluates `expression`.

    Raises:
        ExpressionError: a function unknown to this engine, a wrong number of arguments, a
            `${name}` that the workbook reader should have replaced.
    """
    match expression:
        case StringLiteral(value=text):
            return lambda _context: text
        case NumberLiteral(value=number):
            return lambda _context: number
        case BinaryOperation():
            return _operation(expression)
        case Negation(operand=operand):
            return _negation(compiled(operand))
        case FunctionCall():
            return _call(expression)
        case Path():
            return _path(expression)
        case Filter(subject=subject, predicates=predicates):
            return _filter(compiled(subject), tuple(compiled(one) for one in predicates))
        case Reference(name=name):
            raise ExpressionError(
                f"${{{name}}} n’a pas été remplacé par son chemin", position=expression.position
            )
        case _:
            raise ExpressionError("formule inattendue", position=expression.position)


def _operation(expression: BinaryOperation) -> Evaluator:
    """Compile a chain from its left end, without one level of recursion an operator."""
    chain: list[BinaryOperation] = []
    first: Expression = expression
    while isinstance(first, BinaryOperation):
        chain.append(first)
        first = first.left
    result = compiled(first)
    links = [(link.operator, compiled(link.right)) for link in reversed(chain)]
    place = 0
    while place < len(links):
        same = place
        while same < len(links) and links[same][0] == links[place][0]:
            same += 1
        rights = [right for _, right in links[place:same]]
        result = _chain(links[place][0], result, rights)
        place = same
    return result


def _chain(sign: str, first: Evaluator, rights: list[Evaluator]) -> Evaluator:
    """Compile `first sign right sign right…`; one function however long the chain."""
    if sign in {"and", "or"}:
        return _shortcut((first, *rights), stop_at=sign == "or")
    if sign == "|":
        return _union((first, *rights))
    if sign in _ARITHMETIC:
        return _arithmetic(_ARITHMETIC[sign], first, rights)
    for right in rights:
        first = _comparison(sign, first, right)
    return first


def _shortcut(parts: tuple[Evaluator, ...], *, stop_at: bool) -> Evaluator:
    def evaluate(context: Context) -> Value:
        return next(
            (stop_at for part in parts if to_boolean(part(context)) is stop_at), not stop_at
        )

    return evaluate


def _union(parts: tuple[Evaluator, ...]) -> Evaluator:
    def evaluate(context: Context) -> Value:
        found: dict[int, TreeNode] = {}
        for part in parts:
            value = part(context)
            if isinstance(value, str | int | float | Moment):
                raise EvaluationError("« | » réunit des questions, pas des valeurs")
            for node in value:
                found.setdefault(id(node), node)
        return tuple(found.values())

    return evaluate


def _arithmetic(compute: Arithmetic, first: Evaluator, rights: list[Evaluator]) -> Evaluator:
    def evaluate(context: Context) -> Value:
        zone = context.environment.zone
        result = to_number(first(context), zone)
        for right in rights:
            if math.isnan(result):
                return math.nan
            try:
                result = compute(result, to_number(right(context), zone))
            except OverflowError:
                return math.inf
        return result

    return evaluate


def _comparison(sign: str, left: Evaluator, right: Evaluator) -> Evaluator:
    compare: Callable[[Value, Value, tzinfo], bool] = COMPARISONS[sign]
    return lambda context: compare(left(context), right(context), context.environment.zone)


def _negation(operand: Evaluator) -> Evaluator:
    return lambda context: -to_number(operand(context), context.environment.zone)


def _call(call: FunctionCall) -> Evaluator:
    function = known_function(call)
    if function.name == "date":
        _check_literal_date(call)
    arguments = tuple(compiled(argument) for argument in call.arguments)
    run = function.call
    return lambda context: run(context, arguments)


def known_function(call: FunctionCall) -> Function:
    """Return the function that `call` names.

    Raises:
        ExpressionError: unknown here, or not with that many arguments.
    """
    function = FUNCTIONS.get(call.name)
    if function is None:
        why = "géographique, non prise en charge" if call.name in GEOGRAPHIC else "inconnue"
        raise ExpressionError(f"fonction {call.name}() {why}", position=call.position)
    given = len(call.arguments)
    if given < function.least or (function.most is not None and given > function.most):
        raise ExpressionError(
            f"{call.name}() attend {_expected(function)}, {given} donnés", position=call.position
        )
    return function


def _expected(function: Function) -> str:
    if function.most is None:
        return f"au moins {function.least} argument(s)"
    if function.least == function.most:
        return f"{function.least} argument(s)"
    return f"{function.least} à {function.most} arguments"


def _check_literal_date(call: FunctionCall) -> None:
    argument = call.arguments[0]
    if not isinstance(argument, StringLiteral) or not argument.value:
        return
    from datetime import UTC  # noqa: PLC0415 -- any zone does to tell whether the day exists

    shaped = len(argument.value) >= len("2026-01-01") and argument.value[:4].isdigit()
    if shaped and parse_moment(argument.value, UTC) is None:
        raise ExpressionError(
            f"« {argument.value[:40]} » n’est pas une date du calendrier",
            position=argument.position,
        )


def _path(path: Path) -> Evaluator:
    steps = compiled_steps(path.steps, compiled)
    if path.absolute:
        return _absolute(steps)
    if path.start is None:
        return _relative(path.steps, steps)
    return _from(compiled(path.start), steps)


def _absolute(steps: Steps) -> Evaluator:
    return lambda context: steps((context.environment.document,), context)


def _relative(written: tuple[Step, ...], steps: Steps) -> Evaluator:
    if not written:
        return lambda context: (context.node,)
    return lambda context: steps((context.node,), context)


def _from(start: Evaluator, steps: Steps) -> Evaluator:
    def evaluate(context: Context) -> Value:
        nodes = start(context)
        if isinstance(nodes, str | int | float | Moment):
            raise EvaluationError("un chemin ne peut pas partir d’une valeur")
        return steps(nodes, context)

    return evaluate


def _filter(subject: Evaluator, predicates: tuple[Evaluator, ...]) -> Evaluator:
    def evaluate(context: Context) -> Value:
        nodes = subject(context)
        if isinstance(nodes, str | int | float | Moment):
            raise EvaluationError("une condition entre crochets filtre des questions")
        for predicate in predicates:
            nodes = filtered(nodes, predicate, context)
        return nodes

    return evaluate
