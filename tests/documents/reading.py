"""What a file says of itself: its words with their places, its structure, its fonts."""

import re
import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import unescape
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

import pikepdf

from app.documents.binding import Binder
from app.documents.tokens import MM, PAGE_HEIGHT
from tests.documents.examples import DAY
from tests.documents.papers import paper, persons_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FOOT = PAGE_HEIGHT - 15 * MM  # the line above the foot of each page
_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A word with its place, in points from the top left corner of its page."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(name: str, person: str) -> tuple[Placed, ...]:
    """Return the words of all pages as `pdftotext` finds them."""
    return _words_of(name)[person]


@cache
def _words_of(name: str) -> dict[str, tuple[Placed, ...]]:
    """Read a paper for everybody at once: starting the reader takes longer than reading."""
    binder = Binder(title=name, author="tests", made_on=DAY)
    persons = persons_of(name)
    parts = [piece for person in persons for piece in binder.add(paper(name, person))]
    whole = b"".join([*parts, *binder.close()])
    run = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=whole, capture_output=True, check=True
    )
    assert not run.stderr, run.stderr
    pages = iter(run.stdout.decode().split("<page ")[1:])
    return {
        person: tuple(
            Placed(number, unescape(text), float(left), float(top), float(right), float(bottom))
            for number, page in enumerate(islice(pages, len(opened(name, person).pages)))
            for left, top, right, bottom, text in _WORD.findall(page)
        )
        for person in persons
    }


def read(pdf: bytes) -> str:
    """Return the text as a reader would copy it, with plain spaces only."""
    made = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def letters(text: str) -> str:
    """Return the letters of a text, whatever the spaces, shapes and marks around them."""
    return "".join(_MARKS.sub("", unicodedata.normalize("NFKC", text)).split())


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure tree; `kids` are elements, `marks` how much it marks itself."""

    tag: str
    said: dict[str, Any]
    kids: "tuple[Element, ...]"
    marks: int

    def walk(self) -> "Iterator[Element]":
        """Go through this element and all below, in the order of reading."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


@cache
def opened(name: str, person: str) -> pikepdf.Pdf:
    """Return the file as a library of its own reads it."""
    return pikepdf.open(BytesIO(paper(name, person)))


@cache
def structure(name: str, person: str) -> Element:
    """Return the structure tree."""
    (root,) = opened(name, person).Root.StructTreeRoot.K
    return _element(root)


def _element(node: Any) -> Element:  # noqa: ANN401 - an object of the file
    below = node.get("/K", [])
    found = list(below) if isinstance(below, pikepdf.Array) else [below]
    kids = [kid for kid in found if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    said = {key: node[key] for key in ("/Alt", "/A", "/Lang", "/ActualText") if key in node}
    parts = tuple(_element(kid) for kid in kids)
    return Element(str(node.S), said, parts, len(found) - len(kids))


def fonts(name: str, person: str) -> dict[str, bool]:
    """Return the fonts of all pages, and whether each is embedded with a way back to text."""
    found: dict[str, bool] = {}
    for page in opened(name, person).pages:
        for font in page.Resources.get("/Font", {}).values():
            held = "/FontFile2" in font.get("/FontDescriptor", {}) and "/ToUnicode" in font
            found[str(font.BaseFont)] = held
    return found
