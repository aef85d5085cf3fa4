"""Papers give the same bytes twice, say all that they print, and hold whatever the letters."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.notice import notice_pdf
from app.documents.personal_sheet import personal_sheet_pdf
from app.documents.prescription_sheet import prescription_sheet_pdf
from app.documents.sheet import pdf_hash
from app.domain.personne import AdressePostale
from tests.documents.examples import (
    PERSONNE,
    STRASBOURG,
    info_of,
    notice,
    personal_sheet,
    prescription_sheet,
    structure_of,
    text_of,
    words_of,
)
from tests.documents.papers import KINDS, paper
from tests.documents.people import PEOPLE
from tests.documents.reading import FOOT, letters, words

TOLD = ("mandat", "retrait", "notice", "prescription", "lettre", "questionnaire-vierge", "affiche")
REPEATED = ("mandat", "notice", "lettre", "conformite", "etiquettes")


@pytest.mark.parametrize("name", TOLD)
def test_everything_printed_is_in_the_structure(name: str, tmp_path: Path) -> None:
    """But for the foot of the pages, which is décor: a listener need not hear it on each page."""
    tree = structure_of(tmp_path, paper(name))
    spoken = letters(tree.replace('"', ""))
    assert "H1" in tree or not KINDS[name].titled
    for word in words(name, "accents"):
        if word.bottom < FOOT and len(word.text) > 4 and "/" not in word.text:
            assert letters(word.text) in spoken, word


def test_another_process_gives_the_same_bytes() -> None:
    """No clock, no random identifier, no order of a set, no cache gets into the file."""
    code = (
        "from tests.documents.papers import paper\n"
        "from app.documents.sheet import pdf_hash\n"
        f"print([pdf_hash(paper(name)) for name in {REPEATED}])"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        cwd=Path(__file__).parents[2],
        text=True,
    ).stdout
    assert other.strip() == str([pdf_hash(paper(name)) for name in REPEATED])
    again = [pdf_hash(KINDS[name].make(PEOPLE["accents"])) for name in REPEATED]
    assert again == [pdf_hash(paper(name)) for name in REPEATED]


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
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
    for made, values in zip(papers, shown, strict=True):
        spoken = "".join(structure_of(tmp_path, made).replace('"', "").split())
        for value in values:
            assert "".join(value.split()) in spoken
        for word in words_of(tmp_path, made):
            assert word.left >= 56
            assert word.right <= 595.3 - 56
            assert 0 <= word.top < word.bottom <= 841.9
