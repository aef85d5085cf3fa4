"""The address is where the window is: x 110–195 mm, y 55–80 mm (documents.md e1)."""

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.documents.letter import letter_pdf
from app.documents.postal import PostalAddress
from app.documents.window import Offset
from app.documents.window_test import WindowTestData, window_test_pdf
from tests.documents.examples import DAY, LOT_ET_GARONNE, Word, letter, words_of
from tests.documents.papers import paper
from tests.documents.people import PEOPLE

MM = 72 / 25.4
WINDOW = (110 * MM, 55 * MM, 195 * MM, 80 * MM)


def _in_window(words: list[Word]) -> list[str]:
    left, top, right, bottom = WINDOW
    return [
        word.text
        for word in words
        if word.left >= left - 0.2
        and word.right <= right + 0.2
        and word.top >= top - 0.2
        and word.bottom <= bottom + 0.2
    ]


@pytest.mark.obligation("S0-16")
def test_the_whole_address_and_nothing_else_is_in_the_window(tmp_path: Path) -> None:
    words = words_of(tmp_path, letter_pdf(letter(LOT_ET_GARONNE)))
    assert " ".join(_in_window(words)) == (
        "Madame Zoé EXEMPLIER Appartement 12 Résidence des Tilleuls "
        "4 RUE DES VIGNES FICTIVES 67400 ILLKIRCH GRAFFENSTADEN"
    )


def test_even_the_widest_letters_stay_in_the_window(tmp_path: Path) -> None:
    worst = PostalAddress(("W" * 38,) * 6)
    words = words_of(tmp_path, letter_pdf(replace(letter(LOT_ET_GARONNE), address=worst)))
    assert _in_window(words) == ["W" * 38] * 6


def test_six_usual_lines_of_38_signs_stay_in_the_window(tmp_path: Path) -> None:
    usual = PostalAddress(
        (
            "Madame Marie-Christine EXEMPLIER-DUVAL",
            "CHEZ MONSIEUR ET MADAME HEBERGEANT-NOM",
            "Appartement 12, étage 3, escalier B, 2",
            "128 BIS AV DES ACACIAS IMAGINAIRES EST",
            "LIEU DIT LES GRANDS CHAMPS DU HAUT PRE",
            "47000 COMMUNE IMAGINAIRE SUR GARONNE X",
        )
    )
    assert all(len(line) == 38 for line in usual.lines)
    words = words_of(tmp_path, letter_pdf(replace(letter(LOT_ET_GARONNE), address=usual)))
    assert " ".join(_in_window(words)) == " ".join(usual.lines)


def test_an_offset_moves_the_address_by_millimetres(tmp_path: Path) -> None:
    moved = replace(letter(LOT_ET_GARONNE), offset=Offset(right_mm=2.5, down_mm=-3))
    before = _first(words_of(tmp_path, letter_pdf(letter(LOT_ET_GARONNE))))
    after = _first(words_of(tmp_path, letter_pdf(moved)))
    assert after.left - before.left == pytest.approx(2.5 * MM, abs=0.05)
    assert after.top - before.top == pytest.approx(-3 * MM, abs=0.05)


def _first(words: list[Word]) -> Word:
    return next(word for word in words if word.text == "Madame" and word.top > 40 * MM)


def test_an_offset_of_more_than_a_centimetre_is_refused() -> None:
    with pytest.raises(ValueError, match="10 mm"):
        Offset(right_mm=11)


def test_the_test_page_shows_an_address_in_the_zone(tmp_path: Path) -> None:
    words = words_of(tmp_path, window_test_pdf(WindowTestData(printed_on=DAY)))
    assert "LONGUENOM-IMAGINAIRE-XY" in _in_window(words)
    assert "00000" in _in_window(words)


_CAPITALS = st.text(alphabet="ABCEMW 0129'-", min_size=30, max_size=38).filter(str.strip)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(_CAPITALS, min_size=1, max_size=6))
def test_whatever_the_letters_no_line_leaves_the_window(tmp_path: Path, lines: list[str]) -> None:
    address = PostalAddress(tuple(lines))
    words = words_of(tmp_path, letter_pdf(replace(letter(LOT_ET_GARONNE), address=address)))
    wanted = [word for line in lines for word in line.split()]
    assert sorted(_in_window(words)) == sorted(wanted)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ["lettre", "lettre-47", "lettre-refus"])
def test_on_the_drawn_page_the_address_is_in_the_window_and_the_folds_are_marked(
    name: str, person: str
) -> None:
    """Ink, not words: documents.md e1, 110–195 mm × 55–80 mm, folds at 99 and 198 mm."""
    page = drawn(name, person)
    left, top, right, bottom = inked(page, (104, 45, 208, 89))
    assert 110 <= left < 113
    assert 55 <= top < 59
    assert right <= 195
    assert bottom <= 80
    for fold in (99, 198):
        left, top, right, bottom = inked(page, (2, fold - 5, 15, fold + 5))
        assert (left, right) == pytest.approx((5, 10), abs=0.5)
        assert (top, bottom) == pytest.approx((fold, fold), abs=0.6)


def drawn(name: str, person: str) -> Image.Image:
    """Return the first page at 100 dots an inch."""
    command = ["pdftoppm", "-r", "100", "-gray", "-l", "1", "-singlefile", "-"]
    made = subprocess.run(command, input=paper(name, person), capture_output=True, check=True)
    return Image.open(BytesIO(made.stdout))


def inked(page: Image.Image, zone: tuple[int, int, int, int]) -> tuple[float, ...]:
    """Return where there is ink inside a zone, in millimetres, as left, top, right, bottom."""
    dots = 100 / 25.4
    left, top, right, bottom = (round(edge * dots) for edge in zone)
    part = page.crop((left, top, right, bottom))
    box = part.point([255] * 230 + [0] * 26).getbbox()
    assert box is not None
    return tuple(edge / dots + zone[at % 2] for at, edge in enumerate(box))
