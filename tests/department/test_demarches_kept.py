"""The token, the page and the commands of Démarches simplifiées; what is kept of its words."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from app.department.cli import _COMMANDS as COMMANDS
from app.department.cli import parser
from app.department.database.agents import Role
from app.department.database.demarches import DemarcheRow, DossierRow, RelayedDecisionRow
from app.department.database.engine import open_database
from app.department.demarches import relaying
from app.department.demarches.answers import DossierLu
from app.department.demarches.failures import Echec
from app.department.demarches.reading import read
from app.department.demarches.tokens import FormError
from app.department.retention import asking, conservation, ledger
from app.department.retention.asking import Demande
from app.department.retention.daily import Clockwork
from tests.demarches_simplifiees import example
from tests.department.demarches import (
    TOKEN,
    Relay,
    feed,
    item_of,
    laptop_of,
    relay,
)
from tests.department.support import (
    Browser,
    reads_the_file,
)
from tests.department.test_copies import put_back, saved

__all__ = ["relay"]  # a fixture
pytestmark = pytest.mark.anyio


async def test_the_token_stands_in_no_row_and_under_other_keys_it_opens_no_more(
    relay: Relay,
) -> None:
    relay.give_token()
    row = relay.row()
    assert TOKEN.encode() not in row.wrapped_token
    with relay.service.database.writing() as session:
        other = session.get_one(type(row), example.NUMBER)
        other.wrapped_token = other.wrapped_token[:-1] + bytes([other.wrapped_token[-1] ^ 1])
    assert relay.read().echec is Echec.JETON_PERDU


async def test_the_words_go_with_their_term_and_do_not_come_back(relay: Relay) -> None:
    laptop = await laptop_of(relay)
    relay.give_token()
    draft = relay.decided("refuse", "Madame Weber a déjà un carnet")
    relay.read()
    relay.go_on(days=4 * 365 + 1)  # 4 years after 22/11/2026 are over on 22/11/2030
    assert relay.departement.clock.today().isoformat() == "2030-11-22"
    assert conservation.erase_due(relay.service) == 1
    relay.site.platform.dossiers[draft.number].updated_at = relay.site.platform.now
    assert relay.read().relayed == 0
    assert [(one["sens"], one["motif"], one["message"]) for one in await feed(laptop)] == [
        ("refusee", "autre", "")
    ]
    with relay.service.database.reading() as session:
        assert session.query(DossierRow).filter(DossierRow.message != "").count() == 0
        (kept,) = session.query(RelayedDecisionRow)
        assert (kept.message, kept.dossier) == ("", 0)


async def admin(relay: Relay, *roles: Role) -> Browser:
    name = relay.departement.add_agent(*(roles or (Role.ADMINISTRATEUR,)))
    browser = relay.departement.browser()
    await browser.sign_in(name)
    await browser.get("/demarches")
    return browser


async def test_an_administrator_gives_the_token_reads_and_stops(relay: Relay) -> None:
    browser = await admin(relay, Role.ADMINISTRATEUR, Role.DELEGUE)
    assert "il manque un jeton" in browser.page
    wrong = await browser.submit("/demarches/jeton", jeton_api="f" * 40)
    assert (wrong.status_code, "refuse le jeton" in wrong.text) == (422, True)
    assert (await browser.submit("/demarches/jeton", jeton_api="trop court")).status_code == 422
    kept = await browser.submit("/demarches/jeton", jeton_api=f"  Bearer {TOKEN}\n")
    assert "Le jeton fonctionne" in kept.text
    assert TOKEN not in kept.text
    mine = relay.decided("refuse", "Madame Weber a déjà un carnet")
    stranger = relay.deposited(structure="AILLEURS")
    relay.site.platform.decide(stranger, "accepte")
    read = await browser.submit("/demarches/lecture")
    assert "2 dossiers lus, 1 réponse nouvelle relayée." in read.text
    assert "Structure inconnue de ce service" in read.text
    assert str(stranger.number) in read.text
    assert "Weber" not in read.text
    assert TOKEN not in (await browser.get("/demarches")).text
    await browser.get("/conservation")
    asked = await browser.submit("/conservation/effacement", reference=f"n° {mine.number}")
    assert "Effacer les mots de cette réponse" in asked.text
    await browser.submit(asked.url.path, motif="effacement", confirme="oui")
    relay.go_on(minutes=20)
    relay.site.platform.decide(mine, "refuse", "Madame Weber, encore")
    assert relay.read().relayed == 0
    with relay.service.database.reading() as session:
        assert {row.message for row in session.query(RelayedDecisionRow)} == {""}
    await browser.get(f"/demarches/{example.NUMBER}/arret")
    stopped = await browser.submit(f"/demarches/{example.NUMBER}/arret")
    assert "La lecture est arrêtée" in stopped.text
    assert relay.row().wrapped_token == b""
    assert read_again(relay) is None


def read_again(relay: Relay) -> object:
    return read(relay.service, example.NUMBER, wait=relay.wait)


@reads_the_file
async def test_an_instructor_reads_again_and_gives_no_token(relay: Relay) -> None:
    relay.give_token()
    browser = await admin(relay, Role.INSTRUCTEUR)
    assert "Relire maintenant" in browser.page
    assert "Essayer et enregistrer" not in browser.page
    assert (await browser.submit("/demarches/jeton", jeton_api=TOKEN)).status_code == 403
    relay.site.wire.graphql.spend(TOKEN)
    waits = await browser.submit("/demarches/lecture")
    assert "demande d’attendre" in waits.text
    assert relay.row().not_before is not None


async def test_the_hour_reads_by_itself_and_one_process_at_a_time(relay: Relay) -> None:
    relay.give_token()
    relay.decided("accepte")
    clockwork = Clockwork(relay.service)
    clockwork.read()
    assert relay.row().read_at == relay.departement.clock.at
    before = len(relay.site.wire.asked)
    relay.go_on(minutes=59)
    clockwork.read()
    assert len(relay.site.wire.asked) == before
    relay.go_on(minutes=2)
    with relay.service.database.writing() as session:
        session.get_one(DemarcheRow, example.NUMBER).claimed_at = relay.departement.clock.at
    clockwork.read()
    assert len(relay.site.wire.asked) == before
    relay.go_on(minutes=11)  # whoever claimed it died
    clockwork.read()
    assert len(relay.site.wire.asked) == before + 1


@reads_the_file
async def test_words_erased_on_request_do_not_come_back_with_a_backup(
    relay: Relay, tmp_path: Path
) -> None:
    relay.give_token()
    draft = relay.decided("refuse", "Madame Weber a déjà un carnet")
    relay.read()
    file = saved(relay.departement, tmp_path / "avant.sauvegarde")
    erase_words(relay, draft.number)
    with relay.service.database.reading() as session:
        known = ledger.of_database(session)
    url = f"sqlite:///{tmp_path / 'remise.db'}"
    put_back(relay.departement, file, url, known)
    database = open_database(url)
    with database.reading() as session:
        told = session.query(RelayedDecisionRow).one()
        row = session.query(DossierRow).one()
        assert (told.message, told.dossier, row.message) == ("", 0, "")
    database.close()


async def test_the_words_of_a_dossier_refused_as_a_double_go_on_request_too(relay: Relay) -> None:
    relay.give_token()
    first = relay.decided("accepte", "Bienvenue")
    double = relay.decided("refuse", "Madame Weber en a déjà un", item=item_of(first))
    relay.read()
    browser = await admin(relay, Role.INSTRUCTEUR)
    page = f"/conservation/dossiers/{double.number}/effacement"
    assert f'reference">{double.number}<' in (await browser.get(page)).text
    await browser.submit(page, motif="effacement", confirme="oui")
    with relay.service.database.reading() as session:
        assert {one.message for one in session.query(DossierRow)} == {""}
        assert {one.message for one in session.query(RelayedDecisionRow)} == {""}


@pytest.mark.parametrize("template", ["postgresql"], indirect=True, scope="session")
async def test_an_erasure_waits_for_the_page_that_is_being_kept(relay: Relay) -> None:
    """Else the page's newer words would stand after it; SQLite has one writer at a time."""
    relay.give_token()
    draft = relay.decided("refuse", "Madame Weber a déjà un carnet")
    relay.read()
    database = relay.service.database

    def be_impatient(connection: Connection) -> None:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '200ms'")

    with database.writing() as reading:
        item = reading.query(RelayedDecisionRow).one().item
        row = reading.query(DossierRow).one()
        changed = DossierLu(
            number=draft.number,
            state="refuse",
            processed_at=row.processed_at,
            motivation="Madame Weber a déjà deux carnets",
            item=item,
            structure=row.structure_code,
        )
        assert relaying.keep(reading, relay.service, example.NUMBER, [changed]) == 1
        event.listen(database.engine, "begin", be_impatient)
        with pytest.raises(OperationalError, match=r"(?s)lock timeout.*FROM structure"):
            erase_words(relay, draft.number)
        event.remove(database.engine, "begin", be_impatient)
    erase_words(relay, draft.number)
    with database.reading() as session:
        told = session.query(RelayedDecisionRow).order_by(RelayedDecisionRow.number).all()
        assert [(one.message, one.dossier) for one in told] == [("", 0)] * 2


