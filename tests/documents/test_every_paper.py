"""True of every paper of the program, for three persons (documents.md e4; issue 6, point 7)."""

import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from pdfua import Severity, validate

from app.documents.tokens import ACCENT, MARGIN_SIDE, PAGE_HEIGHT, PAGE_WIDTH, PAPER, WASH
from tests.documents.papers import KINDS, paper, persons_of
from tests.documents.people import PEOPLE
from tests.documents.reading import (
    FOOT,
    Placed,
    fonts,
    letters,
    opened,
    structure,
    words,
)

each = pytest.mark.parametrize("name", KINDS)
_HEADINGS = ("/H1", "/H2", "/H3", "/H4")
_TEXT = re.compile(r"\bBT\b.*?\bET\b", re.DOTALL)
_COLOUR = re.compile(r"([\d.]+ [\d.]+ [\d.]+) rg\b")
_INSIDE = {
    "/L": {"/LI"},
    "/LI": {"/Lbl", "/LBody"},
    "/Table": {"/TR"},
    "/TR": {"/TH", "/TD"},
}


@each
def test_the_paper_fits_its_pages(name: str) -> None:
    for person in persons_of(name):
        kind = KINDS[name]
        pages = len(opened(name, person).pages)
        assert pages == kind.pages or (
            pages == kind.pages + 1 and person == "long" and not kind.single
        )
        side = MARGIN_SIDE - 1 if kind.framed else 0
        for word in words(name, person):
            assert side <= word.left <= word.right <= PAGE_WIDTH - side, word
            assert 0 <= word.top < word.bottom <= PAGE_HEIGHT, word
            assert word.bottom <= FOOT or word.top >= FOOT or not kind.framed, word


@each
def test_no_word_is_printed_over_another(name: str) -> None:
    for person in persons_of(name):
        for page in range(len(opened(name, person).pages)):
            found = [word for word in words(name, person) if word.page == page and _upright(word)]
            found.sort(key=lambda word: word.top)
            for index, word in enumerate(found):
                for other in found[index + 1 :]:
                    if other.top > word.bottom:
                        break
                    assert _shared(word, other) < 0.25, (word, other)


def _upright(word: Placed) -> bool:
    """Tell it from « Projet – sans valeur », which stands across the page."""
    return word.bottom - word.top < 40 and (word.text != "–" or word.right - word.left < 20)


def _shared(one: Placed, other: Placed) -> float:
    """Return which part of the smaller of two words the other covers."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(_low(one), _low(other)) - max(_high(one), _high(other))
    if wide <= 0 or high <= 0:
        return 0
    return wide * high / min(_area(word) for word in (one, other))


def _high(word: Placed) -> float:
    """Return the top of the letters: a face leaves white above and below them."""
    return word.top + (word.bottom - word.top) / 4


def _low(word: Placed) -> float:
    return word.bottom - (word.bottom - word.top) / 4


def _area(word: Placed) -> float:
    return (word.right - word.left) * (_low(word) - _high(word))


@each
def test_what_was_entered_is_read_back(name: str) -> None:
    for person in persons_of(name):
        printed = letters("".join(word.text for word in words(name, person)))
        for value in KINDS[name].says(PEOPLE[person]):
            for part in value.split():
                assert letters(part) in printed or letters(part)[::-1] in printed, part


@each
def test_every_font_is_embedded_and_its_text_can_be_copied(name: str) -> None:
    for person in persons_of(name):
        found = fonts(name, person)
        assert found
        assert all(found.values()), found
        assert all("Atkinson" in font or "Noto" in font for font in found)


@each
def test_the_checker_of_tagged_pdf_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(name, persons_of(name)[0]))
    found = validate(str(file)).findings
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []


@each
def test_a_listener_finds_titles_lists_tables_and_figures(name: str) -> None:
    for person in persons_of(name):
        tree = structure(name, person)
        elements = list(tree.walk())
        levels = [_HEADINGS.index(one.tag) for one in elements if one.tag in _HEADINGS]
        if KINDS[name].titled:
            assert levels
            assert levels[0] == 0
        for before, after in pairwise(levels):
            assert after <= before + 1, levels
        for one in elements:
            assert one.kids or one.marks or one.tag in ("/TD", "/TH"), one.tag
            kids = {kid.tag for kid in one.kids}
            assert kids <= _INSIDE.get(one.tag, kids), (one.tag, kids)
            if one.tag == "/Figure":
                assert str(one.said["/Alt"]).strip()
                left, low, right, high = (float(edge) for edge in one.said["/A"].BBox)
                assert -1 < left < right < PAGE_WIDTH + 1
                assert -1 < low < high < PAGE_HEIGHT + 1
            if one.tag == "/TH":
                assert str(one.said["/A"].Scope) in ("/Row", "/Column")
            if one.tag == "/L":
                assert str(one.said["/A"].ListNumbering) in ("/Disc", "/Decimal")
            if one.tag == "/Table":
                assert len({len(row.kids) for row in one.kids}) == 1
                assert any(cell.tag == "/TH" for row in one.kids for cell in row.kids)


@each
def test_the_file_says_its_title_its_language_and_what_it_conforms_to(name: str) -> None:
    for person in persons_of(name):
        file = opened(name, person)
        root = file.Root
        assert str(root.Lang) == "fr-FR"
        assert bool(root.MarkInfo.Marked) is True
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True
        title = str(file.docinfo["/Title"])
        assert len(title) > 4
        assert title.split(" – ", 1)[0] in root.Metadata.read_bytes().decode()
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root.Metadata.read_bytes()
        assert [int(page.StructParents) for page in file.pages] == list(range(len(file.pages)))
        assert all(page.Tabs == pikepdf.Name.S for page in file.pages)


@each
def test_every_text_stands_out_from_the_paper_and_from_a_card(name: str) -> None:
    """4.5:1 at least, for tired eyes and tired printers (documents.md e4)."""
    found = set[str]()
    for page in opened(name, persons_of(name)[0]).pages:
        page.contents_coalesce()
        for text in _TEXT.findall(page.Contents.read_bytes().decode("latin-1")):
            found |= set(_COLOUR.findall(text))
    assert found
    for colour in found:
        for ground in (ACCENT,) if colour == "1 1 1" else (PAPER, WASH):
            assert _contrast(colour, ground) >= 4.5, (colour, ground)


def _contrast(colour: str, ground: str) -> float:
    """Return the contrast of a colour in parts of one on « #rrggbb » (WCAG 2.1, 1.4.3)."""
    behind = [int(ground[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    lights = [_light([float(part) for part in colour.split()]), _light(behind)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _light(parts: list[float]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
