"""The vectors of another team: written from the document, without the code (`write_vectors`)."""

import base64
import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.sync.protocol.activation import (
    activation_request,
    parse_activation_answer,
    parse_activation_request,
)
from app.sync.protocol.activation_code import parse_activation_code
from app.sync.protocol.announcement import read_announcement, write_announcement
from app.sync.protocol.canonical import canonical, parse_json
from app.sync.protocol.counters import open_report, parse_reports
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.figures import parse_figures_answer, read_figures, write_figures
from app.sync.protocol.items import open_item, parse_item, verify_item
from app.sync.protocol.payload import plaintext_digest
from app.sync.protocol.requests import (
    parse_answer_stamp,
    parse_request_stamp,
    sign_answer,
    sign_request,
)
from app.sync.protocol.sealing import receiving_public
from app.sync.protocol.signed import (
    KeyUse,
    MaterialKind,
    manifest_content,
    open_key_list,
    open_manifest,
    parse_signed,
    sign_key_list,
)
from app.sync.protocol.signing import key_id
from app.sync.protocol.slices import (
    acknowledgements_content,
    open_slice,
    parse_acknowledgements,
    parse_slices,
    sign_slice,
)

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


def test_a_list_and_its_announcement_are_read_and_written_the_same(vectors: Vectors) -> None:
    case = vectors["material"]
    manifest = open_manifest(parse_signed(case["wire"]), _raw(case["root_public"]))
    (entry,) = manifest.documents
    content = case["announcement"].encode()
    assert (entry.kind, entry.name, entry.size) == (
        MaterialKind.ANNOUNCEMENT,
        "annonce",
        len(content),
    )
    assert entry.sha256 == sha256(content).digest()
    found = read_announcement(content)
    assert found.title == "Fermeture de fin d’année"
    assert (found.starts_on, found.ends_on) == (date(2026, 12, 20), date(2026, 12, 26))
    assert write_announcement(found) == content
    assert manifest_content(manifest) == _raw(case["wire"]["content"])


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


def test_a_slice_signed_elsewhere_is_read_and_written_the_same(vectors: Vectors) -> None:
    case = vectors["slice"]
    keys = open_key_list(
        parse_signed(vectors["key_list"]["wire"]), _raw(vectors["key_list"]["root_public"])
    )
    answer = parse_slices({"epoch": "e1", "slices": [case["wire"]]})
    found = open_slice(answer.slices[0], keys)
    assert canonical(found.content()).decode() == case["content"]
    assert found.numbered is not None
    ends = (found.numbered.run.first, found.numbered.run.last)
    assert [found.numbered.written(one) for one in ends] == case["printed"]
    assert sign_slice(found, _raw(vectors["answer"]["service_private"])).wire() == case["wire"]
    told = parse_acknowledgements(case["acknowledgement"])
    assert acknowledgements_content(told) == case["acknowledgement"]


def test_a_slice_that_was_changed_on_the_way_is_refused(vectors: Vectors) -> None:
    keys = open_key_list(
        parse_signed(vectors["key_list"]["wire"]), _raw(vectors["key_list"]["root_public"])
    )
    case = vectors["slice"]
    more = case["content"].replace('"last":500', '"last":600').replace(':20,"dev', ':120,"dev')
    wire = {**case["wire"], "content": base64.urlsafe_b64encode(more.encode()).decode().rstrip("=")}
    altered = parse_slices({"epoch": "e1", "slices": [wire]}).slices[0]
    with pytest.raises(ProtocolError) as refused:
        open_slice(altered, keys)
    assert refused.value.code is ErrorCode.BAD_SIGNATURE


def test_counters_sealed_elsewhere_open_for_their_laptop_alone(vectors: Vectors) -> None:
    case = vectors["counters"]
    (sealed,) = parse_reports(case["wire"])
    private = _raw(case["receiving_private"])
    device = vectors["activation"]["request"]["device"]
    report = open_report(sealed, device=device, structure="CCAS-ILL", private=private)
    assert report.plain().decode() == case["plain"]
    assert report.own[("entretien", "1")] == 12
    assert report.inherited[("entretien", "1")] == 4
    with pytest.raises(ProtocolError) as refused:
        open_report(sealed, device=report.ancestors[0], structure="CCAS-ILL", private=private)
    assert refused.value.code is ErrorCode.CANNOT_OPEN


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_figures_signed_elsewhere_are_read_and_written_the_same(vectors: Vectors) -> None:
    case = vectors["figures"]
    keys = open_key_list(
        parse_signed(vectors["key_list"]["wire"]), _raw(vectors["key_list"]["root_public"])
    )
    (raw,) = parse_figures_answer({"epoch": "e1", "figures": [case["travels"]]})
    assert raw.decode() == case["file"]
    found = read_figures(raw, keys)
    assert found.annee.figure(("canal", "telephone"), "T1") is None
    assert found.annee.figure(("entretien", "1"), "annee") == 90
    assert found.attente is not None
    assert [one.jusque for one in found.postes] == ["2026-09", ""]
    assert write_figures(found, _raw(vectors["answer"]["service_private"])) == raw
    with pytest.raises(ProtocolError):
        read_figures(raw.replace(b"[40,50,90]", b"[41,50,91]"), keys)
