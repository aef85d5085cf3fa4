"""Put a `FakeDepartement`, or any answer at all, behind HTTP on this machine."""

import contextlib
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from app.sync.protocol import routes
from app.sync.protocol.activation import parse_activation_request
from app.sync.protocol.answers import Fault
from app.sync.protocol.bodies import decode_body
from app.sync.protocol.canonical import canonical
from app.sync.protocol.erasures import parse_deposit
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MEDIA_TYPE
from app.sync.protocol.requests import (
    check_version,
    parse_nonce,
    parse_request_stamp,
    sign_answer,
)
from tests.sync.departement_state import FakeDepartement


@dataclass
class Asked:
    """A request as it arrived: names of headers in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Said:
    """An answer; `cut_after` closes the connection when so many bytes of the body are sent."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut_after: int | None = None


Answerer = Callable[[Asked], Said]


class WireDepartement:
    """The wire side of a `FakeDepartement`; keeps what was asked."""

    def __init__(self, departement: FakeDepartement) -> None:
        self.departement = departement
        self.asked: list[Asked] = []
        self.nonces: set[tuple[str, bytes]] = set()

    def __call__(self, asked: Asked) -> Said:
        self.asked.append(asked)
        nonce = b""
        try:
            nonce = parse_nonce(asked.headers)
            status, content = 200, self._content(asked)
        except ProtocolError as fault:
            status = fault.code.status
            content = Fault(code=fault.code, place=fault.place).content()
        body = content if isinstance(content, bytes) else canonical(content)
        headers = sign_answer(
            self.departement.signing[0],
            status=status,
            body=body,
            nonce=nonce,
            at=self.departement.now,
        )
        return Said(status, {**headers, "content-type": MEDIA_TYPE}, body)

    def _content(self, asked: Asked) -> object:
        check_version(asked.headers)
        path = urlsplit(asked.target).path
        body = decode_body(asked.body, asked.headers.get("content-encoding")) if asked.body else {}
        match asked.method, path:
            case "GET", routes.KEYS:
                return self.departement.key_list().wire()
            case "POST", routes.ACTIVATION:
                return self.departement.activate(parse_activation_request(body)).content()
            case "GET", routes.STATUS:
                return {"epoch": self.departement.epoch}
            case "GET", routes.MATERIAL:
                return self.departement.published().wire()
            case "GET", _ if path.startswith(f"{routes.MATERIAL}/"):
                digest = bytes.fromhex(path.rpartition("/")[2])
                if digest not in self.departement.documents:
                    raise ProtocolError(ErrorCode.NOT_FOUND)
                return self.departement.documents[digest]
            case _:
                return self._of_devices(asked, path, body)

    def _of_devices(self, asked: Asked, path: str, body: object) -> object:
        device = self._device(asked)
        query = parse_qs(urlsplit(asked.target).query)
        match asked.method, path:
            case "POST", routes.BATCHES:
                return self.departement.receive(device, body).content()
            case "GET", routes.FEED:
                after, limit = int(query["after"][0]), int(query["limit"][0])
                return self.departement.page(device, after, limit).content()
            case "GET", routes.DEVICE:
                return {"certificate": self.departement.certificate(device).wire()}
            case "POST", routes.ERASURES:
                self.departement.deposit(device, parse_deposit(body))
                return {"epoch": self.departement.epoch, "high_water": 0}
            case "GET", routes.ERASURES:
                ledger, after = query["ledger"][0], int(query["after"][0])
                return self.departement.erasures(device, ledger, after).content()
            case _:
                raise ProtocolError(ErrorCode.NOT_FOUND)

    def _device(self, asked: Asked) -> str:
        stamp = parse_request_stamp(asked.headers)
        public = self.departement.device(stamp.device).signing
        stamp.verify(public, method=asked.method, target=asked.target, body=asked.body)
        stamp.check_time(self.departement.now)
        if (stamp.device, stamp.nonce) in self.nonces:
            raise ProtocolError(ErrorCode.REPLAYED)
        self.nonces.add((stamp.device, stamp.nonce))
        return stamp.device


@contextlib.contextmanager
def serving(answerer: Answerer, port: int = 0) -> Generator[str]:
    """Serve on `port` of this machine, else on a free one; yields the origin."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 2  # a kept connection must not outlive the test
        disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement

        def _answer(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            headers = {name.lower(): text for name, text in self.headers.items()}
            said = answerer(Asked(self.command, self.path, headers, self.rfile.read(length)))
            self.send_response_only(said.status)
            for name, text in said.headers.items():
                self.send_header(name, text)
            self.send_header("content-length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body[: said.cut_after])
            self.close_connection = said.cut_after is not None

        do_GET = do_POST = _answer  # noqa: N815 -- the names that http.server calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
