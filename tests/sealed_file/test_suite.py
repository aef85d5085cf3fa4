"""The suite of all gateways, through a real folder and the real service; a courier carries."""

import contextlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from app.department.database.sealed_files import SealedFileRow, SealedKnowledgeRow
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys
from tests.department.support import Departement
from tests.department.test_gateway import RealBench
from tests.sealed_file.courier import CarriedGateway, Courier
from tests.sync.gateway_suite import Bench, GatewaySuite


class FileBench(RealBench):
    """The same Département; only the way there is another."""

    def __init__(self, departement: Departement, folder: Path) -> None:
        super().__init__(departement, "", contextlib.ExitStack())
        self.courier = Courier(departement)
        self._folder = folder

    def gateway(self, keys: DeviceKeys) -> Gateway:
        stick = self.courier.stick(self._folder / f"cle-{len(self.courier.sticks)}")
        return CarriedGateway(self.courier, stick, keys=keys, now=self.departement.clock.now)

    def arrive(self) -> None:
        self.courier.carry()

    def put_back(self) -> None:
        super().put_back()
        self.departement.clock.advance(timedelta(minutes=1))  # answers are told apart by it
        with self.departement.service.database.writing() as session:
            session.execute(delete(SealedFileRow))
            session.execute(delete(SealedKnowledgeRow))


class TestTheSealedFile(GatewaySuite):
    @pytest.fixture
    def bench(self, departement: Departement, tmp_path: Path) -> Bench:
        departement.add_structure("CCAS-ILL", "CCAS d’essai")
        return FileBench(departement, tmp_path / "cles")
