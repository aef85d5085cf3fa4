"""From answers, some missing, to the possible values of every question and variable."""

from collections.abc import Mapping
from typing import TypeAlias

from app.questionnaire.guide.compiling import points_span
from app.questionnaire.guide.model import Band, Guide, Question, Variable
from app.questionnaire.guide.names import AGE
from app.questionnaire.guide.values import (
    FALSE,
    NOT_SHOWN,
    TRUE,
    UNKNOWN,
    Scalar,
    Ticked,
    Truth,
    Value,
    span,
    truth_of,
)

Answers: TypeAlias = Mapping[str, frozenset[str]]
"""The codes given to each answered question; an unanswered one is absent."""

Knowledge: TypeAlias = dict[str, Value]

_NOTHING_TICKED = Ticked(frozenset(), frozenset())


def from_answers(guide: Guide, answers: Answers) -> tuple[Knowledge, dict[str, Truth]]:
    """Return what is known of each question, and whether each is shown.

    A question that does not apply is worth `NOT_SHOWN`, or no tick; one that may not apply may be
    worth it, among its other values.
    """
    known: Knowledge = {}
    shown: dict[str, Truth] = {}
    for name, question in guide.questions.items():
        condition = question.shown_if
        truth = TRUE if condition is None else condition.holds(known)
        shown[name] = truth
        if question.several:
            known[name] = _ticks(question, truth, answers.get(name))
        else:
            known[name] = _code(question, truth, answers.get(name))
    return known, shown


def _ticks(question: Question, shown: Truth, given: frozenset[str] | None) -> Ticked:
    if shown == FALSE:
        return _NOTHING_TICKED
    possible = frozenset(question.points) if given is None else given
    sure = frozenset[str]() if given is None or shown == UNKNOWN else given
    return Ticked(sure, possible)


def _code(question: Question, shown: Truth, given: frozenset[str] | None) -> Scalar:
    if shown == FALSE:
        return frozenset({NOT_SHOWN})
    codes: Scalar = frozenset(question.points) if given is None else given
    return codes if shown == TRUE else codes | {NOT_SHOWN}


def add_variables(guide: Guide, known: Knowledge, tranche_age: str | None) -> None:
    """Add the age band and every variable to `known`, in the order of the sheet."""
    ages = guide.tranches_age if tranche_age is None else (tranche_age,)
    known[AGE] = frozenset(ages)
    for variable in guide.variables:
        known[variable.name] = _value(guide, variable, known)


def _value(guide: Guide, variable: Variable, known: Knowledge) -> Value:
    match variable.calcul:
        case "somme":
            spans = [_span(guide, name, known) for name in variable.arguments]
            return span(sum(low for low, _ in spans), sum(high for _, high in spans))
        case "plafonne":
            low, high = _span(guide, variable.arguments[0], known)
            return span(min(variable.number, low), min(variable.number, high))
        case "compte":
            truths = [truth_of(_scalar(known, name)) for name in variable.arguments]
            return span(
                sum(truth == TRUE for truth in truths), sum(truth != FALSE for truth in truths)
            )
        case "compte_points":
            spans = [_span(guide, name, known) for name in variable.arguments]
            least = variable.number
            return span(
                sum(low >= least for low, _ in spans), sum(high >= least for _, high in spans)
            )
        case "tranche":
            scores = _scalar(known, variable.arguments[0])
            return frozenset(
                band.code
                for score in scores
                for band in guide.tables[variable.table]
                if band.low <= _number(score) <= band.high
            )
        case _:
            return variable.value(known) if variable.value else frozenset()


def _scalar(known: Knowledge, name: str) -> Scalar:
    value = known[name]
    return frozenset() if isinstance(value, Ticked) else value


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0


def _span(guide: Guide, name: str, known: Knowledge) -> tuple[int, int]:
    question = guide.questions.get(name)
    if question:
        return points_span(known[name], question.points)
    numbers = [int(_number(value)) for value in _scalar(known, name)]
    return min(numbers), max(numbers)


def bands_of(bands: tuple[Band, ...], scores: Scalar) -> list[Band]:
    """Return the ranges that the possible `scores` can fall into, lowest first."""
    return [
        band for band in bands if any(band.low <= _number(score) <= band.high for score in scores)
    ]


def score_range(guide: Guide) -> dict[str, tuple[int, int]]:
    """Return the lowest and highest value of each number among the variables."""
    known, _ = from_answers(guide, {})
    for name, question in guide.questions.items():
        if question.several:
            known[name] = Ticked(frozenset(), _most_ticks(question))
    add_variables(guide, known, None)
    ranges: dict[str, tuple[int, int]] = {}
    for variable in guide.variables:
        numbers = [n for n in _scalar(known, variable.name) if not isinstance(n, str | bool)]
        if numbers:
            ranges[variable.name] = (int(min(numbers)), int(max(numbers)))
    return ranges


def _most_ticks(question: Question) -> frozenset[str]:
    """Return the answers that can be ticked together."""
    return frozenset(choice.code for choice in question.choices if not choice.exclusive)
