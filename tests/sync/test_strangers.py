"""What answers instead of the service, or in its name: never an acknowledgement."""

from collections.abc import Callable

import pytest

from app.sync.department_service import DepartmentService
from app.sync.gateway import Cursor
from app.sync.outcomes import Outcome
from tests.sync.departement_state import FakeDepartement
from tests.sync.gateway_suite import new_item, outgoing
from tests.sync.loopback import Asked, Said, WireDepartement, serving
from tests.sync.scene import (
    HTML,
    Scene,
    said_always,
    service_at,
    stopped,
)


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
    scene.between = said_always(said)
    assert stopped(lambda: service.push([outgoing(new_item())])).outcome is outcome
    assert stopped(lambda: service.pull(Cursor())).outcome is outcome
    assert stopped(service.refresh_keys).outcome is outcome
    assert scene.departement.held == {}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120", 120), ("0", 0), ("999999999", 86_400), ("soon", None), ("-5", None), ("", None)],
)
def test_the_wait_asked_for_is_told(
    scene: Scene, service: DepartmentService, text: str, seconds: int | None
) -> None:
    scene.between = said_always(Said(429, {"retry-after": text}))
    assert stopped(lambda: service.pull(Cursor())).retry_after_s == seconds


def test_a_wait_given_as_a_date_counts_from_the_senders_time(
    scene: Scene, service: DepartmentService
) -> None:
    headers = {
        "date": "Mon, 23 Nov 2026 17:30:00 GMT",
        "retry-after": "Mon, 23 Nov 2026 17:31:30 GMT",
    }
    scene.between = said_always(Said(503, headers))
    assert stopped(lambda: service.pull(Cursor())).retry_after_s == 90


def test_a_redirect_is_not_followed(scene: Scene, service: DepartmentService) -> None:
    seen: list[str] = []

    def redirect(asked: Asked) -> Said:
        seen.append(asked.target)
        return Said(302, {"location": "/elsewhere"})

    scene.between = redirect
    stopped(lambda: service.pull(Cursor()))
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
    fault = stopped(lambda: service.push([outgoing(item)]))
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
    scene.between = said_always(answers[0])
    assert stopped(lambda: service.pull(Cursor())).outcome is Outcome.REPONSE_ILLISIBLE


@pytest.mark.parametrize("size", [0, 1, 40, 100])
def test_a_connection_cut_in_the_answer_loses_nothing(
    scene: Scene, service: DepartmentService, size: int
) -> None:
    item = new_item()
    scene.altered(lambda said: Said(said.status, said.headers, said.body, cut_after=size))
    fault = stopped(lambda: service.push([outgoing(item)]))
    assert fault.outcome is Outcome.COUPURE
    assert fault.outcome.may_have_arrived
    scene.between = scene.wire
    (again,) = service.push([outgoing(item)])
    assert again.outcome is Outcome.DEJA_RECUE
    assert scene.departement.held[item].last == 1


def test_a_service_of_another_root_is_unmasked(scene: Scene, service: DepartmentService) -> None:
    scene.between = WireDepartement(FakeDepartement())
    assert stopped(lambda: service.pull(Cursor())).outcome is Outcome.FAUX_SERVICE


def test_a_false_service_cannot_activate(scene: Scene) -> None:
    impostor = FakeDepartement()
    code = scene.departement.new_code()
    impostor.codes.update(scene.departement.codes)  # it even learnt the secret
    with (
        serving(WireDepartement(impostor)) as origin,
        service_at(origin, scene) as service,
    ):
        assert stopped(lambda: service.activate(code)).outcome is Outcome.FAUX_SERVICE
        assert service.link is None


def test_a_captive_portal_cannot_activate(scene: Scene) -> None:
    with (
        serving(said_always(Said(200, HTML, b"<html></html>"))) as origin,
        service_at(origin, scene) as service,
    ):
        fault = stopped(lambda: service.activate(scene.departement.new_code()))
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
    fault = stopped(lambda: service.push([first, second]))
    assert fault.detail == "receipts of other items"
