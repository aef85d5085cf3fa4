"""Files cut at any byte, with any bit flipped: always told, never taken for what they were."""

import hashlib
import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.items import Header, Item, named
from app.sync.protocol.parcels import (
    Known,
    MarkedItem,
    answer_bodies,
    content_mark,
    open_sending,
    sending_bodies,
    unsealed,
)
from app.sync.protocol.payload import Kind
from app.sync.protocol.sealed_file import (
    MAX_FILE,
    FileError,
    FileFault,
    FileHeader,
    FileKind,
    file_name,
    read_file,
    write_file,
)
from app.sync.protocol.sealing import receiving_public
from app.sync.protocol.signing import public_of
from app.sync.sealed_file.folder import StickError, StickProblem, stage
from tests.sync import samples

HEADER = FileHeader(
    kind=FileKind.SENDING,
    department="0123456789ABCDEFG",
    structure="CCAS-ILL",
    device=samples.DEVICE,
    number=7,
    part=1,
    parts=2,
    made_at=datetime(2026, 11, 22, 9, 12, tzinfo=UTC),
    count=1,
    first=1,
    last=1,
)


@cache
def whole() -> bytes:
    ((body, _),) = sending_bodies([MarkedItem(item=samples.item(), mark=bytes(16))], Known(seq=3))
    return write_file(HEADER, body, samples.DEVICE_PRIVATE)


def fault_of(content: bytes) -> FileFault | None:
    try:
        read_file(content)
    except FileError as error:
        return error.fault
    return None


def test_a_whole_file_is_read_and_its_writer_known() -> None:
    file = read_file(whole())
    assert file.header == HEADER
    file.check(public_of(samples.DEVICE_PRIVATE))
    assert open_sending(file.body).known == Known(seq=3)
    with pytest.raises(FileError) as caught:
        file.check(public_of(samples.SERVICE_PRIVATE))
    assert caught.value.fault is FileFault.ALTERED
    assert whole().startswith(b"PASSERELLE-FICHIER-1\n{")
    assert whole().endswith(hashlib.sha256(whole()[:-65]).hexdigest().encode() + b"\n")


def test_a_file_cut_at_any_byte_is_half_copied() -> None:
    told = {fault_of(whole()[:end]) for end in range(len(whole()))}
    assert told == {FileFault.HALF_COPIED}


def test_a_file_whose_end_was_never_written_is_half_copied() -> None:
    content = whole()
    for end in (0, 1, 30, 500, len(content) - 100, len(content) - 65):
        assert fault_of(content[:end] + bytes(len(content) - end)) is FileFault.HALF_COPIED


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
@example(at=0, bit=0)
@example(at=19, bit=0)
@settings(max_examples=200, deadline=None)
def test_a_flipped_bit_is_never_taken(at: int, bit: int) -> None:
    content = bytearray(whole())
    at %= len(content)
    content[at] ^= 1 << bit
    told = fault_of(bytes(content))
    assert told is not None
    if at < len(b"PASSERELLE-FICHIER-1\n"):
        assert told in {FileFault.FOREIGN, FileFault.VERSION}
    else:
        assert told in {FileFault.ALTERED, FileFault.HALF_COPIED}


@given(extra=st.binary(min_size=1, max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_file_with_something_behind_it_is_not_taken(extra: bytes) -> None:
    assert fault_of(whole() + extra) in {FileFault.ALTERED, FileFault.HALF_COPIED}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.HALF_COPIED),
        (b"%PDF-1.7\n", FileFault.FOREIGN),
        (b"PASSERELLE-RESTITUTION-1\n{}", FileFault.FOREIGN),
        (b"PASSERELLE-FICHIER-12\n{}", FileFault.VERSION),
        (b"PASSERELLE-FICHIER-1\n" + b"x" * MAX_FILE, FileFault.TOO_LARGE),
        (b"PASSERELLE-FICHIER-1\n" + b"x" * 5000, FileFault.ALTERED),
    ],
)
def test_what_is_no_file_of_this_version_is_told(content: bytes, fault: FileFault) -> None:
    assert fault_of(content) is fault


def test_a_file_well_closed_around_another_form_is_not_taken() -> None:
    signed = whole()[:-65]
    for old, new, fault in (
        (b"passerelle-fichier/1", b"passerelle-fichier/2", FileFault.VERSION),
        (b'"part":1', b'"part":3', FileFault.ALTERED),
        (b'"kind":"sending"', b'"kind":"parcel!"', FileFault.ALTERED),
    ):
        changed = signed.replace(old, new)
        assert changed != signed
        closed = changed + hashlib.sha256(changed).hexdigest().encode() + b"\n"
        assert fault_of(closed) is fault


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
@settings(max_examples=40, deadline=None)
def test_an_answer_that_was_altered_does_not_open(at: int, bit: int) -> None:
    header = replace(HEADER, kind=FileKind.ANSWER, epoch="une-vie")
    (body,) = answer_bodies({"epoch": "une-vie"}, header, samples.receiving())
    assert unsealed([body], header, samples.RECEIVING_PRIVATE) == {"epoch": "une-vie"}
    changed = bytearray(body)
    changed[at % len(body)] ^= 1 << bit
    with pytest.raises(FileError):
        unsealed([bytes(changed)], header, samples.RECEIVING_PRIVATE)


