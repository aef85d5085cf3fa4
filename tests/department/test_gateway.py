"""The suite of all gateways, on the real client and the real service over a loopback port."""

import contextlib
import dataclasses
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import delete, select, update
from starlette.types import ASGIApp, Receive, Scope, Send

from app.department.database.actors import (
    AccountRow,
    ActivationCodeRow,
    FeedRow,
    ServiceRow,
    StructureRow,
)
from app.department.database.prescriptions import (
    ConflictRow,
    DecisionRow,
    PrescriptionRow,
    RevisionRow,
)
from app.department.records import decisions, devices, material
from app.department.records.decisions import Moment, Verdict
from app.department.records.devices import RevocationReason
from app.department.records.journal import OPERATOR
from app.domain.prescription import Sens
from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway
from app.sync.keys import DeviceKeys
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.answers import DecisionSens
from tests.department.support import Departement
from tests.sync.gateway_suite import Bench, GatewaySuite


class Door:
    """One port for all tests: each puts its own application behind it."""

    def __init__(self) -> None:
        self.origin = ""
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    """Serve on a free port with uvicorn, in a thread."""
    made = Door()
    server = uvicorn.Server(uvicorn.Config(made, log_config=None, lifespan="off", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            made.origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield made
        finally:
            server.should_exit = True
            thread.join()


class RealBench:
    def __init__(self, departement: Departement, origin: str, open_: contextlib.ExitStack) -> None:
        self.departement = departement
        self._origin = origin
        self._open = open_

    def gateway(self, keys: DeviceKeys) -> Gateway:
        now = self.departement.clock.now
        return self._open.enter_context(
            DepartmentService(self._origin, keys=keys, link=None, now=now)
        )

    def new_code(self) -> ActivationCode:
        return self.departement.code("CCAS-ILL")

    def expire(self, code: ActivationCode) -> None:
        with self.departement.service.database.writing() as session:
            row = session.get_one(ActivationCodeRow, code.lookup())
            row.expires_at = self.departement.clock.now() - timedelta(minutes=1)

    def revoke(self, device: str) -> None:
        now = self.departement.clock.now()
        with self.departement.service.database.writing() as session:
            assert devices.revoke(
                session, device_id=device, reason=RevocationReason.VOLE, actor=OPERATOR, now=now
            )

    def decide(self, item: str, sens: DecisionSens, motif: str, message: str) -> None:
        clock = self.departement.clock
        with self.departement.service.database.writing() as session:
            row = session.get_one(PrescriptionRow, item)
            verdict = Verdict(
                sens=Sens(sens),
                motif=motif,
                message=message,
                seen_revision=row.revision,
                seen_number=decisions.last_number(session, item),
            )
            account = session.scalars(select(AccountRow.id)).one()
            decisions.decide(
                session,
                prescription_id=item,
                verdict=verdict,
                account_id=account,
                moment=Moment(now=clock.now(), today=clock.today()),
            )

    def rotate_keys(self, *, overlap: bool) -> None:
        service = self.departement.service
        keys = service.keys.rotated(self.departement.clock.now(), overlap=overlap)
        self.departement.app.state.service = dataclasses.replace(service, keys=keys)

    def put_back(self) -> None:
        with self.departement.service.database.writing() as session:
            for table in (FeedRow, DecisionRow, ConflictRow, RevisionRow, PrescriptionRow):
                session.execute(delete(table))
            session.execute(update(StructureRow).values(feed_sequence=0))
            session.get_one(ServiceRow, 1).epoch = "une-autre-vie"

    def held(self) -> dict[str, int]:
        with self.departement.service.database.reading() as session:
            found = session.execute(select(PrescriptionRow.id, PrescriptionRow.revision))
            return {id_: revision for id_, revision in found}  # noqa: C416 - rows to pairs

    def publish(self, path: Path) -> None:
        material.publish_questionnaire(self.departement.service, path, name="autonomie-numerique")

    def arrive(self) -> None:
        """Nothing: what is pushed arrives."""

    def named_persons(self, item: str) -> list[str]:
        with self.departement.service.database.reading() as session:
            payload = session.get_one(PrescriptionRow, item).payload
        return [payload["personne"]["nom"]] if payload else []


class TestTheRealDepartement(GatewaySuite):
    @pytest.fixture
    def bench(self, departement: Departement, door: Door) -> Iterator[Bench]:
        departement.add_structure("CCAS-ILL", "CCAS d’essai")
        door.app = departement.app
        with contextlib.ExitStack() as open_:
            yield RealBench(departement, door.origin, open_)
