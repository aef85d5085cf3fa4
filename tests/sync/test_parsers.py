"""Foreign bytes never bring anything but `ProtocolError` out of a parser."""

import contextlib
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sync.protocol.activation import (
    activation_request,
    parse_activation_answer,
    parse_activation_request,
)
from app.sync.protocol.activation_code import new_activation_code
from app.sync.protocol.answers import (
    BatchAnswer,
    DecisionEntry,
    DecisionSens,
    Fault,
    FeedPage,
    Receipt,
    ReceiptStatus,
    parse_batch_answer,
    parse_fault,
    parse_feed_page,
)
from app.sync.protocol.bodies import decode_body
from app.sync.protocol.canonical import canonical, inflate, parse_canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.items import batch_content, named, parse_item, split_batch
from app.sync.protocol.payload import parse_payload, prescription_payload
from app.sync.protocol.reading import from_base64, parse_instant, to_base64
from app.sync.protocol.requests import parse_answer_stamp, parse_request_stamp, sign_request
from app.sync.protocol.signed import (
    KeyList,
    SignedDocument,
    open_key_list,
    parse_signed,
    sign_key_list,
)
from app.sync.protocol.signing import public_of, sign
from tests.sync import samples
from tests.sync.test_canonical import JSON

_ENTRY = DecisionEntry(
    seq=4,
    item=samples.ITEM,
    revision=1,
    sens=DecisionSens.REFUSEE,
    decided_on=samples.AT.date(),
    motif="hors_territoire",
    message="À revoir.",
)
_PAGE = FeedPage(epoch="e1", high_water=9, entries=[_ENTRY], more=True)
_RECEIPTS = [
    Receipt(item=samples.ITEM, revision=1, status=ReceiptStatus.ACCEPTED),
    Receipt(
        item=samples.ITEM,
        revision=2,
        status=ReceiptStatus.REFUSED,
        code=ErrorCode.MALFORMED,
        place="payload.carnets",
    ),
]
_REQUEST = activation_request(
    new_activation_code(public_of(samples.ROOT_PRIVATE)),
    device=samples.DEVICE,
    signing=samples.DEVICE_PRIVATE,
    receiving=samples.receiving(),
    structure="CCAS-ILL",
)
_ANSWER = {
    "structure": "CCAS-ILL",
    "structure_name": "CCAS",
    "service": "Département",
    "epoch": "e1",
    "root": to_base64(bytes(32)),
    "key_list": {"content": to_base64(b"{}"), "signature": to_base64(bytes(64))},
    "proof": to_base64(bytes(32)),
}
PARSERS: list[tuple[Callable[[Any], object], object]] = [
    (parse_item, samples.item().content()),
    (named, samples.item().content()),
    (split_batch, batch_content([samples.item()])),
    (parse_batch_answer, BatchAnswer(epoch="e1", high_water=3, receipts=_RECEIPTS).content()),
    (parse_feed_page, _PAGE.content()),
    (parse_fault, Fault(code=ErrorCode.CLOCK, place="x", retry_after_s=3).content()),
    (parse_activation_request, _REQUEST.content()),
    (parse_activation_answer, _ANSWER),
    (parse_signed, {"content": to_base64(b"{}"), "signature": to_base64(bytes(64))}),
]
BYTES: list[Callable[[bytes], object]] = [
    parse_payload,
    parse_canonical,
    inflate,
    lambda raw: decode_body(raw, "deflate"),
    lambda raw: decode_body(raw, None),
]


@pytest.mark.parametrize(("parse", "good"), PARSERS)
def test_what_the_code_writes_is_read(parse: Callable[[Any], object], good: object) -> None:
    parse(json.loads(canonical(good)))


def test_values_come_back_as_they_were_said() -> None:
    assert parse_feed_page(_PAGE.content()).entries == (_ENTRY,)
    answer = BatchAnswer(epoch="e1", high_water=3, receipts=_RECEIPTS)
    assert list(parse_batch_answer(answer.content()).receipts) == _RECEIPTS
    fault = Fault(code=ErrorCode.PROTOCOL_VERSION, supported=("passerelle/1", "passerelle/2"))
    assert parse_fault(fault.content()) == fault


@pytest.mark.parametrize(("parse", "good"), PARSERS)
@given(data=st.data())
@settings(max_examples=60)
def test_a_message_with_one_thing_changed_is_read_or_refused(
    parse: Callable[[Any], object], good: object, data: st.DataObject
) -> None:
    message = json.loads(canonical(good))
    spot = copy.deepcopy(message)
    place: Any = spot
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        break
    if data.draw(st.booleans()):
        place[key] = data.draw(JSON)
    elif isinstance(place, dict):
        place[data.draw(st.text(max_size=8))] = place.pop(key)
    else:
        place.append(place[key])
    _only_protocol_errors(lambda: parse(spot))


