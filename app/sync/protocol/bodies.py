"""Bodies of requests and answers: JSON, compressed when it goes up a slow line."""

from app.sync.protocol.canonical import Json, canonical, deflate, inflate, parse_json
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_BODY


def encode_body(content: object) -> bytes:
    """Return a compressed body; it travels with `Content-Encoding: deflate`.

    Raises:
        ProtocolError: `TOO_LARGE`, the batch must be split.
    """
    raw = canonical(content)
    if len(raw) > MAX_BODY:
        raise ProtocolError(ErrorCode.TOO_LARGE)
    return deflate(raw)


def decode_body(body: bytes, encoding: str | None, *, limit: int = MAX_BODY) -> Json:
    """Read a body, compressed or not, as its `Content-Encoding` says.

    Raises:
        ProtocolError: another encoding, too large before or after expansion, or not JSON.
    """
    if len(body) > limit:
        raise ProtocolError(ErrorCode.TOO_LARGE)
    match (encoding or "identity").strip().lower():
        case "identity":
            raw = body
        case "deflate":
            raw = inflate(body, limit=limit)
        case _:
            raise ProtocolError(ErrorCode.MALFORMED, "content-encoding")
    return parse_json(raw, limit=limit)
