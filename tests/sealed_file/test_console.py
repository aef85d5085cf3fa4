"""The console's pages for sticks, and the command that does the same."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.department import file_commands
from app.department.database.agents import Role
from app.department.failures import FileRefusedError
from app.department.records import sealed_files
from app.sync.keys import new_device_keys
from app.sync.protocol.sealed_file import FileFault, FileKind, read_file, write_file
from tests.department.support import AGENT, Browser, Departement
from tests.sealed_file.courier import BY_HAND, CarriedGateway, Courier
from tests.sync.gateway_suite import new_item, outgoing

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def gateway(departement: Departement, tmp_path: Path) -> CarriedGateway:
    """A laptop of CCASILL, active."""
    courier = Courier(departement)
    stick = courier.stick(tmp_path / "cle")
    made = CarriedGateway(courier, stick, keys=new_device_keys(), now=departement.clock.now)
    made.activate(departement.code())
    for path in stick.iterdir():
        path.unlink()
    return made


def sent(gateway: CarriedGateway, *items: str) -> Path:
    gateway.push([outgoing(item, structure="CCASILL", nom="Jünger") for item in items])
    (path,) = gateway.stick.glob("envoi-*")
    return path


async def give(browser: Browser, *files: tuple[str, bytes]) -> str:
    await browser.get("/fichiers")
    token = re.search(r'name="jeton" value="([^"]+)"', browser.page)
    assert token is not None
    response = await browser.client.post(
        "/fichiers",
        data={"jeton": token.group(1)},
        files=[("fichiers", (name, content)) for name, content in files],
    )
    browser.page = response.text
    return response.text


async def test_an_agent_imports_a_stick_and_downloads_the_answer(
    departement: Departement, gateway: CarriedGateway
) -> None:
    item = new_item()
    path = sent(gateway, item)
    browser = departement.browser()
    await browser.sign_in()
    page = await give(browser, (path.name, path.read_bytes()))
    assert "Importé\u00a0: 1\u00a0élément." in page
    assert "Reçue" in page
    assert f'href="/prescriptions/{item}"' in page
    assert "Jünger" not in page
    response = await browser.submit("/fichiers/reponses", postes=gateway.keys.device)
    assert response.headers["content-disposition"].startswith('attachment; filename="reponse-')
    header = read_file(response.content).header
    assert (header.kind, header.device) == (FileKind.ANSWER, gateway.keys.device)
    listed = (await browser.get("/fichiers")).text
    assert "n°&nbsp;1, 1&nbsp;élément" in listed
    assert AGENT in listed


async def test_each_file_has_its_message(departement: Departement, gateway: CarriedGateway) -> None:
    path = sent(gateway, new_item())
    whole = path.read_bytes()
    gateway.bring()
    (answer,) = gateway.stick.glob("reponse-*")
    browser = departement.browser()
    await browser.sign_in()
    page = await give(
        browser,
        ("a.passerelle", whole),
        ("b.passerelle", whole),
        ("c.passerelle", whole[:-40]),
        ("d.passerelle", whole[:-2] + b"!\n"),
        ("e.passerelle", b"%PDF-1.7 une lettre"),
        ("f.passerelle", whole.replace(b"FICHIER-1", b"FICHIER-2")),
        ("g.passerelle", answer.read_bytes()),
    )
    for sentence in (
        "Importé\u00a0: 1\u00a0élément.",
        "Le même fichier a été donné deux fois.",
        "Le fichier est copié à moitié",
        "Le fichier est abîmé, ou quelqu’un l’a modifié.",
        "Ce n’est pas un fichier de Passerelle.",
        "fait par une version plus récente",
        "C’est une réponse de ce service, pas un envoi.",
    ):
        assert page.count(sentence) == 1, sentence
    assert "7\u00a0fichiers\u00a0: 1\u00a0importé, 6\u00a0non importés." in page
    page = await give(browser, ("encore.passerelle", whole))
    assert "Ce fichier a déjà été importé le 3\u00a0mars\u00a02026." in page
    assert "Choisissez au moins un fichier." in await give(browser, ("", b""))


async def test_only_who_imports_sees_the_page(departement: Departement) -> None:
    departement.add_agent(Role.LECTEUR, name="Lecteur seul")
    browser = departement.browser()
    await browser.sign_in("Lecteur seul")
    response = await browser.get("/fichiers")
    assert response.status_code == 403
    assert "Clés USB" not in response.text


async def test_answers_of_several_laptops_come_in_one_archive(
    departement: Departement, gateway: CarriedGateway, tmp_path: Path
) -> None:
    courier = gateway.courier
    other = CarriedGateway(
        courier,
        courier.stick(tmp_path / "autre"),
        keys=new_device_keys(),
        now=departement.clock.now,
    )
    other.activate(departement.code())
    for each in (gateway, other):
        each.push([outgoing(new_item(), structure="CCASILL")])
    courier.carry()
    browser = departement.browser()
    await browser.sign_in()
    await browser.get("/fichiers")
    both = f"{gateway.keys.device} {other.keys.device}"
    response = await browser.submit("/fichiers/reponses", postes=both)
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        devices = {read_file(archive.read(name)).header.device for name in archive.namelist()}
    assert devices == {gateway.keys.device, other.keys.device}
    (gateway.stick / "reponses.zip").write_bytes(response.content)
    assert gateway.read([gateway.stick]).header.device == gateway.keys.device


def _fault(departement: Departement, content: bytes) -> FileFault | None:
    (outcome,) = sealed_files.import_files(departement.service, [("x", content)], BY_HAND)
    return outcome.fault


def _again(gateway: CarriedGateway, content: bytes, **changes: Any) -> bytes:  # noqa: ANN401 - of a header
    """Return a file with another header, signed by the same laptop."""
    file = read_file(content)
    return write_file(replace(file.header, **changes), file.body, gateway.keys.signing)


async def test_old_future_foreign_and_unknown_files_are_told_apart(
    departement: Departement, gateway: CarriedGateway
) -> None:
    content = sent(gateway, new_item()).read_bytes()
    now = departement.clock.now()
    old = _again(gateway, content, made_at=now - timedelta(days=181))
    assert _fault(departement, old) is FileFault.EXPIRED
    future = _again(gateway, content, made_at=now + timedelta(days=2))
    assert _fault(departement, future) is FileFault.CLOCK
    elsewhere = _again(gateway, content, department="0" * 17)
    assert _fault(departement, elsewhere) is FileFault.OTHER_DEPARTMENT
    stranger = _again(gateway, content, device="0" * 8 + gateway.keys.device[8:])
    assert _fault(departement, stranger) is FileFault.UNKNOWN_DEVICE
    forged = write_file(read_file(content).header, read_file(content).body, bytes(32))
    assert _fault(departement, forged) is FileFault.ALTERED
    lying = _again(gateway, content, count=2)
    assert _fault(departement, lying) is FileFault.ALTERED
    assert _fault(departement, content) is None


async def test_a_missing_part_is_named_until_it_comes(
    departement: Departement, gateway: CarriedGateway
) -> None:
    content = sent(gateway, new_item()).read_bytes()
    parts = [_again(gateway, content, part=part, parts=2) for part in (1, 2)]
    (first,) = sealed_files.import_files(departement.service, [("1", parts[0])], BY_HAND)
    assert (first.fault, first.missing) == (None, (2,))
    (second,) = sealed_files.import_files(departement.service, [("2", parts[1])], BY_HAND)
    assert (second.fault, second.missing) == (None, ())


async def test_the_command_imports_and_answers(
    departement: Departement,
    gateway: CarriedGateway,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = sent(gateway, new_item())
    bad = tmp_path / "lettre.passerelle"
    bad.write_bytes(b"autre chose")
    monkeypatch.setattr(file_commands, "opened_service", lambda _: _Opened(departement))
    options = _Options(files=[path, bad], answers=tmp_path / "reponses")
    with pytest.raises(FileRefusedError):
        file_commands.import_file(options)  # type: ignore[arg-type]
    good, wrong = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (good["taken"], good["items"][0]["status"]) == (True, "accepted")
    assert (wrong["taken"], wrong["fault"]) == (False, "foreign")
    (answer,) = (tmp_path / "reponses").iterdir()
    assert read_file(answer.read_bytes()).header.device == gateway.keys.device


class _Options:
    def __init__(self, files: list[Path], answers: Path) -> None:
        self.files, self.answers = files, answers


class _Opened:
    def __init__(self, departement: Departement) -> None:
        self._departement = departement

    def __enter__(self) -> object:
        return self._departement.service

    def __exit__(self, *_: object) -> None:
        return None
