"""Check a condition before it runs: every name, function, code and comparison in it.

The guide evaluates a part of XLSForm's language, the part that has a meaning for answers not yet
given, and two words of its own: `points(${question})` and `genre(${question}, 'R')`.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    FunctionCall,
    Negation,
    NumberLiteral,
    Reference,
    StringLiteral,
)
from app.questionnaire.guide.compiling import Names
from app.questionnaire.guide.names import Kind, Name

_ARGUMENTS: Final = {
    "not": 1,
    "true": 0,
    "false": 0,
    "selected": 2,
    "count-selected": 1,
    "points": 1,
    "genre": 2,
}
_TRUTH_FUNCTIONS: Final = frozenset({"not", "true", "false", "selected", "genre"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What is wrong in a condition, where (characters from 0), and what to put for what."""

    message: str
    position: int
    wrong: str = ""
    right: str = ""

    def corrected(self, source: str) -> str:
        """Return the whole condition put right, or an empty text when it is not known how."""
        for wrong, right in (
            (self.wrong, self.right),
            (_doubled(self.wrong), _doubled(self.right)),
        ):
            if self.right and wrong in source:
                return source.replace(wrong, right)
        return ""


def check_condition(expression: Expression, known_names: Names) -> list[Complaint]:
    """Return all that prevents `expression` from being used as a condition."""
    checker = _Checker(known_names)
    kind = checker.kind(expression)
    if kind not in {None, Kind.TRUTH}:
        checker.complain(expression, "ce n’est pas une condition : elle ne vaut ni vrai ni faux")
    return checker.complaints


def check_value(expression: Expression, known_names: Names) -> tuple[list[Complaint], Kind | None]:
    """Return what prevents `expression` from being used as a value, and the kind it gives."""
    checker = _Checker(known_names)
    kind = checker.kind(expression)
    if kind is Kind.TICKED:
        checker.complain(expression, "plusieurs réponses : utiliser selected(…, …)")
    return checker.complaints, kind


