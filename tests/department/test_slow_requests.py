"""When a request is too slow: the deadline, second by second, without waiting for it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from app.department.slow_requests import PatientProtocol

HEAD = b"POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"


@dataclass
class Timer:
    at: float
    run: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class HandLoop:
    """A loop whose clock a test moves; the application never runs."""

    now: float = 0
    timers: list[Timer] = field(default_factory=list)

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, run: Callable[[], None]) -> Timer:
        self.timers.append(Timer(self.now + delay, run))
        return self.timers[-1]

    def create_task(self, work: Coroutine[Any, Any, None]) -> "asyncio.Future[None]":
        work.close()
        return cast("asyncio.Future[None]", Done())

    def advance(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [t for t in self.timers if not t.cancelled and t.at <= end]:
            first = min(due, key=lambda timer: timer.at)
            self.timers.remove(first)
            self.now = first.at
            first.run()
        self.now = end


class Done:
    def add_done_callback(self, _: object) -> None:
        """Nothing is awaited."""


class Wire(asyncio.Transport):
    gone = False

    def abort(self) -> None:
        self.gone = True

    def is_closing(self) -> bool:
        return self.gone

    def pause_reading(self) -> None:
        """The application reads nothing here."""

    def resume_reading(self) -> None:
        """The application reads nothing here."""


async def never(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise AssertionError("the application is not part of these tests")


@pytest.fixture
def loop() -> HandLoop:
    return HandLoop()


@pytest.fixture
def line(loop: HandLoop) -> PatientProtocol:
    config = uvicorn.Config(never, log_config=None, lifespan="off")
    made = PatientProtocol(config, ServerState(), {}, _loop=cast("asyncio.AbstractEventLoop", loop))
    made.connection_made(Wire())
    return made


def is_open(line: PatientProtocol) -> bool:
    return not line.transport.is_closing()


def test_a_connection_that_says_nothing_has_twenty_seconds(
    line: PatientProtocol, loop: HandLoop
) -> None:
    loop.advance(19.9)
    assert is_open(line)
    loop.advance(0.2)
    assert not is_open(line)


def test_the_head_of_a_request_has_forty_seconds_however_it_comes(
    line: PatientProtocol, loop: HandLoop
) -> None:
    line.data_received(b"GET / HTTP/1.1\r\nHost: x\r\n")
    for _ in range(39):
        line.data_received(b"X: " + b"y" * 300 + b"\r\n")
        loop.advance(1)
    assert is_open(line)
    loop.advance(1.1)
    assert not is_open(line)


def test_a_body_at_fifty_kilobits_is_heard_to_its_end(
    line: PatientProtocol, loop: HandLoop
) -> None:
    line.data_received(HEAD)
    for _ in range(15):
        loop.advance(1)
        line.data_received(b"x" * 6_250)
    assert is_open(line)
    loop.advance(40)  # a break in the line is not yet the end of it
    line.data_received(b"x" * 6_250)  # whole
    loop.advance(1_000)  # the work on it takes its time
    assert is_open(line)


def test_a_body_below_five_hundred_bytes_a_second_is_let_go(
    line: PatientProtocol, loop: HandLoop
) -> None:
    line.data_received(HEAD)
    seconds = 0
    while is_open(line) and seconds < 1_000:
        loop.advance(1)
        line.data_received(b"x" * 100)
        seconds += 1
    assert 24 <= seconds <= 26  # 20 s + 100 B/s ÷ 500 B/s of the time spent
