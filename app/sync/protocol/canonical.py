"""One text for one value: what is signed, sealed and compared is this form and no other.

UTF-8 in NFC, keys sorted by code point, no blank, no float, integers that every reader keeps
exactly.
"""

import json
import re
import unicodedata
import zlib
from typing import Final, TypeAlias, cast

from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_BODY, MAX_DEPTH, MAX_INTEGER

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_LONGEST_INTEGER: Final = 17  # characters, sign included: refuses a bomb before it is converted


def canonical(value: object) -> bytes:
    """Return the canonical bytes of `value`; strings are put in NFC on the way.

    Raises:
        ProtocolError: `value` holds what the form excludes (a float, a wild key, too deep).
    """
    return _WRITER.encode(_normal(value, None, 0)).encode()


def parse_json(raw: bytes, *, limit: int = MAX_BODY) -> Json:
    """Read JSON of at most `limit` bytes; duplicates, floats, NaN and depth are refused.

    Strings come back in NFC, so that two ways to write « é » are one value.

    Raises:
        ProtocolError: too large, or not JSON of this kind.
    """
    return _normal(_loaded(raw, limit), None, 0)


def parse_canonical(raw: bytes, *, limit: int = MAX_BODY) -> Json:
    """Read what must already be in canonical form.

    Raises:
        ProtocolError: as `parse_json`, or the bytes are another writing of the value.
    """
    value = _normal(_loaded(raw, limit), None, 0)
    if _WRITER.encode(value).encode() != raw:
        raise ProtocolError(ErrorCode.NOT_CANONICAL)
    return value


def deflate(raw: bytes) -> bytes:
    """Compress in the zlib format. Libraries differ here: never compare compressed bytes."""
    return zlib.compress(raw, 9)


def inflate(raw: bytes, *, limit: int = MAX_BODY) -> bytes:
    """Expand exactly one zlib stream of at most `limit` bytes (a bomb costs no more than `limit`).

    Raises:
        ProtocolError: damaged, cut short, followed by something, or too large.
    """
    stream = zlib.decompressobj()
    try:
        expanded = stream.decompress(raw, limit + 1)
    except zlib.error as fault:
        raise ProtocolError(ErrorCode.MALFORMED) from fault
    if len(expanded) > limit:
        raise ProtocolError(ErrorCode.TOO_LARGE)
    if not stream.eof or stream.unused_data:
        raise ProtocolError(ErrorCode.MALFORMED)
    return expanded


_Place: TypeAlias = "tuple[_Place, str | int] | None"  # put into words when something is refused


def _normal(value: object, place: _Place, depth: int) -> Json:
    if depth > MAX_DEPTH:
        raise _malformed(place)
    if isinstance(value, str):
        return _text(value, place)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= MAX_INTEGER:
        return int(value)
    if isinstance(value, dict):
        pairs = cast("dict[object, object]", value).items()
        return {_key(key, place): _normal(one, (place, str(key)), depth + 1) for key, one in pairs}
    if isinstance(value, (list, tuple)):
        items = cast("list[object]", value)
        return [_normal(one, (place, at), depth + 1) for at, one in enumerate(items)]
    raise _malformed(place)


def _malformed(place: _Place) -> ProtocolError:
    return ProtocolError(ErrorCode.MALFORMED, _in_words(place).lstrip("."))


def _in_words(place: _Place) -> str:
    if place is None:
        return ""
    around, name = place
    return _in_words(around) + (f"[{name}]" if isinstance(name, int) else f".{name}")


def _key(key: object, place: _Place) -> str:
    if not isinstance(key, str) or not _KEY.match(key):
        raise _malformed(place)
    return key


def _text(value: str, place: _Place) -> str:
    if value.isascii():  # nearly all: identifiers, numbers, sealed bytes
        return str(value)
    try:
        value.encode()
    except UnicodeEncodeError as fault:  # half of a surrogate pair
        raise _malformed(place) from fault
    return unicodedata.normalize("NFC", str(value))


def _loaded(raw: bytes, limit: int) -> object:
    if len(raw) > limit:
        raise ProtocolError(ErrorCode.TOO_LARGE)
    try:
        return cast("object", _READER.decode(raw.decode("utf-8")))
    except (ValueError, RecursionError) as fault:
        raise ProtocolError(ErrorCode.MALFORMED) from fault


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(_: str) -> object:
    raise ValueError("not a number of this form")


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:
        raise ValueError("a number out of bounds")
    return int(digits)


_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_READER: Final = json.JSONDecoder(
    object_pairs_hook=_without_duplicates,
    parse_float=_refuse,
    parse_constant=_refuse,
    parse_int=_integer,
)
