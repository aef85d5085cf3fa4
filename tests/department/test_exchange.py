"""What a laptop may send and ask, and every way to cheat that is refused."""

import asyncio
import dataclasses
import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.department.database.actors import AccountRow, JournalRow
from app.department.database.prescriptions import PrescriptionRow
from app.department.records import decisions
from app.department.records.arrivals import Sender
from app.department.records.decisions import Moment, Verdict
from app.department.records.reception import receive
from app.domain.prescription import Sens
from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.errors import ErrorCode
from app.sync.protocol.items import batch_content
from app.sync.protocol.requests import new_nonce, open_request, parse_answer_stamp
from app.sync.protocol.signed import KeyUse
from app.sync.protocol.signing import new_signing_key, public_of, sign
from tests.department.support import NOON, Departement, Laptop, prescription, reads_the_file

pytestmark = pytest.mark.anyio


@pytest.fixture
async def laptop(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    return made


def stored(departement: Departement) -> int:
    with departement.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(PrescriptionRow)) or 0


async def test_the_same_push_twice_is_held_once(departement: Departement, laptop: Laptop) -> None:
    content = prescription()
    item = laptop.item(content)
    sealed_again = laptop.item(content, id_=item.header.item)
    assert sealed_again.sealed != item.sealed
    assert [r["status"] for r in await laptop.push(item)] == ["accepted"]
    assert [r["status"] for r in await laptop.push(item, sealed_again)] == ["already_held"] * 2
    assert stored(departement) == 1


async def test_another_content_under_the_same_number_is_a_conflict(
    departement: Departement, laptop: Laptop
) -> None:
    item = laptop.item(prescription("Weber"))
    other = laptop.item(prescription("Klein"), id_=item.header.item)
    assert [r["status"] for r in await laptop.push(item, other, other)] == [
        "accepted",
        "conflict",
        "conflict",
    ]
    with departement.service.database.reading() as session:
        kept = session.get_one(PrescriptionRow, item.header.item)
        assert kept.payload["personne"]["nom"] == "Weber"
        conflicts = session.scalar(
            select(func.count()).select_from(JournalRow).where(JournalRow.action == "conflit")
        )
    assert conflicts == 1


async def test_a_sealed_part_altered_on_the_way_is_refused(laptop: Laptop) -> None:
    item = laptop.item(prescription())
    altered = dataclasses.replace(item, sealed=item.sealed[:-1] + bytes([item.sealed[-1] ^ 1]))
    receipt, good = await laptop.push(altered, laptop.item(prescription(number=2)))
    assert (receipt["status"], receipt["code"]) == ("refused", "bad_signature")
    assert good["status"] == "accepted"


async def test_a_request_vouches_for_its_items_and_a_file_for_none(
    departement: Departement, laptop: Laptop
) -> None:
    """An item that another key signed is the laptop's own word where its request says it."""
    ours, laptop.signing = laptop.signing, new_signing_key()
    item = laptop.item(prescription())
    laptop.signing = ours
    sender = Sender(
        device=laptop.id, structure=laptop.structure, signing_key=public_of(laptop.signing)
    )
    (brought,) = receive(departement.service, sender, [item.content()])
    assert brought.code is ErrorCode.BAD_SIGNATURE
    assert stored(departement) == 0
    (receipt,) = await laptop.push(item)
    assert receipt["status"] == "accepted"
    with departement.service.database.reading() as session:
        assert session.get_one(PrescriptionRow, item.header.item).device_id == laptop.id


async def test_nobody_vouches_for_an_item_but_its_device(
    departement: Departement, laptop: Laptop
) -> None:
    """Whoever overhears an item, and is known himself, cannot make it his own either."""
    thief = departement.laptop()
    await thief.activate(departement.code())
    item = laptop.item(prescription())
    mine = dataclasses.replace(item.header, device=thief.id)
    signature = sign(thief.signing, "passerelle-item-v1", mine.to_bytes(), item.sealed)
    for taken, code in (
        (item, "unknown_device"),
        (dataclasses.replace(item, header=mine), "bad_signature"),
        (dataclasses.replace(item, header=mine, signature=signature), "cannot_open"),
    ):
        (receipt,) = await thief.push(taken)
        assert receipt["code"] == code
    assert stored(departement) == 0


async def test_an_item_of_another_structure_or_device_is_refused(
    departement: Departement, laptop: Laptop
) -> None:
    departement.add_structure("AUTRE", "Une autre structure")
    other = departement.laptop()
    await other.activate(departement.code("AUTRE"))
    for item, code in (
        (laptop.item(prescription(), structure="AUTRE"), "wrong_structure"),
        (laptop.item({**prescription(), "structure": "AUTRE"}), "wrong_structure"),
        (laptop.item(prescription(), device=other.id), "unknown_device"),
    ):
        (receipt,) = await laptop.push(item)
        assert receipt["code"] == code
    assert stored(departement) == 0


