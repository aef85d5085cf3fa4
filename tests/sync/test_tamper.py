"""Whatever is altered on the way is noticed: every field, every byte class, every signature."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.sync.protocol.activation import activation_request, parse_activation_request
from app.sync.protocol.activation_code import new_activation_code
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import Header, Item, open_item, seal_item, verify_item
from app.sync.protocol.payload import Kind, prescription_payload
from app.sync.protocol.requests import (
    parse_answer_stamp,
    parse_request_stamp,
    sign_answer,
    sign_request,
)
from app.sync.protocol.sealing import new_receiving_key, receiving_public, seal, unseal
from app.sync.protocol.signed import SignedDocument, open_key_list, sign_key_list
from app.sync.protocol.signing import framed, new_signing_key, public_of, sign, verify
from tests.sync import samples

DEVICE_PUBLIC = public_of(samples.DEVICE_PRIVATE)
SERVICE_PUBLIC = public_of(samples.SERVICE_PRIVATE)
NONCE = bytes(16)
OTHER_HEADERS: list[dict[str, Any]] = [
    {"item": "01935a6e-7b00-7abc-8def-0123456789ac"},
    {"revision": 2},
    {"kind": Kind.CORRECTION},
    {"structure": "CCAS-ILM"},
    {"device": "3f2b8a54-9c1d-4e6f-8a7b-0c1d2e3f4a5c"},
    {"key": "0" * 16},
    {"suite": "another"},
    {"protocol": "passerelle/2"},
]


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


@pytest.fixture(scope="module")
def item() -> Item:
    return samples.item()


def test_an_item_untouched_verifies_and_opens(item: Item) -> None:
    verify_item(item, DEVICE_PUBLIC)
    payload, _ = open_item(item, samples.RECEIVING_PRIVATE)
    assert payload.reference == "2026-CCASILL-0001"


@pytest.mark.parametrize("changes", OTHER_HEADERS)
def test_another_header_neither_verifies_nor_opens(item: Item, changes: dict[str, Any]) -> None:
    header: Header = replace(item.header, **changes)
    other = replace(item, header=header)
    with pytest.raises(ProtocolError) as caught:
        verify_item(other, DEVICE_PUBLIC)
    assert caught.value.code is ErrorCode.BAD_SIGNATURE
    with pytest.raises(ProtocolError) as caught:
        open_item(other, samples.RECEIVING_PRIVATE)
    assert caught.value.code is ErrorCode.CANNOT_OPEN


@pytest.mark.parametrize("place", ["mlkem", "x25519", "text", "tag"])
def test_a_flipped_bit_of_the_sealed_part_neither_verifies_nor_opens(
    item: Item, place: str
) -> None:
    at = {"mlkem": 500, "x25519": 1100, "text": 1130, "tag": len(item.sealed) - 1}[place]
    other = replace(item, sealed=flipped(item.sealed, at))
    with pytest.raises(ProtocolError):
        verify_item(other, DEVICE_PUBLIC)
    with pytest.raises(ProtocolError) as caught:
        open_item(other, samples.RECEIVING_PRIVATE)
    assert caught.value.code is ErrorCode.CANNOT_OPEN


def test_every_byte_of_the_signature_counts(item: Item) -> None:
    for at in range(64):
        with pytest.raises(ProtocolError):
            verify_item(replace(item, signature=flipped(item.signature, at)), DEVICE_PUBLIC)


def test_another_device_cannot_sign_for_this_one(item: Item) -> None:
    with pytest.raises(ProtocolError):
        verify_item(item, public_of(new_signing_key()))


def test_another_service_cannot_open(item: Item) -> None:
    with pytest.raises(ProtocolError) as caught:
        open_item(item, new_receiving_key())
    assert caught.value.code is ErrorCode.CANNOT_OPEN


@pytest.mark.parametrize("length", [0, 1, 31, 1120, 1135])
def test_a_sealed_part_cut_short_does_not_open(item: Item, length: int) -> None:
    with pytest.raises(ProtocolError):
        open_item(replace(item, sealed=item.sealed[:length]), samples.RECEIVING_PRIVATE)


def test_a_kind_in_the_payload_other_than_the_header_is_refused() -> None:
    header = samples.header(Kind.CORRECTION)
    other = seal_item(
        header,
        prescription_payload(samples.PAYLOAD),
        public=samples.receiving(),
        signing=samples.DEVICE_PRIVATE,
    )
    with pytest.raises(ProtocolError) as caught:
        open_item(other, samples.RECEIVING_PRIVATE)
    assert caught.value.place == "payload.kind"


def test_sealing_twice_never_gives_the_same() -> None:
    first, second = samples.item(), samples.item()
    assert first.sealed != second.sealed
    assert first.header == second.header


@pytest.mark.parametrize("public", [b"", bytes(1216), b"\xff" * 1216, bytes(1215)])
def test_what_is_no_key_is_refused_to_seal_to(public: bytes) -> None:
    with pytest.raises(ProtocolError) as caught:
        seal(public, b"x", info=b"")
    assert caught.value.code is ErrorCode.UNKNOWN_KEY


def test_sealing_adds_1136_bytes() -> None:
    private = new_receiving_key()
    sealed = seal(receiving_public(private), b"x" * 300, info=b"i")
    assert len(sealed) == 300 + 1136
    assert unseal(private, sealed, info=b"i") == b"x" * 300


def test_parts_are_framed_so_that_no_two_lists_meet() -> None:
    assert framed("c", b"ab", b"c") == b"c\0\0\0\0\2ab\0\0\0\1c"
    assert framed("c", b"ab", b"c") != framed("c", b"a", b"bc")


def test_a_signature_serves_for_its_own_use_only() -> None:
    signature = sign(samples.DEVICE_PRIVATE, "passerelle-item-v1", b"x")
    verify(DEVICE_PUBLIC, signature, "passerelle-item-v1", b"x")
    with pytest.raises(ProtocolError):
        verify(DEVICE_PUBLIC, signature, "passerelle-request-v1", b"x")


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "GET"},
        {"target": "/v1/feed?after=1&limit=200"},
        {"body": b"other"},
    ],
)
def test_another_request_does_not_verify(changes: dict[str, Any]) -> None:
    request: dict[str, Any] = {"method": "POST", "target": "/v1/batches", "body": b"body"}
    headers = sign_request(
        samples.DEVICE_PRIVATE,
        device=samples.DEVICE,
        method="POST",
        target="/v1/batches",
        body=b"body",
        at=samples.AT,
        nonce=NONCE,
    )
    stamp = parse_request_stamp(headers)
    stamp.verify(DEVICE_PUBLIC, **request)
    with pytest.raises(ProtocolError):
        stamp.verify(DEVICE_PUBLIC, **{**request, **changes})


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("passerelle-device", "3f2b8a54-9c1d-4e6f-8a7b-0c1d2e3f4a5c"),
        ("passerelle-time", "2026-11-22T17:30:01Z"),
        ("passerelle-nonce", "AAAAAAAAAAAAAAAAAAAAAQ"),
    ],
)
def test_a_request_header_exchanged_does_not_verify(name: str, other: str) -> None:
    headers = sign_request(
        samples.DEVICE_PRIVATE,
        device=samples.DEVICE,
        method="GET",
        target="/v1/feed",
        body=b"",
        at=samples.AT,
        nonce=NONCE,
    )
    stamp = parse_request_stamp({**headers, name: other})
    with pytest.raises(ProtocolError):
        stamp.verify(DEVICE_PUBLIC, method="GET", target="/v1/feed", body=b"")


@pytest.mark.parametrize(("seconds", "passes"), [(600, True), (-600, True), (601, False)])
def test_a_request_counts_within_ten_minutes(seconds: int, passes: bool) -> None:  # noqa: FBT001
    headers = sign_request(
        samples.DEVICE_PRIVATE,
        device=samples.DEVICE,
        method="GET",
        target="/",
        body=b"",
        at=samples.AT,
        nonce=NONCE,
    )
    stamp = parse_request_stamp(headers)
    now = samples.AT + timedelta(seconds=seconds)
    if passes:
        stamp.check_time(now)
    else:
        with pytest.raises(ProtocolError) as caught:
            stamp.check_time(now)
        assert caught.value.code is ErrorCode.CLOCK


@pytest.mark.parametrize(
    "changes", [{"status": 201}, {"body": b"{}"}, {"nonce": bytes(15) + b"\1"}]
)
def test_an_answer_is_good_for_its_request_alone(changes: dict[str, Any]) -> None:
    said: dict[str, Any] = {"status": 200, "body": b"body", "nonce": NONCE}
    headers = sign_answer(
        samples.SERVICE_PRIVATE, status=200, body=b"body", nonce=NONCE, at=samples.AT
    )
    stamp = parse_answer_stamp(headers)
    stamp.verify(SERVICE_PUBLIC, **said)
    with pytest.raises(ProtocolError):
        stamp.verify(SERVICE_PUBLIC, **{**said, **changes})


def test_every_byte_of_a_key_list_counts() -> None:
    root = public_of(samples.ROOT_PRIVATE)
    document = sign_key_list(samples.key_list(serial=3), samples.ROOT_PRIVATE)
    assert open_key_list(document, root).serial == 3
    for at in range(0, len(document.content), 97):
        changed = SignedDocument(
            content=flipped(document.content, at), signature=document.signature
        )
        with pytest.raises(ProtocolError):
            open_key_list(changed, root)


def test_an_older_key_list_is_refused() -> None:
    root = public_of(samples.ROOT_PRIVATE)
    document = sign_key_list(samples.key_list(serial=3), samples.ROOT_PRIVATE)
    assert open_key_list(document, root, held=3).serial == 3
    with pytest.raises(ProtocolError) as caught:
        open_key_list(document, root, held=4)
    assert caught.value.code is ErrorCode.STALE_SERIAL


def test_a_key_list_of_another_root_is_refused() -> None:
    document = sign_key_list(samples.key_list(), new_signing_key())
    with pytest.raises(ProtocolError):
        open_key_list(document, public_of(samples.ROOT_PRIVATE))


def test_a_request_to_activate_needs_the_secret_and_its_own_keys() -> None:
    code = new_activation_code(public_of(samples.ROOT_PRIVATE))
    request = activation_request(
        code,
        device=samples.DEVICE,
        signing=samples.DEVICE_PRIVATE,
        receiving=samples.receiving(),
    )
    request.verify(code.proof_key())
    other = new_activation_code(public_of(samples.ROOT_PRIVATE))
    with pytest.raises(ProtocolError):
        request.verify(other.proof_key())
    for changed in (
        replace(request, signing=public_of(new_signing_key())),
        replace(request, device="3f2b8a54-9c1d-4e6f-8a7b-0c1d2e3f4a5c"),
        replace(request, receiving=bytes(1216)),
        replace(request, structure="AUTRE"),
        replace(request, signature=flipped(request.signature, 0)),
    ):
        with pytest.raises(ProtocolError):
            parse_activation_request(changed.content()).verify(code.proof_key())
