import unicodedata
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sync.protocol.bodies import decode_body, encode_body
from app.sync.protocol.canonical import (
    canonical,
    deflate,
    inflate,
    parse_canonical,
    parse_json,
)
from app.sync.protocol.errors import ErrorCode, ProtocolError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(JSON)
@settings(max_examples=200)
def test_the_canonical_form_reads_back_and_stays_itself(value: object) -> None:
    try:
        raw = canonical(value)
    except ProtocolError:  # deeper than 8
        return
    assert canonical(parse_canonical(raw)) == raw
    assert unicodedata.is_normalized("NFC", raw.decode())


def test_two_writings_of_one_text_are_one_value() -> None:
    assert canonical({"a": "e\u0301"}) == canonical({"a": "é"}) == '{"a":"é"}'.encode()


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":"\\u00e9"}',
        '{"a":"e\u0301"}'.encode(),
        b'{"a":1}\n',
        b'{"a":-0}',
    ],
)
def test_another_writing_is_not_canonical(raw: bytes) -> None:
    with pytest.raises(ProtocolError) as caught:
        parse_canonical(raw)
    assert caught.value.code is ErrorCode.NOT_CANONICAL


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1,"a":2}',
        b'{"A":1}',
        b'{"":1}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\ud800"}',
        b"\xff",
        b"",
        b"[" * 200_000,
        b"[[[[[[[[[[1]]]]]]]]]]",
        b'{"a":"\x01"}',
    ],
)
def test_what_readers_could_disagree_on_is_refused(raw: bytes) -> None:
    with pytest.raises(ProtocolError) as caught:
        parse_json(raw)
    assert caught.value.code is ErrorCode.MALFORMED


def test_a_float_is_never_written() -> None:
    with pytest.raises(ProtocolError):
        canonical({"a": 1.5})


def test_a_bomb_costs_no_more_than_the_limit() -> None:
    bomb = zlib.compress(bytes(50_000_000))
    with pytest.raises(ProtocolError) as caught:
        inflate(bomb, limit=1000)
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_exactly_the_limit_passes() -> None:
    assert inflate(deflate(bytes(1000)), limit=1000) == bytes(1000)
    with pytest.raises(ProtocolError):
        inflate(deflate(bytes(1001)), limit=1000)


@pytest.mark.parametrize("cut", [0, 1, 5, 10, -1])
def test_a_stream_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(ProtocolError):
        inflate(deflate(b"Passerelle, Passerelle")[:cut])


def test_something_behind_the_stream_is_refused() -> None:
    with pytest.raises(ProtocolError):
        inflate(deflate(b"Passerelle") + b"x")


def test_a_body_travels_compressed_or_not() -> None:
    content = {"items": ["é" * 100]}
    assert decode_body(encode_body(content), "deflate") == content
    assert decode_body(canonical(content), None) == content
    with pytest.raises(ProtocolError):
        decode_body(canonical(content), "gzip")


def test_a_body_beyond_256_kib_is_not_written() -> None:
    with pytest.raises(ProtocolError) as caught:
        encode_body({"a": ["x" * 1000] * 300})
    assert caught.value.code is ErrorCode.TOO_LARGE
