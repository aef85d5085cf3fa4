"""What a person reads: short sentences, common words, nothing that labels anybody.

Rules: documents.md e2 (15 words at most) and b6 (what is never printed).
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.letter import letter_pdf
from app.documents.notice import notice_pdf
from app.documents.personal_sheet import personal_sheet_pdf
from app.documents.prescription_sheet import prescription_sheet_pdf
from app.documents.texts import load
from tests.documents.examples import (
    LOT_ET_GARONNE,
    STRASBOURG,
    letter,
    notice,
    pages_of,
    personal_sheet,
    prescription_sheet,
    text_of,
    words_of,
)

JARGON = (
    "prescription", "prescripteur", "prescrire", "bénéficiaire", "usager", "dispositif",
    "finalité", "traitement", "destinataire", "rgpd", "habilité", "éligib", "médiation",
    "mandat", "diagnostic", "dématérialis", "nonobstant", "susmentionné", "le cas échéant",
    "en situation de", "abondement", "primo",
)  # fmt: skip
NEVER = (
    "illettr", "hors public", "handicap", "allophone", "interprète nécessaire", "score", "/36",
    "revenu", "rsa", "plafond", "S08", "S03", "PL1", "M01", "E_NIV",
)  # fmt: skip


def _sentences(template: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?!])\s+", template.replace("**", "")) if one]


def _count(sentence: str) -> int:
    return len([word for word in re.split(r"[\s\u00a0]+", sentence) if re.search(r"\w", word)])


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("notice.toml", "simple"),
        ("notice.toml", "accord"),
        ("letter.toml", "envoi"),
        ("letter.toml", "main_propre"),
        ("letter.toml", "commun"),
        ("letter.toml", "refus"),
    ],
)
def test_sentences_for_the_person_are_short_and_common(file: str, part: str) -> None:
    texts = [text for lines in load(file, "").parts[part].values() for text in lines]
    assert texts
    for text in texts:
        for sentence in _sentences(text):
            assert _count(sentence) <= 15, sentence
        for word in JARGON:
            assert word not in re.sub(r"\{\w+\}", "", text).lower(), text
        assert not re.search(r"[&<>]|\betc\b", text), text


def test_the_persons_sheet_is_written_in_short_sentences(tmp_path: Path) -> None:
    text = text_of(tmp_path, personal_sheet_pdf(personal_sheet(STRASBOURG)))
    for word in JARGON:
        assert word not in text.lower(), word


def test_nothing_that_labels_a_person_is_on_what_is_printed(tmp_path: Path) -> None:
    papers = (
        personal_sheet_pdf(personal_sheet(STRASBOURG)),
        prescription_sheet_pdf(prescription_sheet(STRASBOURG)),
        prescription_sheet_pdf(prescription_sheet(LOT_ET_GARONNE)),
        letter_pdf(letter(STRASBOURG)),
        letter_pdf(replace(letter(LOT_ET_GARONNE), motif=LOT_ET_GARONNE.motifs[0])),
    )
    for paper in papers:
        words = text_of(tmp_path, paper)
        for word in NEVER:
            found = re.search(rf"\b{re.escape(word)}", words, re.IGNORECASE)
            assert not found, word


def test_the_simple_page_is_simple_and_on_one_page(tmp_path: Path) -> None:
    for convention in (STRASBOURG, LOT_ET_GARONNE):
        pages = pages_of(tmp_path, notice_pdf(notice(convention)))
        assert "Version simple" in pages[0]
        assert "Qui décide ?" in pages[0]
        assert "Notice d’information complète" in pages[1]
        assert "Votre accord" in pages[2]


def test_no_text_of_the_persons_sheet_is_under_14_points(tmp_path: Path) -> None:
    """A line of this font is 1.24 times its size high; the mentions and the foot are exempt."""
    words = words_of(tmp_path, personal_sheet_pdf(personal_sheet(STRASBOURG)))
    mentions = next(word.top for word in words if word.text == "Avec")
    heights = [word.bottom - word.top for word in words if word.top < mentions - 1]
    assert len(heights) > 60
    assert min(heights) >= 14 * 1.24 - 0.05
