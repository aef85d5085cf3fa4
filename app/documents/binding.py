"""Many papers bound into one PDF, written while it is made: memory does not grow with its pages.

Knows the files of `Pen` and nothing else: objects in clear, a plain cross-reference table, a tree
of structure. Each part keeps its own fonts, tags and order of reading.
"""

import re
from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from app.documents.tagging import xmp

_REFERENCE: Final = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_STREAM: Final = b"\nstream\n"
_CATALOG, _PAGES, _TREE, _PARENTS, _ROOT, _METADATA, _INFO = range(1, 8)
_LINES: Final = 1000  # of the table of objects, written together
_OPENING: Final = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
_PART_ENTRIES: Final = {
    "pages": re.compile(rb"/Pages (\d+) 0 R"),
    "tree": re.compile(rb"/StructTreeRoot (\d+) 0 R"),
    "metadata": re.compile(rb"/Metadata (\d+) 0 R"),
}


class Binder:
    """One file being bound: `add` and `close` return the bytes to write next.

    The bytes depend on the parts, title, author and day alone.
    """

    def __init__(self, *, title: str, author: str, made_on: date) -> None:
        self._title, self._author, self._made_on = title, author, made_on
        self._offsets = array("Q", [0] * (_INFO + 1))
        self._written = 0
        self._pages: list[int] = []
        self._roots: list[int] = []
        self._marks: list[int] = []  # of each page: the object that owns its marks

    @property
    def pages(self) -> int:
        """Return how many pages were bound so far."""
        return len(self._pages)

    def add(self, part: bytes) -> Iterator[bytes]:
        """Bind the pages of one paper made by `Pen`.

        Raises:
            ValueError: this is no such file.
        """
        if not self._written:
            yield self._out(_OPENING)
        paper = _Part(part)
        numbers = self._numbers_for(paper)
        written = {b"%d" % old: b"%d 0 R" % new for old, new in numbers.items()}
        for number, body in paper.objects.items():
            if number not in paper.replaced:
                yield self._object(numbers[number], self._moved(paper, number, body, written))
        self._pages += [numbers[page] for page in paper.pages]
        self._roots.append(numbers[paper.root])
        self._marks += [numbers[owner] for owner in paper.marks]

    def close(self) -> Iterator[bytes]:
        """Write what holds the parts together: the end of the file."""
        if not self._written:
            yield self._out(_OPENING)
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        roots = b" ".join(b"%d 0 R" % root for root in self._roots)
        marks = b" ".join(b"%d %d 0 R" % entry for entry in enumerate(self._marks))
        packet = xmp(self._title)
        for number, body in (
            (
                _CATALOG,
                b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Metadata %d 0 R "
                b"/Lang (fr-FR) /MarkInfo << /Marked true >> "
                b"/ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>"
                % (_PAGES, _TREE, _METADATA),
            ),
            (_PAGES, b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (self.pages, kids)),
            (
                _TREE,
                b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree %d 0 R "
                b"/ParentTreeNextKey %d >>" % (_ROOT, _PARENTS, self.pages),
            ),
            (_PARENTS, b"<< /Nums [ %s ] >>" % marks),
            (
                _ROOT,
                b"<< /Type /StructElem /S /Document /P %d 0 R /K [ %s ] >>" % (_TREE, roots),
            ),
            (
                _METADATA,
                b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream"
                % (len(packet), packet),
            ),
            (_INFO, self._info()),
        ):
            yield self._object(number, body)
        yield from self._end()

    def _numbers_for(self, paper: "_Part") -> dict[int, int]:
        """Give each object of a part its number in the whole; what is replaced gets ours."""
        numbers = dict(paper.replaced)
        for number in paper.objects:
            if number not in paper.replaced:
                numbers[number] = len(self._offsets)
                self._offsets.append(0)
        return numbers

    def _moved(
        self, paper: "_Part", number: int, body: bytes, written: Mapping[bytes, bytes]
    ) -> bytes:
        """Return an object with the references that it has in the whole."""
        head, stream, data = body.partition(_STREAM)
        head = _REFERENCE.sub(lambda found: written[found[1]], head)
        if number == paper.root:
            head = head.replace(b"/S /Document", b"/S /Part")
        place = paper.places.get(number)
        if place is not None:
            marks = b"/StructParents %d" % (self.pages + place)
            head = re.sub(rb"/StructParents \d+", marks, head)
        return head + stream + data

    def _object(self, number: int, body: bytes) -> bytes:
        self._offsets[number] = self._written
        return self._out(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _out(self, data: bytes) -> bytes:
        self._written += len(data)
        return data

    def _info(self) -> bytes:
        day = self._made_on.strftime("D:%Y%m%d000000+00'00'").encode()
        return b"<< /Title %s /Author %s /Creator (Passerelle) /CreationDate (%s) >>" % (
            _text(self._title),
            _text(self._author),
            day,
        )

    def _end(self) -> Iterator[bytes]:
        """Write the table of objects, some lines at a time: there are fifty objects a letter."""
        yield b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets)
        for at in range(1, len(self._offsets), _LINES):
            some = self._offsets[at : at + _LINES]
            yield b"".join([b"%010d 00000 n \n" % offset for offset in some])
        yield (
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(self._offsets), _CATALOG, _INFO, self._written)
        )


