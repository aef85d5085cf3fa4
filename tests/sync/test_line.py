"""What can happen between the laptop and the service, each as the worker will be told."""

import datetime as dt
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.domain.failures import UnusableFileError
from app.sync.department_service import DepartmentService
from app.sync.gateway import Cursor, GatewayError
from app.sync.keys import Link, new_device_keys
from app.sync.line import Line, Surroundings, Timeouts, checked_origin
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.sync.protocol.limits import MAX_BODY
from tests.sync.fake_departement import NOW, FakeDepartement
from tests.sync.gateway_suite import new_item, outgoing
from tests.sync.loopback import Answerer, Asked, Said, WireDepartement, serving

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


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def service(scene: Scene) -> Iterator[DepartmentService]:
    """Return an activated gateway whose way goes through `scene.between`."""
    with serving(scene) as origin, _service(origin, scene) as service:
        service.activate(scene.departement.new_code())
        yield service


def _service(
    origin: str, scene: Scene, link: Link | None = None, timeouts: Timeouts = PATIENT
) -> DepartmentService:
    return DepartmentService(
        origin,
        keys=scene.keys,
        link=link,
        now=lambda: scene.now,
        surroundings=Surroundings(timeouts=timeouts),
    )


def _stopped(call: Callable[[], object]) -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        call()
    return caught.value


def _said(said: Said) -> Answerer:
    return lambda _: said


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (Said(200, HTML, b"<html>Bienvenue sur le Wi-Fi</html>"), Outcome.PORTAIL_CAPTIF),
        (Said(302, {"location": "http://portail.example/"}), Outcome.PORTAIL_CAPTIF),
        (Said(307, {"location": "https://service.example/v1"}), Outcome.PORTAIL_CAPTIF),
        (Said(511, {}, b"sign in"), Outcome.PORTAIL_CAPTIF),
        (Said(407, {}), Outcome.PROXY_REFUSE),
        (Said(429, {"retry-after": "120"}), Outcome.TROP_DE_DEMANDES),
        (Said(502, HTML, b"<html>Bad gateway</html>"), Outcome.SERVICE_INDISPONIBLE),
        (Said(503, {"retry-after": "30"}), Outcome.SERVICE_INDISPONIBLE),
        (Said(200, {"content-type": "application/json"}, b"{}"), Outcome.REPONSE_ILLISIBLE),
        (Said(404, {}, b"not here"), Outcome.REPONSE_ILLISIBLE),
    ],
)
def test_what_a_stranger_answers_is_never_an_acknowledgement(
    scene: Scene, service: DepartmentService, said: Said, outcome: Outcome
) -> None:
    scene.between = _said(said)
    assert _stopped(lambda: service.push([outgoing(new_item())])).outcome is outcome
    assert _stopped(lambda: service.pull(Cursor())).outcome is outcome
    assert _stopped(service.refresh_keys).outcome is outcome
    assert scene.departement.held == {}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120", 120), ("0", 0), ("999999999", 86_400), ("soon", None), ("-5", None), ("", None)],
)
def test_the_wait_asked_for_is_told(
    scene: Scene, service: DepartmentService, text: str, seconds: int | None
) -> None:
    scene.between = _said(Said(429, {"retry-after": text}))
    assert _stopped(lambda: service.pull(Cursor())).retry_after_s == seconds


def test_a_wait_given_as_a_date_counts_from_the_senders_time(
    scene: Scene, service: DepartmentService
) -> None:
    headers = {
        "date": "Mon, 23 Nov 2026 17:30:00 GMT",
        "retry-after": "Mon, 23 Nov 2026 17:31:30 GMT",
    }
    scene.between = _said(Said(503, headers))
    assert _stopped(lambda: service.pull(Cursor())).retry_after_s == 90


