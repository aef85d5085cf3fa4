"""The suite of all gateways, on the fake and on the HTTP client in front of it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.answers import DecisionSens
from tests.sync.departement_state import FakeDepartement
from tests.sync.fake_departement import FakeGateway
from tests.sync.gateway_suite import Bench, GatewaySuite
from tests.sync.loopback import WireDepartement, serving


class FakeBench:
    """The suite's hand on a `FakeDepartement`."""

    def __init__(self) -> None:
        self.departement = FakeDepartement()

    def gateway(self, keys: DeviceKeys) -> Gateway:
        return FakeGateway(self.departement, keys)

    def new_code(self) -> ActivationCode:
        return self.departement.new_code()

    def expire(self, code: ActivationCode) -> None:
        self.departement.expire(code)

    def revoke(self, device: str) -> None:
        self.departement.revoke(device)

    def decide(self, item: str, sens: DecisionSens, motif: str, message: str) -> None:
        self.departement.decide(item, sens, motif, message)

    def rotate_keys(self, *, overlap: bool) -> None:
        self.departement.rotate_keys(overlap=overlap)

    def put_back(self) -> None:
        self.departement.put_back()

    def held(self) -> dict[str, int]:
        return {item: held.last for item, held in self.departement.held.items()}

    def publish(self, path: Path) -> None:
        self.departement.publish(path.read_bytes())

    def arrive(self) -> None:
        """Nothing: what is pushed arrives."""

    def named_persons(self, item: str) -> list[str]:
        held = self.departement.held[item]
        payload = held.payloads.get(held.last)
        return [payload.personne.nom] if payload and payload.personne else []


class HttpBench(FakeBench):
    """The same behind HTTP."""

    def __init__(self, origin: str, wire: WireDepartement, open_: contextlib.ExitStack) -> None:
        self.departement = wire.departement
        self._origin = origin
        self._open = open_

    def gateway(self, keys: DeviceKeys) -> Gateway:
        service = DepartmentService(
            self._origin, keys=keys, link=None, now=lambda: self.departement.now
        )
        return self._open.enter_context(service)


class TestTheFakeDepartement(GatewaySuite):
    @pytest.fixture
    def bench(self) -> Bench:
        return FakeBench()


class TestTheDepartmentServiceOverHttp(GatewaySuite):
    @pytest.fixture
    def bench(self) -> Iterator[Bench]:
        wire = WireDepartement(FakeDepartement())
        with serving(wire) as origin, contextlib.ExitStack() as open_:
            yield HttpBench(origin, wire, open_)