def test_an_answer_opens_as_itself_alone() -> None:
    header = replace(HEADER, kind=FileKind.ANSWER, epoch="une-vie")
    bodies = answer_bodies({"epoch": "une-vie"}, header, receiving_public(bytes(range(96))))
    for other in (
        replace(header, number=8),
        replace(header, epoch="une-autre"),
        replace(header, department="ZZZZZZZZZZZZZZZZZ"),
        replace(header, device="00000000-9c1d-4e6f-8a7b-0c1d2e3f4a5b"),
        replace(header, kind=FileKind.ACTIVATION_ANSWER),
    ):
        with pytest.raises(FileError):
            unsealed(bodies, other, bytes(range(96)))


def _item(number: int, revision: int) -> MarkedItem:
    header = Header(
        item=f"00000000-0000-7000-8000-{number:012}",
        revision=revision,
        kind=Kind.PRESCRIPTION,
        structure="CCAS-ILL",
        device=samples.DEVICE,
        key="0" * 16,
    )
    return MarkedItem(
        item=Item(header=header, sealed=b"x" * 40, signature=bytes(64)), mark=bytes(16)
    )


@given(st.lists(st.integers(1, 8), min_size=0, max_size=30), st.integers(600, 4000))
@settings(max_examples=60, deadline=None)
def test_parts_lose_nothing_and_keep_the_revisions_of_an_item_together(
    numbers: list[int], largest: int
) -> None:
    queue = [_item(number, numbers[: at + 1].count(number)) for at, number in enumerate(numbers)]
    parts: list[list[tuple[str, int]]] = []
    for body, count in sending_bodies(queue, Known(), largest=largest):
        parts.append([named(value) for value, _ in open_sending(body).items])
        assert len(parts[-1]) == count
    flat = [one for part in parts for one in part]
    assert sorted(flat) == sorted((one.item.header.item, one.item.header.revision) for one in queue)
    for number in set(numbers):
        name = f"00000000-0000-7000-8000-{number:012}"
        holding = [part for part in parts if any(item == name for item, _ in part)]
        assert len(holding) == 1
        revisions = [revision for item, revision in holding[0] if item == name]
        assert revisions == list(range(1, numbers.count(number) + 1))


def test_more_than_the_parts_of_a_sending_is_refused() -> None:
    queue = [_item(number, 1) for number in range(100)]
    with pytest.raises(ProtocolError):
        sending_bodies(queue, Known(), largest=10)


def test_a_mark_is_of_one_laptop_and_one_content() -> None:
    mark = content_mark(samples.DEVICE_PRIVATE, b"{}")
    assert mark == content_mark(samples.DEVICE_PRIVATE, b"{}")
    assert mark != content_mark(samples.SERVICE_PRIVATE, b"{}")
    assert mark != content_mark(samples.DEVICE_PRIVATE, b"{ }")
    assert len(mark) == 16


def test_a_file_name_names_a_laptop_and_nobody() -> None:
    assert file_name(HEADER) == "envoi-CCASILL-3f2b8a54-0007-1sur2.passerelle"
    alone = replace(HEADER, parts=1, kind=FileKind.ANSWER)
    assert file_name(alone) == "reponse-CCASILL-3f2b8a54-0007.passerelle"
    asked = replace(HEADER, parts=1, kind=FileKind.ACTIVATION_REQUEST, number=0, structure="")
    assert file_name(asked) == "activation-structure-3f2b8a54.passerelle"


def test_a_worn_stick_is_noticed_when_it_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worn(descriptor: int) -> None:
        os.pwrite(descriptor, b"?", 3)

    monkeypatch.setattr(os, "fsync", worn)
    with pytest.raises(StickError) as caught:
        stage(tmp_path, [("envoi.passerelle", b"tout ce qui attend")])
    assert caught.value.problem is StickProblem.NOT_AS_WRITTEN
    assert list(tmp_path.iterdir()) == []


def test_files_have_their_names_all_together(tmp_path: Path) -> None:
    staged = stage(tmp_path, [("a.passerelle", b"1"), ("b.passerelle", b"2")])
    assert list(tmp_path.glob("*.passerelle")) == []
    assert [path.name for path in staged.put()] == ["a.passerelle", "b.passerelle"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.passerelle", "b.passerelle"]
    with pytest.raises(StickError) as caught:
        stage(tmp_path / "partie", [("c.passerelle", b"3")])
    assert caught.value.problem is StickProblem.GONE
