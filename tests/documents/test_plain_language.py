"""What a person reads: short sentences, common words, nothing that labels anybody.

Rules: documents.md e2 (15 words at most) and b6 (what is never printed).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.letter import letter_pdf
from app.documents.notice import notice_pdf
from app.documents.personal_sheet import personal_sheet_pdf
from app.documents.poster import poster_pdf
from app.documents.prescription_sheet import prescription_sheet_pdf
from app.documents.reading_aloud import ACCORD, MANDAT, NOTICE, script
from app.documents.take_home import take_home_pdf
from app.documents.texts import RESOURCES, load
from tests.documents import other_examples
from tests.documents.examples import (
    LOT_ET_GARONNE,
    PERSONNE,
    STRASBOURG,
    STRUCTURE,
    letter,
    notice,
    pages_of,
    personal_sheet,
    prescription_sheet,
    text_of,
    words_of,
)
from tests.documents.other_examples import CANIGO
from tests.documents.people import Who

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


PLAIN = {  # what is read by, or to, the person: file and parts
    "notice.toml": ("simple", "accord"),
    "letter.toml": ("envoi", "main_propre", "commun", "refus"),
    "feuille.toml": ("titres", "feuille", "fait", "services", "aides"),
    "navette.toml": ("titres", "motifs", "accord"),
    "affiche.toml": ("affiche",),
    "lecture.toml": ("notice", "accord", "mandat"),
    "orientation.toml": ("titres", "corps"),
    "rendez_vous.toml": ("titres", "corps"),
    "lieux.toml": ("titres", "corps"),
}


@pytest.mark.parametrize(
    ("file", "part"), [(file, part) for file, parts in PLAIN.items() for part in parts]
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
        letters = [sign for sign in re.sub(r"\{\w+\}", "", text) if sign.isalpha()]
        assert any(sign.islower() for sign in letters) or not letters, text  # no capitals alone


@pytest.mark.obligation("S0-27")
def test_what_is_said_aloud_fits_each_convention() -> None:
    """b1, b4: destinataires and term are those of the profile; nothing of another one is said."""
    said = " ".join(script(NOTICE, LOT_ET_GARONNE, STRUCTURE))
    assert "Ils vont aussi à : le Département de Lot-et-Garonne. Personne d’autre." in said
    assert "Elles sont effacées ce soir au plus tard." in said
    asked = script(ACCORD, LOT_ET_GARONNE, STRUCTURE)
    assert not any("compté" in line for line in asked)  # it wants no figures (000 l. 116)
    assert any("compté" in line for line in script(ACCORD, STRASBOURG, STRUCTURE))
    assert not any("Pass" in line for line in script(NOTICE, CANIGO, STRUCTURE))
    assert not any("réponses" in line for line in script(NOTICE, CANIGO, STRUCTURE))
    mandate = " ".join(script(MANDAT, CANIGO, STRUCTURE))
    for promise in (  # 002, l. 150-169
        "Je garde le secret professionnel.",
        "Elles sont détruites à la fin",
        "Vous pouvez arrêter à tout moment, sans dire pourquoi.",
        "Je ne garde ni numéro ni copie.",
        "C’est gratuit.",
    ):
        assert promise in mandate


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


@pytest.mark.obligation("S0-27", "S1-28")
def test_the_simple_page_is_simple_and_on_one_page(tmp_path: Path) -> None:
    for convention in (STRASBOURG, LOT_ET_GARONNE):
        pages = pages_of(tmp_path, notice_pdf(notice(convention)))
        assert "Version simple" in pages[0]
        assert "Qui décide ?" in pages[0]
        assert "Notice d’information complète" in pages[1]
        assert "Votre accord" in pages[2]


def _body_sizes(folder: Path, pdf: bytes, first: str, last: str) -> list[float]:
    """Return the sizes between two words; a line of this font is 1.24 times its size high."""
    words = words_of(folder, pdf)
    top = next(word.top for word in words if word.text == first)
    end = next(word.top for word in words if word.text == last and word.top > top)
    return [(word.bottom - word.top) / 1.24 for word in words if top <= word.top < end - 1]


_WHO = Who(PERSONNE, STRUCTURE, ("Noëlle", "Formatrice"))


@pytest.mark.parametrize(
    ("make", "first", "last", "least"),
    [
        (lambda: personal_sheet_pdf(personal_sheet(STRASBOURG)), "Votre", "Avec", 14),
        (lambda: take_home_pdf(other_examples.take_home(_WHO)), "Votre", "Avec", 14),
        (lambda: take_home_pdf(other_examples.nameless(_WHO)), "Votre", "Avec", 14),
        (lambda: notice_pdf(notice(LOT_ET_GARONNE)), "Vos", "Avec", 14),
        (lambda: poster_pdf(other_examples.poster(_WHO)), "Aide", "d’argent.", 24),
    ],
    ids=["diagnostic", "feuille", "feuille sans nom", "notice simple", "affiche"],
)
def test_what_is_plain_is_printed_large(
    tmp_path: Path, make: Callable[[], bytes], first: str, last: str, least: float
) -> None:
    """Documents.md e2 (14 points) and b11 (24); the head, the mentions and the foot are exempt."""
    sizes = _body_sizes(tmp_path, make(), first, last)
    assert len(sizes) > 25
    assert min(sizes) >= least - 0.05


def test_the_logo_of_easy_reading_is_never_claimed() -> None:
    """Documents.md e2: only texts that people concerned have read again may bear it."""
    for file in (RESOURCES / "documents").rglob("*.toml"):
        said = "".join(
            line.partition("#")[0] for line in file.read_text("utf-8").splitlines(keepends=True)
        )
        assert not re.search(r"\bFALC\b|facile à lire", said, re.IGNORECASE), file