@pytest.mark.parametrize("parse", [parse for parse, _ in PARSERS])
@given(value=JSON)
@settings(max_examples=30)
def test_any_value_at_all_is_read_or_refused(parse: Callable[[Any], object], value: object) -> None:
    _only_protocol_errors(lambda: parse(value))


@pytest.mark.parametrize("parse", BYTES)
@given(raw=st.binary(max_size=200))
@settings(max_examples=60)
def test_any_bytes_at_all_are_read_or_refused(parse: Callable[[bytes], object], raw: bytes) -> None:
    _only_protocol_errors(lambda: parse(raw))


@given(at=st.integers(0, 200), byte=st.integers(0, 255))
@settings(max_examples=150)
def test_a_payload_with_a_byte_changed_is_read_or_refused(at: int, byte: int) -> None:
    raw = bytearray(prescription_payload(samples.PAYLOAD))
    raw[at % len(raw)] = byte
    _only_protocol_errors(lambda: parse_payload(bytes(raw)))


@given(name=st.sampled_from(["device", "time", "nonce", "signature", "key"]), text=st.text())
@settings(max_examples=100)
def test_any_header_at_all_is_read_or_refused(name: str, text: str) -> None:
    headers = sign_request(
        samples.DEVICE_PRIVATE,
        device=samples.DEVICE,
        method="GET",
        target="/",
        body=b"",
        at=samples.AT,
        nonce=bytes(16),
    )
    changed = {**headers, "passerelle-key": "0" * 16, f"passerelle-{name}": text}
    _only_protocol_errors(lambda: parse_request_stamp(changed))
    _only_protocol_errors(lambda: parse_answer_stamp(changed))


@given(st.binary(max_size=100))
def test_base64_reads_back(raw: bytes) -> None:
    assert from_base64(to_base64(raw), longest=100) == raw


@pytest.mark.parametrize("text", ["A", "AB=", "AB==", "A+/A", "AB\n", "AB", "é"])
def test_only_one_writing_of_base64_is_taken(text: str) -> None:
    with pytest.raises(ProtocolError):
        from_base64(text, longest=10)


@pytest.mark.parametrize(
    "text",
    ["2026-11-22", "2026-11-22T17:30:00", "2026-11-22T17:30:00+00:00", "2026-13-01T00:00:00Z"],
)
def test_only_one_writing_of_an_instant_is_taken(text: str) -> None:
    with pytest.raises(ProtocolError):
        parse_instant(text)


def test_a_place_holds_nothing_but_names_and_numbers() -> None:
    assert parse_fault({"error": "clock", "place": "items[3].header.key"}).place
    with pytest.raises(ProtocolError):
        parse_fault({"error": "clock", "place": "Madame Exemple, 12 rue"})


def test_a_feed_with_a_gap_is_refused() -> None:
    content = _PAGE.content()
    content["entries"] = [_ENTRY.content(), {**_ENTRY.content(), "seq": 6}]
    with pytest.raises(ProtocolError):
        parse_feed_page(content)


def test_a_feed_beyond_its_high_water_is_refused() -> None:
    with pytest.raises(ProtocolError):
        parse_feed_page({**_PAGE.content(), "high_water": 3})


def test_fifty_one_items_are_no_batch() -> None:
    with pytest.raises(ProtocolError) as caught:
        split_batch({"items": [{}] * 51})
    assert caught.value.code is ErrorCode.TOO_LARGE
    assert len(split_batch({"items": [{}] * 50})) == 50


def test_another_version_or_suite_is_told_apart() -> None:
    content: Any = samples.item().content()
    for name, code in (
        ("protocol", ErrorCode.PROTOCOL_VERSION),
        ("suite", ErrorCode.UNKNOWN_SUITE),
    ):
        with pytest.raises(ProtocolError) as caught:
            parse_item({**content, "header": {**content["header"], name: "x-2"}})
        assert caught.value.code is code


def test_two_current_keys_are_no_key_list() -> None:
    keys = samples.key_list().keys
    with pytest.raises(ValueError, match="one current key to receive, not 2"):
        KeyList(serial=1, issued_at=samples.AT, service="x", keys=(keys[0], *keys))


def test_a_signed_key_list_without_a_current_key_is_refused() -> None:
    root = public_of(samples.ROOT_PRIVATE)
    good = json.loads(sign_key_list(samples.key_list(), samples.ROOT_PRIVATE).content)
    content = canonical({**good, "keys": good["keys"][1:]})
    signature = sign(samples.ROOT_PRIVATE, "passerelle-key-list-v1", content)
    with pytest.raises(ProtocolError):
        open_key_list(SignedDocument(content=content, signature=signature), root)


def _only_protocol_errors(call: Callable[[], object]) -> None:
    with contextlib.suppress(ProtocolError):
        call()
