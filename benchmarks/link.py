"""Thirty prescriptions over 50 kbit/s, 600 ms and 5 % of loss, against one plain upload.

The real client and the real service, TLS between them, over the link of `link_shaping` (netem asks
for a kernel module that not every machine has). Each run sends thirty prescriptions from a laptop
that synchronised before; then as many bytes as it sent go in one POST over the same link.
"""

import http.client
import logging
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import uvicorn
from starlette.types import Receive, Scope, Send

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys, Link
from app.sync.line import Surroundings, Timeouts
from app.usecases.exchange import activating, sending
from benchmarks.link_shaping import Shape, Traffic, shaped
from tests.exchange.stage import Stage, staged
from tests.sync.scene import certified

PRESCRIPTIONS: Final = 30
RUNS: Final = 5
MOST_ROUND_TRIPS: Final = 6
MOST_TIME: Final = 1.5
MOST_BYTES: Final = 2200
_PATIENT: Final = Timeouts(connect_s=30, read_s=60, total_s=300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One synchronisation and one upload over the same link."""

    seconds: float
    plain_seconds: float
    round_trips: int
    bytes_each: float
    requests: int

    @property
    def ratio(self) -> float:
        """Return how much longer the synchronisation took."""
        return self.seconds / self.plain_seconds


def measure(*, runs: int = RUNS, shape: Shape | None = None) -> dict[str, object]:
    """Measure and compare with the limits; the middle run counts."""
    logging.disable(logging.WARNING)
    link = shape or Shape()
    found = [_run(link, seed) for seed in range(1, runs + 1)]
    ratio = median(one.ratio for one in found)
    trips = max(one.round_trips for one in found)
    each = max(one.bytes_each for one in found)
    return {
        "prescriptions": PRESCRIPTIONS,
        "link": f"{link.bits_per_s} bit/s, {link.round_trip_s} s, {link.loss:.0%} lost",
        "shaped_by": "proxy",
        "runs": runs,
        "seconds": [round(one.seconds, 2) for one in found],
        "plain_upload_seconds": [round(one.plain_seconds, 2) for one in found],
        "time_ratio": round(ratio, 3),
        "time_ratio_limit": MOST_TIME,
        "round_trips": trips,
        "round_trips_limit": MOST_ROUND_TRIPS,
        "requests": max(one.requests for one in found),
        "bytes_a_prescription": round(each),
        "bytes_limit": MOST_BYTES,
        "within_limit": ratio <= MOST_TIME and trips <= MOST_ROUND_TRIPS and each <= MOST_BYTES,
    }


def _run(link: Shape, seed: int) -> Run:
    with tempfile.TemporaryDirectory() as folder, staged() as stage:
        pem, key = certified(Path(folder), days=10)
        stage.synchronise()
        for _ in range(PRESCRIPTIONS):
            stage.prescribe()
        requests = _Requests(stage)
        with _served(requests, pem, key) as port:
            with shaped(link, port, seed=seed) as (door, traffic):
                seconds = _timed(lambda: _synchronise(stage, door, pem))
            with shaped(link, port, seed=seed) as (door, _):
                plain = _timed(lambda: _upload(door, pem, traffic.up))
    return Run(
        seconds=seconds,
        plain_seconds=plain,
        round_trips=traffic.round_trips,
        bytes_each=_each(traffic),
        requests=requests.number,
    )


def _each(traffic: Traffic) -> float:
    return traffic.on_the_wire / PRESCRIPTIONS


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _synchronise(stage: Stage, door: int, pem: Path) -> None:
    def connect(_address: str, keys: DeviceKeys, link: Link | None) -> Gateway:
        around = Surroundings(ca_file=pem, timeouts=_PATIENT)
        origin = f"https://localhost:{door}"
        now = stage.laptop.clock.now
        return DepartmentService(origin, keys=keys, link=link, now=now, surroundings=around)

    gateway = activating.gateway_of(stage.laptop.place, connect)
    report = sending.synchronise(
        stage.laptop.place, gateway, progress=lambda _: None, cancelled=lambda: False
    )
    received = [one for one in report.items if one.code == "accusee"]
    if len(received) != PRESCRIPTIONS:
        raise RuntimeError(f"{len(received)} of {PRESCRIPTIONS} arrived: {report.code}")


def _upload(door: int, pem: Path, size: int) -> None:
    """Send so many bytes in one request, and wait for the answer."""
    trust = ssl.create_default_context(cafile=pem)
    line = http.client.HTTPSConnection("localhost", door, context=trust, timeout=300)
    line.request("POST", "/plain", body=b"\0" * size)
    line.getresponse().read()
    line.close()


class _Requests:
    """The service, and beside it a place that only swallows; counts what the client asks."""

    def __init__(self, stage: Stage) -> None:
        self._app = stage.desk.made.app
        self.number = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/plain":
            self.number += 1
            await self._app(scope, receive, send)
            return
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@contextmanager
def _served(app_: _Requests, pem: Path, key: Path) -> Generator[int]:
    config = uvicorn.Config(
        app_, log_config=None, lifespan="off", ws="none", ssl_certfile=pem, ssl_keyfile=key
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()
