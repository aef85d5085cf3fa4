"""One exchange with the platform: bounded in time and size, encrypted but on this machine itself.

The token is a header of each request and stands nowhere else. No redirect is followed: it would
carry the token to whoever it names.
"""

import ipaddress
import json
import random
import ssl
import time
from collections.abc import Callable
from typing import Final, Self, cast
from urllib.parse import urlsplit

import httpx
import truststore

from app import __version__
from app.department.demarches.answers import Page, parse_page, refuse
from app.department.demarches.failures import Echec, ReadingError
from app.department.demarches.question import FEW_DOSSIERS, MOST_DOSSIERS, PATH, question
from app.department.failures import ServiceError

MAX_BODY: Final = 4 * 1024 * 1024
LONGEST_WAIT_S: Final = 30
"""A longer wait is the next reading's."""
_TRIES: Final = 3
_FIRST_WAIT_S: Final = 2.0
_TIMEOUT: Final = httpx.Timeout(10.0, read=45.0)  # the platform gives a query 30 s
_WHOLE_S: Final = 90.0  # of one answer: it may come drop by drop
_OK, _UNAUTHORIZED, _FORBIDDEN, _TOO_MANY, _BROKEN = 200, 401, 403, 429, 500
_TOO_MUCH: Final = frozenset({Echec.TROP_LENTE, Echec.TROP_GRANDE})
_FEWER: Final = {MOST_DOSSIERS: FEW_DOSSIERS, FEW_DOSSIERS: 1}
_AGAIN: Final = frozenset({Echec.TROP_DE_DEMANDES, Echec.EN_PANNE, Echec.INJOIGNABLE})

Wait = Callable[[float], bool]
"""Lets so many seconds pass; tells whether the service stops meanwhile."""


def checked_address(address: str) -> str:
    """Return `https://host[:port]`; plain HTTP is for this machine alone.

    Raises:
        ServiceError: any other address.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    private = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
    bare = not parts.username and parts.path in {"", "/"} and not parts.query
    if host and private and bare:
        return f"{parts.scheme}://{parts.netloc}"
    raise ServiceError("L’adresse de Démarches simplifiées doit commencer par https://.")


class Client:
    """Asks one form for its decisions; one thread at a time, closed at the end of a reading."""

    def __init__(
        self,
        address: str,
        token: str,
        *,
        demarche: int,
        fields: tuple[str, str],
        wait: Wait,
    ) -> None:
        """Prepare; nothing is opened yet. `fields`: identifier and structure.

        Raises:
            ServiceError: the address is not one of a service.
        """
        self._demarche = demarche
        self._fields = fields
        self._wait = wait
        self._most = MOST_DOSSIERS
        self._http = httpx.Client(
            base_url=checked_address(address),
            headers={
                "authorization": f"Bearer {token}",
                "content-type": "application/json",
                "accept": "application/json",
                "accept-encoding": "identity",
                "user-agent": f"Passerelle-Departement/{__version__}",
            },
            timeout=_TIMEOUT,
            follow_redirects=False,
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._http.close()

    def page(self, after: str, *, most: int = MOST_DOSSIERS) -> Page:
        """Return the dossiers changed after a cursor; asks again a few times, and for fewer.

        Who had to ask for fewer goes on so: the next pages would be too much as well.

        Raises:
            ReadingError: no page; a long wait was asked for; the service stops.
        """
        for tried in range(1, _TRIES + 1):
            asked = min(most, self._most)
            try:
                return self._once(after, asked)
            except ReadingError as fault:
                if fault.echec in _TOO_MUCH and asked in _FEWER:
                    self._most = _FEWER[asked]
                    return self.page(after, most=most)
                if tried == _TRIES or fault.echec not in _AGAIN:
                    raise
                self._pause(fault, tried)
        raise AssertionError("the last try returns or raises")

    def _pause(self, fault: ReadingError, tried: int) -> None:
        seconds = fault.retry_after_s or random.uniform(0, _FIRST_WAIT_S * 2**tried)  # noqa: S311 - so that many do not come back at once
        if seconds > LONGEST_WAIT_S or self._wait(seconds):
            raise fault

    def _once(self, after: str, most: int) -> Page:
        asked = question(demarche=self._demarche, fields=self._fields, after=after, most=most)
        try:
            with self._http.stream("POST", PATH, content=asked) as answer:
                body = _bounded(answer)
        except httpx.TimeoutException as fault:
            raise ReadingError(Echec.INJOIGNABLE) from fault
        except httpx.HTTPError as fault:
            raise ReadingError(_why(fault)) from fault
        if answer.status_code == _OK:
            return parse_page(body, self._demarche)
        raise _refusal(answer, body)


def _bounded(answer: httpx.Response) -> bytes:
    body, until = b"", time.monotonic() + _WHOLE_S
    for part in answer.iter_raw():
        body += part
        if len(body) > MAX_BODY:
            raise ReadingError(Echec.TROP_GRANDE)
        if time.monotonic() > until:
            raise ReadingError(Echec.ILLISIBLE)
    return body


def _refusal(answer: httpx.Response, body: bytes) -> ReadingError:
    """Return what a status other than 200 means; its body is believed where it is JSON."""
    status = answer.status_code
    if status == _TOO_MANY:
        return ReadingError(Echec.TROP_DE_DEMANDES, retry_after_s=_seconds(answer))
    if status == _UNAUTHORIZED:
        return ReadingError(Echec.JETON_EXPIRE)
    if status >= _BROKEN:
        return ReadingError(Echec.EN_PANNE, retry_after_s=_seconds(answer))
    try:
        refuse(cast("dict[str, object]", json.loads(body)))
    except ReadingError as told:
        return told
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError):
        pass
    return ReadingError(Echec.JETON_REFUSE if status == _FORBIDDEN else Echec.ILLISIBLE)


def _seconds(answer: httpx.Response) -> int | None:
    text = answer.headers.get("retry-after", "")
    return min(int(text), 86_400) if text.isascii() and text.isdecimal() and len(text) < 9 else None  # noqa: PLR2004 - more than a day is nonsense


def _why(fault: BaseException | None) -> Echec:
    while fault is not None:
        if isinstance(fault, ssl.SSLError):
            return Echec.CERTIFICAT
        fault = fault.__cause__ or fault.__context__
    return Echec.INJOIGNABLE


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
