"""Read foreign values field by field, so that a fault names its place and nothing gets through."""

import base64
import binascii
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, TypeVar, cast

from app.sync.protocol.errors import ErrorCode, ProtocolError

_Choice = TypeVar("_Choice", bound=StrEnum)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_INSTANT: Final = "%Y-%m-%dT%H:%M:%SZ"
_INSTANT_FORM: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TO_USUAL: Final = bytes.maketrans(b"-_+/", b"+/--")  # and from it, which is not ours, to a fault
UUID_FORM: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
CODE_FORM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}\Z")  # references, codes
PLACE_FORM: Final = re.compile(r"[A-Za-z0-9_.\[\]-]{1,120}\Z")  # « items[3].header.key »
KEY_FORM: Final = re.compile(r"[0-9a-f]{16}\Z")


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object whose names were checked against the closed list of its type."""

    values: Mapping[str, object]
    place: str

    @classmethod
    def of(
        cls,
        value: object,
        place: str,
        *,
        required: Collection[str],
        optional: Collection[str] = (),
    ) -> "Fields":
        """Take `value` as an object with all `required` names and no other than `optional`.

        Raises:
            ProtocolError: no object, or a name is missing or unknown.
        """
        if not isinstance(value, (dict, Mapping)):  # the first is all but sure, and quickly seen
            raise ProtocolError(ErrorCode.MALFORMED, place)
        values = cast("Mapping[str, object]", value)
        known = values.__contains__
        if not all(map(known, required)):
            missing = next(name for name in required if name not in values)
            raise ProtocolError(ErrorCode.MALFORMED, under(place, missing))
        more = len(values) - len(required)
        if not more or more == sum(map(known, optional)):
            return cls(values, place)  # quickly seen, where the two have no name in common
        for name in values:
            if name not in required and name not in optional:
                # An unknown name is foreign text: it may hold anything, so it is not repeated.
                raise ProtocolError(ErrorCode.FIELD_NOT_ALLOWED, place)
        return cls(values, place)

    def has(self, name: str) -> bool:
        """Tell whether the optional field `name` is there."""
        return name in self.values

    def fault(self, name: str, code: ErrorCode = ErrorCode.MALFORMED) -> ProtocolError:
        """Return the error that names this field."""
        return ProtocolError(code, under(self.place, name))

    def text(self, name: str, *, longest: int = 200, form: re.Pattern[str] | None = None) -> str:
        """Return a text of one line, not empty, without blanks around it.

        `form` must allow nothing else.
        """
        value = self.values.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= longest:
            raise self.fault(name)
        if form is not None:
            if not form.match(value):
                raise self.fault(name)
        elif value.strip() != value or (not value.isprintable() and _CONTROL.search(value)):
            raise self.fault(name)
        return value

    def maybe_text(self, name: str, *, longest: int = 200) -> str:
        """Return the text of an optional field, empty when it is not there."""
        return self.text(name, longest=longest) if self.has(name) else ""

    def uuid(self, name: str) -> str:
        """Return an identifier in the 36-character form in lower case."""
        return self.text(name, longest=36, form=UUID_FORM)

    def code(self, name: str) -> str:
        """Return a short code or reference: letters, digits, `_ . : -`."""
        return self.text(name, longest=80, form=CODE_FORM)

    def integer(self, name: str, lowest: int, highest: int) -> int:
        """Return a whole number within bounds."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise self.fault(name)
        return value

    def boolean(self, name: str) -> bool:
        """Return a truth value."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise self.fault(name)
        return value

    def choice(self, name: str, choices: type[_Choice]) -> _Choice:
        """Return the member of a closed list."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise self.fault(name)
        try:
            return choices(value)
        except ValueError:
            raise self.fault(name) from None

    def day(self, name: str) -> date:
        """Return a calendar day (YYYY-MM-DD)."""
        text = self.text(name, longest=10, form=_DAY)
        try:
            return date.fromisoformat(text)
        except ValueError as fault:
            raise self.fault(name) from fault

    def instant(self, name: str) -> datetime:
        """Return an instant in UTC, to the second (YYYY-MM-DDThh:mm:ssZ)."""
        return parse_instant(self.text(name, longest=20), under(self.place, name))

    def octets(self, name: str, shortest: int, longest: int) -> bytes:
        """Return the bytes behind base64url without padding, within bounds."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise self.fault(name)
        found = from_base64(value, under(self.place, name), longest=longest)
        if len(found) < shortest:
            raise self.fault(name)
        return found

    def items(self, name: str, most: int) -> list[object]:
        """Return a list of at most `most` values, not yet read."""
        value = self.values.get(name)
        if not isinstance(value, list):
            raise self.fault(name)
        found = cast("list[object]", value)
        if len(found) > most:
            raise self.fault(name, ErrorCode.TOO_LARGE)
        return found


def under(place: str, name: str) -> str:
    """Return the place of `name` inside `place`."""
    return f"{place}.{name}" if place else name


def to_base64(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64(text: str, place: str = "", *, longest: int) -> bytes:
    """Read base64url without padding; only the one canonical writing is taken.

    Raises:
        ProtocolError: another alphabet, stray bits at the end, or more than `longest` bytes.
    """
    if len(text) > (longest * 4 + 2) // 3:
        raise ProtocolError(ErrorCode.TOO_LARGE, place)
    try:
        padded = text.encode("ascii").translate(_TO_USUAL) + b"=" * (-len(text) % 4)
        raw = binascii.a2b_base64(padded, strict_mode=True)
    except ValueError as fault:
        raise ProtocolError(ErrorCode.MALFORMED, place) from fault
    ending = len(raw) - len(raw) % 3
    if to_base64(raw[ending:]) != text[ending // 3 * 4 :]:  # stray bits, or padded
        raise ProtocolError(ErrorCode.MALFORMED, place)
    return raw


def instant_text(at: datetime) -> str:
    """Write an aware instant in UTC, to the second."""
    return at.astimezone(UTC).strftime(_INSTANT)


def parse_instant(text: str, place: str = "") -> datetime:
    """Read an instant in UTC, to the second.

    Raises:
        ProtocolError: another form, or no such day or hour.
    """
    if not _INSTANT_FORM.match(text):
        raise ProtocolError(ErrorCode.MALFORMED, place)
    try:
        return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)
    except ValueError as fault:
        raise ProtocolError(ErrorCode.MALFORMED, place) from fault
