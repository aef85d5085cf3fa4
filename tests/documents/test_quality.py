"""Every paper: fonts inside, tagged, titled, the same bytes twice, nothing out of the page."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.conformity import conformity_pdf
from app.documents.letter import letter_pdf
from app.documents.notice import notice_pdf
from app.documents.personal_sheet import personal_sheet_pdf
from app.documents.prescription_sheet import prescription_sheet_pdf
from app.documents.sheet import pdf_hash
from app.documents.window_test import WindowTestData, window_test_pdf
from app.domain.personne import AdressePostale
from tests.documents.examples import (
    DAY,
    LOT_ET_GARONNE,
    PERSONNE,
    STRASBOURG,
    conformity,
    fonts_of,
    info_of,
    letter,
    notice,
    pages_of,
    personal_sheet,
    prescription_sheet,
    structure_of,
    text_of,
    words_of,
)

PAPERS: dict[str, Callable[[], bytes]] = {
    "notice": lambda: notice_pdf(notice(STRASBOURG)),
    "notice 47": lambda: notice_pdf(replace(notice(LOT_ET_GARONNE), final=False)),
    "prescription": lambda: prescription_sheet_pdf(prescription_sheet(STRASBOURG)),
    "prescription 47": lambda: prescription_sheet_pdf(prescription_sheet(LOT_ET_GARONNE)),
    "feuille": lambda: personal_sheet_pdf(personal_sheet(STRASBOURG)),
    "lettre": lambda: letter_pdf(letter(STRASBOURG)),
    "lettre 47": lambda: letter_pdf(letter(LOT_ET_GARONNE)),
    "enveloppe": lambda: window_test_pdf(WindowTestData(printed_on=DAY)),
    "conformite": lambda: conformity_pdf(conformity(LOT_ET_GARONNE)),
}
PAGES = {
    "notice": 3, "notice 47": 3, "prescription": 1, "prescription 47": 1,
    "feuille": 1, "lettre": 1, "lettre 47": 1, "enveloppe": 1,
    "conformite": 3,
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_fonts_are_embedded_and_no_other_is_named(name: str, tmp_path: Path) -> None:
    fonts = fonts_of(tmp_path, PAPERS[name]())
    assert fonts
    for font in fonts:
        assert "AtkinsonHyperlegible" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, readable text


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_titled_tagged_and_french(name: str, tmp_path: Path) -> None:
    paper = PAPERS[name]()
    info = info_of(tmp_path, paper)
    assert "Tagged:          yes" in info
    assert "untitled" not in info
    assert "anonymous" not in info
    assert f"Pages:           {PAGES[name]}\n" in info
    assert b"/Lang (fr-FR)" in paper
    assert b"/DisplayDocTitle true" in paper


@pytest.mark.parametrize("name", PAPERS)
def test_everything_printed_is_in_the_structure(name: str, tmp_path: Path) -> None:
    """But for the foot of the pages, which is décor: a listener need not hear it on each page."""
    paper = PAPERS[name]()
    tree = structure_of(tmp_path, paper)
    spoken = "".join(tree.replace('"', "").split())
    assert "\n  H1" in tree or "\n    H1" in tree
    for page in pages_of(tmp_path, paper):
        body = [word for word in page.split() if len(word) > 4 and "/" not in word]
        missing = [word for word in body if word not in spoken and word.rstrip(".,") not in spoken]
        assert [word for word in missing if not _in_foot(word, paper)] == []


def _in_foot(word: str, paper: bytes) -> bool:
    del paper
    return (len(word) == 12 and set(word) <= set("0123456789abcdef")) or word in {
        "NOTICE", "PRESCRIPTION", "FEUILLE", "LETTRE", "ENVELOPPE", "CONFORMITE",
        "2026-CCASILL", "2026-CCASILL-0007",
    }  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    assert pdf_hash(PAPERS[name]()) == pdf_hash(PAPERS[name]())


def test_another_process_gives_the_same_bytes() -> None:
    """No clock, no random identifier, no order of a set gets into the file."""
    code = (
        "from tests.documents.test_quality import PAPERS\n"
        "from app.documents.sheet import pdf_hash\n"
        "print([pdf_hash(make()) for make in PAPERS.values()])"
    )
    run = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2")
    ]
    assert run[0] == run[1]


def test_the_day_of_the_paper_is_the_day_given(tmp_path: Path) -> None:
    info = info_of(tmp_path, notice_pdf(replace(notice(STRASBOURG), printed_on=date(2027, 5, 9))))
    assert "May  9" in info
    assert "2027" in info


def test_accents_ligatures_and_signs_are_read_back(tmp_path: Path) -> None:
    structure = replace(notice(STRASBOURG).structure, name="L’Œuvre « Été » à 3 € – Ÿ ç ï æ")
    text = text_of(tmp_path, notice_pdf(replace(notice(STRASBOURG), structure=structure)))
    assert "L’Œuvre « Été » à 3 € – Ÿ ç ï æ" in text


def test_a_sign_that_no_face_has_becomes_no_empty_box(tmp_path: Path) -> None:
    data = replace(personal_sheet(STRASBOURG), prenom="Nguyễn 龍")
    assert "Nguyễn ?," in text_of(tmp_path, personal_sheet_pdf(data))


def test_importing_the_papers_loads_no_pdf_library_and_no_foreign_hook() -> None:
    code = (
        "import sys\n"
        "import app.documents, app.documents.notice, app.documents.letter\n"
        "import app.documents.personal_sheet, app.documents.prescription_sheet\n"
        "assert 'reportlab' not in sys.modules\n"
        "from app.documents.pdf import fonts\n"
        "fonts()\n"
        "assert 'reportlab' in sys.modules\n"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_code_that_waits_for_reportlab_in_the_home_folder_is_not_run(tmp_path: Path) -> None:
    trap = "import pathlib; pathlib.Path(__file__).with_name('sprung').touch()\n"
    for name in (".reportlab_mods", ".reportlab_settings", "reportlab_mods.py"):
        (tmp_path / name).write_text(trap, encoding="utf-8")
    root = Path(__file__).parents[2]
    code = "from app.documents.pdf import fonts; fonts()"
    home = str(tmp_path)
    path = os.pathsep.join((str(root), home))
    environment = {**os.environ, "HOME": home, "USERPROFILE": home, "PYTHONPATH": path}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=environment)
    assert not (tmp_path / "sprung").exists()


_NAMES = st.text(alphabet=st.sampled_from("abcdeéèœçÀWMmi'’- "), min_size=1, max_size=60).filter(
    str.strip
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(prenom=_NAMES, nom=_NAMES, voie=_NAMES)
def test_long_names_are_neither_cut_nor_out_of_the_page(
    tmp_path: Path, prenom: str, nom: str, voie: str
) -> None:
    adresse = AdressePostale(
        voie=voie, code_postal="67400", commune="Illkirch-Graffenstaden", code_insee="67218"
    )
    personne = replace(PERSONNE, prenom=prenom, nom=nom, adresse=adresse)
    papers = (
        prescription_sheet_pdf(replace(prescription_sheet(STRASBOURG), personne=personne)),
        personal_sheet_pdf(replace(personal_sheet(STRASBOURG), prenom=prenom)),
        notice_pdf(replace(notice(STRASBOURG), personne=personne.display_name)),
    )
    shown = [(nom.upper(), prenom, voie), (prenom,), (personne.display_name,)]
    for paper, values in zip(papers, shown, strict=True):
        printed = "".join("".join(pages_of(tmp_path, paper)).split())
        spoken = "".join(structure_of(tmp_path, paper).replace('"', "").split())
        for value in values:
            assert "".join(value.split()) in spoken
        assert len(printed) > 200
        for word in words_of(tmp_path, paper):
            assert word.left >= 56
            assert word.right <= 595.3 - 56
            assert 0 <= word.top < word.bottom <= 841.9
