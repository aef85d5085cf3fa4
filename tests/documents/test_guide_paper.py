"""The guide read, on paper and as pages: nothing is lost between the source and who reads it."""

import re
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfua import Severity, validate

from app.documents.guide.book import Book, read_book, sentences
from app.documents.guide.html import html_of
from app.documents.guide.inline import said
from app.documents.guide.markdown import (
    Block,
    Listing,
    NotOurMarkdownError,
    Paragraph,
    Picture,
    Quote,
    Rows,
    Title,
    read_blocks,
)
from app.documents.guide.pages import INDEX, pages_of
from app.documents.guide.paper import card_pdf, chapter_pdf, guide_pdf
from tests.documents.reading import letters, read

DOCS = Path(__file__).parents[2] / "docs"
DAY = date(2026, 11, 22)
_SAMPLE = """\
# Un titre

Une phrase avec **du gras**, *un nom* et `du code`,
sur deux lignes ; [un lien](autre.md#ancre).

- un point
  - dedans
- un autre :

  ![Une image](../images/a.png)

1. d’abord

> attention

| a | b |
|---|---|
| 1 | deux |

```
une commande
```
"""


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(DOCS)


def test_each_kind_of_line_is_read_for_what_it_is() -> None:
    title, words, points, steps, quote, table, commands = read_blocks(_SAMPLE)
    assert isinstance(title, Title)
    assert isinstance(words, Paragraph)
    assert [(one.text, one.weight.value, one.target) for one in words.words] == [
        ("Une phrase avec ", "", ""),
        ("du gras", "strong", ""),
        (", ", "", ""),
        ("un nom", "em", ""),
        (" et ", "", ""),
        ("du code", "code", ""),
        (", sur deux lignes ; ", "", ""),
        ("un lien", "", "autre.md#ancre"),
        (".", "", ""),
    ]
    assert isinstance(points, Listing)
    assert isinstance(points.items[0][1], Listing)
    assert points.items[1][1] == Picture("Une image", "../images/a.png")
    assert isinstance(steps, Listing)
    assert steps.numbered
    assert isinstance(quote, Quote)
    assert isinstance(table, Rows)
    assert [said(one) for one in table.rows[0]] == ["1", "deux"]
    assert html_of((commands,), str) == "<pre>une commande</pre>"


@pytest.mark.parametrize(
    "foreign",
    ["<b>gras</b>", "***", "| a | b |", "| a | b |\n|---|---|\n| 1 |", "```\nsans fin", "[a]: b"],
)
def test_what_our_guides_do_not_use_is_a_fault(foreign: str) -> None:
    with pytest.raises(NotOurMarkdownError):
        read_blocks(f"# Titre\n\n{foreign}\n")


def test_words_are_found_without_accents_and_the_place_named_by_them_first(book: Book) -> None:
    assert book.search("") == []
    assert book.search("xylophone") == []
    chapter, _, _, words = book.search("cle usb perdue")[0]
    assert chapter.key == "cle-usb"
    assert "clé USB" in words
    assert book.search("CARNET SECOURS")[0][0].key == "carnet-de-secours"


def test_html_escapes_what_it_shows() -> None:
    made = html_of(read_blocks('a < b & `<c>` [x](y"z)'), str)
    assert made == '<p>a &lt; b &amp; <code>&lt;c&gt;</code> <a href="y&quot;z">x</a></p>'


def test_every_page_leads_to_pages_that_are_made(book: Book) -> None:
    pages = pages_of(book, ())
    assert len(pages) == len(book.chapters) + 1
    lost = [
        (name, link)
        for name, content in pages.items()
        for link in re.findall(r'(?:href)="([^"#:]+\.html)', content)
        if link not in pages
    ]
    assert lost == []
    for content in pages.values():
        assert content.count("<h1") == 1
        assert '<html lang="fr">' in content
        assert "<script" not in content
        assert 'alt=""' not in content
    assert 'aria-current="page">Sommaire' in pages[INDEX]


def test_the_card_of_keys_is_one_page(book: Book) -> None:
    made = card_pdf(book, DAY)
    assert len(pikepdf.open(BytesIO(made)).pages) == 1
    assert "masquer l’écran" in read(made)
    assert card_pdf(book, DAY) == made


@pytest.mark.long
def test_every_word_of_a_chapter_is_printed(book: Book) -> None:
    for key in ("papiers", "reglages", "prescriptions", "depannage"):
        chapter = book.chapter(key)
        printed = _bare(read(chapter_pdf(chapter, DAY)))
        words = [word for block in chapter.blocks for word in _words_of(block)]
        assert [word for word in words if _bare(word) not in printed] == []


@pytest.mark.long
def test_the_whole_guide_is_tagged_has_bookmarks_and_says_its_pictures(
    book: Book, tmp_path: Path
) -> None:
    made = guide_pdf(book, DAY)
    kept = tmp_path / "guide.pdf"
    kept.write_bytes(made)
    found = validate(str(kept)).findings
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []
    file = pikepdf.open(BytesIO(made))
    assert bool(file.Root.MarkInfo.Marked)
    with file.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        below = [child.title for entry in outline.root for child in entry.children]
    assert titles == [one.title for one in book.chapters]
    assert "Ce qui est gardé" in below
    tags, alts = _tags(file.Root.StructTreeRoot.K, [], [])
    pictures = [one for chapter in book.chapters for one in _pictures(chapter.blocks)]
    assert sorted(alts) == sorted(pictures)
    assert {"H1", "H2", "P", "L", "LI", "Table", "TR", "TH", "TD", "Figure", "TOCI"} <= set(tags)
    pages = _pages(made)
    named = re.search(r"Quand ça ne va pas +(\d+)", pages[0])
    assert named, "the contents in front name the page on which a chapter stands"
    assert pages[int(named[1]) - 1].strip().startswith("Quand ça ne va pas")


def _pages(pdf: bytes) -> list[str]:
    asked = ["pdftotext", "-layout", "-", "-"]
    made = subprocess.run(asked, input=pdf, capture_output=True, check=True)
    return made.stdout.decode().replace("\u00a0", " ").split("\f")


def _tags(node: Any, tags: list[str], alts: list[str]) -> tuple[list[str], list[str]]:  # noqa: ANN401
    if isinstance(node, pikepdf.Array):
        for kid in node:
            _tags(kid, tags, alts)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        tags.append(str(node.S).lstrip("/"))
        if "/Alt" in node:
            alts.append(str(node.Alt))
        if "/K" in node:
            _tags(node.K, tags, alts)
    return tags, alts


def _pictures(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Picture):
            found.append(block.words)
        elif isinstance(block, Listing):
            found += [one for item in block.items for one in _pictures(item)]
    return found


def _bare(text: str) -> str:
    """Return the letters; a name of the screen stands between « and » on paper alone."""
    return letters(text).replace("«", "").replace("»", "")


def _words_of(block: Block) -> list[str]:
    return [word for sentence in sentences(block) for word in said(sentence).split()]
