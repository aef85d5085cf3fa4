"""One process behind a port, with uvicorn: it says where once it answers."""

import json
import os
import socket
import sys

import uvicorn
from fastapi import FastAPI

from app.department.failures import ServiceError
from app.department.slow_requests import PatientProtocol

BACKLOG = 256  # connections that wait to be taken
_IDLE_S = 20  # between two requests of one connection
_CONNECTIONS = 800  # below the usual 1024 open files; one more is told 503, and laptops wait


class AnnouncingServer(uvicorn.Server):
    """A server that prints one line of JSON with its address and process when it is ready."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce."""
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(json.dumps({"url": self._url, "pid": os.getpid()}) + "\n")
            sys.stdout.flush()


def configured(
    app: FastAPI, *, protocol: type[PatientProtocol] = PatientProtocol, at_once: int = BACKLOG
) -> uvicorn.Config:
    """Return what the server is told; `protocol` closes what comes too slowly.

    `at_once`: how many connections it takes each time that it looks; the queue gets that length.
    """
    return uvicorn.Config(
        app,
        backlog=at_once,
        http=protocol,
        ws="none",
        log_config=None,
        access_log=False,  # addresses and paths are kept by the journal, where they are needed
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=10,
        lifespan="off",
    )


def listening(host: str, port: int) -> socket.socket:
    """Take the port; 0 takes a free one.

    Raises:
        ServiceError: the address is taken or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise ServiceError(f"Le port {port} de {host} ne peut pas être pris.") from error
