"""A fault that passes is asked again, a few times, never in step; cancelling ends it at once."""

import threading
import time
from collections.abc import Callable

import pytest

from app.sync.department_service import DepartmentService
from app.sync.gateway import Cursor, GatewayError
from app.sync.line import Surroundings
from app.sync.outcomes import Outcome
from app.sync.patience import Patience
from tests.sync.gateway_suite import new_item, outgoing
from tests.sync.loopback import Asked, Said
from tests.sync.scene import PATIENT, Scene, said_always, stopped


def half(lowest: float, highest: float) -> float:
    return (lowest + highest) / 2


class Waits:
    """Keeps how long was waited, and lets no time pass."""

    def __init__(self) -> None:
        self.slices: list[float] = []

    def patience(self, attempts: int = 3) -> Patience:
        return Patience(attempts=attempts, sleep=self.slices.append, draw=half)

    @property
    def total(self) -> float:
        return round(sum(self.slices), 6)


def patient(
    scene: Scene,
    service: DepartmentService,
    patience: Patience,
    cancelled: Callable[[], bool] = lambda: False,
) -> DepartmentService:
    return DepartmentService(
        service._service.line.origin,
        keys=scene.keys,
        link=service.link,
        now=lambda: scene.now,
        surroundings=Surroundings(timeouts=PATIENT, patience=patience, cancelled=cancelled),
    )


def failing(scene: Scene, times: int, said: Said) -> list[Asked]:
    """Answer `said` so many times, then as the service does; return what is asked meanwhile."""
    asked: list[Asked] = []

    def answer(one: Asked) -> Said:
        asked.append(one)
        return said if len(asked) <= times else scene.wire(one)

    scene.between = answer
    return asked


@pytest.mark.parametrize("said", [Said(503, {}), Said(429, {"retry-after": "0"})])
def test_a_fault_that_passes_is_asked_again_with_growing_waits(
    scene: Scene, service: DepartmentService, said: Said
) -> None:
    waits, asked = Waits(), failing(scene, 2, said)
    with patient(scene, service, waits.patience()) as calm:
        assert not calm.pull(Cursor()).entries
    assert waits.total == 1.0 + 2.0  # half of 2 s, then half of 4 s
    nonces = {one.headers["passerelle-nonce"] for one in asked}
    assert len(nonces) == 3  # each request is a new one


def test_it_is_given_up_after_the_last_attempt(scene: Scene, service: DepartmentService) -> None:
    waits, asked = Waits(), failing(scene, 9, Said(503, {}))
    with patient(scene, service, waits.patience()) as calm:
        assert stopped(lambda: calm.pull(Cursor())).outcome is Outcome.SERVICE_INDISPONIBLE
    assert len(asked) == 3


def test_the_wait_that_the_service_asks_for_is_kept(
    scene: Scene, service: DepartmentService
) -> None:
    waits = Waits()
    failing(scene, 1, Said(429, {"retry-after": "12"}))
    with patient(scene, service, waits.patience()) as calm:
        calm.pull(Cursor())
    assert waits.total == 12 + 1.0


def test_a_long_wait_is_the_next_run_s(scene: Scene, service: DepartmentService) -> None:
    waits, asked = Waits(), failing(scene, 1, Said(429, {"retry-after": "3600"}))
    with patient(scene, service, waits.patience()) as calm:
        fault = stopped(lambda: calm.pull(Cursor()))
    assert (fault.outcome, fault.retry_after_s) == (Outcome.TROP_DE_DEMANDES, 3600)
    assert (len(asked), waits.slices) == (1, [])


@pytest.mark.parametrize("said", [Said(407, {}), Said(511, {}), Said(404, {})])
def test_what_does_not_pass_by_itself_is_not_asked_again(
    scene: Scene, service: DepartmentService, said: Said
) -> None:
    waits, asked = Waits(), failing(scene, 1, said)
    with patient(scene, service, waits.patience()) as calm:
        stopped(lambda: calm.pull(Cursor()))
    assert (len(asked), waits.slices) == (1, [])


@pytest.mark.parametrize("cut_after", [0, 1, 7, 60, 150])
def test_an_answer_cut_at_any_byte_is_asked_again_and_counts_once(
    scene: Scene, service: DepartmentService, cut_after: int
) -> None:
    asked: list[Asked] = []

    def cut(one: Asked) -> Said:
        asked.append(one)
        said = scene.wire(one)
        if len(asked) == 1:
            said.cut_after = cut_after
        return said

    scene.between = cut
    item = new_item()
    with patient(scene, service, Waits().patience()) as calm:
        (result,) = calm.push([outgoing(item)])
    assert result.outcome is Outcome.DEJA_RECUE  # the first one had arrived
    assert list(scene.departement.held) == [item]


def test_waiting_is_left_at_once_when_the_user_cancels(
    scene: Scene, service: DepartmentService
) -> None:
    cancel = threading.Event()
    scene.between = said_always(Said(503, {"retry-after": "20"}))
    patience = Patience(sleep=lambda _: cancel.set())
    with patient(scene, service, patience, cancel.is_set) as calm:
        assert stopped(lambda: calm.pull(Cursor())).outcome is Outcome.INTERROMPUE


def test_an_exchange_is_left_at_once_when_the_user_cancels(
    scene: Scene, service: DepartmentService
) -> None:
    cancel, end, ended = threading.Event(), threading.Event(), threading.Event()

    def silent(one: Asked) -> Said:
        cancel.set()  # the user loses patience while the service says nothing
        end.wait(5)
        ended.set()
        return scene.wire(one)

    scene.between = silent
    calm = patient(scene, service, Patience(), cancel.is_set)
    began = time.monotonic()
    assert stopped(lambda: calm.push([outgoing(new_item())])).outcome is Outcome.INTERROMPUE
    calm.close()
    assert time.monotonic() - began < 2
    assert not ended.is_set()
    end.set()
    assert ended.wait(5)  # what was sent may arrive all the same: it counts once
    for thread in threading.enumerate():
        if thread.name == "echange":
            thread.join(5)


def test_a_fault_in_the_exchange_is_told_through_the_thread(
    scene: Scene, service: DepartmentService
) -> None:
    scene.between = said_always(Said(511, {}))
    with (
        patient(scene, service, Waits().patience(), lambda: False) as calm,
        pytest.raises(GatewayError) as caught,
    ):
        calm.pull(Cursor())
    assert caught.value.outcome is Outcome.PORTAIL_CAPTIF
