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
    text = json.dumps(
        _normal(value, "", 0), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return text.encode()


def parse_json(raw: bytes, *, limit: int = MAX_BODY) -> Json:
    """Read JSON of at most `limit` bytes; duplicates, floats, NaN and depth are refused.

    Strings come back in NFC, so that two ways to write « é » are one value.

    Raises:
        ProtocolError: too large, or not JSON of this kind.
    """
    if len(raw) > limit:
        raise ProtocolError(ErrorCode.TOO_LARGE)
    try:
        value: object = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_integer,
        )
    except (ValueError, RecursionError) as fault:
        raise ProtocolError(ErrorCode.MALFORMED) from fault
    return _normal(value, "", 0)


def parse_canonical(raw: bytes, *, limit: int = MAX_BODY) -> Json:
    """Read what must already be in canonical form.

    Raises:
        ProtocolError: as `parse_json`, or the bytes are another writing of the value.
    """
    value = parse_json(raw, limit=limit)
    if canonical(value) != raw:
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


def _normal(value: object, place: str, depth: int) -> Json:
    if depth > MAX_DEPTH:
        raise ProtocolError(ErrorCode.MALFORMED, place)
    match value:
        case None | bool():
            return value
        case str():
            return _text(value, place)
        case int() if abs(value) <= MAX_INTEGER:
            return int(value)
        case list() | tuple():
            items = cast("list[object]", value)
            return [_normal(one, f"{place}[{at}]", depth + 1) for at, one in enumerate(items)]
        case dict():
            pairs = cast("dict[object, object]", value).items()
            return {
                _key(key, place): _normal(one, f"{place}.{key}".lstrip("."), depth + 1)
                for key, one in pairs
            }
        case _:
            raise ProtocolError(ErrorCode.MALFORMED, place)


def _key(key: object, place: str) -> str:
    if not isinstance(key, str) or not _KEY.match(key):
        raise ProtocolError(ErrorCode.MALFORMED, place)
    return key


def _text(value: str, place: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as fault:  # half of a surrogate pair
        raise ProtocolError(ErrorCode.MALFORMED, place) from fault
    return unicodedata.normalize("NFC", str(value))


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
