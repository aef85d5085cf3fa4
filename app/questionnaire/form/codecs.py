"""What each type of answer keeps of what is entered or computed.

Source: ODK XForms specification, data types; limits and blanks are those of web-forms 0.22:
a value that its type cannot hold is a blank answer, never an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, time
from decimal import ROUND_HALF_UP, Decimal

from app.questionnaire.expressions.moments import parse_moment
from app.questionnaire.expressions.values import text_number
from app.questionnaire.form.model import Bounds, ValueType

Codec = Callable[[str], str]
_TINY, _LAST_DIGIT = Decimal("0.001"), Decimal("1e-20")
_LEAST_INT, _MOST_INT = -(2**31), 2**31 - 1
_LATITUDE_MAX, _LONGITUDE_MAX = 90, 180
_DATE_OR_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})(T[\d:.]+)?")
_TIME = re.compile(r"(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_WITH_SECONDS = re.compile(r"T\d{2}:\d{2}:\d{2}", re.ASCII)


def _plain_number(text: str) -> float:
    """Read a number as JavaScript does: no date stands for a number here."""
    return (
        math.nan if "-" in text.strip()[1:] and "e" not in text.lower() else text_number(text, UTC)
    )


def _string(text: str) -> str:
    return text


def _int(text: str) -> str:
    number = 0.0 if text and not text.strip() else _plain_number(text)
    if not math.isfinite(number) or not _LEAST_INT <= math.trunc(number) <= _MOST_INT:
        return ""
    return str(math.trunc(number))


def decimal_text(number: float) -> str:
    """Write a decimal with one to twenty digits after the point."""
    exact = Decimal(repr(number))
    if abs(exact) < _TINY:  # with its seventeen digits, only then can it need more
        exact = exact.quantize(_LAST_DIGIT, ROUND_HALF_UP).normalize()
    text = format(exact, "f")
    return text if "." in text else f"{text}.0"


def _decimal(text: str) -> str:
    number = 0.0 if text and not text.strip() else _plain_number(text)
    return decimal_text(number) if math.isfinite(number) else ""


def _date(text: str) -> str:
    match = _DATE_OR_LOCAL.fullmatch(text)
    if match is None or parse_moment(match.group(1), UTC) is None:
        return ""
    return match.group(1)


def _date_time(text: str) -> str:
    return text if _WITH_SECONDS.search(text) and parse_moment(text, UTC) is not None else ""


def _time(text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        return ""
    try:
        time(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    except ValueError:
        return ""
    return text


def _geopoint(text: str) -> str:
    numbers = [_plain_number(word) for word in text.split()][:4]
    if len(numbers) < 2 or not all(math.isfinite(number) for number in numbers):  # noqa: PLR2004 -- latitude and longitude
        return ""
    latitude, longitude = numbers[0], numbers[1]
    nowhere = latitude == 0 and longitude == 0
    if nowhere or abs(latitude) > _LATITUDE_MAX or abs(longitude) > _LONGITUDE_MAX:
        return ""
    return " ".join(decimal_text(number) for number in numbers)


def _points(text: str) -> list[str]:
    """Return the points of a line as they are kept; a last semicolon closes nothing."""
    return [_geopoint(point) for point in text.removesuffix(";").split(";")]


def _geotrace(text: str) -> str:
    points = _points(text)
    line = len(points) >= 2 and all(points) and not _same_place(points[0], points[-1])  # noqa: PLR2004 -- two points make a line
    return ";".join(points) if line else ""


def _geoshape(text: str) -> str:
    points = _points(text)
    shape = len(points) >= 3 and all(points) and _same_place(points[0], points[-1])  # noqa: PLR2004 -- two points and the first again
    return ";".join(points) if shape else ""


def _same_place(first: str, last: str) -> bool:
    return first.split()[:2] == last.split()[:2]


_CODECS: dict[ValueType, Codec] = {
    ValueType.INT: _int,
    ValueType.DECIMAL: _decimal,
    ValueType.DATE: _date,
    ValueType.DATE_TIME: _date_time,
    ValueType.TIME: _time,
    ValueType.GEOPOINT: _geopoint,
    ValueType.GEOTRACE: _geotrace,
    ValueType.GEOSHAPE: _geoshape,
}


def codec_of(type_: ValueType) -> Codec:
    """Return the function that keeps what an answer of this type can hold."""
    return _CODECS.get(type_, _string)


def range_codec(type_: ValueType, bounds: Bounds) -> Codec:
    """Return the codec of a range: what is out of its bounds is a blank answer."""
    keep = codec_of(type_)
    start, end = _plain_number(bounds.start), _plain_number(bounds.end)

    def kept(text: str) -> str:
        value = keep(text)
        return value if start <= _plain_number(value) <= end else ""  # a blank is no number

    return kept


def trigger_codec(text: str) -> str:
    """Keep `OK`, the only answer of an acknowledgement."""
    return "OK" if text.lower() == "ok" else ""
