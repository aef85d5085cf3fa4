"""What the tests between a laptop and a service share: the two, and who stands in between."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.sync.department_service import DepartmentService
from app.sync.gateway import GatewayError
from app.sync.keys import Link, new_device_keys
from app.sync.line import Surroundings, Timeouts
from tests.sync.departement_state import NOW, FakeDepartement
from tests.sync.loopback import Answerer, Asked, Said, WireDepartement

PATIENT = Timeouts(connect_s=10, read_s=10, total_s=20)
QUICK = Timeouts(connect_s=10, read_s=0.05, total_s=0.08)
HTML = {"content-type": "text/html; charset=utf-8"}


class Scene:
    """A real small Département, and somebody between it and the laptop."""

    def __init__(self) -> None:
        self.departement = FakeDepartement()
        self.wire = WireDepartement(self.departement)
        self.between: Answerer = self.wire
        self.keys = new_device_keys()
        self.now = NOW

    def __call__(self, asked: Asked) -> Said:
        return self.between(asked)

    def altered(self, alter: Callable[[Said], Said]) -> None:
        self.between = lambda asked: alter(self.wire(asked))


def service_at(
    origin: str, scene: Scene, link: Link | None = None, timeouts: Timeouts = PATIENT
) -> DepartmentService:
    return DepartmentService(
        origin,
        keys=scene.keys,
        link=link,
        now=lambda: scene.now,
        surroundings=Surroundings(timeouts=timeouts),
    )


def stopped(call: Callable[[], object]) -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        call()
    return caught.value


def said_always(said: Said) -> Answerer:
    return lambda _: said


@contextmanager
def raw_server(answer: Callable[[socket.socket], object]) -> Generator[str]:
    """Accept one connection, read what is asked, and answer with bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response_only(200)
        self.send_header("content-length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        pass


class _QuietServer(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that refuses the certificate is what the test is about


def certified(folder: Path, *, days: int) -> tuple[Path, Path]:
    """Make a certificate of this machine that ends in so many days, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - dt.timedelta(days=20))
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "certificate.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = folder / "key.pem"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, private


@contextmanager
def serving_tls(folder: Path, *, days: int) -> Generator[tuple[str, Path]]:
    """Serve « hello » over TLS with a certificate that ends in so many days."""
    pem, private = certified(folder, days=days)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    server = _QuietServer(("127.0.0.1", 0), _Hello)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"https://localhost:{server.server_address[1]}", pem
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
