"""What can happen between the laptop and the service, each as the worker will be told."""

import datetime as dt
import socket
import subprocess
import sys
import threading
import time

import pytest

from app.sync.department_service import DepartmentService
from app.sync.gateway import Cursor
from app.sync.line import Line, Surroundings, checked_origin
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.sync.protocol.limits import MAX_BODY
from tests.sync.departement_state import NOW
from tests.sync.gateway_suite import new_item, outgoing
from tests.sync.loopback import Asked, Said, serving
from tests.sync.scene import (
    PATIENT,
    QUICK,
    Scene,
    raw_server,
    service_at,
    stopped,
)


def test_an_oversized_answer_is_given_up(scene: Scene, service: DepartmentService) -> None:
    scene.altered(lambda said: Said(said.status, said.headers, bytes(MAX_BODY + 1)))
    fault = stopped(lambda: service.pull(Cursor()))
    assert (fault.outcome, fault.detail) == (Outcome.REPONSE_ILLISIBLE, "too large")


def test_a_slow_answer_is_given_up(scene: Scene, service: DepartmentService) -> None:
    waited = threading.Event()

    def slow(asked: Asked) -> Said:
        waited.wait(0.1)
        return scene.wire(asked)

    scene.between = slow
    with service_at(service._service.line.origin, scene, service.link, QUICK) as hurried:
        assert stopped(lambda: hurried.pull(Cursor())).outcome is Outcome.DELAI
    waited.set()


def test_an_answer_drop_by_drop_is_given_up() -> None:
    with raw_server(_drop_by_drop) as origin:
        line = Line(origin, Surroundings(timeouts=QUICK))
        began = time.monotonic()
        fault = stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.DELAI
    assert time.monotonic() - began < 2


def test_something_that_does_not_speak_http_is_not_understood() -> None:
    with raw_server(lambda connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")) as origin:
        line = Line(origin, Surroundings(timeouts=PATIENT))
        assert stopped(lambda: line.ask("GET", "/", headers={})).outcome is (
            Outcome.REPONSE_ILLISIBLE
        )
        line.close()


def test_a_connection_closed_at_once_is_a_cut() -> None:
    with raw_server(lambda _: None) as origin:
        line = Line(origin, Surroundings(timeouts=PATIENT))
        assert stopped(lambda: line.ask("GET", "/", headers={})).outcome is Outcome.COUPURE
        line.close()


def test_nothing_at_the_address_is_told_from_no_network(scene: Scene) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with service_at(f"http://127.0.0.1:{port}", scene) as service:
        fault = stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.SERVEUR_INJOIGNABLE


def test_a_name_that_cannot_be_resolved_is_no_network(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unresolved(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    with service_at("https://service.example", scene) as service:
        fault = stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.RESEAU_ABSENT
    assert not fault.outcome.may_have_arrived


def test_a_wrong_clock_is_told_with_how_far(scene: Scene, service: DepartmentService) -> None:
    scene.now = NOW + dt.timedelta(hours=1)
    assert stopped(lambda: service.pull(Cursor())).outcome is Outcome.HORLOGE
    assert service.clock_ahead_s == 3600


def test_a_signed_refusal_to_serve_is_told_with_its_wait(
    scene: Scene, service: DepartmentService
) -> None:
    scene.departement.devices.clear()
    assert stopped(lambda: service.pull(Cursor())).outcome is Outcome.POSTE_INCONNU


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
        fault = stopped(lambda: service.activate(scene.departement.new_code()))
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
