"""Dates and times."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from app.questionnaire.expressions.context import Context, Evaluator, Function
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions.arguments import text_of
from app.questionnaire.expressions.moments import (
    day_number,
    formatted,
    iso_text,
    moment_of_day_number,
    parse_moment,
    time_fraction,
)
from app.questionnaire.expressions.values import Moment, Value, to_number, to_text

if TYPE_CHECKING:
    from datetime import datetime

_UNPADDED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(T.*)?")
_PADDED = re.compile(r"\d{4}-\d{2}-\d{2}")
_INVALID = Moment(math.nan, "Invalid Date")


def moment_value(moment: datetime) -> Moment:
    """Return an instant as a value."""
    return Moment(day_number(moment), iso_text(moment))


def _now(context: Context, _arguments: tuple[Evaluator, ...]) -> Value:
    environment = context.environment
    return moment_value(environment.now.astimezone(environment.zone))


def _today(context: Context, _arguments: tuple[Evaluator, ...]) -> Value:
    environment = context.environment
    local = environment.now.astimezone(environment.zone)
    return moment_value(local.replace(hour=0, minute=0, second=0, microsecond=0))


def _instant(context: Context, value: Value) -> datetime | None:
    zone = context.environment.zone
    if isinstance(value, bool):
        raise EvaluationError("une condition n’est pas une date")
    if isinstance(value, int | float | Moment):
        return moment_of_day_number(to_number(value, zone), zone)
    return parse_moment(to_text(value), zone)


def _date(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    value = arguments[0](context)
    if isinstance(value, bool):
        return ""
    if not isinstance(value, int | float | Moment):
        text = to_text(value)
        if not text:
            return ""
        unpadded = _UNPADDED.fullmatch(text)
        if unpadded and not _PADDED.match(text):
            year, month, day, rest = unpadded.groups(default="")
            value = f"{year}-{month:0>2}-{day:0>2}{rest}"
    moment = _instant(context, value)
    return _INVALID if moment is None else moment_value(moment)


def _decimal_date_time(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    moment = _instant(context, arguments[0](context))
    return math.nan if moment is None else day_number(moment)


def _decimal_time(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return time_fraction(text_of(context, arguments[0]), context.environment.zone)


def _format_date(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    """Write a date or an instant; both functions know the marks of the time of day.

    Source: web-forms 0.22, where `format-date` is another name of `format-date-time`, as in Enketo.
    """
    moment = parse_moment(text_of(context, arguments[0]), context.environment.zone)
    pattern = text_of(context, arguments[1])
    return "" if moment is None else formatted(moment, pattern)


TABLE = (
    Function("now", 0, 0, _now),
    Function("today", 0, 0, _today),
    Function("date", 1, 1, _date),
    Function("date-time", 1, 1, _date),
    Function("decimal-date-time", 1, 1, _decimal_date_time),
    Function("decimal-time", 1, 1, _decimal_time),
    Function("format-date", 2, 2, _format_date),
    Function("format-date-time", 2, 2, _format_date),
)
