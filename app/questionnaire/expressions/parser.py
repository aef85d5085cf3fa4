"""Read an expression: words in, a tree out (operator precedence parsing)."""

from __future__ import annotations

import re
from typing import Final

from app.questionnaire.expressions.syntax import (
    Axis,
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
from app.questionnaire.expressions.tokens import Kind, Token, tokens

MAX_DEPTH: Final = 80
"""Deepest nesting read; keeps parsing and evaluation far from Python's own recursion limit."""

MAX_CHAIN: Final = 2_000
"""Most operators in one expression; a chain nests on the left, one level an operator."""

_PRECEDENCE: Final = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_UNARY_PRECEDENCE: Final = 7
_NODE_TYPES: Final = frozenset({"node", "text", "comment"})
_REFERENCE: Final = re.compile(r"\$\{\s*(last-saved#)?([^\W\d][\w.\-]*(?::[\w.\-]+)?)\s*\}")


def parse(text: str) -> Expression:
    """Read `text` as one expression.

    Raises:
        ExpressionError: the text is no expression, or nests too deep; says where, in French.
    """
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._index = 0
        self._depth = 0
        self._operators = 0

    # -- words ---------------------------------------------------------------------------------

    @property
    def _token(self) -> Token:
        return self._tokens[self._index]

    def _next(self) -> Token:
        token = self._token
        self._index += 1
        return token

    def _at(self, *signs: str) -> bool:
        return self._tokens[self._index].sign in signs

    def _expect(self, symbol: str, *, opened_at: int | None = None) -> None:
        if self._at(symbol):
            self._index += 1
            return
        if self._token.kind is Kind.END and opened_at is not None:
            raise ExpressionError(
                f"parenthèse ou crochet ouvert au caractère {opened_at + 1} et jamais fermé : "
                f"il manque « {symbol} »",
                position=self._token.position,
            )
        raise self._unexpected(f"« {symbol} » était attendu")

    def _unexpected(self, expected: str) -> ExpressionError:
        token = self._token
        if token.kind is Kind.END:
            found = "la formule s’arrête trop tôt"
        else:
            found = f"« {token.text[:40]} » inattendu"
        return ExpressionError(f"{found} : {expected}", position=token.position)

    # -- expressions ---------------------------------------------------------------------------

    def whole(self) -> Expression:
        expression = self._expression(0)
        if self._token.kind is not Kind.END:
            raise self._unexpected("un opérateur ou la fin de la formule était attendu")
        return expression

    def _expression(self, minimum: int) -> Expression:
        self._deeper()
        left = self._unary()
        while (precedence := self._operator_precedence()) > minimum:
            operator = self._next()
            self._operators += 1
            if self._operators > MAX_CHAIN:
                raise ExpressionError(
                    f"formule trop longue : plus de {MAX_CHAIN} opérateurs",
                    position=operator.position,
                )
            right = self._expression(precedence)
            left = BinaryOperation(
                operator=operator.text, left=left, right=right, position=operator.position
            )
        self._depth -= 1
        return left

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(
                f"formule trop imbriquée : {MAX_DEPTH} niveaux au plus",
                position=self._token.position,
            )

    def _operator_precedence(self) -> int:
        return _PRECEDENCE.get(self._tokens[self._index].sign, 0)

    def _unary(self) -> Expression:
        if not self._at("-"):
            return self._path()
        position = self._next().position
        operand = self._expression(_UNARY_PRECEDENCE)
        return Negation(operand=operand, position=position)

    # -- paths ---------------------------------------------------------------------------------

    def _path(self) -> Expression:
        position = self._token.position
        if self._at("/", "//"):
            return self._absolute_path(position)
        if self._starts_step():
            return Path(steps=self._steps(), position=position)
        start = self._filtered(self._primary())
        if not self._at("/", "//"):
            return start
        return Path(start=start, steps=self._further_steps(), position=position)

    def _absolute_path(self, position: int) -> Path:
        if self._at("//"):
            return Path(absolute=True, steps=self._further_steps(), position=position)
        self._index += 1
        steps = self._steps() if self._starts_step() else ()
        return Path(absolute=True, steps=steps, position=position)

    def _starts_step(self) -> bool:
        token = self._token
        if token.kind is Kind.NAME:
            follows = self._tokens[self._index + 1]
            is_call = follows.kind is Kind.SYMBOL and follows.text == "("
            return not is_call or token.text in _NODE_TYPES
        return token.kind is Kind.AXIS or self._at(".", "..", "@", "*")

    def _steps(self) -> tuple[Step, ...]:
        return (self._step(), *self._further_steps())

    def _further_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self._at("/", "//"):
            separator = self._next()
            if separator.text == "//":
                steps.append(
                    Step(axis=Axis.DESCENDANT_OR_SELF, test="node()", position=separator.position)
                )
            if not self._starts_step():
                raise self._unexpected("un nom de question était attendu après « / »")
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        position = self._token.position
        if self._at(".", ".."):
            axis = Axis.SELF if self._next().text == "." else Axis.PARENT
            return Step(axis=axis, test="node()", predicates=self._predicates(), position=position)
        axis = self._axis()
        test = self._node_test()
        return Step(axis=axis, test=test, predicates=self._predicates(), position=position)

    def _axis(self) -> Axis:
        if self._at("@"):
            self._index += 1
            return Axis.ATTRIBUTE
        if self._token.kind is not Kind.AXIS:
            return Axis.CHILD
        token = self._next()
        self._expect("::")
        try:
            return Axis(token.text)
        except ValueError:
            raise ExpressionError(
                f"axe « {token.text} » inconnu", position=token.position
            ) from None

    def _node_test(self) -> str:
        token = self._token
        if token.kind is not Kind.NAME and not self._at("*"):
            raise self._unexpected("un nom de question était attendu")
        self._index += 1
        if token.text in _NODE_TYPES and self._at("("):
            opened_at = self._next().position
            self._expect(")", opened_at=opened_at)
            return f"{token.text}()"
        return token.text

    # -- values --------------------------------------------------------------------------------

    def _filtered(self, subject: Expression) -> Expression:
        predicates = self._predicates()
        if not predicates:
            return subject
        return Filter(subject=subject, predicates=predicates, position=subject.position)

    def _predicates(self) -> tuple[Expression, ...]:
        predicates: list[Expression] = []
        while self._at("["):
            opened_at = self._next().position
            predicates.append(self._expression(0))
            self._expect("]", opened_at=opened_at)
        return tuple(predicates)

    def _primary(self) -> Expression:
        token = self._token
        match token.kind:
            case Kind.NUMBER:
                self._index += 1
                return NumberLiteral(value=float(token.text), position=token.position)
            case Kind.STRING:
                self._index += 1
                return StringLiteral(value=token.text[1:-1], position=token.position)
            case Kind.REFERENCE:
                self._index += 1
                return _reference(token)
            case Kind.NAME:
                return self._call()
            case _ if self._at("("):
                self._index += 1
                inner = self._expression(0)
                self._expect(")", opened_at=token.position)
                return inner
            case _:
                raise self._unexpected("une valeur, une question ou une fonction était attendue")

    def _call(self) -> FunctionCall:
        name = self._next()
        opened_at = self._token.position
        self._expect("(")
        arguments: list[Expression] = []
        if not self._at(")"):
            arguments.append(self._expression(0))
            while self._at(","):
                self._index += 1
                arguments.append(self._expression(0))
        self._expect(")", opened_at=opened_at)
        return FunctionCall(name=name.text, arguments=tuple(arguments), position=name.position)


def _reference(token: Token) -> Reference:
    match = _REFERENCE.fullmatch(token.text)
    if match is None:
        raise ExpressionError(
            f"« {token.text[:40]} » n’est pas un nom de question entre accolades, comme ${{age}}",
            position=token.position,
        )
    return Reference(
        name=match.group(2), last_saved=match.group(1) is not None, position=token.position
    )
