"""One HTTP exchange, bounded in time and size; everything that breaks becomes an outcome.

Imports httpx and truststore (a quarter of a second): import this module when a run begins, not
when the program starts.
"""

import errno
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx
import truststore

from app import __version__
from app.domain.failures import UnusableFileError
from app.sync.gateway import GatewayError
from app.sync.leaving import LeftError, run_or_leave
from app.sync.outcomes import Outcome
from app.sync.patience import ONCE, AnswerT, Patience
from app.sync.portal import wants_sign_in
from app.sync.protocol.limits import MAX_BODY

_DATES: Final = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_NO_ROUTE: Final = {errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}
_PROXY_AUTHENTICATION: Final = "407"
_NO_CERTIFICATE: Final = "ce fichier ne contient pas de certificat d’autorité lisible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds: to be connected, between two pieces, for a whole exchange."""

    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it travelled: names of headers in lower case, body not expanded."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def never() -> bool:
    """Say that nobody cancels."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the machine and the profile say about the way to the service.

    `proxy_for` returns the proxy's URL for an address, None for a direct way (the window asks Qt,
    which knows the system's settings and its PAC). `ca_file` replaces the system's certificate
    store. `cancelled` is asked all along: an exchange is left at once. `patience` says how often
    a signed request is asked again after a passing fault.
    """

    proxy_for: Callable[[str], str | None] = lambda _: None
    ca_file: Path | None = None
    timeouts: Timeouts = Timeouts()
    cancelled: Callable[[], bool] = never
    patience: Patience = ONCE