class _Checker:
    def __init__(self, known_names: Names) -> None:
        self._names = known_names
        self.complaints: list[Complaint] = []

    def complain(self, where: Expression, message: str, wrong: str = "", right: str = "") -> None:
        self.complaints.append(
            Complaint(message=message, position=where.position, wrong=wrong, right=right)
        )

    def kind(self, expression: Expression) -> Kind | None:  # noqa: PLR0911  one for each form
        """Return the kind of value, None when a complaint has already been made."""
        match expression:
            case StringLiteral():
                return Kind.CODE
            case NumberLiteral():
                return Kind.NUMBER
            case Reference(name=name):
                known = self._reference(expression, name)
                return known.kind if known else None
            case Negation(operand=operand):
                return self._number(operand)
            case BinaryOperation(operator="or" | "and"):
                for side in (expression.left, expression.right):
                    self._truth(side)
                return Kind.TRUTH
            case BinaryOperation(operator="+" | "-" | "*"):
                self._number(expression.left)
                return self._number(expression.right)
            case BinaryOperation(operator="=" | "!=" | "<" | "<=" | ">" | ">="):
                self._comparison(expression)
                return Kind.TRUTH
            case FunctionCall():
                return self._call(expression)
            case _:
                self.complain(expression, "le guide ne sait pas évaluer cette écriture")
                return None

    def _reference(self, where: Expression, name: str) -> Name | None:
        known = self._names.get(name)
        if known is None:
            near = nearest(name, self._names)
            right = f"${{{near}}}" if near else ""
            self.complain(where, f"nom inconnu : ${{{name}}}.", f"${{{name}}}", right)
        return known

    def _truth(self, expression: Expression) -> None:
        kind = self.kind(expression)
        if kind not in {None, Kind.TRUTH}:
            self.complain(expression, "une condition était attendue de chaque côté de and ou or")

    def _number(self, expression: Expression) -> Kind | None:
        kind = self.kind(expression)
        if kind not in {None, Kind.NUMBER}:
            self.complain(expression, "un nombre était attendu")
            return None
        return kind

    def _comparison(self, expression: BinaryOperation) -> None:
        left, right = self.kind(expression.left), self.kind(expression.right)
        if left is None or right is None:
            return
        if Kind.TICKED in {left, right}:
            self.complain(
                expression,
                "plusieurs réponses possibles : elles ne se comparent pas, utiliser selected(…, …)",
            )
        elif left is not right:
            self._mixed(expression, left, right)
        elif left is Kind.TRUTH:
            self.complain(
                expression, "deux conditions ne se comparent pas : utiliser and ou not(…)"
            )
        elif left is Kind.CODE and expression.operator not in {"=", "!="}:
            self.complain(expression, "deux codes ne se comparent qu’avec = ou !=")
        else:
            self._codes(expression)

    def _mixed(self, expression: BinaryOperation, left: Kind, right: Kind) -> None:
        reference = next(
            (s for s in (expression.left, expression.right) if isinstance(s, Reference)), None
        )
        if reference and {left, right} == {Kind.CODE, Kind.NUMBER}:
            written = f"${{{reference.name}}}"
            scored = f"points({written})" if self._names[reference.name].points else ""
            self.complain(expression, "un code est comparé à un nombre.", written, scored)
        else:
            self.complain(expression, "les deux côtés ne sont pas de même nature")

    def _codes(self, expression: BinaryOperation) -> None:
        for one, other in (
            (expression.left, expression.right),
            (expression.right, expression.left),
        ):
            if isinstance(one, Reference) and isinstance(other, StringLiteral):
                self._code(self._names[one.name], other)

    def _code(self, name: Name, literal: StringLiteral) -> None:
        if name.codes and literal.value and literal.value not in name.codes:
            near = nearest(literal.value, name.codes)
            self.complain(
                literal,
                f"« {literal.value} » n’est pas une valeur de {name.name}.",
                f"'{literal.value}'",
                f"'{near}'" if near else "",
            )

    def _call(self, call: FunctionCall) -> Kind | None:
        expected = _ARGUMENTS.get(call.name)
        if expected is None:
            near = nearest(call.name, _ARGUMENTS)
            self.complain(
                call,
                f"fonction inconnue dans le guide : {call.name}(…).",
                f"{call.name}(",
                f"{near}(" if near else "",
            )
            return None
        if len(call.arguments) != expected:
            self.complain(
                call,
                f"{call.name}(…) attend {expected} argument(s), {len(call.arguments)} donné(s)",
            )
            return None
        if call.name == "not":
            self._truth(call.arguments[0])
        elif call.name not in {"true", "false"}:
            self._about_a_question(call)
        return Kind.TRUTH if call.name in _TRUTH_FUNCTIONS else Kind.NUMBER

    def _about_a_question(self, call: FunctionCall) -> None:
        subject = call.arguments[0]
        if not isinstance(subject, Reference):
            self.complain(subject, f"{call.name}(…) porte sur une question, comme ${{E3}}")
            return
        known = self._reference(subject, subject.name)
        if known is None:
            return
        if not known.question:
            self.complain(
                subject, f"{call.name}(…) porte sur une question : {known.name} n’en est pas une"
            )
            return
        if call.name in {"points", "count-selected"}:
            return
        literal = call.arguments[1]
        if not isinstance(literal, StringLiteral):
            self.complain(literal, "un code entre apostrophes était attendu")
        elif call.name == "selected":
            self._code(known, literal)
        elif literal.value not in known.genres.values():
            self.complain(
                literal, f"aucune réponse de {known.name} n’est du genre « {literal.value} »"
            )


def _doubled(text: str) -> str:
    return text.replace("'", '"')


def nearest(word: str, others: Iterable[str]) -> str:
    """Return the one of `others` that was probably meant, or an empty text."""
    return next(_close(word, sorted(others)), "")


def _close(word: str, others: list[str]) -> Iterator[str]:
    folded = {other.casefold(): other for other in others}
    for found in difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6):
        yield folded[found]
