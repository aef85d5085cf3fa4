"""The typography of the French pages: apostrophes, quotes, points, and no double blank."""

import re
from pathlib import Path

import pytest

from app.documents.guide.book import sentences
from app.documents.guide.inline import Weight
from app.documents.guide.markdown import read_blocks

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [
    *(DOCS / name for name in ("GUIDE-UTILISATEUR.md", "administration.md", "securite.md")),
    DOCS / "accessibilite.md",
    DOCS / "exploitation-departement.md",
    *sorted((DOCS / "guide").glob("*.md")),
]
WRONG = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "a straight quote": re.compile(r'"'),
    "three points": re.compile(r"(?<!\.)\.\.\.(?!\.)"),
    "no blank before : ; ? !": re.compile(r"[^\s\u00a0/!?.…»\d]([;?!]|:(?![/\w]))(?:\s|$)"),
    "« without its blank": re.compile(r"«[^\s\u00a0]|[^\s\u00a0]»"),
    "two blanks": re.compile(r"\w  +\w"),
    "a blank before a comma": re.compile(r"\s[,.](?:\s|$)"),
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_typeset_as_french_is(page: Path) -> None:
    found: list[str] = []
    for block in read_blocks(page.read_text("utf-8")):
        for sentence in sentences(block):
            text = "".join("x" if one.weight is Weight.CODE else one.text for one in sentence)
            found += [f"{what}: {text[:80]}" for what, sign in WRONG.items() if sign.search(text)]
    assert found == []


def test_each_fault_is_found() -> None:
    for what, wrong in {
        "a straight apostrophe": "l'eau",
        "three points": "et puis...",
        "no blank before : ; ? !": "quoi? rien",
        "« without its blank": "«quoi »",
        "two blanks": "deux  blancs",
        "a blank before a comma": "ici , là",
    }.items():
        assert WRONG[what].search(wrong)
