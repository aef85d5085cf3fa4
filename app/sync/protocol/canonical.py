"""One text for one value: what is signed, sealed and compared is this form and no other.

UTF-8 in NFC, keys sorted by code point, no blank, no float, integers that every reader keeps
exactly.
"""

import json
import re
import unicodedata
import zlib
from collections.abc import Callable, Collection
from typing import Any, Final, TypeAlias, cast

from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_BODY, MAX_DEPTH, MAX_INTEGER

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_HALVES: Final = re.compile("[\ud800-\udfff]")  # of surrogate pairs: UTF-8 writes none of them
_LONGEST_INTEGER: Final = 17  # characters, sign included: refuses a bomb before it is converted


def canonical(value: object) -> bytes:
    """Return the canonical bytes of `value`; strings are put in NFC on the way.

    Raises:
        ProtocolError: `value` holds what the form excludes (a float, a wild key, too deep).
    """
    return _WRITER.encode(_normalised(value)).encode()


def parse_json(raw: bytes, *, limit: int = MAX_BODY) -> Json:
    """Read JSON of at most `limit` bytes; duplicates, floats, NaN and depth are refused.

    Strings come back in NFC, so that two ways to write « é » are one value.

    Raises:
        ProtocolError: too large, or not JSON of this kind.
    """
    return _normalised(_loaded(raw, limit))


def parse_canonical(raw: bytes, *, limit: int = MAX_BODY) -> Json:
    """Read what must already be in canonical form.

    Raises:
        ProtocolError: as `parse_json`, or the bytes are another writing of the value.
    """
    value = _glanced(raw) if len(raw) <= limit else None
    if value is None:
        value = parse_json(raw, limit=limit)
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


def _glanced(raw: bytes) -> Json:
    """Return what `raw` says when it is canonical beyond doubt, else None; nothing says why.

    What stands twice, or is written otherwise, is not written back as it came.
    """
    try:
        value = cast("Json", _QUICK_READER.decode(raw.decode()))
        is_canonical = _is_normal(value, 0) and _WRITER.encode(value).encode() == raw
    except (ValueError, RecursionError):
        return None
    return value if is_canonical else None


def _normalised(value: object) -> Json:
    return cast("Json", value) if _is_normal(value, 0) else _normal(value, None, 0)


def _is_normal(value: object, depth: int) -> bool:
    """Tell whether `_normal` would give `value` back unchanged: nearly everything is, and fast."""
    is_normal = _IS_NORMAL.get(type(value))
    return is_normal is not None and depth <= MAX_DEPTH and is_normal(value, depth)


def _is_normal_object(value: dict[Any, Any], depth: int) -> bool:
    try:
        return all(map(_KEY.match, value)) and _are_normal(value.values(), depth + 1)
    except TypeError:  # a key that is no text
        return False


def _are_normal(values: Collection[object], depth: int) -> bool:
    for one in values:
        if type(one) is str and one.isascii():  # nearly all: identifiers, numbers, sealed bytes
            continue
        if not _is_normal(one, depth):
            return False
    return depth <= MAX_DEPTH or not values


def _is_normal_list(value: list[Any], depth: int) -> bool:
    return _are_normal(value, depth + 1)


def _is_normal_text(value: str, _: int) -> bool:
    return unicodedata.is_normalized("NFC", value) and not _HALVES.search(value)


def _is_normal_integer(value: int, _: int) -> bool:
    return abs(value) <= MAX_INTEGER


def _is_any(_: object, __: int) -> bool:
    return True


_IS_NORMAL: Final[dict[type, Callable[[Any, int], bool]]] = {
    dict: _is_normal_object,
    list: _is_normal_list,
    str: _is_normal_text,
    int: _is_normal_integer,
    bool: _is_any,
    type(None): _is_any,
}
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
_QUICK_READER: Final = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
