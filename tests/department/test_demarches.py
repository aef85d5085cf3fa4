"""Decisions taken on Démarches simplifiées: read with their motives, relayed to who asked."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.department.database.demarches import DossierRow
from app.department.demarches import client
from app.department.demarches.failures import Echec
from app.domain.identifiers import uuid7
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.graphql import ApiToken
from tests.department.demarches import TOKEN, Relay, feed, item_of, laptop_of, relay
from tests.department.support import (
    prescription,
    reads_the_file,
)

__all__ = ["relay"]  # a fixture
pytestmark = pytest.mark.anyio


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


async def test_the_refusal_of_a_double_is_not_told_while_the_acceptance_is_looked_at_again(
    relay: Relay,
) -> None:
    laptop = await laptop_of(relay)
    relay.give_token()
    item = uuid7(relay.site.platform.now)
    accepted = relay.decided("accepte", item=item)
    relay.read()
    relay.go_on(minutes=1)
    relay.site.platform.instruct(accepted)
    double = relay.decided("refuse", "Sollicitations multiples", item=item)
    assert relay.read().relayed == 0
    relay.go_on(minutes=1)
    relay.site.platform.decide(accepted, "refuse", "stock")
    assert relay.read().relayed == 1
    relay.go_on(minutes=1)
    relay.site.platform.decide(double, "accepte", "")
    assert relay.read().relayed == 1
    told = [(one["sens"], one["motif"]) for one in await feed(laptop)]
    assert told == [("acceptee", ""), ("refusee", "stock"), ("acceptee", "")]


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
    gone = relay.decided("refuse", "stock")
    gone.values[example.STRUCTURE.id] = "MAIRIE"
    relay.read()
    relay.departement.add_structure("MAIRIE", "Mairie d’essai")
    del relay.site.platform.dossiers[gone.number]  # somebody hid it there
    assert relay.read().relayed == 1
    assert b'"after": null' in relay.site.wire.asked[-1].body
    for _ in range(2):
        relay.go_on(hours=3)
        relay.read()
    relay.read()  # no more: it goes on where the one of an hour before ended
    assert b'"after": null' not in relay.site.wire.asked[-1].body


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


async def test_a_page_that_is_too_large_is_asked_for_in_smaller_ones_then_told(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay.give_token()
    for _ in range(3):
        relay.decided("accepte", "Bonne route " * 20)
    monkeypatch.setattr(client, "MAX_BODY", 900)  # room for one of them, not for three
    assert (relay.read().relayed, relay.row().outcome) == (3, "")
    asked = len(relay.site.wire.asked)
    monkeypatch.setattr(client, "MAX_BODY", 100)
    relay.go_on(minutes=61)
    assert relay.read().echec is Echec.TROP_GRANDE
    assert len(relay.site.wire.asked) - asked == 3  # a hundred, twenty, one: then it stops
