"""The signed envelope of every exchange: who asks, is it fresh; and the service's signature."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import String, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.requests import ClientDisconnect

from app.department.database.actors import DeviceRow, NonceRow
from app.department.guard import REFUSAL, log_bug
from app.department.rates import TooManyRequestsError
from app.department.records import rates, troubles
from app.department.records.arrivals import Sender
from app.department.records.journal import Action, Actor, note
from app.department.web import Service
from app.sync.protocol.answers import Fault
from app.sync.protocol.canonical import canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_BODY, MEDIA_TYPE, PROTOCOL, REQUEST_WINDOW_S
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
_REMEMBERED = timedelta(seconds=2 * REQUEST_WINDOW_S)
_DEVICE = select(DeviceRow.structure_id, DeviceRow.signing_key, DeviceRow.revoked_at).where(
    DeviceRow.id == bindparam("device", type_=String)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request read whole; `body` is what travelled, compressed as it was."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    address: str = ""


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
    with service.database.reading() as session:
        found = session.execute(_DEVICE, {"device": stamp.device}).one_or_none()
    if found is None:
        raise ProtocolError(ErrorCode.UNKNOWN_DEVICE)
    structure, signing_key, revoked_at = found
    sender = Sender(device=stamp.device, structure=structure, signing_key=signing_key)
    stamp.verify(sender.signing_key, method=asked.method, target=asked.target, body=asked.body)
    service.unproven.forgive(asked.address, service.clock.now())
    if revoked_at is not None:
        _note_refusal(service, sender, ErrorCode.DEVICE_REVOKED)
        raise ProtocolError(ErrorCode.DEVICE_REVOKED)
    try:
        stamp.check_time(service.clock.now())
        _remember(service, stamp, asked.headers.get("user-agent", ""))
    except TooManyRequestsError:
        raise
    except ProtocolError as fault:
        _note_trouble(service, sender, stamp, fault.code)
        raise
    return sender


def _remember(service: Service, stamp: RequestStamp, agent: str) -> None:
    """Remember a nonce: not lastingly, since whatever a request does lasts, and can be repeated."""
    now = service.clock.now()
    try:
        with service.database.writing(lasting=False) as session:
            session.execute(
                insert(NonceRow).values(device_id=stamp.device, nonce=stamp.nonce, at=now)
            )
            most = service.settings.device_requests_per_minute
            reached = rates.count(session, caller=stamp.device, most=most, now=now)
            if reached == 1:  # once a minute and laptop is often enough
                session.execute(delete(NonceRow).where(NonceRow.at < now - _REMEMBERED))
            session.execute(
                update(DeviceRow)
                .where(DeviceRow.id == stamp.device)
                .values(last_contact_at=now, **_program(agent))
            )
    except IntegrityError as error:
        raise ProtocolError(ErrorCode.REPLAYED) from error


def _program(agent: str) -> dict[str, str]:
    """Return the version that the laptop says it runs, if it says one: for information."""
    said = _PROGRAM.fullmatch(agent)
    return {"program": said.group(1)} if said else {}


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