def test_a_redirect_is_not_followed(scene: Scene, service: DepartmentService) -> None:
    seen: list[str] = []

    def redirect(asked: Asked) -> Said:
        seen.append(asked.target)
        return Said(302, {"location": "/elsewhere"})

    scene.between = redirect
    _stopped(lambda: service.pull(Cursor()))
    assert seen == ["/v1/feed?after=0&limit=200"]


@pytest.mark.parametrize(
    "alter",
    [
        lambda said: Said(said.status, said.headers, said.body.replace(b"accepted", b"conflict")),
        lambda said: Said(said.status, said.headers, said.body[:-1]),
        lambda said: Said(said.status, said.headers, b"\x00\xff garbage"),
        lambda said: Said(201, said.headers, said.body),
        lambda said: Said(
            said.status,
            {**said.headers, "passerelle-time": "2026-11-23T17:31:00Z"},
            said.body,
        ),
    ],
)
def test_an_altered_answer_is_not_believed(
    scene: Scene, service: DepartmentService, alter: Callable[[Said], Said]
) -> None:
    item = new_item()
    scene.altered(alter)
    fault = _stopped(lambda: service.push([outgoing(item)]))
    assert fault.outcome is Outcome.REPONSE_ILLISIBLE
    assert fault.outcome.may_have_arrived
    scene.between = scene.wire
    (again,) = service.push([outgoing(item)])
    assert again.outcome is Outcome.DEJA_RECUE


def test_an_old_answer_is_no_answer(scene: Scene, service: DepartmentService) -> None:
    answers: list[Said] = []

    def kept(said: Said) -> Said:
        answers.append(said)
        return said

    scene.altered(kept)
    service.pull(Cursor())
    scene.between = _said(answers[0])
    assert _stopped(lambda: service.pull(Cursor())).outcome is Outcome.REPONSE_ILLISIBLE


@pytest.mark.parametrize("size", [0, 1, 40, 100])
def test_a_connection_cut_in_the_answer_loses_nothing(
    scene: Scene, service: DepartmentService, size: int
) -> None:
    item = new_item()
    scene.altered(lambda said: Said(said.status, said.headers, said.body, cut_after=size))
    fault = _stopped(lambda: service.push([outgoing(item)]))
    assert fault.outcome is Outcome.COUPURE
    assert fault.outcome.may_have_arrived
    scene.between = scene.wire
    (again,) = service.push([outgoing(item)])
    assert again.outcome is Outcome.DEJA_RECUE
    assert scene.departement.held[item].last == 1


def test_an_oversized_answer_is_given_up(scene: Scene, service: DepartmentService) -> None:
    scene.altered(lambda said: Said(said.status, said.headers, bytes(MAX_BODY + 1)))
    fault = _stopped(lambda: service.pull(Cursor()))
    assert (fault.outcome, fault.detail) == (Outcome.REPONSE_ILLISIBLE, "too large")


def test_a_slow_answer_is_given_up(scene: Scene, service: DepartmentService) -> None:
    waited = threading.Event()

    def slow(asked: Asked) -> Said:
        waited.wait(0.1)
        return scene.wire(asked)

    scene.between = slow
    with _service(service._line.origin, scene, service.link, QUICK) as hurried:
        assert _stopped(lambda: hurried.pull(Cursor())).outcome is Outcome.DELAI
    waited.set()


def test_an_answer_drop_by_drop_is_given_up() -> None:
    with _raw_server(_drop_by_drop) as origin:
        line = Line(origin, Surroundings(timeouts=QUICK))
        began = time.monotonic()
        fault = _stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.DELAI
    assert time.monotonic() - began < 2


