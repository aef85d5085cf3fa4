"""Numbers and sums."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.questionnaire.expressions.context import Context, Evaluator, Function
from app.questionnaire.expressions.functions.arguments import number_of, numbers_of, text_of
from app.questionnaire.expressions.moments import day_number, parse_moment
from app.questionnaire.expressions.values import (
    Moment,
    Value,
    number_text,
    text_number,
    to_number,
    to_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST_DECIMALS = 300


def half_up(number: float) -> float:
    """Round to the nearest whole number, halves towards plus infinity, as JavaScript does."""
    return number if not math.isfinite(number) else float(math.floor(number + 0.5))


def _number(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    zone = context.environment.zone
    if not arguments:
        return text_number(context.node.text(), zone)
    value = arguments[0](context)
    if isinstance(value, int | float | Moment):
        return value if isinstance(value, Moment) else to_number(value, zone)
    moment = parse_moment(to_text(value), zone)
    if moment is None:
        return to_number(value, zone)
    days = day_number(moment)
    return Moment(days, number_text(float(math.floor(days))))


def _int(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    number = number_of(context, arguments[0])
    return float(math.trunc(number)) if math.isfinite(number) else number


def _round(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    number = number_of(context, arguments[0])
    decimals = number_of(context, arguments[1]) if len(arguments) > 1 else 0.0
    if not math.isfinite(number) or not abs(decimals) <= _MOST_DECIMALS:
        return number if math.isfinite(decimals) else math.nan
    shift = 10.0**decimals
    rounded = half_up(abs(number) * shift) / shift  # away from zero: the sign is put back after
    return math.copysign(rounded, number) if rounded else 0.0


def _sum(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    numbers = list(numbers_of(context, arguments))
    return float(sum(numbers)) if numbers else math.nan


def _extreme(
    choose: Callable[[Iterable[float]], float],
) -> Callable[[Context, tuple[Evaluator, ...]], Value]:
    def call(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
        numbers = list(numbers_of(context, arguments))
        if not numbers or any(math.isnan(number) for number in numbers):
            return math.nan
        return choose(numbers)

    return call


def _one(compute: Callable[[float], float]) -> Callable[[Context, tuple[Evaluator, ...]], Value]:
    def call(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
        return _guarded(lambda: compute(number_of(context, arguments[0])))

    return call


def _two(
    compute: Callable[[float, float], float],
) -> Callable[[Context, tuple[Evaluator, ...]], Value]:
    def call(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
        first, second = number_of(context, arguments[0]), number_of(context, arguments[1])
        return _guarded(lambda: compute(first, second))

    return call


def _guarded(compute: Callable[[], float]) -> float:
    try:
        return float(compute())
    except ValueError:  # outside the domain, such as sqrt(-1), or int of NaN
        return math.nan
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf


def _whole(compute: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: compute(number) if math.isfinite(number) else number


def _logarithm(compute: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else compute(number)


def _random(context: Context, _arguments: tuple[Evaluator, ...]) -> Value:
    return context.environment.random()


def _count_selected(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return float(len(text_of(context, arguments[0]).split()))


TABLE = (
    Function("number", 0, 1, _number),
    Function("int", 1, 1, _int),
    Function("round", 1, 2, _round),
    Function("floor", 1, 1, _one(_whole(math.floor))),
    Function("ceiling", 1, 1, _one(_whole(math.ceil))),
    Function("abs", 1, 1, _one(abs)),
    Function("sum", 1, None, _sum),
    Function("min", 1, None, _extreme(min)),
    Function("max", 1, None, _extreme(max)),
    Function("count-selected", 1, 1, _count_selected),
    Function("pow", 2, 2, _two(math.pow)),
    Function("sqrt", 1, 1, _one(math.sqrt)),
    Function("exp", 1, 1, _one(math.exp)),
    Function("exp10", 1, 1, _one(lambda number: math.pow(10.0, number))),
    Function("log", 1, 1, _one(_logarithm(math.log))),
    Function("log10", 1, 1, _one(_logarithm(math.log10))),
    Function("sin", 1, 1, _one(math.sin)),
    Function("cos", 1, 1, _one(math.cos)),
    Function("tan", 1, 1, _one(math.tan)),
    Function("asin", 1, 1, _one(math.asin)),
    Function("acos", 1, 1, _one(math.acos)),
    Function("atan", 1, 1, _one(math.atan)),
    Function("atan2", 2, 2, _two(math.atan2)),
    Function("pi", 0, 0, lambda _context, _arguments: math.pi),
    Function("random", 0, 0, _random),
)
