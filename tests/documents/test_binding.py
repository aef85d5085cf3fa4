"""Papers bound into one file, and labels: whole, tagged, in order, each in its place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from app.documents.address_labels import SHEETS, draw_labels
from app.documents.binding import Binder
from app.documents.letter import LetterData, draw_letter, letter_pdf
from app.documents.letters import bind_letters
from app.documents.pen import Pen
from app.documents.postal import PostalAddress
from app.documents.structure import Node
from tests.documents.examples import LOT_ET_GARONNE, letter, pages_of, structure_of, words_of

DAY = date(2026, 3, 9)
MM = 72 / 25.4


def begun() -> Pen:
    return Pen(title="x", author="y", subject="z", printed_on=DAY)


def part(*references: str) -> bytes:
    root, pen = Node("Document"), begun()
    for reference in references:
        data = replace(letter(LOT_ET_GARONNE), reference=reference)
        draw_letter(pen, root.child("Part"), data)
    return pen.close(root)


def bound(*parts: bytes) -> bytes:
    binder = Binder(title="Tirage n° 1 (é)", author="Département", made_on=DAY)
    pieces = [piece for one in parts for piece in binder.add(one)]
    return b"".join([*pieces, *binder.close()])


def test_every_page_of_every_part_is_there_in_order(tmp_path: Path) -> None:
    whole = bound(part("2026-A-0001", "2026-A-0002"), part("2026-A-0003"))
    pages = pages_of(tmp_path, whole)
    assert [re.findall(r"2026-A-\d{4}", page)[0] for page in pages] == [
        f"2026-A-000{n}" for n in (1, 2, 3)
    ]


def test_the_table_of_objects_points_at_each_object() -> None:
    whole = bound(part("2026-A-0001"), part("2026-A-0002", "2026-A-0003"))
    start = int(whole.rsplit(b"startxref", 1)[1].split()[0])
    lines = whole[start:].split(b"\n")
    count = int(lines[1].split()[1])
    offsets = [int(line[:10]) for line in lines[2 : 2 + count]]
    assert count > 150
    for number in range(1, count):
        assert whole[offsets[number] :].startswith(b"%d 0 obj\n" % number)
    for number in re.findall(rb"(?<!\d)(\d+) 0 R\b", whole):
        assert 0 < int(number) < count


def test_each_page_finds_its_own_marks_in_the_structure(tmp_path: Path) -> None:
    whole = bound(part("2026-A-0001"), part("2026-A-0002"), part("2026-A-0003"))
    assert [int(n) for n in re.findall(rb"/StructParents (\d+)", whole)] == [0, 1, 2]
    (numbers,) = re.findall(rb"/Nums \[ ([^\]]*) \]", whole)
    assert re.findall(rb"(\d+) \d+ 0 R", numbers) == [b"0", b"1", b"2"]
    told = structure_of(tmp_path, whole)
    assert told.count("Document") == 1
    references = re.findall(r"Référence : (2026-A-\d{4})", told)
    assert references == ["2026-A-0001", "2026-A-0002", "2026-A-0003"]


def test_a_letter_drawn_among_others_reads_like_the_letter_alone(tmp_path: Path) -> None:
    data = replace(letter(LOT_ET_GARONNE), reference="2026-A-0002")
    alone = pages_of(tmp_path, letter_pdf(data))
    assert pages_of(tmp_path, bound(part("2026-A-0001", "2026-A-0002")))[1] == alone[0]


def test_the_same_letters_make_the_same_bytes() -> None:
    assert bound(part("2026-A-0001")) == bound(part("2026-A-0001"))


def test_what_is_no_paper_of_ours_is_refused() -> None:
    binder = Binder(title="t", author="a", made_on=DAY)
    with pytest.raises(ValueError, match=r"part|substring|subsection"):
        list(binder.add(b"%PDF-1.7\nnothing"))


@pytest.mark.parametrize("code", sorted(SHEETS))
def test_each_label_lies_inside_its_own_label(tmp_path: Path, code: str) -> None:
    sheet = SHEETS[code]
    addresses = [
        PostalAddress((f"N{n:02} " + "M" * 34, "R" * 38, "C", "D", "E", "F" * 38))
        for n in range(sheet.each)
    ]
    root, pen = Node("Document"), Pen(title="x", author="y", subject="z", printed_on=DAY)
    draw_labels(pen, root, addresses, sheet)
    words = words_of(tmp_path, pen.close(root))
    assert len([word for word in words if word.text.startswith("N")]) == sheet.each
    for word in words:
        column = (word.left / MM - sheet.left) / (sheet.width + sheet.gap)
        row = (word.top / MM - sheet.top) / sheet.height
        right = sheet.left + int(column) * (sheet.width + sheet.gap) + sheet.width
        bottom = sheet.top + (int(row) + 1) * sheet.height
        assert 0 <= int(column) < sheet.columns
        assert 0 <= int(row) < sheet.rows
        assert word.right / MM <= right
        assert word.bottom / MM <= bottom


def test_a_sheet_begun_goes_on_where_labels_are_left(tmp_path: Path) -> None:
    sheet = SHEETS["14"]
    addresses = [PostalAddress((f"Nom{n:02}",)) for n in range(4)]
    root, pen = Node("Document"), Pen(title="x", author="y", subject="z", printed_on=DAY)
    draw_labels(pen, root, addresses, sheet, first=12)
    pages = pages_of(tmp_path, pen.close(root))
    assert [sorted(re.findall(r"Nom\d\d", page)) for page in pages] == [
        ["Nom00", "Nom01", "Nom02"],
        ["Nom03"],
    ]
    with pytest.raises(ValueError, match="no such label"):
        draw_labels(pen, root, addresses, sheet, first=15)


def test_many_letters_are_drawn_one_at_a_time_and_stop_when_nobody_asks(tmp_path: Path) -> None:
    asked: list[int] = []

    def some() -> Iterator[LetterData]:
        for number in range(120):
            asked.append(number)
            yield replace(letter(LOT_ET_GARONNE), reference=f"2026-A-{number:04}")

    def pieces() -> Iterator[bytes]:
        binder = Binder(title="Lettres du jour", author="CCAS", made_on=DAY)
        yield from bind_letters(binder, some(), begun)
        yield from binder.close()

    assert list(islice(pieces(), 3)) == [b""] * 3
    assert asked == [0, 1, 2]
    pages = pages_of(tmp_path, b"".join(pieces()))
    found = [re.findall(r"2026-A-\d{4}", page)[0] for page in pages]
    assert found == [f"2026-A-{number:04}" for number in range(120)]
