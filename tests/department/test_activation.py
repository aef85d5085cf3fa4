"""One code, one device, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.department.database.actors import ActivationCodeRow
from app.department.records import devices
from app.department.records.devices import RevocationReason
from app.department.records.journal import OPERATOR
from app.sync.protocol.activation_code import new_activation_code
from app.sync.protocol.limits import MEDIA_TYPE
from app.sync.protocol.signing import new_signing_key, public_of
from tests.department.support import Departement, reads_the_file

pytestmark = pytest.mark.anyio


async def refusal(departement: Departement, **changes: str) -> tuple[int, str]:
    laptop = departement.laptop()
    asked = laptop.asks_activation(departement.code(), **changes)
    response = await laptop.send_activation(asked)
    return response.status_code, response.json()["error"]


async def test_a_device_learns_its_structure_and_the_service_s_keys(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    answer = await laptop.activate(departement.code())
    assert (answer.structure, answer.structure_name) == ("CCASILL", "CCAS d’Illkirch")
    assert answer.service == "Département d’essai"
    assert laptop.keys is not None
    assert laptop.keys.serial == 1


async def test_the_same_request_again_has_the_same_answer(departement: Departement) -> None:
    laptop, code = departement.laptop(), departement.code()
    asked = laptop.asks_activation(code)
    first = await laptop.send_activation(asked)
    second = await laptop.send_activation(asked)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content


async def test_a_code_serves_one_device(departement: Departement) -> None:
    code = departement.code()
    await departement.laptop().activate(code)
    other = departement.laptop()
    response = await other.send_activation(other.asks_activation(code))
    assert (response.status_code, response.json()["error"]) == (403, "activation_used")


async def test_the_same_device_with_other_keys_is_another(departement: Departement) -> None:
    code, laptop = departement.code(), departement.laptop()
    await laptop.activate(code)
    laptop.signing = new_signing_key()
    response = await laptop.send_activation(laptop.asks_activation(code))
    assert response.json()["error"] == "activation_used"


async def test_a_code_expires_after_seven_days(departement: Departement) -> None:
    early, late = departement.code(), departement.code()
    departement.clock.advance(timedelta(days=7) - timedelta(seconds=1))
    await departement.laptop().activate(early)
    departement.clock.advance(timedelta(seconds=1))
    laptop = departement.laptop()
    response = await laptop.send_activation(laptop.asks_activation(late))
    assert (response.status_code, response.json()["error"]) == (403, "activation_expired")


async def test_a_code_that_nobody_made_is_unknown(departement: Departement) -> None:
    laptop = departement.laptop()
    code = new_activation_code(public_of(departement.service.keys.root))
    response = await laptop.send_activation(laptop.asks_activation(code))
    assert (response.status_code, response.json()["error"]) == (403, "activation_unknown")


async def test_knowing_the_lookup_is_not_knowing_the_code(departement: Departement) -> None:
    code, laptop = departement.code(), departement.laptop()
    forged = laptop.asks_activation(new_activation_code(public_of(departement.service.keys.root)))
    content = {**forged.content(), "lookup": code.lookup()}
    headers = {**laptop.stamped("POST", "/v1/activation"), "content-type": MEDIA_TYPE}
    response = await laptop.client.post("/v1/activation", json=content, headers=headers)
    assert (response.status_code, response.json()["error"]) == (403, "activation_unknown")


async def test_a_laptop_that_expects_another_structure_is_told(departement: Departement) -> None:
    assert await refusal(departement, structure="AUTRE") == (403, "wrong_structure")


async def test_a_revoked_device_does_not_come_back_with_a_new_code(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    with departement.service.database.writing() as session:
        now = departement.clock.now()
        devices.revoke(
            session, device_id=laptop.id, reason=RevocationReason.PERDU, actor=OPERATOR, now=now
        )
    response = await laptop.send_activation(laptop.asks_activation(departement.code()))
    assert (response.status_code, response.json()["error"]) == (403, "device_revoked")


async def test_one_key_cannot_be_two_devices(departement: Departement) -> None:
    first, second = departement.laptop(), departement.laptop()
    second.signing = first.signing
    await first.activate(departement.code())
    response = await second.send_activation(second.asks_activation(departement.code()))
    assert response.json() == {"error": "malformed", "place": "signing"}


@reads_the_file
def test_the_database_holds_neither_code_nor_bare_proof(departement: Departement) -> None:
    code = departement.code()
    with departement.service.database.reading() as session:
        row = session.scalars(select(ActivationCodeRow)).one()
        assert code.proof_key() not in row.wrapped_proof
    departement.close()
    whole = b"".join(
        file.read_bytes() for file in departement.service.settings.data_dir.glob("*.db*")
    )
    assert code.lookup().encode() in whole
    assert code.secret.encode() not in whole
    assert code.proof_key() not in whole


def test_old_proofs_are_forgotten(departement: Departement) -> None:
    departement.code()
    departement.clock.advance(timedelta(days=14, seconds=1))
    departement.code()
    with departement.service.database.reading() as session:
        kept = [
            bool(row.wrapped_proof)
            for row in session.scalars(
                select(ActivationCodeRow).order_by(ActivationCodeRow.created_at)
            )
        ]
    assert kept == [False, True]
