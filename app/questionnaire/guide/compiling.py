"""Turn a condition into a function of what is known, after checking all that it names."""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    FunctionCall,
    Negation,
    NumberLiteral,
    Reference,
    StringLiteral,
    names,
)
from app.questionnaire.guide.names import Kind, Name
from app.questionnaire.guide.values import (
    FALSE,
    MAX_VALUES,
    TRUE,
    UNKNOWN,
    Atom,
    Scalar,
    Ticked,
    TooManyCasesError,
    Truth,
    Value,
    as_values,
    opposite,
    span,
    truth_of,
)

Known: TypeAlias = Mapping[str, Value]
TruthFunction: TypeAlias = Callable[[Known], Truth]
ValueFunction: TypeAlias = Callable[[Known], Scalar]
Names: TypeAlias = Mapping[str, Name]

_COMPARISONS: Final[dict[str, Callable[[Atom, Atom], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SUMS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def compile_truth(expression: Expression, known_names: Names) -> TruthFunction:
    """Return the function telling whether a checked `expression` holds.

    A part that names one single-valued name alone is worked out value by value, so that
    `${niveau} = 'avance' or ${niveau} = 'confirme'` is certain when only those two remain.
    """
    match expression:
        case BinaryOperation(operator="or" | "and" as word):
            groups = _groups(list(_flat(expression, word)), known_names)
            parts = [_group(word, group, known_names) for group in groups]
            return parts[0] if len(parts) == 1 else _junction(word, parts)
        case _:
            return _exact(_plain_truth(expression, known_names), [expression], known_names)


def lone_name(expressions: list[Expression], known_names: Names) -> str:
    """Return the only name in `expressions` when it is single-valued, else an empty text."""
    found = frozenset[str]().union(*(names(expression) for expression in expressions))
    if len(found) != 1:
        return ""
    (name,) = found
    return "" if known_names[name].kind is Kind.TICKED else name


def atoms(
    expression: Expression, known_names: Names
) -> Iterator[tuple[frozenset[str], TruthFunction]]:
    """Yield the parts of a condition that are decided as a whole: their names, their function.

    A part about one single-valued name alone lets its values be told apart one by one.
    """
    match expression:
        case BinaryOperation(operator="or" | "and" as word):
            for group in _groups(list(_flat(expression, word)), known_names):
                if lone_name(group, known_names):
                    yield names(group[0]), _group(word, group, known_names)
                else:
                    for part in group:
                        yield from atoms(part, known_names)
        case FunctionCall(name="not", arguments=(inner,)):
            yield from atoms(inner, known_names)
        case _:
            yield names(expression), compile_truth(expression, known_names)


def _flat(expression: Expression, word: str) -> Iterator[Expression]:
    """Yield the members of a chain of one word; the chain nests on the left."""
    members: list[Expression] = []
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, BinaryOperation) and part.operator == word:
            waiting.extend((part.left, part.right))
        else:
            members.append(part)
    yield from reversed(members)


def _groups(members: list[Expression], known_names: Names) -> list[list[Expression]]:
    """Put together the members about the same single-valued name, in order of appearance."""
    grouped: dict[str, list[Expression]] = {}
    for index, member in enumerate(members):
        lone = lone_name([member], known_names)
        grouped.setdefault(lone or f"#{index}", []).append(member)
    return list(grouped.values())


def _group(word: str, group: list[Expression], known_names: Names) -> TruthFunction:
    if len(group) == 1:
        return compile_truth(group[0], known_names)
    parts = [_plain_truth(part, known_names) for part in group]
    return _exact(_junction(word, parts), group, known_names)


def _junction(word: str, parts: list[TruthFunction]) -> TruthFunction:
    decisive, neutral = (FALSE, TRUE) if word == "and" else (TRUE, FALSE)

    def joined(known: Known) -> Truth:
        found = neutral
        for part in parts:
            truth = part(known)
            if truth == decisive:
                return decisive
            if truth != neutral:
                found = UNKNOWN
        return found

    return joined


def _exact(plain: TruthFunction, about: list[Expression], known_names: Names) -> TruthFunction:
    """Work out `plain` value by value when it is about one single-valued name; remember."""
    name = lone_name(about, known_names)
    if not name:
        return plain
    remembered: dict[Value, Truth] = {}

    def exact(known: Known) -> Truth:
        values = known[name]
        found = remembered.get(values)
        if found is None:
            found = 0
            for value in values:
                found |= plain({name: frozenset({value})})  # type: ignore[arg-type]  # a scalar
            remembered[values] = found
        return found

    return exact


def _plain_truth(  # noqa: PLR0911  one return for each form of expression
    expression: Expression, known_names: Names
) -> TruthFunction:
    match expression:
        case BinaryOperation(operator="or" | "and" as word):
            parts = [_plain_truth(part, known_names) for part in _flat(expression, word)]
            return _junction(word, parts)
        case FunctionCall(name="not", arguments=(inner,)):
            return _negated(compile_truth(inner, known_names))
        case FunctionCall(name="true"):
            return lambda _known: TRUE
        case FunctionCall(name="false"):
            return lambda _known: FALSE
        case FunctionCall(
            name="selected", arguments=(Reference(name=name), StringLiteral(value=code))
        ):
            return _any_of(name, frozenset({code}))
        case FunctionCall(
            name="genre", arguments=(Reference(name=name), StringLiteral(value=genre))
        ):
            genres = known_names[name].genres
            return _any_of(name, frozenset(c for c, g in genres.items() if g == genre))
        case Reference(name=name):
            return lambda known: truth_of(known[name])  # type: ignore[arg-type]  # a scalar
        case BinaryOperation(operator=sign, left=left, right=right) if sign in _COMPARISONS:
            return _comparison(
                sign, compile_value(left, known_names), compile_value(right, known_names)
            )
        case _:
            raise TypeError(f"unchecked condition: {type(expression).__name__}")


def _negated(inner: TruthFunction) -> TruthFunction:
    return lambda known: opposite(inner(known))


def _any_of(name: str, codes: frozenset[str]) -> TruthFunction:
    def any_of(known: Known) -> Truth:
        value = known[name]
        if isinstance(value, Ticked):
            if value.sure & codes:
                return TRUE
            return UNKNOWN if value.possible & codes else FALSE
        return truth_of(one in codes for one in value)

    return any_of


def _comparison(sign: str, left: ValueFunction, right: ValueFunction) -> TruthFunction:
    compare = _COMPARISONS[sign]

    def compared(known: Known) -> Truth:
        rights = right(known)
        return truth_of(compare(a, b) for a in left(known) for b in rights)

    return compared


def compile_value(  # noqa: PLR0911  one return for each form of expression
    expression: Expression, known_names: Names
) -> ValueFunction:
    """Return the function giving the possible values of a checked `expression`."""
    match expression:
        case StringLiteral(value=text):
            return _constant(text)
        case NumberLiteral(value=number):
            return _constant(int(number) if number.is_integer() else number)
        case Negation(operand=operand):
            inner = compile_value(operand, known_names)
            return lambda known: frozenset(-value for value in inner(known))  # type: ignore[operator]
        case Reference(name=name):
            return lambda known: known[name]  # type: ignore[return-value]  # a scalar: checked
        case FunctionCall(name="points", arguments=(Reference(name=name),)):
            return _points(name, known_names[name].points)
        case FunctionCall(name="count-selected", arguments=(Reference(name=name),)):
            return _points(name, dict.fromkeys(known_names[name].codes, 1))
        case BinaryOperation(operator=sign, left=left, right=right) if sign in _SUMS:
            return _sum(sign, compile_value(left, known_names), compile_value(right, known_names))
        case _:
            truth = compile_truth(expression, known_names)
            return lambda known: as_values(truth(known))


def _constant(value: Atom) -> ValueFunction:
    values: Scalar = frozenset({value})
    return lambda _known: values


def _points(name: str, points: Mapping[str, int]) -> ValueFunction:
    def counted(known: Known) -> Scalar:
        value = known[name]
        if isinstance(value, Ticked):
            return span(*points_span(value, points))
        return frozenset(points.get(str(code), 0) for code in value)

    return counted


def points_span(value: Value, points: Mapping[str, int]) -> tuple[int, int]:
    """Return the fewest and the most points that the answers can give."""
    if isinstance(value, Ticked):
        return (
            sum(points.get(code, 0) for code in value.sure),
            sum(points.get(code, 0) for code in value.possible),
        )
    each = [points.get(str(code), 0) for code in value]
    return min(each), max(each)


def _sum(sign: str, left: ValueFunction, right: ValueFunction) -> ValueFunction:
    combine = _SUMS[sign]

    def combined(known: Known) -> Scalar:
        lefts, rights = left(known), right(known)
        if len(lefts) * len(rights) > MAX_VALUES:
            raise TooManyCasesError("un calcul a trop de valeurs possibles")
        return frozenset(
            combine(a, b)  # type: ignore[arg-type]  # numbers: checked
            for a in lefts
            for b in rights
        )

    return combined
