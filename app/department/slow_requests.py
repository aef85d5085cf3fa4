"""Close connections that hold a place and send nothing: uvicorn only looks between requests.

The measure is that of Apache's mod_reqtimeout (`header=20-40,MinRate=500 body=20,MinRate=500`): a
laptop on a poor line of 50 kbit/s sends twelve times faster than the least that is asked here.
"""

import asyncio
import logging
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_LOG = logging.getLogger(__name__)
_WHOLE = frozenset({h11.DONE, h11.MUST_CLOSE, h11.CLOSED, h11.ERROR})


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with a deadline on each request, which moves on as its bytes come."""

    GRACE_S: ClassVar[float] = 20
    HEAD_S: ClassVar[float] = 40  # the request's lines may not move the deadline any further
    LEAST_BYTES_PER_S: ClassVar[float] = 500

    _deadline: asyncio.TimerHandle | None = None
    _since = 0.0
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Count what comes, and stop waiting once the request is whole."""
        if self._deadline is None:
            self._wait()
        self._received += len(data)
        super().data_received(data)
        if self.conn.their_state in _WHOLE:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Wait again when the next request has begun, or when this one has not come whole."""
        super().on_response_complete()
        begun = self.conn.their_state is h11.SEND_BODY or bool(self.conn.trailing_data[0])
        if begun and self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._since, self._received = self.loop.time(), 0
        self._deadline = self.loop.call_later(self.GRACE_S, self._look)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _look(self) -> None:
        allowed = self.GRACE_S + self._received / self.LEAST_BYTES_PER_S
        if self.conn.their_state is not h11.SEND_BODY:
            allowed = min(allowed, self.HEAD_S)
        left = self._since + allowed - self.loop.time()
        if left > 0:
            self._deadline = self.loop.call_later(left, self._look)
            return
        self._deadline = None
        _LOG.warning("closed a connection: its request came too slowly")
        self.transport.abort()
