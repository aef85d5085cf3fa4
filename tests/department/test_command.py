"""The service as a program of its own: started, prepared and used from outside."""

import hashlib
import json
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.department import commands
from app.department.cli import main, parser
from app.department.database.actors import DeviceRow
from app.department.records import material
from app.sync.department_service import DepartmentService
from app.sync.gateway import Cursor, GatewayError
from app.sync.keys import new_device_keys
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import parse_activation_code
from app.sync.protocol.restitution import ReturnHeader, write_return
from app.sync.protocol.sealing import receiving_public
from app.sync.protocol.signing import key_id, public_of
from tests.department.support import AGENT, PASSWORD, code_of, shown_secret
from tests.sync.gateway_suite import new_item, outgoing
from tests.workbooks import BUNDLED, UNTESTED, written

ROOT = Path(__file__).parents[2]


class Operator:
    """Somebody at the server's command line."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capture = capture
        secret, password = folder / "phrase", folder / "mot"
        secret.write_text("phrase de passe d’essai\n")
        password.write_text(f"{PASSWORD}\n")
        self.options = [
            *("--data-dir", str(folder / "donnees")),
            *("--key-passphrase-file", str(secret)),
            *("--profile", "eurometropole-strasbourg"),
        ]
        self.password = str(password)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command in this process: status, stdout, stderr."""
        status = main([*self.options, *arguments])
        said = self.capture.readouterr()
        return status, said.out, said.err

    def tells(self, *arguments: str) -> dict[str, Any]:
        status, out, err = self.run(*arguments)
        assert status == 0, err
        said = json.loads(out)
        assert isinstance(said, dict)
        return said


@pytest.fixture
def operator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(tmp_path, capsys)


