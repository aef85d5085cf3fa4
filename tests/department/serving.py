"""The real server in a thread, on a port of this machine."""

import asyncio
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn

from app.department.server import configured
from app.department.slow_requests import PatientProtocol
from tests.department.support import Departement


@contextmanager
def served(
    departement: Departement, *, protocol: type[PatientProtocol] = PatientProtocol
) -> Generator[tuple[str, int]]:
    """Serve with the configuration of the command until the block ends; gives host and port."""
    server = uvicorn.Server(configured(departement.app, protocol=protocol))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        while not server.started:
            thread.join(0.01)
        try:
            yield listener.getsockname()
        finally:
            server.should_exit = True
            thread.join()
