from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.documents import pdf, scripts
from app.documents.remembered import forget_words
from app.documents.typography import Run, break_lines, french, french_date, plain, rich
from tests.documents.examples import text_of
from tests.documents.papers import KINDS
from tests.documents.people import ACCENTS


def _one_point_a_sign(text: str, bold: bool, size: float) -> float:  # noqa: FBT001 - Measure
    del bold
    return len(text) * size


def _broken(text: str, width: float) -> list[str]:
    lines = break_lines(plain(text), width, 1, _one_point_a_sign)
    return ["".join(run.text for run in line) for line in lines]


def test_french_signs_never_stand_alone_at_the_start_of_a_line() -> None:
    assert french("« Oui » : 10 € ?") == "«\u00a0Oui\u00a0»\u00a0: 10\u00a0€\u00a0?"


def test_a_day_stays_with_its_month() -> None:
    assert french("le 9 mars") == "le 9\u00a0mars"


def test_a_telephone_number_is_held_together() -> None:
    assert french("03 00 00") == "03\u00a000\u00a000"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 1), "1er\u00a0mars\u00a02026"),
        (date(2027, 12, 31), "31\u00a0décembre\u00a02027"),
    ],
)
def test_days_are_written_in_french(day: date, words: str) -> None:
    assert french_date(day) == words


def test_lines_are_filled_without_cutting_words() -> None:
    assert _broken("un deux trois quatre", 9) == ["un deux", "trois", "quatre"]


def test_a_word_wider_than_the_line_is_cut_rather_than_lost() -> None:
    assert _broken("anticonstitutionnel", 8) == ["anticons", "titution", "nel"]


def test_a_double_name_that_is_too_wide_is_cut_at_its_hyphen() -> None:
    assert _broken("Rochefoucauld-Montbel", 18) == ["Rochefoucauld-", "Montbel"]


def test_bold_is_markup_in_our_templates_only() -> None:
    assert rich("Le **{nom}** ici", {"nom": "**x**"}) == (
        Run("Le "),
        Run("**x**", bold=True),
        Run(" ici"),
    )
    assert plain("**x**") == (Run("**x**"),)


def test_punctuation_stays_with_a_bold_word() -> None:
    lines = break_lines(rich("Bonjour **toi**, ici"), 12, 1, _one_point_a_sign)
    assert ["".join(run.text for run in line) for line in lines] == ["Bonjour toi,", "ici"]


def test_the_words_of_papers_are_forgotten_when_the_vault_locks(tmp_path: Path) -> None:
    text_of(tmp_path, KINDS["retrait"].make(ACCENTS))
    caches = (pdf.printable, pdf.stretches, french, scripts.turns, scripts.as_drawn)
    assert any(_kept(cache) for cache in caches)
    forget_words()
    assert not any(_kept(cache) for cache in caches)


def _kept(cache: Any) -> int:  # noqa: ANN401 - a function that remembers
    return int(cache.cache_info().currsize)