def test_something_that_does_not_speak_http_is_not_understood() -> None:
    with _raw_server(lambda connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")) as origin:
        line = Line(origin, Surroundings(timeouts=PATIENT))
        assert _stopped(lambda: line.ask("GET", "/", headers={})).outcome is (
            Outcome.REPONSE_ILLISIBLE
        )
        line.close()


def test_a_connection_closed_at_once_is_a_cut() -> None:
    with _raw_server(lambda _: None) as origin:
        line = Line(origin, Surroundings(timeouts=PATIENT))
        assert _stopped(lambda: line.ask("GET", "/", headers={})).outcome is Outcome.COUPURE
        line.close()


def test_nothing_at_the_address_is_told_from_no_network(scene: Scene) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _service(f"http://127.0.0.1:{port}", scene) as service:
        fault = _stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.SERVEUR_INJOIGNABLE


def test_a_name_that_cannot_be_resolved_is_no_network(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unresolved(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    with _service("https://service.example", scene) as service:
        fault = _stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.RESEAU_ABSENT
    assert not fault.outcome.may_have_arrived


def test_a_wrong_clock_is_told_with_how_far(scene: Scene, service: DepartmentService) -> None:
    scene.now = NOW + dt.timedelta(hours=1)
    assert _stopped(lambda: service.pull(Cursor())).outcome is Outcome.HORLOGE
    assert service.clock_ahead_s == 3600


def test_a_signed_refusal_to_serve_is_told_with_its_wait(
    scene: Scene, service: DepartmentService
) -> None:
    scene.departement.devices.clear()
    assert _stopped(lambda: service.pull(Cursor())).outcome is Outcome.POSTE_INCONNU


def test_a_service_of_another_root_is_unmasked(scene: Scene, service: DepartmentService) -> None:
    scene.between = WireDepartement(FakeDepartement())
    assert _stopped(lambda: service.pull(Cursor())).outcome is Outcome.FAUX_SERVICE


def test_a_false_service_cannot_activate(scene: Scene) -> None:
    impostor = FakeDepartement()
    code = scene.departement.new_code()
    impostor.codes.update(scene.departement.codes)  # it even learnt the secret
    with (
        serving(WireDepartement(impostor)) as origin,
        _service(origin, scene) as service,
    ):
        assert _stopped(lambda: service.activate(code)).outcome is Outcome.FAUX_SERVICE
        assert service.link is None


def test_a_captive_portal_cannot_activate(scene: Scene) -> None:
    with (
        serving(_said(Said(200, HTML, b"<html></html>"))) as origin,
        _service(origin, scene) as service,
    ):
        fault = _stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.PORTAIL_CAPTIF


def test_receipts_of_other_items_are_not_believed(scene: Scene, service: DepartmentService) -> None:
    first, second = outgoing(new_item()), outgoing(new_item())
    receive = scene.departement.receive

    def reversed_receipts(device: str, batch: object) -> object:
        answer = receive(device, batch)
        return type(answer)(
            epoch=answer.epoch,
            high_water=answer.high_water,
            receipts=list(reversed(answer.receipts)),
        )

    scene.departement.receive = reversed_receipts  # type: ignore[method-assign,assignment]
    fault = _stopped(lambda: service.push([first, second]))
    assert fault.detail == "receipts of other items"


def test_a_long_feed_comes_page_by_page(scene: Scene, service: DepartmentService) -> None:
    item = new_item()
    service.push([outgoing(item)])
    for _ in range(201):
        scene.departement.decide(item, DecisionSens.ACCEPTEE)
    first = service.pull(Cursor())
    assert (len(first.entries), first.more) == (200, True)
    second = service.pull(first.cursor)
    assert ([entry.seq for entry in second.entries], second.more) == ([201], False)


def test_a_forbidden_field_is_to_be_corrected_and_named(
    scene: Scene, service: DepartmentService
) -> None:
    scene.departement.forbidden_fields = {"prenom"}
    (result,) = service.push([outgoing(new_item())])
    assert (result.outcome, result.place) == (Outcome.A_CORRIGER, "payload.personne.prenom")


def test_cancelling_stops_before_the_next_request(scene: Scene) -> None:
    with serving(scene) as origin:
        service = DepartmentService(
            origin,
            keys=scene.keys,
            link=None,
            now=lambda: NOW,
            surroundings=Surroundings(cancelled=lambda: True),
        )
        fault = _stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.INTERROMPUE
    assert scene.wire.asked == []


def test_thirty_prescriptions_take_one_request_of_under_1_6_kb_each(
    scene: Scene, service: DepartmentService
) -> None:
    before = len(scene.wire.asked)
    results = service.push([outgoing(new_item()) for _ in range(30)])
    assert {result.outcome for result in results} == {Outcome.ACCUSEE}
    (request,) = scene.wire.asked[before:]
    assert len(request.body) < 30 * 1600


def test_no_name_travels_in_clear(scene: Scene, service: DepartmentService) -> None:
    service.push([outgoing(new_item(), nom="Introuvable")])
    request = scene.wire.asked[-1]
    assert b"Introuvable" not in request.body
    assert "Introuvable" not in str(request.headers) + request.target


@pytest.mark.parametrize(
    "address",
    [
        "http://service.example",
        "ftp://service.example",
        "service.example",
        "https://",
        "https://service.example/passerelle",
        "https://user:word@service.example",
        "http://127.0.0.1.example",
        "",
    ],
)
def test_an_address_that_is_not_safe_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="a service's address"):
        checked_origin(address)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://service.example/", "https://service.example"),
        (" https://service.example:8443 ", "https://service.example:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_taken(address: str, origin: str) -> None:
    assert checked_origin(address) == origin


# --- TLS


def test_a_certificate_nobody_vouches_for_is_an_inspected_line(
    tmp_path: Path, scene: Scene
) -> None:
    with _tls(tmp_path, days=10) as (origin, _), _service(origin, scene) as service:
        fault = _stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.INTERCEPTION_TLS


def test_a_certificate_out_of_date_points_at_the_clock(tmp_path: Path) -> None:
    with _tls(tmp_path, days=-10) as (origin, ca):
        line = Line(origin, Surroundings(ca_file=ca, timeouts=PATIENT))
        fault = _stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.HORLOGE


def test_a_pinned_authority_is_trusted(tmp_path: Path) -> None:
    with _tls(tmp_path, days=10) as (origin, ca):
        line = Line(origin, Surroundings(ca_file=ca, timeouts=Timeouts()))
        assert line.ask("GET", "/", headers={}).body == b"hello"
        line.close()


def test_a_pinned_authority_that_is_no_certificate_names_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "autorite.pem"
    broken.write_text("pas un certificat")
    line = Line("https://service.example", Surroundings(ca_file=broken))
    with pytest.raises(UnusableFileError, match=r"autorite\.pem"):
        line.ask("GET", "/", headers={})


def test_a_false_certificate_with_a_sign_in_page_is_a_portal(tmp_path: Path) -> None:
    portal = _said(Said(302, {"location": "http://portail.example/login"}))
    with _tls(tmp_path, days=10) as (origin, _), serving(portal) as plain:
        line = Line(origin, Surroundings(timeouts=PATIENT))
        line._plain_url = plain + "/"
        fault = _stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.PORTAIL_CAPTIF


def test_a_proxy_that_wants_a_name_is_told() -> None:
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"
    with _raw_server(lambda connection: connection.sendall(refusal)) as proxy:
        surroundings = Surroundings(proxy_for=lambda _: proxy, timeouts=PATIENT)
        line = Line("https://service.example", surroundings)
        fault = _stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.PROXY_REFUSE


def test_the_room_is_imported_without_the_http_client() -> None:
    code = (
        "import sys, app.sync.gateway; print('httpx' in sys.modules, 'truststore' in sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert shown == "False False\n"


def _drop_by_drop(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    pause = threading.Event()
    for _ in range(50):
        try:
            connection.sendall(b"x")
        except OSError:
            return
        pause.wait(0.01)


@contextmanager
def _raw_server(answer: Callable[[socket.socket], object]) -> Iterator[str]:
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


@contextmanager
def _tls(folder: Path, *, days: int) -> Iterator[tuple[str, Path]]:
    """Serve « hello » over TLS with a certificate that ends in so many days."""
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
