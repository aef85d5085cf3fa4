"""Every paper made in practice says so on each page, and stays readable aloud."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdfua import Severity, validate

from app.documents import practice_mark
from app.documents.practice_mark import LINE
from tests.documents.papers import KINDS, persons_of
from tests.documents.people import PEOPLE
from tests.documents.test_blank_questionnaire import paper as blank_questionnaire

_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Watermark>>"


@pytest.fixture
def in_practice() -> Iterator[None]:
    blank_questionnaire.cache_clear()  # made once for all tests: not with this mark, nor without
    practice_mark.mark_papers(practice=True)
    yield
    practice_mark.mark_papers(practice=False)
    blank_questionnaire.cache_clear()


def _made(name: str) -> bytes:
    return KINDS[name].make(PEOPLE[persons_of(name)[0]])


def _pages(pdf: bytes) -> list[str]:
    run = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


@pytest.mark.long
@pytest.mark.usefixtures("in_practice")
@pytest.mark.parametrize("name", KINDS)
def test_each_page_of_every_paper_bears_the_mark_and_nothing_else_changes(
    name: str, tmp_path: Path
) -> None:
    made = _made(name)
    for page in _pages(made):
        assert LINE in " ".join(page.split())
    opened = pikepdf.open(BytesIO(made))
    assert str(opened.docinfo["/Title"]).startswith("EXERCICE – ")
    assert len(opened.pages) >= KINDS[name].pages
    for sheet in opened.pages:
        sheet.contents_coalesce()
        assert (
            sheet.Contents.read_bytes().count(
                b"/Artifact <</Type /Pagination /Subtype /Watermark>>"
            )
            == 1
        )
    file = tmp_path / "paper.pdf"
    file.write_bytes(made)
    found = validate(str(file)).findings
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []


@pytest.mark.usefixtures("in_practice")
def test_a_letter_made_in_practice_bears_the_mark() -> None:
    name = next(iter(KINDS))
    assert all(LINE in " ".join(page.split()) for page in _pages(_made(name)))


def test_a_paper_of_the_day_bears_no_mark() -> None:
    name = next(iter(KINDS))
    assert not any("entraînement" in page for page in _pages(_made(name)))