async def test_a_field_that_the_convention_keeps_back_is_refused(laptop: Laptop) -> None:
    content = prescription()
    content["personne"]["tranche_age"] = "70_plus"
    (receipt,) = await laptop.push(laptop.item(content))
    assert (receipt["code"], receipt["place"]) == (
        "field_not_allowed",
        "payload.personne.tranche_age",
    )


async def test_an_altered_body_is_refused_whole(departement: Departement, laptop: Laptop) -> None:
    signed = encode_body({"items": []})
    sent = encode_body(batch_content([laptop.item(prescription())]))
    headers = {**laptop.stamped("POST", routes.BATCHES, signed), "content-encoding": "deflate"}
    response = await laptop.client.post(routes.BATCHES, content=sent, headers=headers)
    assert (response.status_code, response.json()["error"]) == (401, "bad_signature")
    assert stored(departement) == 0


async def test_a_request_seen_before_is_refused(laptop: Laptop) -> None:
    target = routes.feed_target(0, 10)
    headers = laptop.stamped("GET", target, nonce=new_nonce())
    assert (await laptop.client.get(target, headers=headers)).status_code == 200
    again = await laptop.client.get(target, headers=headers)
    assert (again.status_code, again.json()["error"]) == (401, "replayed")


@pytest.mark.parametrize(("minutes", "status"), [(-11, 401), (-9, 200), (9, 200), (11, 401)])
async def test_the_clocks_may_stand_ten_minutes_apart(
    departement: Departement, laptop: Laptop, minutes: int, status: int
) -> None:
    target = routes.feed_target(0, 10)
    headers = laptop.stamped("GET", target)
    departement.clock.advance(timedelta(minutes=minutes))
    response = await laptop.client.get(target, headers=headers)
    assert response.status_code == status
    if status == 401:
        assert response.json()["error"] == "clock"


async def test_a_signature_is_good_for_its_own_address_alone(laptop: Laptop) -> None:
    headers = laptop.stamped("GET", routes.feed_target(5, 10))
    response = await laptop.client.get(routes.feed_target(0, 10), headers=headers)
    assert response.json()["error"] == "bad_signature"


async def test_a_device_that_nobody_activated_is_unknown(departement: Departement) -> None:
    laptop = departement.laptop()
    response = await laptop.push_raw({"items": []})
    assert (response.status_code, response.json()["error"]) == (401, "unknown_device")


async def test_without_stamps_nothing_is_told(departement: Departement) -> None:
    client = departement.client()
    target = routes.feed_target(0, 10)
    assert (await client.get(target)).json()["error"] == "protocol_version"
    response = await client.get(target, headers=open_request(new_nonce()))
    assert (response.status_code, response.json()["error"]) == (400, "malformed")


async def test_a_body_beyond_the_limit_is_not_read_to_its_end(laptop: Laptop) -> None:
    body = b" " * (256 * 1024 + 1)
    headers = laptop.stamped("POST", routes.BATCHES, body)
    response = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
    assert (response.status_code, response.json()["error"]) == (413, "too_large")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"items":1}', b'{"items":[{}]}', b"\xff"])
async def test_nonsense_is_refused_without_a_fault_of_ours(laptop: Laptop, body: bytes) -> None:
    headers = laptop.stamped("POST", routes.BATCHES, body)
    response = await laptop.client.post(routes.BATCHES, content=body, headers=headers)
    assert (response.status_code, response.json()["error"]) == (400, "malformed")


@pytest.mark.parametrize(
    "query", ["", "?after=0", "?after=-1&limit=5", "?after=0&limit=201", "?after=x&limit=1"]
)
async def test_a_cursor_out_of_form_is_refused(laptop: Laptop, query: str) -> None:
    target = f"{routes.FEED}{query}"
    response = await laptop.client.get(target, headers=laptop.stamped("GET", target))
    assert (response.status_code, response.json()["error"]) == (400, "malformed")


async def test_every_answer_is_signed_by_a_listed_key(
    departement: Departement, laptop: Laptop
) -> None:
    assert laptop.keys is not None
    public = laptop.keys.current(KeyUse.SIGN).public
    for address in (routes.STATUS, routes.KEYS, routes.MATERIAL, "/v1/ailleurs", routes.FEED):
        nonce = new_nonce()
        response = await departement.client().get(address, headers=open_request(nonce))
        stamp = parse_answer_stamp(response.headers)
        stamp.verify(public, status=response.status_code, body=response.content, nonce=nonce)


