"""The line between a laptop and the application: bytes are counted, and lost where a test says.

It speaks ASGI within the process; `tests/exchange/sockets.py` does the same to real connections.
A network may keep a request and bring it later, or twice, whatever the laptop did meanwhile.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import httpx

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NOTHING = 10**9


@dataclass
class Weather:
    """What happens to the line during one run; numbers count from the start of the run.

    `up` and `down`: the connection breaks once so many bytes went that way; `stays` says whether
    the next one breaks at once. `late`: which request the network keeps for later (the laptop
    gives up waiting); `twice`: which one it brings twice.
    """

    up: int = _NOTHING
    down: int = _NOTHING
    stays: bool = False
    late: int = _NOTHING
    twice: int = _NOTHING


@dataclass(frozen=True)
class Sent:
    """A request as it left, to be brought again."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


@dataclass
class Counted:
    """What went over the line in one run."""

    requests: int = 0
    up: int = 0
    down: int = 0


class ServiceDiedError(Exception):
    """The service was killed while it worked."""


@dataclass
class Wire(httpx.BaseTransport):
    """A transport of httpx over an application; `begin` starts a run."""

    app: "ASGIApp"
    loop: "AbstractEventLoop"
    weather: Weather = field(default_factory=Weather)
    counted: Counted = field(default_factory=Counted)
    before: Callable[[int], None] = lambda _: None
    after: Callable[[int], None] = lambda _: None
    kept: list[Sent] = field(default_factory=list)
    seen: list[Sent] = field(default_factory=list)
    broken: bool = False
    revive: Callable[[], None] = lambda: None
    """Start the service again after it died."""

    def begin(self, weather: Weather) -> None:
        """Start a run."""
        self.weather, self.counted, self.broken = weather, Counted(), False

    def bring_late(self, index: int) -> int | None:
        """Bring one kept request now; return the answer's status, None where none was kept."""
        if not self.kept:
            return None
        return self._deliver(self.kept.pop(index % len(self.kept)))[0]

    def bring_again(self, index: int) -> int | None:
        """Bring a request again that the service had already."""
        return self._deliver(self.seen[index % len(self.seen)])[0] if self.seen else None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request, or lose it."""
        self.counted.requests += 1
        number = self.counted.requests
        self.before(number)
        sent = _sent(request)
        if self.broken and self.weather.stays:
            raise httpx.ConnectError("no route", request=request)
        self.counted.up += _size(sent)
        if not self.broken and self.counted.up > self.weather.up:
            self.broken = True
            raise httpx.WriteError("broken pipe", request=request)
        if number == self.weather.late:
            self.kept.append(sent)
            raise httpx.ReadTimeout("timed out", request=request)
        try:
            status, headers, body = self._deliver(sent)
            if number == self.weather.twice:
                status, headers, body = self._deliver(sent)
        except ServiceDiedError as fault:
            self.revive()
            raise httpx.ReadError("connection reset", request=request) from fault
        self.after(number)
        head = sum(len(name) + len(value) + 4 for name, value in headers) + 19
        start, self.counted.down = self.counted.down, self.counted.down + head + len(body)
        if not self.broken and self.counted.down > self.weather.down:
            self.broken = True
            left = self.weather.down - start - head
            if left < 0:
                raise httpx.RemoteProtocolError("Server disconnected", request=request)
            return httpx.Response(status, headers=headers, stream=_Cut(body[:left], request))
        return httpx.Response(status, headers=headers, stream=_Whole(body))

    def _deliver(self, sent: Sent) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        self.seen.append(sent)
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": sent.method,
            "path": sent.path,
            "raw_path": sent.path.encode(),
            "query_string": sent.query.encode(),
            "headers": list(sent.headers),
            "client": ("192.0.2.1", 4711),
            "server": ("departement.test", 80),
            "scheme": "http",
            "root_path": "",
        }
        came: list[Message] = []

        async def receive() -> "Message":
            return {"type": "http.request", "body": sent.body, "more_body": False}

        async def send(message: "Message") -> None:
            came.append(message)

        self.loop.run_until_complete(_call(self.app, scope, receive, send))
        head = cast("list[tuple[bytes, bytes]]", came[0]["headers"])
        body = b"".join(one.get("body", b"") for one in came[1:])
        return int(came[0]["status"]), head, body


async def _call(app: "ASGIApp", scope: "Scope", receive: "Receive", send: "Send") -> None:
    await app(scope, receive, send)


def _sent(request: httpx.Request) -> Sent:
    target = request.url.raw_path.decode()
    path, _, query = target.partition("?")
    headers = tuple((name.lower(), value) for name, value in request.headers.raw)
    return Sent(request.method, path, query, headers, request.read())


def _size(sent: Sent) -> int:
    head = len(sent.method) + len(sent.path) + len(sent.query) + 13
    return head + sum(len(name) + len(value) + 4 for name, value in sent.headers) + len(sent.body)


class _Whole(httpx.SyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body


class _Cut(_Whole):
    def __init__(self, body: bytes, request: httpx.Request) -> None:
        super().__init__(body)
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        yield self._body
        raise httpx.ReadError("connection reset", request=self._request)
