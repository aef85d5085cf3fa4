"""Whoever holds the stick, and knows the public keys, changes nothing that is believed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from app.department.records import sealed_files
from app.sync.gateway import GatewayError
from app.sync.keys import new_device_keys
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import parse_activation_code
from app.sync.protocol.canonical import canonical, deflate
from app.sync.protocol.parcels import answer_bodies, unsealed
from app.sync.protocol.sealed_file import (
    FileError,
    FileFault,
    SealedFile,
    read_file,
    write_file,
)
from app.sync.protocol.signing import new_signing_key
from app.sync.sealed_file.activating import activation_file, read_activation
from tests.department.support import Departement
from tests.sealed_file.courier import BY_HAND, CarriedGateway, Courier
from tests.sync.gateway_suite import new_item, outgoing


@pytest.fixture
def gateway(departement: Departement, tmp_path: Path) -> CarriedGateway:
    courier = Courier(departement)
    stick = courier.stick(tmp_path / "cle")
    made = CarriedGateway(courier, stick, keys=new_device_keys(), now=departement.clock.now)
    made.activate(departement.code())
    for path in stick.iterdir():
        path.unlink()
    return made


def answer_on(gateway: CarriedGateway) -> tuple[Path, SealedFile]:
    (path,) = [
        one
        for one in gateway.courier.bring(gateway.keys.device, gateway.stick)
        if one.name.startswith("reponse-")
    ]
    return path, read_file(path.read_bytes())


def refusal(gateway: CarriedGateway) -> FileFault:
    with pytest.raises(FileError) as caught:
        gateway.read([gateway.stick])
    return caught.value.fault


def test_a_decision_that_somebody_else_wrote_is_not_believed(gateway: CarriedGateway) -> None:
    path, file = answer_on(gateway)
    content = cast("dict[str, Any]", unsealed([file.body], file.header, gateway.keys.receiving))
    decision = {
        "seq": 1,
        "item": new_item(),
        "revision": 1,
        "sens": "acceptee",
        "decided_on": "2026-03-03",
    }
    forged = {**content, "entries": [decision], "high_water": 1}
    (body,) = answer_bodies(forged, file.header, gateway.keys.receiving_public)
    path.write_bytes(write_file(file.header, body, new_signing_key()))
    assert refusal(gateway) is FileFault.ALTERED
    stranger = replace(file.header, key="0" * 16)
    path.write_bytes(write_file(stranger, body, new_signing_key()))
    assert refusal(gateway) is FileFault.UNKNOWN_KEY
    other_root = {**content, "key_list": {**content["key_list"], "signature": "A" * 86}}
    (body,) = answer_bodies(other_root, file.header, gateway.keys.receiving_public)
    path.write_bytes(write_file(file.header, body, new_signing_key()))
    assert refusal(gateway) is FileFault.ALTERED
    path.unlink()
    answer_on(gateway)
    assert list(gateway.read([gateway.stick]).answer.entries) == []


def test_the_words_of_one_answer_do_not_stand_under_the_header_of_another(
    departement: Departement, gateway: CarriedGateway
) -> None:
    _, old = answer_on(gateway)
    departement.clock.advance(timedelta(minutes=1))
    path, new = answer_on(gateway)
    signing = departement.service.keys.signing[0]  # even with the service's key
    path.write_bytes(write_file(new.header, old.body, signing))
    assert refusal(gateway) is FileFault.ALTERED


def test_a_sending_in_the_name_of_another_laptop_is_not_taken(
    departement: Departement, gateway: CarriedGateway
) -> None:
    gateway.push([outgoing(new_item(), structure="CCASILL")])
    (path,) = gateway.stick.glob("envoi-*")
    file = read_file(path.read_bytes())
    for changed in (file.header, replace(file.header, number=9)):
        forged = write_file(changed, file.body, new_signing_key())
        (outcome,) = sealed_files.import_files(departement.service, [("x", forged)], BY_HAND)
        assert outcome.fault is FileFault.ALTERED
    elsewhere = write_file(replace(file.header, structure="AUTRE"), file.body, gateway.keys.signing)
    (outcome,) = sealed_files.import_files(departement.service, [("x", elsewhere)], BY_HAND)
    assert outcome.fault is FileFault.UNKNOWN_DEVICE


def test_a_request_that_its_device_did_not_sign_activates_nobody(
    departement: Departement, tmp_path: Path
) -> None:
    keys, code = new_device_keys(), departement.code()
    _, content = activation_file(keys, code, structure="", now=departement.clock.now())
    file = read_file(content)
    forged = write_file(file.header, file.body, new_signing_key())
    other = write_file(
        replace(file.header, device="0" * 8 + keys.device[8:]), file.body, keys.signing
    )
    garbled = write_file(file.header, deflate(canonical({"protocol": "x"})), keys.signing)
    for one in (forged, other, garbled):
        (outcome,) = sealed_files.import_files(departement.service, [("x", one)], BY_HAND)
        assert (outcome.fault, outcome.answer) == (FileFault.ALTERED, None)
    (outcome,) = sealed_files.import_files(departement.service, [("x", content)], BY_HAND)
    assert outcome.answer is not None
    name, answer = outcome.answer
    path = tmp_path / name
    read = read_file(answer)
    path.write_bytes(write_file(read.header, read.body, new_signing_key()))
    with pytest.raises(FileError) as caught:
        read_activation([path], keys, code, structure="")
    assert caught.value.fault is FileFault.ALTERED
    wrong = parse_activation_code(departement.code().text())
    path.write_bytes(answer)
    with pytest.raises(FileError):
        read_activation([path], keys, wrong, structure="")
    assert read_activation([path], keys, code, structure="").structure == "CCASILL"


def test_a_spent_code_is_answered_so(departement: Departement, tmp_path: Path) -> None:
    code, first, keys = departement.code(), new_device_keys(), new_device_keys()
    given = [
        ("x", activation_file(one, code, structure="", now=departement.clock.now())[1])
        for one in (first, keys)
    ]
    sealed_files.import_files(departement.service, given[:1], BY_HAND)
    (outcome,) = sealed_files.import_files(departement.service, given[1:], BY_HAND)
    assert (outcome.fault, outcome.code) == (FileFault.ACTIVATION, "activation_used")
    assert outcome.answer is not None
    path = tmp_path / outcome.answer[0]
    path.write_bytes(outcome.answer[1])
    with pytest.raises(GatewayError) as refused:
        read_activation([path], keys, code, structure="")
    assert refused.value.outcome is Outcome.CODE_UTILISE
