"""The service's OpenAPI: every address of the devices with its bodies, headers, faults, signature.

An address without a row in `BODIES` is found by a test, and described without content meanwhile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, cast

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.department.api.schemas import SCHEMAS, Schema, ref
from app.sync.protocol import routes
from app.sync.protocol.errors import ErrorCode
from app.sync.protocol.figures import LATEST_YEAR
from app.sync.protocol.limits import MAX_FEED, MAX_INTEGER, MEDIA_TYPE, PROTOCOL

_ABOUT: Final = """\
The protocol of `docs/protocole.md`, which is the reference. Every request carries
`Passerelle-Protocol` and a fresh `Passerelle-Nonce`; what a device asks is signed by its key.
Every answer, faults included, is signed over the request's nonce. Bodies may travel with
`Content-Encoding: deflate` (zlib). Unknown names are refused.
"""
_SIGNED: Final = """\
Ed25519 by the device over framed(`passerelle-request-v1`, protocol, device, time, nonce bytes,
METHOD, target, SHA-256(body as it travels)): docs/protocole.md § 5.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bodies:
    """What an operation takes and gives; `device`: signed by a device."""

    gives: str
    takes: str = ""
    device: bool = False
    faults: tuple[ErrorCode, ...] = ()


_ANY: Final = (
    *(ErrorCode.MALFORMED, ErrorCode.PROTOCOL_VERSION, ErrorCode.TOO_LARGE),
    *(ErrorCode.TOO_MANY_REQUESTS, ErrorCode.UNAVAILABLE),
)
_OF_A_DEVICE: Final = (
    *(ErrorCode.BAD_SIGNATURE, ErrorCode.UNKNOWN_DEVICE, ErrorCode.CLOCK, ErrorCode.REPLAYED),
    ErrorCode.DEVICE_REVOKED,
)
_OF_A_BODY: Final = (ErrorCode.FIELD_NOT_ALLOWED, ErrorCode.UNKNOWN_SUITE)
_OF_ACTIVATION: Final = (
    *(ErrorCode.ACTIVATION_UNKNOWN, ErrorCode.ACTIVATION_USED, ErrorCode.ACTIVATION_EXPIRED),
    *(ErrorCode.WRONG_STRUCTURE, ErrorCode.DEVICE_REVOKED, ErrorCode.BAD_SIGNATURE),
)
BODIES: Final = {
    ("get", routes.STATUS): _Bodies(gives="Status"),
    ("get", routes.KEYS): _Bodies(gives="SignedDocument"),
    ("post", routes.ACTIVATION): _Bodies(
        takes="ActivationRequest", gives="ActivationAnswer", faults=_OF_ACTIVATION
    ),
    ("post", routes.BATCHES): _Bodies(takes="Batch", gives="BatchAnswer", device=True),
    ("get", routes.FEED): _Bodies(gives="FeedPage", device=True),
    ("get", routes.DEVICE): _Bodies(gives="DeviceAnswer", device=True),
    ("post", routes.ERASURES): _Bodies(takes="Deposit", gives="DepositAnswer", device=True),
    ("get", routes.ERASURES): _Bodies(gives="ErasurePage", device=True),
    ("get", f"{routes.HELD}/{{item}}"): _Bodies(
        gives="Held", device=True, faults=(ErrorCode.NOT_FOUND,)
    ),
    ("get", routes.STOCK): _Bodies(gives="StockAnswer", device=True),
    ("get", routes.SLICES): _Bodies(gives="SlicesAnswer", device=True),
    ("post", routes.SLICES): _Bodies(takes="Acknowledgements", gives="SlicesAnswer", device=True),
    ("get", routes.FIGURES): _Bodies(gives="FiguresAnswer", device=True),
    ("post", routes.COUNTERS): _Bodies(takes="Counters", gives="CountersAnswer", device=True),
    ("get", routes.MATERIAL): _Bodies(gives="SignedDocument"),
    ("get", f"{routes.MATERIAL}/{{digest}}"): _Bodies(gives="", faults=(ErrorCode.NOT_FOUND,)),
}
_QUERY: Final = {
    ("get", routes.FEED): {
        "after": {"type": "integer", "minimum": 0, "maximum": MAX_INTEGER},
        "limit": {"type": "integer", "minimum": 1, "maximum": MAX_FEED},
    },
    ("get", routes.FIGURES): {
        "since": {"type": "integer", "minimum": 0, "maximum": LATEST_YEAR},
    },
    ("get", routes.ERASURES): {
        "ledger": ref("Mark"),
        "after": {"type": "integer", "minimum": 0, "maximum": MAX_INTEGER},
    },
}
_IN_PATH: Final[dict[str, Schema]] = {
    "item": ref("Uuid"),
    "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
_NONCE: Final = {"type": "string", "pattern": "^[A-Za-z0-9_-]{21}[AQgw]$"}
_SIGNATURE: Final = {"type": "string", "pattern": "^[A-Za-z0-9_-]{85}[AQgw]$"}
_BINARY: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def describe(app: FastAPI) -> None:
    """Make `app` answer its OpenAPI address with this description."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    vars(app)["openapi"] = openapi  # FastAPI's own way to change it


def _described(app: FastAPI) -> dict[str, Any]:
    page = get_openapi(title=app.title, version="1", description=_ABOUT, routes=app.routes)
    for path, operations in cast("dict[str, dict[str, Any]]", page["paths"]).items():
        for method, operation in operations.items():
            _complete(operation, method, path)
    page["components"] = {
        "schemas": SCHEMAS,
        "securitySchemes": {
            "device": {
                "type": "apiKey",
                "in": "header",
                "name": "Passerelle-Signature",
                "description": _SIGNED,
            }
        },
    }
    return page


def _complete(operation: dict[str, Any], method: str, path: str) -> None:
    bodies = BODIES.get((method, path), _Bodies(gives=""))
    operation["parameters"] = [
        *_path_parameters(path),
        *_query_parameters(_QUERY.get((method, path), {})),
        *_header_parameters(bodies),
    ]
    if bodies.takes:
        operation["requestBody"] = {
            "required": True,
            "content": {MEDIA_TYPE: {"schema": ref(bodies.takes)}},
        }
    if bodies.device:
        operation["security"] = [{"device": []}]
    faults = {*_ANY, *bodies.faults, *(_OF_A_DEVICE if bodies.device else ())}
    faults |= set(_OF_A_BODY) if bodies.takes else set()
    good = {MEDIA_TYPE: {"schema": ref(bodies.gives)}} if bodies.gives else _BINARY
    operation["responses"] = {"200": _answer("What was asked.", good), **_refusals(faults)}


def _path_parameters(path: str) -> Iterable[Schema]:
    for name, schema in _IN_PATH.items():
        if f"{{{name}}}" in path:
            yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(query: dict[str, Schema]) -> Iterable[Schema]:
    for name, schema in query.items():
        yield {"name": name, "in": "query", "required": True, "schema": schema}


def _header_parameters(bodies: _Bodies) -> Iterable[Schema]:
    found: dict[str, Schema] = {
        "Passerelle-Protocol": {"const": PROTOCOL},
        "Passerelle-Nonce": _NONCE,
    }
    if bodies.device:
        found |= {"Passerelle-Device": ref("Uuid"), "Passerelle-Time": ref("Instant")}
    for name, schema in found.items():
        yield {"name": name, "in": "header", "required": True, "schema": schema}
    if bodies.takes:
        schema = {"type": "string", "enum": ["deflate", "identity"]}
        yield {"name": "Content-Encoding", "in": "header", "required": False, "schema": schema}


def _refusals(faults: Iterable[ErrorCode]) -> dict[str, Schema]:
    by_status: dict[int, list[ErrorCode]] = {}
    for fault in sorted(faults):
        by_status.setdefault(fault.status, []).append(fault)
    return {
        str(status): _answer(
            "\n".join(f"- `{one}`: {one.meaning}" for one in several),
            {MEDIA_TYPE: {"schema": _fault(several)}},
        )
        for status, several in sorted(by_status.items())
    }


def _fault(several: list[ErrorCode]) -> Schema:
    only = {"properties": {"error": {"enum": [one.value for one in several]}}}
    return {"allOf": [ref("Fault"), only]}


def _answer(text: str, content: dict[str, Any]) -> Schema:
    headers: dict[str, Schema] = {
        "Passerelle-Protocol": {"const": PROTOCOL},
        "Passerelle-Time": ref("Instant"),
        "Passerelle-Key": ref("KeyId"),
        "Passerelle-Signature": _SIGNATURE,
    }
    return {
        "description": text,
        "headers": {name: {"required": True, "schema": schema} for name, schema in headers.items()},
        "content": content,
    }
