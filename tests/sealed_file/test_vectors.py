"""The code of § 14 against files that a second small implementation wrote."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from app.sync.protocol.canonical import canonical
from app.sync.protocol.items import open_item, parse_item, verify_item
from app.sync.protocol.parcels import Known, content_mark, open_sending, parse_answer, unsealed
from app.sync.protocol.sealed_file import FileKind, read_file, write_file

Vectors = dict[str, Any]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    found: Vectors = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
    return found


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_sending_written_elsewhere_is_read_and_written_the_same(vectors: Vectors) -> None:
    case = vectors["sending"]
    file = read_file(_raw(case["file"]))
    file.check(_raw(vectors["device_public"]))
    assert (file.header.kind, file.header.department) == (
        FileKind.SENDING,
        vectors["department"],
    )
    sending = open_sending(file.body)
    assert sending.known == Known(epoch="e1", seq=3, settled=1, material=2)
    told = sending.told
    assert told is not None
    assert told.ledger is not None
    assert [(one.revision, one.returned) for one in told.slices] == [(2, True)]
    assert (told.ledger.read, told.ledger.last) == (4, 9)
    assert list(told.ledger.deposit.marks) == ["cd" * 16]
    assert canonical(told.content()).decode() == case["told"]
    ((value, mark),) = sending.items
    item = parse_item(value)
    verify_item(item, _raw(vectors["device_public"]))
    _, payload = open_item(item, _raw(vectors["receiving_private"]))
    assert payload.decode() == case["payload"]
    assert mark == _raw(case["mark"]) == content_mark(_raw(vectors["device_private"]), payload)
    again = write_file(file.header, file.body, _raw(vectors["device_private"]))
    assert again == _raw(case["file"])


def test_an_answer_written_elsewhere_in_two_parts_opens(vectors: Vectors) -> None:
    case = vectors["answer"]
    files = [read_file(_raw(one)) for one in case["files"]]
    for file in files:
        file.check(_raw(case["service_public"]))
    assert [file.header.part for file in files] == [1, 2]
    value = unsealed(
        [file.body for file in files], files[0].header, _raw(case["device_receiving_private"])
    )
    assert canonical(value).decode() == case["content"]
    answer = parse_answer(value)
    assert [entry.motif for entry in answer.entries] == ["hors_territoire"]
    assert [(one.receipt.revision, one.number) for one in answer.receipts] == [(1, 7)]
    assert canonical(answer.content()).decode() == case["content"]