@pytest.fixture
def service(operator: Operator) -> Iterator[dict[str, Any]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "app.department", *operator.options, "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        process.stdout.close()
    assert process.returncode == 0


@pytest.mark.long
def test_a_day_at_the_departement_from_the_command_line(
    operator: Operator, service: dict[str, Any]
) -> None:
    origin = service["url"]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", origin)
    os.kill(service["pid"], 0)
    operator.tells("account", AGENT, "--password-file", operator.password)
    operator.tells("structure", "CCAS d’essai", "--code", "CCAS-ILL")
    made = operator.tells("activation-code", "CCAS-ILL")
    code = parse_activation_code(made["code"])
    item = new_item()
    with DepartmentService(
        origin, keys=new_device_keys(), link=None, now=lambda: datetime.now(UTC)
    ) as gateway:
        link = gateway.activate(code)
        assert (link.structure, link.service) == ("CCAS-ILL", "Eurométropole de Strasbourg")
        (result,) = gateway.push([outgoing(item)])
        assert result.outcome is Outcome.ACCUSEE
        accept_as_an_agent(origin, item)
        (entry,) = gateway.pull(Cursor()).entries
        assert (entry.item, entry.sens, entry.message) == (item, "acceptee", "Bonne route.")


def accept_as_an_agent(origin: str, item: str) -> None:
    with httpx.Client(base_url=origin, follow_redirects=True) as client:

        def submit(page: httpx.Response, address: str, **fields: str) -> httpx.Response:
            hidden = dict(re.findall(r'name="(jeton|revision|numero)" value="([^"]+)"', page.text))
            return client.post(address, data={**hidden, **fields})

        page = submit(client.get("/"), "/connexion", nom=AGENT, mot_de_passe=PASSWORD)
        assert page.url.path == "/connexion/telephone"
        code = code_of(shown_secret(page.text), datetime.now(UTC))
        page = submit(page, "/connexion/telephone", code=code)
        assert "Codes de secours" in page.text
        assert client.get("/").url.path == "/prescriptions"
        page = client.get(f"/prescriptions/{item}")
        address = f"/prescriptions/{item}/decision"
        answer = {"sens": "acceptee", "message": "Bonne route."}
        page = submit(page, address, **answer)
        page = submit(page, address, **answer, confirme="oui")
        assert "La décision est enregistrée" in page.text


def test_a_wrong_passphrase_is_told_in_french(operator: Operator) -> None:
    operator.tells("structure", "CCAS d’essai", "--code", "CCASILL")
    (operator.folder / "phrase").write_text("une autre\n")
    status, out, err = operator.run("activation-code", "CCASILL")
    assert (status, out) == (1, "")
    assert err == "cles.json : la phrase de passe n’est pas la bonne, ou le fichier est altéré.\n"


def test_commands_say_what_is_wrong_in_french(operator: Operator) -> None:
    for arguments, problem in (
        (("activation-code", "RIEN"), "Aucune structure ne s’appelle « RIEN »."),
        (("--timezone", "Mars/Olympe", "structure", "A", "--code", "AA"), "n’existe pas"),
        (("--profile", "inconnue", "structure", "A", "--code", "AA"), "convention.toml"),
    ):
        status, out, err = operator.run(*arguments)
        assert (status, out) == (1, ""), arguments
        assert problem in err, arguments


def test_the_first_day_is_prepared_at_once_or_not_at_all(operator: Operator) -> None:
    steps = ("prepare", "--account", AGENT, "--password-file", operator.password)
    made = operator.tells(*steps, "--structure", "CCAS d’essai", "--code", "CCASILL")
    assert (made["account"], made["structure"]) == (AGENT, "CCASILL")
    assert parse_activation_code(made["code"]).text() == made["code"]
    folder = operator.folder / "donnees"
    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert rights == {"cles.json": 0o600, "departement.db": 0o600}
    status, _, err = operator.run(
        "prepare",
        *("--account", "Un autre compte", "--password-file", operator.password),
        *("--structure", "Ailleurs", "--code", "ccasill"),
    )
    assert status == 1
    assert "déjà pris" in err
    operator.tells("account", "Un autre compte", "--password-file", operator.password)


@pytest.mark.long
def test_new_keys_and_a_new_epoch_are_made_on_request(operator: Operator) -> None:
    assert operator.run("rotate-keys")[0] == 1  # there are none yet
    operator.tells("structure", "CCAS d’essai", "--code", "CCASILL")
    assert operator.tells("rotate-keys")["serial"] == "2"
    first, second = operator.tells("restored"), operator.tells("restored")
    assert first["epoch"] != second["epoch"]


def published(operator: Operator) -> list[tuple[str, str, str]]:
    options = parser().parse_args([*operator.options, "restored"])
    with commands.opened_service(options) as service:
        listed = material.manifest(service).documents
        return [(one.kind.value, one.name, one.sha256.hex()) for one in listed]


@pytest.mark.long
def test_a_questionnaire_is_published(operator: Operator, tmp_path: Path) -> None:
    workbook = written(tmp_path / "version-2.xlsx")
    digest = hashlib.sha256(workbook.read_bytes()).hexdigest()
    said = operator.tells("publish-questionnaire", str(workbook))
    assert said == {"published": "autonomie-numerique", "sha256": digest}
    assert published(operator) == [("questionnaire", "autonomie-numerique", digest)]


@pytest.mark.long
def test_a_questionnaire_with_a_fault_is_not_published(operator: Operator, tmp_path: Path) -> None:
    operator.tells("publish-questionnaire", str(BUNDLED))
    before = published(operator)
    refused = written(tmp_path / "essai.xlsx", UNTESTED)
    status, out, err = operator.run("publish-questionnaire", str(refused))
    assert (status, out) == (1, "")
    assert err == (
        "essai.xlsx n’est pas publié :\n"
        "- cas_tests!AN15 : X21 : service attendu « assistance », obtenu « coup_de_pouce »\n"
    )
    assert published(operator) == before


@pytest.mark.long
def test_what_the_real_service_publishes_reaches_a_real_client(
    operator: Operator, service: dict[str, Any], tmp_path: Path
) -> None:
    operator.tells("structure", "CCAS d’Illkirch", "--code", "CCASILL")
    code = parse_activation_code(operator.tells("activation-code", "CCASILL")["code"])
    keys = new_device_keys()
    now = lambda: datetime.now(UTC)  # noqa: E731 - one line says it
    with DepartmentService(service["url"], keys=keys, link=None, now=now) as gateway:
        gateway.activate(code)
        assert gateway.material().documents == ()
        operator.tells("publish-questionnaire", str(BUNDLED))
        (entry,) = gateway.material().documents
        assert gateway.document(entry) == BUNDLED.read_bytes()
        operator.tells("publish-questionnaire", str(written(tmp_path / "version-2.xlsx")))
        with pytest.raises(GatewayError):
            gateway.document(entry)  # no longer listed


@pytest.mark.long
def test_a_return_is_opened_once_checked_and_gives_its_receipt(operator: Operator) -> None:
    code = operator.tells(
        "prepare", "--account", AGENT, "--password-file", operator.password,
        "--structure", "CCAS d’Illkirch", "--code", "CCASILL",
    )  # fmt: skip
    assert code["structure"] == "CCASILL"
    folder = operator.folder
    options = parser().parse_args([*operator.options, "restored"])
    keys = new_device_keys()
    with commands.opened_service(options) as service:
        with service.database.writing() as session:
            session.add(
                DeviceRow(
                    id=keys.device,
                    structure_id="CCASILL",
                    label="Poste 1",
                    signing_key=public_of(keys.signing),
                    receiving_key=b"",
                    activated_at=datetime.now(UTC),
                    last_contact_at=None,
                    revoked_at=None,
                )
            )
        public = receiving_public(service.keys.receiving[0])
    header = ReturnHeader(
        structure="CCASILL", device=keys.device, made_at="2026-11-22T09:12:00Z", key=key_id(public)
    )
    held = {
        "convention": "essai",
        "code": "ABCD2345",
        "nombres": {"personnes": 1, "prescriptions": 0},
        "tables": {"personnes": [{"nom": "Weber"}]},
    }
    file, target = folder / "restitution", folder / "rendu.json"
    file.write_bytes(write_return(header, held, public=public, signing=keys.signing))
    said = operator.tells("open-return", str(file), str(target))
    assert (said["receipt"], said["persons"]) == ("ABCD-2345", "1")
    assert json.loads(target.read_text()) == held["tables"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    spoilt = bytearray(file.read_bytes())
    spoilt[-1] ^= 1
    file.write_bytes(spoilt)
    status, _, err = operator.run("open-return", str(file), str(folder / "autre.json"))
    assert (status, "ne s’ouvre pas" in err) == (1, True)
    assert not (folder / "autre.json").exists()


def test_roles_are_given_at_the_command_line(operator: Operator) -> None:
    first = operator.tells("account", "Un", "--password-file", operator.password)
    assert first["roles"] == "administrateur delegue gestionnaire instructeur lecteur"
    second = operator.tells("account", "Deux", "--password-file", operator.password)
    assert second["roles"] == "lecteur"
    third = operator.tells(
        "account", "Trois", "--password-file", operator.password,
        "--role", "gestionnaire", "--role", "delegue",
    )  # fmt: skip
    assert third["roles"] == "delegue gestionnaire"


def test_the_operator_gives_access_again_when_nobody_else_can(operator: Operator) -> None:
    operator.tells("account", AGENT, "--password-file", operator.password)
    assert operator.run("agent-access", "Personne")[0] == 1
    said = operator.tells("agent-access", AGENT.upper())
    assert said["account"] == AGENT
    assert re.fullmatch(r"/invitation/[\w-]{43}", said["link"])


def test_a_journal_changed_in_its_file_is_found_by_a_command(operator: Operator) -> None:
    operator.tells("account", AGENT, "--password-file", operator.password)
    file = operator.folder / "donnees" / "departement.db"
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE journal SET at = '2026-01-05 10:00:00.000000'")
    raw.close()
    assert operator.tells("verify-journal")["blocks"] == "1"
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE journal SET action = 'decision'")
    raw.close()
    status, _, err = operator.run("verify-journal")
    assert (status, "Le journal a été modifié" in err) == (1, True)