def erase_words(relay: Relay, dossier: int) -> None:
    why = Demande.EFFACEMENT
    asking.erase_relayed(relay.service, dossier=dossier, why=why, account_id="agent")


async def test_words_that_another_tool_put_back_are_noticed(relay: Relay) -> None:
    relay.give_token()
    relay.decided("refuse", "Madame Weber a déjà un carnet")
    relay.read()
    service = relay.service
    with service.database.reading() as session:
        item = session.query(RelayedDecisionRow).one().item
    known = ledger.Ledger(items=frozenset({item}))  # erased on request after that backup
    ledger.write(service.settings.data_dir, known, service.keys, relay.departement.clock.at)
    Clockwork(service).look()
    with service.database.reading() as session:
        told, row = session.query(RelayedDecisionRow).one(), session.query(DossierRow).one()
        assert (told.message, told.dossier, row.message) == ("", 0, "")
    assert item in ledger.read(service.settings.data_dir, service.keys).items


@reads_the_file
async def test_the_operator_gives_the_token_and_reads(
    relay: Relay,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened = "app.department.demarche_commands.opened_service"
    monkeypatch.setattr(opened, lambda _: nullcontext(relay.service))
    monkeypatch.setattr("app.department.demarche_commands.time.sleep", relay.wait)
    file = tmp_path / "jeton.txt"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")

    def run(*arguments: str) -> dict[str, str]:
        options = parser().parse_args(arguments)
        COMMANDS[options.command](options)
        said: dict[str, str] = json.loads(capsys.readouterr().out)
        assert TOKEN not in str(said)
        return said

    with pytest.raises(FormError, match="n’a pas de jeton"):
        run("demarches-read")
    said = run("demarches-token", "--token-file", str(file))
    assert (said["title"], said["token"]) == ("Pass numériques (essai)", "enregistré")
    relay.decided("accepte")
    assert run("demarches-read") == {"dossiers": "1", "relayed": "1"}
    relay.site.wire.graphql.tokens.clear()
    with pytest.raises(FormError, match="refuse le jeton"):
        run("demarches-read")
    run("demarches-token", "--forget")
    assert relay.row().wrapped_token == b""
