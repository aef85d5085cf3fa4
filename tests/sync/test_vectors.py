"""The vectors of another team: written from the document, without the code (`write_vectors`)."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.sync.protocol.activation import (
    activation_request,
    parse_activation_answer,
    parse_activation_request,
)
from app.sync.protocol.activation_code import parse_activation_code
from app.sync.protocol.canonical import canonical, parse_json
from app.sync.protocol.items import open_item, parse_item, verify_item
from app.sync.protocol.payload import plaintext_digest
from app.sync.protocol.requests import (
    parse_answer_stamp,
    parse_request_stamp,
    sign_answer,
    sign_request,
)
from app.sync.protocol.sealing import receiving_public
from app.sync.protocol.signed import KeyUse, open_key_list, parse_signed, sign_key_list
from app.sync.protocol.signing import key_id

Vectors = dict[str, Any]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    path = Path(__file__).with_name("vectors.json")
    found: Vectors = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_canonical_forms(vectors: Vectors) -> None:
    for case in vectors["canonical"]:
        assert canonical(parse_json(case["from"].encode())).decode() == case["canonical"]


def test_key_ids(vectors: Vectors) -> None:
    for case in vectors["key_ids"]:
        assert key_id(_raw(case["public"])) == case["id"]


def test_an_item_sealed_elsewhere_verifies_and_opens(vectors: Vectors) -> None:
    case = vectors["item"]
    item = parse_item(case["wire"])
    verify_item(item, _raw(case["device_public"]))
    payload, raw = open_item(item, _raw(case["receiving_private"]))
    assert raw.decode() == case["payload"]
    assert payload.personne is not None
    assert payload.personne.nom == "Exemple-Çelik"
    assert plaintext_digest(_raw(case["digest_key"]), raw).hex() == case["digest"]
    assert item.content() == case["wire"]


def test_the_public_half_of_a_receiving_key(vectors: Vectors) -> None:
    case = vectors["item"]
    assert receiving_public(_raw(case["receiving_private"])) == _raw(case["receiving_public"])


def test_a_request_is_signed_to_the_same_headers(vectors: Vectors) -> None:
    case = vectors["request"]
    stamp = parse_request_stamp(case["headers"])
    headers = sign_request(
        _raw(case["device_private"]),
        device=stamp.device,
        method=case["method"],
        target=case["target"],
        body=_raw(case["body"]),
        at=datetime(2026, 11, 22, 17, 30, tzinfo=UTC),
        nonce=stamp.nonce,
    )
    assert headers == case["headers"]


def test_an_answer_is_signed_to_the_same_headers(vectors: Vectors) -> None:
    case = vectors["answer"]
    headers = sign_answer(
        _raw(case["service_private"]),
        status=case["status"],
        body=_raw(case["body"]),
        nonce=_raw(case["nonce"]),
        at=datetime(2026, 11, 22, 17, 30, 1, tzinfo=UTC),
    )
    assert headers == case["headers"]
    assert parse_answer_stamp(headers).at == datetime(2026, 11, 22, 17, 30, 1, tzinfo=UTC)


def test_a_key_list_is_read_and_written_the_same(vectors: Vectors) -> None:
    case = vectors["key_list"]
    keys = open_key_list(parse_signed(case["wire"]), _raw(case["root_public"]))
    assert keys.serial == 7
    assert keys.current(KeyUse.RECEIVE).id == case["receive"]
    assert keys.current(KeyUse.SIGN).id == case["sign"]
    assert sign_key_list(keys, _raw(case["root_private"])).wire() == case["wire"]


def test_an_activation_from_the_code_to_the_keys(vectors: Vectors) -> None:
    case = vectors["activation"]
    code = parse_activation_code(case["code"])
    assert code.text() == case["code"]
    assert code.fingerprint == case["fingerprint"]
    assert code.lookup() == case["lookup"]
    assert code.proof_key() == _raw(case["proof_key"])
    request = activation_request(
        code,
        device=case["request"]["device"],
        signing=_raw(case["device_private"]),
        receiving=_raw(case["receiving_public"]),
        structure="CCAS-ILL",
    )
    assert request.content() == case["request"]
    parse_activation_request(case["request"]).verify(_raw(case["proof_key"]))
    answer = parse_activation_answer(case["answer"])
    assert answer.verify(code, request).service == "Département d’exemple"
    assert answer.proved(code.proof_key(), request).content() == case["answer"]


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
