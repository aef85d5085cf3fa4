"""The root kept off line: what it signed beforehand, what waits for it, what it brings back."""

import json
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.department.cli import main
from app.department.database.publications import PublicationRow, RootSignatureRow
from app.department.failures import PublicationError
from app.department.keys import make_keys, read_keys, write_keys
from app.department.records import material, publications, root_signatures
from app.department.records.journal import OPERATOR
from app.department.root_file import read_root, write_root
from app.department.root_papers import read_answer, read_request, sign, write_request
from app.sync.protocol import routes
from app.sync.protocol.announcement import Announcement
from app.sync.protocol.device import open_device
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.reading import to_base64
from app.sync.protocol.signed import MaterialKind, open_key_list, open_manifest, parse_signed
from app.sync.protocol.signing import key_id
from tests.department.support import NOON, Departement, Laptop
from tests.department.test_publication import announce, listed

pytestmark = pytest.mark.anyio
WANTED = Announcement(
    title="Titre", paragraphs=("Texte",), starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 9)
)


def send_root_away(departement: Departement) -> bytes:
    """Take the root off the service; return its private half."""
    service = departement.service
    root = service.keys.root
    with service.database.writing() as session:
        keys = root_signatures.send_away(session, service)
    departement.app.state.service = replace(service, keys=keys)
    return root


async def certificate(laptop: Laptop) -> tuple[int, bytes]:
    answer = await laptop.client.get(routes.DEVICE, headers=laptop.stamped("GET", routes.DEVICE))
    if answer.status_code != 200:
        return answer.status_code, b""
    return 200, parse_signed(answer.json()["certificate"]).content


async def test_laptops_see_no_difference_once_the_root_is_away(departement: Departement) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    before = await certificate(laptop)
    root = departement.service.keys.root_public
    send_root_away(departement)
    service = departement.service
    assert (service.keys.root, service.keys.root_public) == (b"", root)
    assert await certificate(laptop) == before
    assert (await listed(departement)).documents == ()
    other = departement.laptop()
    answer = await other.activate(departement.code())  # the code still has the root's print
    assert answer.root == root
    assert open_key_list(answer.key_list, root).serial == 1
    assert await certificate(other) == (404, b""), "until the root has signed it"


async def test_a_database_put_back_from_before_publishes_nothing_rather_than_failing(
    departement: Departement,
) -> None:
    send_root_away(departement)
    with departement.service.database.writing() as session:
        for row in session.query(RootSignatureRow):
            session.delete(row)
    found = await listed(departement)
    assert (found.serial, found.documents) == (1, ())


async def test_a_publication_goes_to_the_root_and_comes_back(departement: Departement) -> None:
    root = send_root_away(departement)
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    browser = departement.browser()
    await browser.sign_in()
    page = (await announce(browser)).text
    assert "Publier pour tous les postes" not in page
    draft = page.partition("/publications/racine?document=")[2][:36]
    refused = await browser.submit(f"/publications/{draft}/publication")
    assert refused.status_code == 422
    assert "n’est pas sur ce serveur" in refused.text
    asked = await browser.get(f"/publications/racine?document={draft}")
    assert "Certifier 1 poste activé" in asked.text
    request = await browser.submit("/publications/racine/demande", document=draft, retrait="")
    wanted = read_request(request.content)
    said = "\n".join(wanted.words())
    assert "announcement annonce" in said
    assert laptop.id in said
    assert (await listed(departement)).documents == (), "asking changes nothing"
    token = asked.text.partition('name="jeton" value="')[2].partition('"')[0]
    back = await browser.client.post(
        "/publications/racine/reponse",
        data={"jeton": token},
        files={"fichier": ("reponse.json", sign(wanted, root))},
        follow_redirects=True,
    )
    assert "Fermeture de fin d’année" in back.text
    manifest = await listed(departement)
    assert [one.name for one in manifest.documents] == ["annonce"]
    status, content = await certificate(laptop)
    assert (status, laptop.id in content.decode()) == (200, True)
    again = await browser.client.post(
        "/publications/racine/reponse",
        data={"jeton": token},
        files={"fichier": ("reponse.json", sign(wanted, root))},
    )
    assert "Une liste plus récente est déjà en vigueur" in again.text


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
def test_a_list_asked_for_before_another_came_withdraws_nothing(departement: Departement) -> None:
    """Decision 0032: « a list signed for a draft is refused once another is in force »."""
    root = send_root_away(departement)
    service, places = departement.service, b"nom;adresse"
    root_public = service.keys.root_public
    list_of_places = publications.Document(
        kind=MaterialKind.STRUCTURES, name="structures", title="Liste", content=places
    )
    answers: list[bytes] = []
    for document in (material.announcement(WANTED), list_of_places):
        departement.clock.advance(timedelta(minutes=1))
        with service.database.writing() as session:
            now = departement.clock.now()
            row = publications.prepare(session, document, actor=OPERATOR, now=now)
            answers.append(sign(root_signatures.ask(session, service, add=row), root))
    departement.clock.advance(timedelta(minutes=1))
    with service.database.writing() as session:
        root_signatures.apply(session, service, read_answer(answers[0]), actor=OPERATOR)
    with service.database.writing() as session, pytest.raises(PublicationError, match="demande"):
        root_signatures.apply(session, service, read_answer(answers[1]), actor=OPERATOR)
    with service.database.writing() as session:
        present = publications.in_force(session, "announcement", "annonce")
        assert present is not None
        row = session.scalars(select(PublicationRow).where(PublicationRow.title == "Liste")).one()
        again = sign(root_signatures.ask(session, service, add=row), root)  # nothing was lost of it
        root_signatures.apply(session, service, read_answer(again), actor=OPERATOR)
        listed_now = open_manifest(publications.signed_list(session, service.keys), root_public)
    assert sorted(one.name for one in listed_now.documents) == ["annonce", "structures"]


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
def test_an_answer_of_another_root_or_altered_changes_nothing(departement: Departement) -> None:
    root = send_root_away(departement)
    service, now = departement.service, departement.clock.now()
    with service.database.writing() as session:
        row = publications.prepare(session, material.announcement(WANTED), actor=OPERATOR, now=now)
        wanted = root_signatures.ask(session, service, add=row)
    with pytest.raises(PublicationError):
        sign(wanted, make_keys(NOON).root)
    stranger = make_keys(NOON)
    forged = sign(replace(wanted, root=key_id(stranger.root_public)), stranger.root)
    value = json.loads(sign(wanted, root))
    value["list"]["signature"] = value["list"]["signature"][:-4] + "AAAA"
    for answer in (forged, json.dumps(value).encode()):
        signed = read_answer(answer)
        with service.database.writing() as session, pytest.raises(ProtocolError):
            root_signatures.apply(session, service, signed, actor=OPERATOR)
    with service.database.reading() as session:
        assert publications.serial(session) == 1


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_certificate_of_another_key_than_the_laptop_s_is_not_kept(
    departement: Departement,
) -> None:
    root = send_root_away(departement)
    service, laptop = departement.service, departement.laptop()
    await laptop.activate(departement.code())
    with service.database.writing() as session:
        wanted = root_signatures.ask(session, service)
    (mine,) = wanted.devices
    spoilt = replace(wanted, devices=(replace(mine, signing=bytes(32)),))
    signed = read_answer(sign(spoilt, root))
    with service.database.writing() as session, pytest.raises(PublicationError):
        root_signatures.apply(session, service, signed, actor=OPERATOR)
    assert await certificate(laptop) == (404, b"")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format":"passerelle-a-signer/1"}'])