class Line:
    """Exchanges with one origin over one kept connection. Never follows a redirect."""

    def __init__(self, address: str, surroundings: Surroundings) -> None:
        """Prepare; nothing is opened yet.

        Raises:
            ValueError: not an origin (`https://host[:port]`), or plain HTTP beyond this machine.
        """
        self.origin = checked_origin(address)
        self._surroundings = surroundings
        self._plain_url = f"http://{_shown(urlsplit(self.origin).hostname or '')}/"
        self._client: httpx.Client | None = None
        self._left = False

    def keep_asking(self, once: Callable[[], AnswerT]) -> AnswerT:
        """Ask as often as the surroundings say; `once` makes a new request each time."""
        around = self._surroundings
        return around.patience.keep_asking(once, around.cancelled)

    def close(self) -> None:
        """Close the connection; the next exchange opens another."""
        if self._client is not None and not self._left:
            self._client.close()
            self._client = None

    def ask(
        self,
        method: str,
        target: str,
        *,
        headers: Mapping[str, str],
        body: bytes = b"",
        limit: int = MAX_BODY,
    ) -> Answer:
        """Exchange one request for one answer of at most `limit` bytes.

        Raises:
            GatewayError: no answer, one that passes the limits, or cancelled.
        """
        self._check_cancelled()

        def work() -> Answer:
            return self._exchange(method, target, headers=headers, body=body, limit=limit)

        cancelled = self._surroundings.cancelled
        if cancelled is never:
            return work()
        try:
            return run_or_leave(work, cancelled, left=self._end_alone)
        except LeftError:
            self._left = True  # the connection is still in use: it is closed where the work ends
            raise

    def _end_alone(self) -> None:
        if self._client is not None:
            self._client.close()

    def _exchange(
        self, method: str, target: str, *, headers: Mapping[str, str], body: bytes, limit: int
    ) -> Answer:
        deadline = time.monotonic() + self._surroundings.timeouts.total_s
        try:
            with self._open().stream(
                method, self.origin + target, headers=dict(headers), content=body or None
            ) as response:
                received = b"".join(self._pieces(response, deadline, limit))
                return Answer(
                    status=response.status_code,
                    headers={name.lower(): text for name, text in response.headers.items()},
                    body=received,
                )
        except httpx.HTTPError as fault:
            outcome = self._beyond_portal(outcome_of(fault))
            raise GatewayError(outcome, detail=type(fault).__name__) from fault

    def _pieces(self, response: httpx.Response, deadline: float, limit: int) -> Iterator[bytes]:
        size = 0
        for piece in response.iter_raw():
            self._check_cancelled()
            size += len(piece)
            if size > limit:
                raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="too large")
            if time.monotonic() > deadline:  # a drop now and then resets the time between pieces
                raise GatewayError(Outcome.DELAI, detail="total")
            yield piece

    def _beyond_portal(self, outcome: Outcome) -> Outcome:
        """Return `PORTAIL_CAPTIF` when a false certificate is only the place's sign-in page."""
        if outcome is not Outcome.INTERCEPTION_TLS or self._surroundings.proxy_for(self.origin):
            return outcome
        timeout_s = self._surroundings.timeouts.connect_s
        captive = wants_sign_in(self._plain_url, timeout_s=timeout_s)
        return Outcome.PORTAIL_CAPTIF if captive else outcome

    def _check_cancelled(self) -> None:
        if self._surroundings.cancelled():
            raise GatewayError(Outcome.INTERROMPUE)

    def _open(self) -> httpx.Client:
        if self._client is None:
            timeouts = self._surroundings.timeouts
            self._client = httpx.Client(
                verify=self._trust(),
                proxy=self._surroundings.proxy_for(self.origin),
                trust_env=False,  # the system's proxy comes through the port, with its PAC
                follow_redirects=False,
                timeout=httpx.Timeout(timeouts.read_s, connect=timeouts.connect_s),
                headers={"accept-encoding": "deflate", "user-agent": f"Passerelle/{__version__}"},
            )
        return self._client

    def _trust(self) -> ssl.SSLContext:
        if self.origin.startswith("http:"):  # loopback: no certificate store to read
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        ca_file = self._surroundings.ca_file
        if ca_file is not None:
            try:
                return ssl.create_default_context(cafile=ca_file)
            except OSError as fault:  # missing, or no certificate in it
                raise UnusableFileError(ca_file.name, _NO_CERTIFICATE) from fault
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def checked_origin(address: str) -> str:
    """Return the origin of a service's address.

    Raises:
        ValueError: not an origin, or plain HTTP beyond this machine.
    """
    parts = urlsplit(address.strip())
    host, port = parts.hostname, parts.port
    if not host or parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise ValueError("a service's address is https://host or https://host:port")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ValueError("a service's address begins with https://")
    return f"{parts.scheme}://{_shown(host)}" + (f":{port}" if port else "")


def outcome_of(fault: httpx.HTTPError) -> Outcome:
    """Return what a broken exchange means."""
    match fault:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return Outcome.SERVEUR_INJOIGNABLE
        case httpx.TimeoutException():
            return Outcome.DELAI
        case httpx.ProxyError():
            refused = str(fault).startswith(_PROXY_AUTHENTICATION)
            return Outcome.PROXY_REFUSE if refused else Outcome.SERVEUR_INJOIGNABLE
        case httpx.ConnectError():
            return _of_connection(fault)
        case httpx.RemoteProtocolError() if not _ended_early(fault):
            return Outcome.REPONSE_ILLISIBLE
        case _:
            return Outcome.COUPURE


def _of_connection(fault: BaseException) -> Outcome:
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            dated = cause.verify_code in _DATES
            return Outcome.HORLOGE if dated else Outcome.INTERCEPTION_TLS
        if isinstance(cause, ssl.SSLError):
            return Outcome.INTERCEPTION_TLS
        if isinstance(cause, socket.gaierror):
            return Outcome.RESEAU_ABSENT
        if isinstance(cause, OSError) and cause.errno in _NO_ROUTE:
            return Outcome.RESEAU_ABSENT
    return Outcome.SERVEUR_INJOIGNABLE


def _causes(fault: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = fault
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _ended_early(fault: httpx.RemoteProtocolError) -> bool:
    return any(words in str(fault) for words in ("disconnected", "closed connection"))


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