class _Part:
    """The objects of one file, and those among them that the whole has to know."""

    def __init__(self, data: bytes) -> None:
        self.objects, root = _objects(data)
        catalog = self.objects[root]
        found = {name: _first(entry, catalog) for name, entry in _PART_ENTRIES.items()}
        tree = self.objects[found["tree"]]
        parents = _first(re.compile(rb"/ParentTree (\d+) 0 R"), tree)
        self.root = _first(re.compile(rb"/K \[ (\d+) 0 R"), tree)
        self.pages = _numbers(self.objects[found["pages"]], rb"/Kids \[([^\]]*)\]")
        self.places = {page: place for place, page in enumerate(self.pages)}
        self.marks = _numbers(self.objects[parents], rb"/Nums \[([^\]]*)\]")
        self.replaced = {
            root: _CATALOG,
            found["pages"]: _PAGES,
            found["tree"]: _ROOT,  # the part's root hangs below ours
            found["metadata"]: _METADATA,
            parents: _PARENTS,
            _first(re.compile(rb"/Info (\d+) 0 R"), data[data.rindex(b"trailer") :]): _INFO,
        }


def _objects(data: bytes) -> tuple[dict[int, bytes], int]:
    """Return the bodies of a file's objects by number, and the number of its catalog."""
    start = int(data[data.rindex(b"startxref") :].split()[1])
    lines = data[start:].split(b"\n")
    if lines[0].strip() != b"xref":
        raise ValueError("a part must have a plain table of objects")
    count = int(lines[1].split()[1])
    places = sorted((int(lines[2 + n][:10]), n) for n in range(1, count))
    ends = [place for place, _ in places[1:]] + [start]
    found: dict[int, bytes] = {}
    for (place, number), end in zip(places, ends, strict=True):
        body = data[place:end].removeprefix(b"%d 0 obj\n" % number)
        found[number] = body[: body.rindex(b"endobj")].rstrip(b"\n")
    return found, _first(re.compile(rb"/Root (\d+) 0 R"), data[data.rindex(b"trailer") :])


def _first(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    if found is None:
        raise ValueError("a part must be a paper of ours")
    return int(found[1])


def _numbers(body: bytes, pattern: bytes) -> list[int]:
    found = re.search(pattern, body, re.DOTALL)
    if found is None:
        raise ValueError("a part must be a paper of ours")
    return [int(number) for number in _REFERENCE.findall(found[1])]


def _text(text: str) -> bytes:
    return b"<%s>" % ("\ufeff" + text).encode("utf-16-be").hex().encode()
