"""Certificates, proxies and sign-in pages."""

from pathlib import Path

import pytest

from app.domain.failures import UnusableFileError
from app.sync.line import Line, Surroundings, Timeouts
from app.sync.outcomes import Outcome
from tests.sync.loopback import Said, serving
from tests.sync.scene import (
    PATIENT,
    Scene,
    raw_server,
    said_always,
    service_at,
    serving_tls,
    stopped,
)


@pytest.mark.obligation("S0-53")
def test_a_certificate_nobody_vouches_for_is_an_inspected_line(
    tmp_path: Path, scene: Scene
) -> None:
    with serving_tls(tmp_path, days=10) as (origin, _), service_at(origin, scene) as service:
        fault = stopped(lambda: service.activate(scene.departement.new_code()))
    assert fault.outcome is Outcome.INTERCEPTION_TLS


def test_a_certificate_out_of_date_points_at_the_clock(tmp_path: Path) -> None:
    with serving_tls(tmp_path, days=-10) as (origin, ca):
        line = Line(origin, Surroundings(ca_file=ca, timeouts=PATIENT))
        fault = stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.HORLOGE


def test_a_pinned_authority_is_trusted(tmp_path: Path) -> None:
    with serving_tls(tmp_path, days=10) as (origin, ca):
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
    portal = said_always(Said(302, {"location": "http://portail.example/login"}))
    with serving_tls(tmp_path, days=10) as (origin, _), serving(portal) as plain:
        line = Line(origin, Surroundings(timeouts=PATIENT))
        line._plain_url = plain + "/"
        fault = stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.PORTAIL_CAPTIF


def test_a_proxy_that_wants_a_name_is_told() -> None:
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"
    with raw_server(lambda connection: connection.sendall(refusal)) as proxy:
        surroundings = Surroundings(proxy_for=lambda _: proxy, timeouts=PATIENT)
        line = Line("https://service.example", surroundings)
        fault = stopped(lambda: line.ask("GET", "/", headers={}))
        line.close()
    assert fault.outcome is Outcome.PROXY_REFUSE
