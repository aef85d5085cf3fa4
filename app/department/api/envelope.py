"""The signed envelope of every exchange: who asks, is it fresh; and the service's signature."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection, String, bindparam, select
from sqlalchemy.exc import OperationalError
from starlette.requests import ClientDisconnect

from app.department.database.actors import DeviceRow
from app.department.database.base import table_of
from app.department.guard import REFUSAL, log_bug
from app.department.rates import TooManyRequestsError
from app.department.records import troubles
from app.department.records.admission import Asking, admit
from app.department.records.arrivals import Sender
from app.department.records.journal import Action, Actor, note
from app.department.web import Part, Service
from app.sync.protocol.answers import Fault
from app.sync.protocol.bodies import decode_body
from app.sync.protocol.canonical import canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_BODY, MAX_INTEGER, MEDIA_TYPE, PROTOCOL
from app.sync.protocol.requests import (
    RequestStamp,
    check_version,
    parse_nonce,
    parse_request_stamp,
    sign_answer,
)

RETRY_AFTER_S = 30
Content = dict[str, object] | bytes
"""What an answer holds: an object of the protocol, or a published document as it is."""

_RAW = "application/octet-stream"
_LOG = logging.getLogger(__name__)
_PROGRAM = re.compile(r"Passerelle/([0-9A-Za-z.+-]{1,32})")
_DEVICES = table_of(DeviceRow)
_DEVICE = select(_DEVICES.c.structure_id, _DEVICES.c.signing_key, _DEVICES.c.revoked_at).where(
    _DEVICES.c.id == bindparam("device", type_=String)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request read whole; `body` is what travelled, compressed as it was."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    address: str = ""
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    path: Mapping[str, str] = field(default_factory=dict[str, str])

    def content(self) -> object:
        """Return what the body says.

        Raises:
            ProtocolError: it is no body of the protocol.
        """
        return decode_body(self.body, self.headers.get("content-encoding"))


Work = Callable[[Service, Asked], Content]
"""What answers an address; it runs in a thread, and may raise `ProtocolError`."""


def answering(
    router: APIRouter, method: str, address: str, *, summary: str
) -> Callable[[Work], Work]:
    """Let the function that follows answer an address, in the signed envelope."""

    def serve(work: Work) -> Work:
        async def answer(request: Request, service: Part) -> Response:
            return await answered(request, service, lambda asked: work(service, asked))

        router.add_api_route(
            address,
            answer,
            methods=[method],
            name=work.__name__,
            summary=summary,
            description=work.__doc__,
        )
        return work

    return serve


async def answered(
    request: Request, service: Service, work: Callable[[Asked], Content]
) -> Response:
    """Run `work` in a thread and sign its answer, or the fault that it raises."""
    content: Content
    nonce = b""
    try:
        headers = {name.lower(): value for name, value in request.headers.items()}
        check_version(headers)
        nonce = parse_nonce(headers)
        address = request.client.host if request.client else ""
        service.unproven.enter(address, service.clock.now())
        _check_media_type(headers)
        asked = Asked(
            method=request.method,
            target=_target(request),
            headers=headers,
            body=await _read(request),
            address=address,
            query=request.query_params,
            path=request.path_params,
        )
        content, status = await run_in_threadpool(work, asked), 200
    except ProtocolError as fault:
        content, status = _fault(fault), fault.code.status
        request.scope[REFUSAL] = str(fault)
    except ClientDisconnect:
        raise
    except OperationalError:  # locked, full or away; its message may hold persons: no trace
        _LOG.error("database unavailable")
        away = ProtocolError(ErrorCode.UNAVAILABLE)
        content, status = _fault(away), away.code.status
    except Exception as bug:  # noqa: BLE001 - an unsigned answer would be a stranger's
        log_bug(bug)
        away = ProtocolError(ErrorCode.UNAVAILABLE)
        content, status = _fault(away), away.code.status
    return _signed(service, content, status=status, nonce=nonce)


def sender_of(service: Service, asked: Asked) -> Sender:
    """Return the device that signed the request, and remember the nonce.

    Raises:
        ProtocolError: unknown or revoked device, altered, too old or seen before.
    """
    stamp = parse_request_stamp(asked.headers)
    with service.database.linked() as connection:
        found = connection.execute(_DEVICE, {"device": stamp.device}).one_or_none()
        connection.rollback()
        if found is None:
            raise ProtocolError(ErrorCode.UNKNOWN_DEVICE)
        sender = Sender(
            device=stamp.device, structure=found.structure_id, signing_key=found.signing_key
        )
        stamp.verify(sender.signing_key, method=asked.method, target=asked.target, body=asked.body)
        service.unproven.forgive(asked.address, service.clock.now())
        if found.revoked_at is None:
            fault = _admitted(service, connection, stamp, asked)
        else:
            fault = ProtocolError(ErrorCode.DEVICE_REVOKED)
    if fault is None:
        return sender
    if fault.code is ErrorCode.DEVICE_REVOKED:
        _note_refusal(service, sender, fault.code)
    else:
        _note_trouble(service, sender, stamp, fault.code)
    raise fault


def number_asked(asked: Asked, name: str, *, lowest: int, highest: int) -> int:
    """Return a number of the query.

    Raises:
        ProtocolError: `MALFORMED`, it is not there, or is none of these.
    """
    text = asked.query.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_INTEGER))):
        raise ProtocolError(ErrorCode.MALFORMED, name)
    if not lowest <= int(text) <= highest:
        raise ProtocolError(ErrorCode.MALFORMED, name)
    return int(text)


def _admitted(
    service: Service, connection: Connection, stamp: RequestStamp, asked: Asked
) -> ProtocolError | None:
    """Remember the request, or return why it is refused.

    Raises:
        TooManyRequestsError: the laptop has to wait.
    """
    now = service.clock.now()
    program = _program(asked.headers.get("user-agent", ""))
    asking = Asking(device=stamp.device, nonce=stamp.nonce, program=program)
    most = service.settings.device_requests_per_minute
    try:
        stamp.check_time(now)
        admit(service.database, connection, asking, most=most, now=now)
    except TooManyRequestsError:
        raise
    except ProtocolError as fault:
        return fault
    return None


def _program(agent: str) -> str | None:
    """Return the version that the laptop says it runs, if it says one: for information."""
    said = _PROGRAM.fullmatch(agent)
    return said.group(1) if said else None


def _note_trouble(service: Service, sender: Sender, stamp: RequestStamp, code: ErrorCode) -> None:
    now = service.clock.now()
    offset = int((stamp.at - now).total_seconds())
    with service.database.writing() as session:
        troubles.note_refusal(session, sender.device, code, now, detail=offset)


def _note_refusal(service: Service, sender: Sender, code: ErrorCode) -> None:
    with service.database.writing() as session:
        note(
            session,
            at=service.clock.now(),
            actor=Actor.device(sender.device),
            action=Action.DEMANDE_REFUSEE,
            on=sender.structure,
            detail=code,
        )
        troubles.note_refusal(session, sender.device, code, service.clock.now())


def _target(request: Request) -> str:
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace")
    query = request.scope["query_string"].decode("ascii", "replace")
    return f"{path}?{query}" if query else path


def _check_media_type(headers: dict[str, str]) -> None:
    """Accept the protocol's own kind of body; a form that a page made some browser send is none."""
    kind = headers.get("content-type", MEDIA_TYPE).partition(";")[0].strip().lower()
    if kind != MEDIA_TYPE:
        raise ProtocolError(ErrorCode.MALFORMED, "content-type")


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise ProtocolError(ErrorCode.TOO_LARGE)
    return bytes(body)


def _fault(fault: ProtocolError) -> dict[str, object]:
    supported = (PROTOCOL,) if fault.code is ErrorCode.PROTOCOL_VERSION else ()
    wait = _wait(fault)
    return Fault(
        code=fault.code, place=fault.place, retry_after_s=wait, supported=supported
    ).content()


def _wait(fault: ProtocolError) -> int | None:
    if isinstance(fault, TooManyRequestsError):
        return fault.retry_after_s
    return RETRY_AFTER_S if fault.code is ErrorCode.UNAVAILABLE else None


def _signed(service: Service, content: Content, *, status: int, nonce: bytes) -> Response:
    raw = isinstance(content, bytes)
    body = content if isinstance(content, bytes) else canonical(content)
    stamp = sign_answer(
        service.keys.signing[0], status=status, body=body, nonce=nonce, at=service.clock.now()
    )
    if isinstance(content, dict) and "retry_after_s" in content:
        stamp["Retry-After"] = str(content["retry_after_s"])
    return Response(body, status_code=status, headers=stamp, media_type=_RAW if raw else MEDIA_TYPE)
