"""Several processes over one PostgreSQL: what they share holds whichever of them answers."""

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from app.department.database.engine import open_database
from app.department.database.prescriptions import PrescriptionRow, RevisionRow
from app.sync.department_service import DepartmentService
from app.sync.gateway import Cursor
from app.sync.keys import DeviceKeys, Link, new_device_keys
from app.sync.outcomes import Outcome
from app.sync.protocol import routes
from app.sync.protocol.activation_code import parse_activation_code
from app.sync.protocol.requests import new_nonce, sign_request
from tests.department.support import AGENT
from tests.department.test_command import ROOT, Operator, accept_as_an_agent
from tests.sync.gateway_suite import new_item, outgoing

_AT_ONCE = 8


@pytest.fixture
def operator(tmp_path: Path, capsys: pytest.CaptureFixture[str], empty_postgresql: str) -> Operator:
    made = Operator(tmp_path, capsys)
    made.options += ["--database-url", empty_postgresql]
    made.tells(
        "prepare", "--account", AGENT, "--password-file", made.password,
        "--structure", "CCAS d’essai", "--code", "CCAS-ILL",
    )  # fmt: skip
    return made


@pytest.fixture
def service(operator: Operator) -> Iterator[dict[str, Any]]:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "app.department",
            *operator.options,
            "--port",
            "0",
            "--workers",
            "2",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    try:
        yield said
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.stdout.close()
    assert process.returncode == 0
    for pid in said["workers"]:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def gateway(origin: str, keys: DeviceKeys, link: Link | None) -> DepartmentService:
    return DepartmentService(origin, keys=keys, link=link, now=lambda: datetime.now(UTC))


@pytest.mark.long
def test_what_the_processes_share_holds(
    operator: Operator, service: dict[str, Any], empty_postgresql: str
) -> None:
    origin = service["url"]
    assert len(service["workers"]) == 2
    keys = new_device_keys()
    code = parse_activation_code(operator.tells("activation-code", "CCAS-ILL")["code"])
    with gateway(origin, keys, None) as first:
        link = first.activate(code)
    items = [new_item() for _ in range(10)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        sent = pool.map(lambda _: push(origin, keys, link, items), range(_AT_ONCE))
        outcomes = Counter(outcome for one in sent for outcome in one)
        assert outcomes == {
            Outcome.ACCUSEE: len(items),
            Outcome.DEJA_RECUE: len(items) * (_AT_ONCE - 1),
        }
        statuses = Counter(pool.map(replay(origin, keys), range(_AT_ONCE)))
        assert statuses == {200: 1, 401: _AT_ONCE - 1}
    database = open_database(empty_postgresql)
    with database.reading() as session:
        for table in (PrescriptionRow, RevisionRow):
            assert session.scalar(select(func.count()).select_from(table)) == len(items)
    database.close()
    accept_as_an_agent(origin, items[0])  # the sign-in holds in both
    with gateway(origin, keys, link) as laptop:
        assert [one.seq for one in laptop.pull(Cursor()).entries] == [1]
    wrong = Counter(wrong_password(origin) for _ in range(7))
    assert wrong == {403: 5, 429: 2}
    a_process_that_dies_is_replaced(service)


def push(origin: str, keys: DeviceKeys, link: Link, items: list[str]) -> list[Outcome]:
    with gateway(origin, keys, link) as laptop:
        return [one.outcome for one in laptop.push([outgoing(item) for item in items])]


def replay(origin: str, keys: DeviceKeys) -> Any:  # noqa: ANN401 - a function for the pool
    """Return what sends the same signed request again, on a connection of its own."""
    target = routes.feed_target(0, 10)
    headers = sign_request(
        keys.signing,
        device=keys.device,
        method="GET",
        target=target,
        body=b"",
        at=datetime.now(UTC),
        nonce=new_nonce(),
    )
    return lambda _: httpx.get(f"{origin}{target}", headers=headers).status_code


def wrong_password(origin: str) -> int:
    with httpx.Client(base_url=origin, follow_redirects=True) as client:
        page = client.get("/connexion").text
        token = re.search(r'name="jeton" value="([^"]+)"', page)
        assert token
        fields = {"jeton": token.group(1), "nom": "Personne", "mot_de_passe": "faux-mot-de-passe"}
        return client.post("/connexion", data=fields).status_code


def a_process_that_dies_is_replaced(service: dict[str, Any]) -> None:
    victim = service["workers"][0]
    os.kill(victim, signal.SIGKILL)
    answered = 0
    for _ in range(200):
        with suppress(httpx.TransportError):  # what the dead one had accepted
            answered += httpx.get(f"{service['url']}/connexion").status_code == 200
        if answered == 20:
            break
    assert answered == 20
    children = Path(f"/proc/{service['pid']}/task/{service['pid']}/children")
    assert len(children.read_text().split()) == 2
