"""The values of an expression and how one kind becomes another.

Numbers are floats, as in XPath 1.0; a blank answer is the empty text, and as a number it is NaN.
Source: XPath 1.0 §4; the conversions of dates are those of the ODK engine (web-forms 0.22).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeAlias

from app.questionnaire.expressions.moments import day_number, parse_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_RADIX = re.compile(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+", re.ASCII)
_INFINITY = re.compile(r"([+-]?)Infinity")
_LARGEST_PLAIN = 1e21
_LARGEST_EXACT = 2.0**53
_SMALLEST_PLAIN = 1e-6
WHITESPACE = " \t\r\n"


class TreeNode(Protocol):
    """A node that a path can reach: of the interview, or of a list of choices."""

    @property
    def name(self) -> str:
        """The name, with its prefix if it has one."""
        ...

    def parent_node(self) -> TreeNode | None:
        """Return the node above, `None` above the document."""
        ...

    def children_named(self, name: str, /) -> Sequence[TreeNode]:
        """Return the children of that name, in document order."""
        ...

    def child_nodes(self) -> Sequence[TreeNode]:
        """Return all children, in document order."""
        ...

    def attribute_node(self, name: str, /) -> TreeNode | None:
        """Return an attribute as a node."""
        ...

    def text(self) -> str:
        """Return the value: an answer, or all texts below joined."""
        ...


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or an instant: compares as a number of days since 1970, reads as an ISO date.

    `days` is counted from midnight UTC, so that a local midnight has a fraction.
    """

    days: float
    iso: str


Value: TypeAlias = "str | float | bool | Moment | Sequence[TreeNode]"


def number_text(number: float) -> str:  # noqa: PLR0911 -- one return a notation
    """Write a number as JavaScript does; NaN is the empty text.

    Source: ECMAScript, Number::toString; web-forms stores NaN as a blank answer.
    """
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    magnitude = abs(number)
    if _SMALLEST_PLAIN <= magnitude < _LARGEST_PLAIN:
        if number.is_integer() and magnitude < _LARGEST_EXACT:
            return str(int(number))
        return format(Decimal(repr(number)), "f").removesuffix(".0")
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:  # repr writes 1e16..1e21 with an exponent, never the contrary
        return mantissa
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"


def text_number(text: str, zone: tzinfo) -> float:
    """Read a text as a number; an ISO date gives its day number, anything else NaN."""
    stripped = text.strip()
    if _NUMBER.fullmatch(stripped):
        return float(stripped)
    if not stripped:
        return math.nan
    moment = parse_moment(text, zone)
    if moment is not None:
        return day_number(moment)
    if _RADIX.fullmatch(stripped):
        return float(int(stripped, 0))
    if infinity := _INFINITY.fullmatch(stripped):
        return -math.inf if infinity.group(1) == "-" else math.inf
    return math.nan


def to_text(value: Value) -> str:
    """Read any value as a text; of several nodes, the first counts."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, Moment):
        return value.iso
    return value[0].text() if value else ""


def to_number(value: Value, zone: tzinfo) -> float:
    """Read any value as a number; of several nodes, the first counts."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return text_number(value, zone)
    if isinstance(value, Moment):
        return value.days
    return text_number(value[0].text(), zone) if value else math.nan


def to_boolean(value: Value) -> bool:
    """Read any value as a condition; nodes hold when there is at least one, even blank."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, int | float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, Moment):
        return value.days != 0 and not math.isnan(value.days)
    return len(value) > 0


def words(text: str) -> list[str]:
    """Split a list of choices at its spaces; the blank text is a list of one blank word."""
    return text.split() or [""]
