"""A slow, far and lossy link between two sockets, in the process itself: no privilege is needed.

What netem would do to packets is done to segments of 1448 bytes, each with 40 bytes of headers:
one after the other at the link's rate, each half a round trip on its way; a lost one takes its
place on the link again a round trip later, and what follows waits for it, as TCP delivers in order.
Opening a connection takes a round trip, and a second more where its first packet is lost.
"""

import asyncio
import random
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

_SEGMENT: Final = 1448
_HEADERS: Final = 40
_FIRST_TIMEOUT_S: Final = 1.0  # RFC 6298: before anything is known of the round trip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a link is like: 50 kbit/s, 600 ms there and back, 5 % of the packets lost."""

    bits_per_s: int = 50_000
    round_trip_s: float = 0.6
    loss: float = 0.05


@dataclass
class Traffic:
    """What went through; `turns` counts how often one side had to wait for the other."""

    connections: int = 0
    up: int = 0
    down: int = 0
    lost: int = 0
    turns: int = 0
    last_was_up: bool = False

    @property
    def on_the_wire(self) -> int:
        """Return every byte both ways, headers of packets and lost ones included."""
        packets = -(-self.up // _SEGMENT) - (-self.down // _SEGMENT) + self.lost
        return self.up + self.down + packets * _HEADERS + self.lost * _SEGMENT

    @property
    def round_trips(self) -> int:
        """Return how many times somebody waited for an answer, opening the connection included."""
        return self.connections + self.turns


@dataclass
class _Lane:
    """One direction of one connection."""

    shape: Shape
    chance: random.Random
    traffic: Traffic
    upwards: bool
    free_at: float = 0.0
    arrived_at: float = 0.0
    queue: "asyncio.Queue[tuple[float, bytes] | None]" = field(default_factory=asyncio.Queue)

    def take(self, piece: bytes, now: float) -> None:
        """Put what one side wrote on the link."""
        self._count(len(piece))
        for start in range(0, len(piece), _SEGMENT):
            segment = piece[start : start + _SEGMENT]
            arrives = self._sent(len(segment), now)
            while self.chance.random() < self.shape.loss:
                self.traffic.lost += 1
                arrives = self._sent(len(segment), arrives + self.shape.round_trip_s / 2)
            self.arrived_at = max(self.arrived_at, arrives)  # in order
            self.queue.put_nowait((self.arrived_at, segment))

    def _sent(self, size: int, ready: float) -> float:
        self.free_at = max(self.free_at, ready) + (size + _HEADERS) * 8 / self.shape.bits_per_s
        return self.free_at + self.shape.round_trip_s / 2

    def _count(self, size: int) -> None:
        if self.upwards:
            self.traffic.up += size
        else:
            self.traffic.down += size
            self.traffic.turns += self.traffic.last_was_up
        self.traffic.last_was_up = self.upwards


class _Proxy:
    def __init__(self, shape: Shape, port: int, seed: int) -> None:
        self.shape = shape
        self.traffic = Traffic()
        self._port = port
        self._chance = random.Random(seed)  # noqa: S311 - the same link each time
        self._open: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        self.traffic.connections += 1
        loop = asyncio.get_running_loop()
        opens = loop.time() + self.shape.round_trip_s
        while self._chance.random() < self.shape.loss:
            opens += _FIRST_TIMEOUT_S
        far, back = await asyncio.open_connection("127.0.0.1", self._port)
        jobs = [
            self._carry(reader, back, _Lane(self.shape, self._chance, self.traffic, True), opens),
            self._carry(far, writer, _Lane(self.shape, self._chance, self.traffic, False), 0.0),
        ]
        for job in jobs:
            task = asyncio.create_task(job)
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    async def _carry(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        lane: _Lane,
        opens: float,
    ) -> None:
        delivering = asyncio.create_task(_deliver(lane, target))
        with suppress(OSError):
            while piece := await source.read(65536):
                lane.take(piece, max(opens, asyncio.get_running_loop().time()))
        lane.queue.put_nowait(None)
        await delivering


async def _deliver(lane: _Lane, target: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    with suppress(OSError):
        while (one := await lane.queue.get()) is not None:
            await asyncio.sleep(max(0.0, one[0] - loop.time()))
            target.write(one[1])
            await target.drain()
    target.close()


@contextmanager
def shaped(shape: Shape, port: int, *, seed: int) -> Generator[tuple[int, Traffic]]:
    """Open a port that leads to `port` of this machine over such a link; what went through."""
    proxy = _Proxy(shape, port, seed)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(proxy.serve, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield int(server.sockets[0].getsockname()[1]), proxy.traffic
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
