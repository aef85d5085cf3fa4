"""Decisions taken together: what will happen is shown first, each prescription has its outcome."""

import re
import uuid
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.department.database.actors import JournalRow
from app.department.database.handling import BatchItemRow
from app.department.database.prescriptions import Courrier, DecisionRow
from app.department.records import together
from app.department.records.decisions import Moment, decide
from app.department.records.together import Batch, Choice, Outcome
from app.domain.prescription import Sens
from tests.department.support import Browser, Departement, Laptop, prescription

pytestmark = pytest.mark.anyio


async def ready(departement: Departement, count: int) -> tuple[Laptop, Browser, list[str]]:
    laptop, browser = departement.laptop(), departement.browser()
    await laptop.activate(departement.code())
    await browser.sign_in()
    items = [laptop.item(prescription(f"Nom{n:02}", number=n)) for n in range(1, count + 1)]
    await laptop.push(*items)
    await browser.get("/prescriptions?etat=a_decider")
    return laptop, browser, [item.header.item for item in items]


def ticked(*ids: str) -> dict[str, str]:
    return {f"choix-{id_}": "1" for id_ in ids}


def lot_of(page: str) -> str:
    found = re.search(r'name="lot" value="([0-9a-f-]{36})"', page)
    assert found
    return found.group(1)


async def feed_of(laptop: Laptop) -> list[tuple[str, str]]:
    return [(entry["item"], entry["sens"]) for entry in (await laptop.feed())["entries"]]


async def test_what_was_ticked_is_decided_after_it_was_read_again(
    departement: Departement,
) -> None:
    laptop, browser, ids = await ready(departement, 3)
    assert f'name="choix-{ids[0]}"' in browser.page
    form = await browser.submit("/prescriptions/ensemble", **ticked(*ids[:2]))
    assert "Madame Simone NOM01" in form.text
    assert "NOM03" not in form.text
    refusal = {"sens": "refusee", "motif": "stock", "message": "À \n bientôt"}
    asked = await browser.submit("/prescriptions/ensemble/relire", **ticked(*ids[:2]), **refusal)
    for words in ("Refuser ces 2 prescriptions", "Rupture du stock", "2 carnets en tout", "NOM02"):
        assert words in asked.text, words
    assert await feed_of(laptop) == []
    one = await browser.submit("/prescriptions/ensemble/relire", **ticked(ids[0]), **refusal)
    for words in ("Refuser cette prescription", "1 carnet en tout", "Refuser la prescription"):
        assert words in one.text, words
    await browser.submit("/prescriptions/ensemble/relire", **ticked(*ids[:2]), **refusal)
    told = await browser.submit(
        "/prescriptions/ensemble/decider", **ticked(*ids[:2]), **refusal, lot=lot_of(browser.page)
    )
    assert "2 prescriptions refusées (Rupture du stock)" in told.text
    assert await feed_of(laptop) == [(ids[0], "refusee"), (ids[1], "refusee")]
    assert (await laptop.feed())["entries"][0]["message"] == "À bientôt"
    assert "NOM03" in (await browser.get("/prescriptions?etat=a_decider")).text
    assert "NOM01" not in browser.page


async def test_a_batch_of_refusals_needs_a_motive_of_the_list(departement: Departement) -> None:
    laptop, browser, ids = await ready(departement, 1)
    for step, motif in (("relire", ""), ("decider", "inconnu")):
        await browser.get("/prescriptions?etat=a_decider")
        response = await browser.submit(
            f"/prescriptions/ensemble/{step}",
            **ticked(*ids),
            sens="refusee",
            motif=motif,
            lot=str(uuid.uuid4()),
        )
        assert response.status_code == 422
        assert "Un refus a besoin d’un motif de la liste." in response.text
    assert await feed_of(laptop) == []


async def test_what_changed_meanwhile_is_left_aside_and_told(departement: Departement) -> None:
    laptop, browser, ids = await ready(departement, 4)
    await browser.submit("/prescriptions/ensemble", **ticked(*ids))
    asked = await browser.submit(
        "/prescriptions/ensemble/relire", **ticked(*ids), sens="acceptee", message=""
    )
    lot = lot_of(asked.text)
    corrected = prescription("Nom02", kind="correction", number=2, carnets=3)
    await laptop.push(laptop.item(corrected, id_=ids[1], revision=2))
    withdrawal = {"kind": "withdrawal", "reference": "2026-CCASILL-0003"}
    await laptop.push(laptop.item(withdrawal, id_=ids[2], revision=2))
    colleague = departement.browser()
    await colleague.sign_in()
    await colleague.decide(ids[3], sens="refusee", motif="stock", message="")
    told = await browser.submit(
        "/prescriptions/ensemble/decider", **ticked(*ids), sens="acceptee", lot=lot
    )
    assert "1 prescription acceptée" in told.text
    assert "3 laissées de côté" in told.text
    for words in ("Corrigée par la structure depuis", "Retirée par la structure", "Déjà décidée"):
        assert words in told.text, words
    assert await feed_of(laptop) == [(ids[3], "refusee"), (ids[0], "acceptee")]


