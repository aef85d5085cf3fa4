"""Decisions taken on Démarches simplifiées: read with their motives, relayed to who asked."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.department.database.agents import Role
from app.department.database.demarches import DemarcheRow, DossierRow, RelayedDecisionRow
from app.department.demarches import tokens
from app.department.demarches.answers import parse_page
from app.department.demarches.client import checked_address
from app.department.demarches.failures import Echec, ReadingError
from app.department.demarches.motives import told
from app.department.demarches.reading import read
from app.department.demarches.tokens import FormError
from app.department.failures import ServiceError
from app.department.retention import conservation
from app.department.retention.daily import Clockwork
from app.domain.identifiers import uuid7
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.example import parsed
from tests.demarches_simplifiees.graphql import ApiToken
from tests.department.demarches import MOTIFS, TOKEN, Relay, item_of, reading_elsewhere
from tests.department.support import (
    Browser,
    Departement,
    Laptop,
    prescription,
    reads_the_file,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
def relay(departement: Departement) -> Iterator[Relay]:
    with reading_elsewhere(departement, now=datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) as made:
        yield made


async def laptop_of(relay: Relay) -> Laptop:
    laptop = relay.departement.laptop()
    await laptop.activate(relay.departement.code())
    return laptop


async def feed(laptop: Laptop, after: int = 0) -> list[dict[str, object]]:
    return [
        {name: entry.get(name, "") for name in ("item", "sens", "motif", "message", "decided_on")}
        for entry in (await laptop.feed(after))["entries"]
    ]


async def test_a_decision_comes_with_its_motive_and_once(relay: Relay) -> None:
    laptop = await laptop_of(relay)
    relay.give_token()
    refused = relay.decided("refuse", "Rupture du stock de Pass numériques : revenez en avril")
    accepted = relay.decided("accepte")
    relay.deposited()  # not decided: nothing is kept of it
    assert (relay.read().relayed, relay.read().relayed) == (2, 0)
    assert await feed(laptop) == [
        {
            "item": item_of(refused),
            "sens": "refusee",
            "motif": "stock",
            "message": "revenez en avril",
            "decided_on": "2026-11-22",
        },
        {
            "item": item_of(accepted),
            "sens": "acceptee",
            "motif": "",
            "message": "",
            "decided_on": "2026-11-22",
        },
    ]
    asked = relay.site.wire.asked[-1]
    assert asked.headers["content-type"] == "application/json"
    assert b"demandeur" not in asked.body


async def test_a_changed_decision_is_told_again_and_a_reopened_one_waits(relay: Relay) -> None:
    laptop = await laptop_of(relay)
    relay.give_token()
    draft = relay.decided("refuse", "stock")
    relay.read()
    relay.go_on(minutes=5)
    relay.site.platform.instruct(draft)
    assert relay.read().relayed == 0
    relay.go_on(minutes=5)
    relay.site.platform.decide(draft, "sans_suite", "Doublon du dossier de la mairie")
    assert relay.read().relayed == 1
    assert [(one["sens"], one["motif"], one["message"]) for one in await feed(laptop)] == [
        ("refusee", "stock", ""),
        (
            "refusee",
            "autre",
            "Classé sans suite sur Démarches simplifiées. Doublon du dossier de la mairie",
        ),
    ]


async def test_of_two_dossiers_of_a_prescription_the_acceptance_stands(relay: Relay) -> None:
    laptop = await laptop_of(relay)
    relay.give_token()
    item = uuid7(relay.site.platform.now)
    relay.decided("accepte", item=item)
    relay.read()
    relay.go_on(minutes=1)
    relay.decided("refuse", "Sollicitations multiples", item=item)
    assert relay.read().relayed == 0
    assert [one["sens"] for one in await feed(laptop)] == ["acceptee"]


async def test_pages_follow_one_another_and_a_reading_cut_goes_on(relay: Relay) -> None:
    laptop = await laptop_of(relay)
    relay.give_token()
    drafts = []
    relay.site.wire.graphql.largest_page = 4
    for _ in range(10):
        relay.site.platform.go_on(seconds=1)
        drafts.append(relay.decided("accepte"))
    first = relay.read(most_pages=1)
    assert (first.dossiers, first.echec) == (4, Echec.INTERROMPUE)
    relay.site.wire.graphql.too_slow_above = 20  # a page of a hundred ends in a time-out now
    rest = relay.read()
    assert (rest.dossiers, rest.relayed, rest.echec) == (6, 6, None)
    assert [one["item"] for one in await feed(laptop)] == [item_of(draft) for draft in drafts]


async def test_a_change_that_the_platform_wrote_late_is_seen_and_quiet_hours_read_nothing_again(
    relay: Relay,
) -> None:
    relay.give_token()
    relay.decided("accepte")
    for _ in range(4):
        assert relay.read().echec is None
        relay.go_on(hours=1)
    assert relay.read().dossiers == 0
    relay.go_on(minutes=30)
    relay.decided("accepte")
    assert (relay.read().dossiers, relay.read().dossiers) == (1, 1)
    late = relay.decided("refuse", "stock")
    late.updated_at -= timedelta(minutes=20)  # committed after the reading, dated before it
    relay.go_on(minutes=40)
    assert relay.read().relayed == 1
    for _ in range(4):
        relay.go_on(hours=1)
        relay.read()
    assert relay.read().dossiers == 0


@reads_the_file
@pytest.mark.parametrize(
    ("structure", "item", "expected"),
    [
        ("AILLEURS", "", "structure_inconnue"),
        ("CCASILL", "pas un identifiant", "sans_repere"),
        ("", "", "structure_inconnue"),
    ],
)
async def test_what_no_laptop_waits_for_is_counted_and_told_to_nobody(
    relay: Relay, structure: str, item: str, expected: str
) -> None:
    relay.give_token()
    draft = relay.deposited(item, structure=structure)
    relay.site.platform.decide(draft, "refuse", "Madame Weber a déjà un carnet")
    assert relay.read().relayed == 0
    with relay.service.database.reading() as session:
        row = session.get_one(DossierRow, (example.NUMBER, draft.number))
        assert (row.rattachement, row.motif, row.message) == (expected, "", "")


async def test_dossiers_of_a_structure_made_later_are_read_again(relay: Relay) -> None:
    relay.give_token()
    draft = relay.deposited(structure="MAIRIE")
    relay.site.platform.decide(draft, "accepte")
    assert relay.read().relayed == 0
    relay.go_on(hours=3)
    assert (relay.read().relayed, relay.read().relayed) == (0, 0)
    relay.departement.add_structure("MAIRIE", "Mairie d’essai")
    assert relay.read().relayed == 1


async def test_a_prescription_that_the_service_holds_is_decided_here(relay: Relay) -> None:
    laptop = await laptop_of(relay)
    relay.give_token()
    mine = laptop.item(prescription())
    await laptop.push(mine)
    relay.decided("accepte", item=mine.header.item)
    assert relay.read().relayed == 0
    assert await feed(laptop) == []


def allow(relay: Relay, token: ApiToken) -> None:
    relay.site.wire.graphql.tokens[TOKEN] = token


def forget_token(relay: Relay) -> None:
    relay.site.wire.graphql.tokens.clear()


def expire(relay: Relay) -> None:
    yesterday = (relay.site.platform.now - timedelta(days=1)).date()
    allow(relay, ApiToken(secret=TOKEN, expires_on=yesterday))


def narrow(relay: Relay) -> None:
    allow(relay, ApiToken(secret=TOKEN, network="192.0.2.0/24"))


def of_another(relay: Relay) -> None:
    allow(relay, ApiToken(secret=TOKEN, allowed=frozenset({1})))


def gone(relay: Relay) -> None:
    relay.site.platform.demarches.clear()


def broken(relay: Relay) -> None:
    relay.site.wire.fails_with = [500, 503, 502]


@reads_the_file
@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (forget_token, Echec.JETON_REFUSE),
        (expire, Echec.JETON_EXPIRE),
        (narrow, Echec.RESEAU_REFUSE),
        (of_another, Echec.DEMARCHE_REFUSEE),
        (gone, Echec.DEMARCHE_INCONNUE),
        (broken, Echec.EN_PANNE),
    ],
)
async def test_a_refusal_is_told_by_its_name_and_loses_nothing(
    relay: Relay,
    happens: Callable[[Relay], None],
    expected: Echec,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    relay.give_token()
    demarche = relay.site.platform.demarches[example.NUMBER]
    relay.decided("accepte")
    happens(relay)
    assert relay.read().echec is expected
    assert relay.row().outcome == expected
    relay.site.platform.add(demarche)
    allow(relay, ApiToken(secret=TOKEN))
    assert (relay.read().relayed, relay.row().outcome) == (1, "")
    assert TOKEN not in caplog.text


async def test_a_short_wait_is_waited_for_and_a_long_one_is_the_next_readings(
    relay: Relay,
) -> None:
    relay.give_token()
    relay.go_on(seconds=50)
    relay.site.wire.graphql.spend(TOKEN)
    assert relay.read().echec is None
    assert max(relay.waited) == 10
    relay.go_on(seconds=15)
    relay.site.wire.graphql.spend(TOKEN)
    assert relay.read().echec is Echec.TROP_DE_DEMANDES
    assert relay.row().not_before == relay.site.platform.now + timedelta(seconds=45)


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
    clockwork.look()
    assert relay.row().read_at == relay.departement.clock.at
    before = len(relay.site.wire.asked)
    relay.go_on(minutes=59)
    clockwork.look()
    assert len(relay.site.wire.asked) == before
    relay.go_on(minutes=2)
    with relay.service.database.writing() as session:
        session.get_one(DemarcheRow, example.NUMBER).claimed_at = relay.departement.clock.at
    clockwork.look()
    assert len(relay.site.wire.asked) == before
    relay.go_on(minutes=11)  # whoever claimed it died
    clockwork.look()
    assert len(relay.site.wire.asked) == before + 1


async def test_a_form_that_does_not_name_the_structure_is_refused(relay: Relay) -> None:
    convention = parsed(
        example.text(relay.site.origin).replace('valeur = "structure"', 'valeur = "reference"'),
        "lot-et-garonne",
    )
    with pytest.raises(FormError):
        tokens.described(convention)
    with pytest.raises(FormError):
        tokens.described(None)


@pytest.mark.parametrize(
    ("state", "motivation", "expected"),
    [
        ("refuse", "Rupture du stock de Pass numériques", ("stock", "")),
        ("refuse", "RUPTURE DU STOCK DE PASS NUMERIQUES.", ("stock", "")),
        ("refuse", "stock - plus rien avant mai", ("stock", "plus rien avant mai")),
        (
            "refuse",
            "Sollicitations multiples\n\nVoir Vinça",
            ("sollicitations_multiples", "Voir Vinça"),
        ),
        ("refuse", "Rupture momentanée", ("autre", "Rupture momentanée")),
        ("refuse", "autre : voir le maire", ("autre", "voir le maire")),
        ("refuse", " \n ", ("", "")),
        ("accepte", "Bien reçu,\nmerci", ("", "Bien reçu, merci")),
        ("sans_suite", "stock", ("stock", "Classé sans suite sur Démarches simplifiées.")),
        ("refuse", "a\x00b\u2028c\ud800", ("autre", "a b c")),
    ],
)
async def test_the_words_of_an_agent_become_our_list_or_another_motive(
    state: str, motivation: str, expected: tuple[str, str]
) -> None:
    assert told(state, motivation, MOTIFS) == expected


async def test_a_long_motivation_is_cut_to_what_the_feed_carries() -> None:
    motif, message = told("refuse", "é" * 3000, MOTIFS)
    assert (motif, len(message), message[-2:]) == ("autre", 1000, " …")


@pytest.mark.parametrize(
    "address",
    ["http://demarche.example", "ftp://a.example", "https://a:b@c.example", "https://c.example/x"],
)
async def test_the_token_goes_by_an_encrypted_way_alone(address: str) -> None:
    with pytest.raises(ServiceError):
        checked_address(address)


def page(**changes: object) -> dict[str, object]:
    node: dict[str, object] = {
        "number": 21075665,
        "state": "refuse",
        "dateTraitement": "2026-11-22T10:00:00+01:00",
        "motivation": "stock",
        "item": [{"stringValue": "01935a6e-7b00-7abc-8def-000000000001"}],
        "structure": [{"stringValue": "CCASILL"}],
    }
    found: dict[str, object] = {
        "number": 12345,
        "title": "Pass",
        "dossiers": {
            "pageInfo": {"hasNextPage": False, "endCursor": "YWJj"},
            "nodes": [node | changes],
        },
    }
    return {"data": {"demarche": found}}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["number", "state", "dateTraitement", "item", "motivation"]), value=_JSON
)
def test_whatever_stands_in_the_place_of_a_value_is_read_or_refused(
    name: str, value: object
) -> None:
    body = json.dumps(page(**{name: value})).encode()
    try:
        (dossier,) = parse_page(body, 12345).dossiers
    except ReadingError:
        return
    assert isinstance(dossier.number, int)
    assert isinstance(dossier.item, str)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | _JSON.map(lambda value: json.dumps(value).encode()))
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with pytest.raises(ReadingError):
        parse_page(body, 12345)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"number": True}, "no number"),
        ({"dateTraitement": "2026-11-22T10:00:00"}, "no zone"),
        ({"state": "refusé"}, "no state"),
    ],
)
def test_a_value_of_another_kind_is_refused(changes: dict[str, object], why: str) -> None:
    assert why
    with pytest.raises(ReadingError):
        parse_page(json.dumps(page(**changes)).encode(), 12345)
    assert parse_page(json.dumps(page()).encode(), 12345).dossiers[0].structure == "CCASILL"


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ReadingError):
        parse_page(b"[" * 100_000, 12345)
