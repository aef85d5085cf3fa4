"""Several processes behind one port: the keys are opened once, then each process has its own copy.

Processes are forked, so that no secret passes between them; each opens the database itself, which
holds everything that they share. Whoever dies is replaced; when the first process goes, all go.
"""

import gc
import json
import logging
import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn

import uvicorn
from fastapi import FastAPI

from app.department.application import close_app
from app.department.failures import ServiceError
from app.department.retention.daily import Clockwork
from app.department.server import BACKLOG, AnnouncingServer, configured, listening

_LOG = logging.getLogger(__name__)
_MOST: Final = 32
_GRACE_S: Final = 20.0  # a process that has not ended by then is killed
_DEATHS, _WITHIN_S = 5, 10.0  # that many deaths within that time: it would never work
_FAILED: Final = 1
_OBJECTS: Final = 20_000  # between two looks of the collector at the youngest ones

MakeApp = Callable[[], FastAPI]


def serve(make_app: MakeApp, *, host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM with one process or several; `port` 0 takes a free one.

    Raises:
        ServiceError: the address is taken, or this system has no fork.
    """
    if not 1 <= workers <= _MOST:
        raise ServiceError(f"Le nombre de processus va de 1 à {_MOST}.")
    if workers == 1:
        _serve_alone(make_app, host, port)
        return
    if not hasattr(os, "fork"):
        raise ServiceError("Ce système ne permet qu’un processus : retirez --workers.")
    with listening(host, port) as listener:
        _Group(make_app, listener, _url(host, listener), workers).serve()


def _serve_alone(make_app: MakeApp, host: str, port: int) -> None:
    app = _made(make_app)
    try:
        with listening(host, port) as listener, _signals(_leave), daily_tasks(app):
            AnnouncingServer(configured(app), _url(host, listener)).run(sockets=[listener])
    finally:
        close_app(app)


def _made(make_app: MakeApp) -> FastAPI:
    """Make the application, which stays: the collector need not look at it again and again.

    Nor after every few hundred objects: a batch makes thousands, and leaves none behind.
    """
    app = make_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    return app


@contextmanager
def daily_tasks(app: FastAPI) -> Generator[None]:
    """Look each minute meanwhile whether a daily task is to be done."""
    clockwork = Clockwork(app.state.service)
    clockwork.start()
    try:
        yield
    finally:
        clockwork.stop()


class _Group:
    """The first process: it starts the others, replaces who dies, and ends them."""

    def __init__(self, make_app: MakeApp, listener: socket.socket, url: str, workers: int) -> None:
        self._make_app, self._listener, self._url, self._workers = make_app, listener, url, workers
        self._children: set[int] = set()
        self._deaths: list[float] = []
        self._ending = False
        self._ready, self._tell_ready = os.pipe()
        self._alive, self._keep_alive = os.pipe()  # closed by our end: the others then end too

    def serve(self) -> None:
        """Run until told to end.

        Raises:
            ServiceError: the processes keep dying.
        """
        with _signals(self._end):
            for _ in range(self._workers):
                self._start_one()
            if self._all_ready():
                self._announce()
            while self._children:
                self._replace(*os.waitpid(-1, 0))
        if not self._ending:
            raise ServiceError("Les processus du service s’arrêtent aussitôt : voyez le journal.")

    def _start_one(self) -> None:
        child = os.fork()
        if child:
            self._children.add(child)
        else:
            self._work()

    def _work(self) -> NoReturn:
        status = _FAILED
        try:
            os.close(self._keep_alive)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, _leave)
            threading.Thread(target=self._end_with_the_first, daemon=True).start()
            app = _made(self._make_app)
            try:
                with daily_tasks(app):
                    _Worker(app, self._listener, self._tell_ready).run(sockets=[self._listener])
            finally:
                close_app(app)
            status = 0
        except SystemExit:
            status = 0
        except BaseException as fault:  # noqa: BLE001 - its message may hold a secret
            _LOG.error("worker ended: %s", type(fault).__name__)
        finally:
            logging.shutdown()
            os._exit(status)

    def _end_with_the_first(self) -> None:
        os.read(self._alive, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _all_ready(self) -> bool:
        told = 0
        while told < self._workers and not self._ending and self._children:
            if select.select([self._ready], [], [], 0.1)[0]:
                told += len(os.read(self._ready, self._workers))
            with suppress(ChildProcessError):
                child, status = os.waitpid(-1, os.WNOHANG)
                if child:
                    self._replace(child, status)
        return told >= self._workers

    def _replace(self, child: int, status: int) -> None:
        self._children.discard(child)
        if self._ending:
            return
        now = time.monotonic()
        self._deaths = [at for at in self._deaths if now - at < _WITHIN_S] + [now]
        _LOG.error("worker %s ended with %s", child, os.waitstatus_to_exitcode(status))
        if len(self._deaths) < _DEATHS:
            self._start_one()
        else:
            self._tell(signal.SIGTERM)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True
        self._tell(signal.SIGTERM)
        last = threading.Timer(_GRACE_S, self._tell, (signal.SIGKILL,))
        last.daemon = True
        last.start()

    def _tell(self, number: signal.Signals) -> None:
        for child in tuple(self._children):
            with suppress(ProcessLookupError):
                os.kill(child, number)

    def _announce(self) -> None:
        said = {"url": self._url, "pid": os.getpid(), "workers": sorted(self._children)}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


class _Worker(uvicorn.Server):
    """A server that tells the first process when it answers.

    It takes one connection at a time: else whoever looks first takes all that came together, and
    the other processes are idle.
    """

    def __init__(self, app: FastAPI, listener: socket.socket, ready: int) -> None:
        super().__init__(configured(app, at_once=1))
        self._listener, self._ready = listener, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        self._listener.listen(BACKLOG)  # what waits may be more than is taken at once
        if self.started:
            os.write(self._ready, b"!")


@contextmanager
def _signals(handler: Callable[[int, FrameType | None], None]) -> Generator[None]:
    """Let `handler` hear SIGINT and SIGTERM meanwhile."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave with 0; uvicorn sends the signal again after its shutdown."""
    raise SystemExit(0)


def _url(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}"
