"""Between the network and the pages: sizes, ambiguous requests, bugs, and what the log says.

The log names method, route, status and code: never an address as it was asked, a field or a value,
which may be somebody's name.
"""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_FORM: Final = 256 * 1024  # bytes: five hundred decisions at once are some 40 KB
MAX_FILE: Final = 16 * 1024 * 1024  # bytes of a form with a file: two of the largest documents
REFUSAL: Final = "passerelle.refusal"  # where the protocol's routes leave their code, in the scope
_LOG = logging.getLogger(__name__)
_BAD_REQUEST: Final = 400
_PROTOCOL: Final = "/v1/"
_OURS: Final = Path(__file__).parents[1]


class Guard:
    """Refuses what no page should read, and turns a bug into an answer without a trace of data."""

    def __init__(self, app: ASGIApp, *, on_bug: Callable[[Scope], Response]) -> None:
        self._app = app
        self._on_bug = on_bug

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not scope["path"].startswith(_PROTOCOL):  # PostgreSQL takes no NUL; forms drop it too
            scope["query_string"] = scope["query_string"].replace(b"%00", b"")
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _tell(scope, message["status"])
            await send(message)

        if _has_two_lengths(scope):
            refusal = PlainTextResponse(
                "", status_code=_BAD_REQUEST, headers={"Connection": "close"}
            )
            await refusal(scope, receive, sending)
            return
        try:
            await self._app(scope, _measured(scope, receive), sending)
        except ClientDisconnect:
            _LOG.info("left before its end: %s", _name(scope))
            if not started:  # nobody hears it, but whoever called us waits for an answer
                await PlainTextResponse("", status_code=_BAD_REQUEST)(scope, receive, send)
        except Exception as bug:  # noqa: BLE001 - its message may hold persons: the log gets its place
            log_bug(bug)
            if not started:
                await self._on_bug(scope)(scope, receive, sending)


def log_bug(bug: BaseException) -> None:
    """Write where a bug happened and its type, without its message nor any value."""
    frames = traceback.extract_tb(bug.__traceback__)
    ours = [frame for frame in frames[:-1] if Path(frame.filename).is_relative_to(_OURS)]
    steps = " > ".join(
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in [*ours, *frames[-1:]]
    )
    _LOG.error("bug: %s at %s", type(bug).__name__, steps)


def _has_two_lengths(scope: Scope) -> bool:
    """Tell whether two servers could disagree on the request's end (RFC 9112, § 6.1)."""
    names = {name for name, _ in scope["headers"]}
    return b"content-length" in names and b"transfer-encoding" in names


def _measured(scope: Scope, receive: Receive) -> Receive:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    with_file = headers.get(b"content-type", b"").startswith(b"multipart/")
    limit = MAX_FILE if with_file else MAX_FORM
    declared = int(headers.get(b"content-length", b"0"))
    read = 0

    async def measured() -> Message:
        nonlocal read
        message = await receive()
        if scope["path"].startswith(_PROTOCOL):
            return message  # those routes measure themselves, and sign the refusal
        read += len(message.get("body", b""))
        if max(read, declared) > limit:
            raise HTTPException(413)
        return message

    return measured


def _tell(scope: Scope, status: int) -> None:
    if status >= _BAD_REQUEST:
        _LOG.warning("refused %s: %s %s", _name(scope), status, scope.get(REFUSAL, ""))


def _name(scope: Scope) -> str:
    route = getattr(scope.get("route"), "path", "an unknown address")
    return f"{scope['method']} {route}"
