"""The suite of all gateways, on Démarches simplifiées as far as it declares."""

from pathlib import Path

import pytest

from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys
from app.sync.protocol.activation_code import ActivationCode, new_activation_code
from app.sync.protocol.answers import DecisionSens
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import Laptop
from tests.sync.gateway_suite import Bench, GatewaySuite


class FormBench:
    """The suite's hand on the platform: who holds an item is found by its annotation."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop

    def gateway(self, keys: DeviceKeys) -> Gateway:
        del keys
        return self.laptop.gateway()

    def arrive(self) -> None:
        for draft in list(self.laptop.platform.dossiers.values()):
            if not draft.owner:
                self.laptop.deposit(draft)

    def decide(self, item: str, sens: DecisionSens, motif: str, message: str) -> None:
        (draft,) = self.laptop.drafts(item)
        state = "accepte" if sens is DecisionSens.ACCEPTEE else "refuse"
        self.laptop.platform.decide(draft, state, f"{motif} {message}")

    def held(self) -> dict[str, int]:
        deposited = [
            str(draft.values[example.UUID.id])
            for draft in self.laptop.platform.dossiers.values()
            if draft.submitted_at
        ]
        return {item: deposited.count(item) for item in deposited}

    def named_persons(self, item: str) -> list[str]:
        return [str(draft.individual["nom"]) for draft in self.laptop.drafts(item)]

    def new_code(self) -> ActivationCode:
        return new_activation_code(bytes(32))

    def expire(self, code: ActivationCode) -> None:
        raise AssertionError(code)

    def revoke(self, device: str) -> None:
        raise AssertionError(device)

    def rotate_keys(self, *, overlap: bool) -> None:
        raise AssertionError(overlap)

    def put_back(self) -> None:
        raise AssertionError

    def publish(self, path: Path) -> None:
        raise AssertionError(path)


class TestDemarchesSimplifiees(GatewaySuite):
    @pytest.fixture
    def bench(self, laptop: Laptop) -> Bench:
        return FormBench(laptop)