def test_a_foreign_file_is_neither_request_nor_answer(content: bytes) -> None:
    with pytest.raises(PublicationError):
        read_request(content)
    with pytest.raises(PublicationError):
        read_answer(content)


@pytest.mark.long
def test_the_root_is_detached_used_and_asked_for_by_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, root_file = tmp_path / "donnees", tmp_path / "cle-usb" / "racine.json"
    (tmp_path / "cles.txt").write_text("une phrase pour les clés\n")
    (tmp_path / "racine.txt").write_text("une autre pour la racine\n")
    common = ["--data-dir", str(folder), "--key-passphrase-file", str(tmp_path / "cles.txt")]
    own = ["--root-passphrase-file", str(tmp_path / "racine.txt")]

    def run(*arguments: str) -> int:
        return main([*common, *arguments])

    assert run("detach-root", str(root_file), *own) == 1  # there are no keys yet
    before = make_keys(NOON)
    write_keys(folder / "cles.json", before, "une phrase pour les clés")
    assert run("detach-root", str(root_file), *own) == 0
    assert stat.S_IMODE(root_file.stat().st_mode) == 0o600
    after = read_keys(folder / "cles.json", "une phrase pour les clés")
    assert (after.root, after.root_public) == (b"", before.root_public)
    assert read_root(root_file, "une autre pour la racine") == before.root
    assert run("detach-root", str(root_file), *own) == 1  # away already
    assert run("rotate-keys") == 1
    assert "--root-file" in capsys.readouterr().err
    assert run("rotate-keys", "--root-file", str(root_file), *own) == 0
    rotated = read_keys(folder / "cles.json", "une phrase pour les clés")
    assert rotated.away is not None
    signed = parse_signed(
        {
            "content": to_base64(rotated.away.list_content),
            "signature": to_base64(rotated.away.list_signature),
        }
    )
    assert open_key_list(signed, before.root_public).serial == 2
    assert rotated.signing[1:] == before.signing


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_request_is_signed_elsewhere_by_the_command(
    departement: Departement, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_root(tmp_path / "racine.json", departement.service.keys, "une phrase à part")
    send_root_away(departement)
    service, now = departement.service, departement.clock.now()
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    with service.database.writing() as session:
        row = publications.prepare(session, material.announcement(WANTED), actor=OPERATOR, now=now)
        request = write_request(root_signatures.ask(session, service, add=row))
    files = [tmp_path / name for name in ("demande.json", "reponse.json", "phrase.txt")]
    files[0].write_bytes(request)
    files[2].write_text("une phrase à part")
    arguments = ["sign", str(files[0]), str(files[1]), "--yes", "--root-file"]
    arguments += [str(tmp_path / "racine.json"), "--root-passphrase-file", str(files[2])]
    assert main(arguments) == 0
    assert "announcement annonce" in capsys.readouterr().err
    with service.database.writing() as session:
        signed = read_answer(files[1].read_bytes())
        applied = root_signatures.apply(session, service, signed, actor=OPERATOR)
        assert applied.certificates == 1
        kept = publications.signed_list(session, service.keys)
    assert len(open_manifest(kept, service.keys.root_public).documents) == 1
    assert signed.devices
    assert open_device(signed.devices[0], service.keys.root_public).device == laptop.id
