"""What requests reach: database, keys, clock, settings; and what every answer carries."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.department.database.engine import Database
from app.department.keys import ServiceKeys
from app.department.rates import AddressCounter
from app.department.settings import Settings
from app.domain.clock import Clock

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The parts that requests use; one for the whole process.

    `opening` is held by who opens a batch, which fills a processor for a while: several threads at
    it would take as long together, and pass the interpreter to and fro meanwhile.
    """

    settings: Settings
    database: Database
    keys: ServiceKeys
    clock: Clock
    unproven: AddressCounter = field(default_factory=AddressCounter)
    opening: Lock = field(default_factory=Lock)


def service_of(request: Request) -> Service:
    """Return the service that answers `request`."""
    service = request.app.state.service
    if not isinstance(service, Service):
        raise TypeError("the application was not made by create_app")
    return service


Part = Annotated[Service, Depends(service_of)]


class SecureHeaders:
    """Adds the headers that keep a page to itself; only fonts and styles may be cached."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _secure(MutableHeaders(scope=message), scope)
            await send(message)

        await self._app(scope, receive, sending)


def _secure(headers: MutableHeaders, scope: Scope) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if scope["path"].startswith("/statique/"):
        headers["Cache-Control"] = "public, max-age=86400"
    else:
        headers.setdefault("Cache-Control", "no-store")
    if scope["scheme"] == "https":
        headers["Strict-Transport-Security"] = "max-age=31536000"