async def test_the_form_sent_twice_decides_once(departement: Departement) -> None:
    laptop, browser, ids = await ready(departement, 2)
    await browser.submit("/prescriptions/ensemble/relire", **ticked(*ids), sens="acceptee")
    lot = lot_of(browser.page)
    await browser.get("/prescriptions?etat=a_decider")
    for _ in range(2):
        await browser.get("/prescriptions?etat=a_decider")
        told = await browser.submit(
            "/prescriptions/ensemble/decider", **ticked(*ids), sens="acceptee", lot=lot
        )
        assert "2 prescriptions acceptées" in told.text
    assert len(await feed_of(laptop)) == 2


async def test_a_service_that_stops_in_the_middle_says_what_was_not_decided(
    departement: Departement, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, browser, ids = await ready(departement, 3)
    calls: list[str] = []

    def dying(session: Session, **given: Any) -> DecisionRow:  # noqa: ANN401 - passed on
        calls.append("")
        if len(calls) == 2:
            raise SystemExit
        return decide(session, **given)

    monkeypatch.setattr(together, "decide", dying)
    lot = str(uuid.uuid4())
    with departement.service.database.reading() as session:
        account = session.connection().exec_driver_sql("SELECT id FROM account").scalar_one()
    batch = Batch(
        id=lot,
        sens=Sens.ACCEPTEE,
        motif="",
        message="",
        account_id=account,
        choices=tuple(Choice(id=id_, revision=1) for id_ in ids),
    )
    with pytest.raises(SystemExit):
        together.take(
            departement.service,
            batch,
            Moment(now=departement.clock.now(), today=departement.clock.today()),
        )
    assert await feed_of(laptop) == [(ids[0], "acceptee")]
    page = (await browser.get(f"/ensemble/{lot}")).text
    assert "1 prescription acceptée" in page
    assert page.count("Le service s’est arrêté avant elle") == 2
    with departement.service.database.reading() as session:
        outcomes = [row.outcome for row in session.query(BatchItemRow).order_by("position")]
    assert outcomes == [Outcome.FAITE, Outcome.A_FAIRE, Outcome.A_FAIRE]


async def test_a_form_of_two_hundred_boxes_is_read(departement: Departement) -> None:
    _, browser, ids = await ready(departement, 30)
    page = (await browser.get("/prescriptions?etat=a_decider&par=200&tout=1")).text
    assert len(re.findall(r'name="choix-[^"]+" value="1" checked', page)) == 30
    erased = [str(uuid.uuid4()) for _ in range(170)]
    asked = await browser.submit(
        "/prescriptions/ensemble/relire", **ticked(*erased, *ids), sens="acceptee", message=""
    )
    assert "Accepter ces 30 prescriptions" in asked.text


async def test_nothing_ticked_is_told_and_decides_nothing(departement: Departement) -> None:
    laptop, browser, ids = await ready(departement, 1)
    response = await browser.submit("/prescriptions/ensemble")
    assert "Aucune prescription choisie" in response.text
    await browser.get("/prescriptions")
    response = await browser.submit(
        "/prescriptions/ensemble/decider", sens="acceptee", lot=str(uuid.uuid4())
    )
    assert "Aucune prescription choisie" in response.text
    forged = await browser.client.post(
        "/prescriptions/ensemble/decider", data={**ticked(*ids), "sens": "acceptee"}
    )
    assert forged.status_code == 403
    assert await feed_of(laptop) == []


async def test_a_correction_replaces_the_letter_that_was_not_printed(
    departement: Departement,
) -> None:
    _, browser, ids = await ready(departement, 1)
    await browser.decide(ids[0], sens="refusee", motif="stock", message="")
    await browser.decide(ids[0], sens="acceptee", message="")
    with departement.service.database.reading() as session:
        rows = session.query(DecisionRow).order_by("number")
        assert [row.courrier for row in rows] == [Courrier.REMPLACE, Courrier.A_IMPRIMER]


async def test_the_journal_has_the_batch_and_each_decision(departement: Departement) -> None:
    _, browser, ids = await ready(departement, 2)
    await browser.submit("/prescriptions/ensemble/relire", **ticked(*ids), sens="acceptee")
    lot = lot_of(browser.page)
    await browser.submit(
        "/prescriptions/ensemble/decider", **ticked(*ids), sens="acceptee", lot=lot
    )
    with departement.service.database.reading() as session:
        acts = [(row.action, row.object_id) for row in session.query(JournalRow).order_by("id")]
    assert [act for act in acts if act[0].startswith("decision")] == [
        ("decision_lot", lot),
        ("decision", ids[0]),
        ("decision", ids[1]),
    ]
