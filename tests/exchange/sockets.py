"""The same line with real connections: the service on a port, and a cut at any byte before it."""

import asyncio
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from app.department.server import configured
from tests.department.support import Departement
from tests.exchange.wire import Weather

_PIECE = 4096


@dataclass
class Cutter:
    """Carries bytes between two sockets until so many went one way, then closes both."""

    port: int
    weather: Weather = field(default_factory=Weather)
    up: int = 0
    down: int = 0
    broken: bool = False

    def begin(self, weather: Weather) -> None:
        """Start a run."""
        self.weather, self.up, self.down, self.broken = weather, 0, 0, False

    def carry(self, near: socket.socket) -> None:
        """Carry one connection until one side is done, or the line breaks."""
        if self.broken and self.weather.stays:
            near.close()
            return
        with near, socket.create_connection(("127.0.0.1", self.port)) as far:
            back = threading.Thread(target=self._pump, args=(far, near, False))
            back.start()
            self._pump(near, far, True)
            back.join()

    def _pump(self, source: socket.socket, target: socket.socket, upwards: bool) -> None:  # noqa: FBT001 - a direction
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                left = self._left(upwards=upwards)
                if not self.broken and len(piece) > left:
                    target.sendall(piece[:left])
                    self.broken = True
                    break
                if upwards:
                    self.up += len(piece)
                else:
                    self.down += len(piece)
                target.sendall(piece)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _left(self, *, upwards: bool) -> int:
        return max(0, self.weather.up - self.up if upwards else self.weather.down - self.down)


class Watched:
    """An application that tells the number of each request before and after it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.number = 0
        self.before: Callable[[int], None] = lambda _: None
        self.after: Callable[[int], None] = lambda _: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        self.number += 1
        number = self.number
        self.before(number)
        await self._app(scope, receive, send)
        self.after(number)


@contextmanager
def served(departement: Departement) -> Generator[tuple[int, Watched]]:
    """Serve the application on a port of this machine, with the command's own configuration."""
    watched = Watched(departement.app)
    config = configured(departement.app)
    config.app = watched
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        try:
            yield int(listener.getsockname()[1]), watched
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def cut(port: int) -> Generator[tuple[str, Cutter]]:
    """Open a door to a port that may break; give its origin."""
    cutter = Cutter(port)
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_accept, args=(door, cutter), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}", cutter
        door.shutdown(socket.SHUT_RDWR)
        thread.join()


def _accept(door: socket.socket, cutter: Cutter) -> None:
    with suppress(OSError):
        while True:
            near, _ = door.accept()
            threading.Thread(target=cutter.carry, args=(near,), daemon=True).start()