@reads_the_file
async def test_a_withdrawal_erases_the_person(departement: Departement, laptop: Laptop) -> None:
    item = laptop.item(prescription("Weber"))
    conflicting = laptop.item(prescription("Klein"), id_=item.header.item)
    await laptop.push(item, conflicting)
    withdrawal = {"kind": "withdrawal", "reference": "2026-CCASILL-0001"}
    (receipt,) = await laptop.push(laptop.item(withdrawal, id_=item.header.item, revision=2))
    assert receipt["status"] == "accepted"
    folder = departement.service.settings.data_dir
    content = b"".join(file.read_bytes() for file in folder.iterdir()).lower()
    assert b"2026-ccasill-0001" in content
    for word in (b"weber", b"klein", b"tilleuls"):
        assert word not in content, word


def decide(departement: Departement, id_: str) -> None:
    with departement.service.database.writing() as session:
        account = session.scalars(select(AccountRow.id)).one()
        decisions.decide(
            session,
            prescription_id=id_,
            verdict=Verdict(
                sens=Sens.ACCEPTEE, motif="", message="", seen_revision=1, seen_number=0
            ),
            account_id=account,
            moment=Moment(now=NOON, today=NOON.date()),
        )


async def test_concurrent_decisions_make_a_feed_without_a_gap(
    departement: Departement, laptop: Laptop
) -> None:
    items = [laptop.item(prescription(number=n)) for n in range(1, 25)]
    await laptop.push(*items)
    ids = [item.header.item for item in items]
    start = threading.Barrier(4)

    def agent(share: list[str]) -> None:
        start.wait()
        for id_ in share:
            decide(departement, id_)

    threads = [threading.Thread(target=agent, args=(ids[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    seen: list[int] = []
    while any(thread.is_alive() for thread in threads) or len(seen) < len(ids):
        page = await laptop.feed(after=len(seen))
        seen += [entry["seq"] for entry in page["entries"]]
        assert seen == list(range(1, len(seen) + 1))  # a reader never meets a hole that fills later
    for thread in threads:
        thread.join()
    assert len(seen) == 24
    assert {entry["item"] for entry in (await laptop.feed())["entries"]} == set(ids)


async def test_the_feed_is_read_page_by_page(departement: Departement, laptop: Laptop) -> None:
    items = [laptop.item(prescription(number=n)) for n in range(1, 6)]
    await laptop.push(*items)
    for item in items:
        decide(departement, item.header.item)
    pages = [await laptop.feed(after, 2) for after in (0, 2, 4, 5, 99)]
    assert [[e["seq"] for e in page["entries"]] for page in pages] == [[1, 2], [3, 4], [5], [], []]
    assert [page["more"] for page in pages] == [True, True, False, False, False]
    assert {page["high_water"] for page in pages} == {5}
    assert len({page["epoch"] for page in pages}) == 1


async def test_a_structure_sees_its_own_decisions_alone(
    departement: Departement, laptop: Laptop
) -> None:
    departement.add_structure("AUTRE", "Une autre structure")
    other = departement.laptop()
    await other.activate(departement.code("AUTRE"))
    item = laptop.item(prescription())
    await laptop.push(item)
    decide(departement, item.header.item)
    page = await other.feed()
    assert (page["entries"], page["high_water"]) == ([], 0)


async def test_another_structure_cannot_take_an_identifier_over(
    departement: Departement, laptop: Laptop
) -> None:
    departement.add_structure("AUTRE", "Une autre structure")
    other = departement.laptop()
    await other.activate(departement.code("AUTRE"))
    item = laptop.item(prescription("Weber"))
    await laptop.push(item)
    attempts = (
        other.item(prescription("Klein"), id_=item.header.item),
        other.item(prescription("Klein", kind="correction"), id_=item.header.item, revision=2),
        other.item({"kind": "withdrawal", "reference": "X"}, id_=item.header.item, revision=3),
    )
    receipts = await other.push(*attempts)
    assert [r["status"] for r in receipts] == ["conflict"] * 3
    with departement.service.database.reading() as session:
        kept = session.get_one(PrescriptionRow, item.header.item)
        assert kept.payload["personne"]["nom"] == "Weber"


async def test_laptops_pushing_the_same_at_once_leave_one(
    departement: Departement, laptop: Laptop
) -> None:
    content, first = prescription(), laptop.item(prescription())
    others = [departement.laptop() for _ in range(3)]
    for other in others:
        await other.activate(departement.code())
    answers = await asyncio.gather(
        laptop.push(first), *(o.push(o.item(content, id_=first.header.item)) for o in others)
    )
    statuses = sorted(receipt["status"] for (receipt,) in answers)
    assert statuses == ["accepted", "already_held", "already_held", "already_held"]
    assert stored(departement) == 1
