"""What the service does with a ledger of erasures, beyond what every gateway's suite shows."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.device import open_device
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.signed import parse_signed
from app.sync.protocol.signing import new_signing_key, public_of
from tests.department.support import Departement, Laptop

pytestmark = pytest.mark.anyio
LEDGER = "ab" * 16
MARKS = ["01" * 16, "02" * 16, "03" * 16]


async def deposit(laptop: Laptop, marks: list[str], ledger: str = LEDGER) -> httpx.Response:
    body = encode_body({"ledger": ledger, "marks": marks})
    headers = {**laptop.stamped("POST", routes.ERASURES, body), "content-encoding": "deflate"}
    return await laptop.client.post(routes.ERASURES, content=body, headers=headers)


async def read(laptop: Laptop, after: int = 0, ledger: str = LEDGER) -> dict[str, Any]:
    target = routes.erasures_target(ledger, after)
    answer = await laptop.client.get(target, headers=laptop.stamped("GET", target))
    found: dict[str, Any] = answer.json()
    return found


async def test_marks_are_numbered_kept_once_and_forgotten_after_400_days(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    await deposit(laptop, MARKS[:2])
    departement.clock.advance(timedelta(days=300))
    answer = await deposit(laptop, MARKS)
    assert answer.json()["high_water"] == 3
    page = await read(laptop)
    assert [(one["seq"], one["mark"], one["received_on"]) for one in page["entries"]] == [
        (1, MARKS[0], "2026-03-03"),
        (2, MARKS[1], "2026-03-03"),
        (3, MARKS[2], "2026-12-28"),
    ]
    departement.clock.advance(timedelta(days=100))
    await deposit(laptop, [])
    assert len((await read(laptop))["entries"]) == 3  # the 400th day still counts
    departement.clock.advance(timedelta(days=1))
    await deposit(laptop, [])
    assert [one["seq"] for one in (await read(laptop))["entries"]] == [3]
    await laptop.client.aclose()


async def test_another_structure_reads_nothing_and_a_withdrawn_laptop_neither(
    departement: Departement,
) -> None:
    departement.add_structure("AUTRE", "Autre structure")
    laptop, stranger = departement.laptop(), departement.laptop()
    await laptop.activate(departement.code())
    await stranger.activate(departement.code("AUTRE"))
    await deposit(laptop, MARKS)
    assert (await read(stranger))["entries"] == []
    unknown = departement.laptop()
    assert (await read(unknown))["error"] == ErrorCode.UNKNOWN_DEVICE
    for one in (laptop, stranger, unknown):
        await one.client.aclose()


@pytest.mark.parametrize(
    ("ledger", "marks"),
    [("AB" * 16, MARKS), (LEDGER, ["Weber Simone"]), (LEDGER, ["0" * 31])],
)
async def test_nothing_but_marks_is_taken(
    departement: Departement, ledger: str, marks: list[str]
) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    answer = await deposit(laptop, marks, ledger)
    assert (answer.status_code, answer.json()["error"]) == (400, ErrorCode.MALFORMED)
    assert (await read(laptop))["entries"] == []
    await laptop.client.aclose()


async def test_the_certificate_of_a_device_holds_under_its_root_and_no_other(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    answer = await laptop.activate(departement.code())
    said = await laptop.client.get(routes.DEVICE, headers=laptop.stamped("GET", routes.DEVICE))
    document = parse_signed(said.json()["certificate"])
    certified = open_device(document, answer.root)
    assert certified.signing == public_of(laptop.signing)
    assert (certified.structure_name, certified.activated_on.isoformat()) == (
        "CCAS d’Illkirch",
        "2026-03-03",
    )
    with pytest.raises(ProtocolError):
        open_device(document, public_of(new_signing_key()))
    await laptop.client.aclose()
