"""Draws on pages, top-down and in points, and marks everything either as content or as décor.

A screen reader skips décor (rules, boxes, footers) and reads content in the order of its structure
tree. Text that is neither is a fault of ours, and raises.
"""

import io
import math
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from app.documents import pdf, practice_mark, tagging
from app.documents.inks import ink_of, inks, outline, paint
from app.documents.scripts import as_drawn, turns
from app.documents.structure import Mark, Node
from app.documents.tokens import INK, PAGE_HEIGHT, PAGE_WIDTH
from app.documents.typography import Line, Run

Point = tuple[float, float]
_FOOTER: Final = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
_WATERMARK: Final = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"
_LAYOUT: Final = "/Artifact <</Type /Layout>> BDC"
_FIGURE: Final = "Figure"
_PRACTICE_SIZE: Final = 9
_BOLDER: Final = 0.035  # of the size: the stroke around letters of a face without a bold


class Pen:
    """One paper being drawn. `begin_page` first, `close` last.

    The bytes depend on what is drawn and on `printed_on` alone: no clock, no random identifier.
    """

    def __init__(self, *, title: str, author: str, subject: str, printed_on: date) -> None:
        pdf.fonts()
        canvas = pdf.reportlab("pdfgen.canvas")
        self._buffer = io.BytesIO()
        self._canvas: Any = canvas.Canvas(
            self._buffer,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName=pdf.REGULAR,  # else Helvetica, never embedded, is listed
            lang="fr-FR",
        )
        if practice_mark.is_practice():
            title = practice_mark.TITLE + title  # said aloud: the mark itself is décor
        self._title = title
        self._describe(title, author, subject, printed_on)
        self._document: Any = self._canvas._doc  # noqa: SLF001
        self._lines: dict[tuple[Line, float, str, bool], str] = {}
        self._marks = 0
        self._inside = False
        self._node: Node | None = None  # whose content is being drawn
        self._pages: list[Any] = []
        self._bookmarks: list[str] = []

    def _describe(self, title: str, author: str, subject: str, printed_on: date) -> None:
        canvas = self._canvas
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(subject)
        canvas.setCreator("Passerelle")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        stamp = canvas._doc._timeStamp  # noqa: SLF001 - the day given, not the clock's
        stamp.YMDhms = (printed_on.year, printed_on.month, printed_on.day, 0, 0, 0)

    @property
    def page(self) -> int:
        """Return the number of the page being drawn, from 0."""
        return len(self._pages)

    def end_page(self) -> None:
        """Close the page; the next thing drawn stands on a new one."""
        if practice_mark.is_practice():
            self._mark_practice()
        self._canvas.showPage()
        self._pages.append(self._canvas._doc.Pages.pages[-1])  # noqa: SLF001
        self._marks = 0

    def close(self, root: Node) -> bytes:
        """Write the structure under `root` and return the file; the pen draws no more."""
        tagging.finish(self._canvas, self._pages, root, self._title)
        self._canvas.save()
        self._document.__dict__ = {}  # its objects know each other: they would wait for a sweep
        self._canvas.__dict__ = {}
        return self._buffer.getvalue()

    @contextmanager
    def mark(self, node: Node) -> Generator[None]:
        """Draw content that belongs to `node`."""
        mark = Mark(self.page, self._marks)
        self._marks += 1
        node.kids.append(mark)
        self._node = node
        with self._marked(f"/{node.tag} <</MCID {mark.mcid}>> BDC"):
            yield
        self._node = None

    def line(self, node: Node, at: Point, runs: Line, size: float, color: str) -> None:
        """Write one line of a paragraph, as `mark` and `text` do: most of what papers are."""
        if self._inside or node.rtl or node.tag == _FIGURE or any(turns(run.text) for run in runs):
            with self.mark(node):
                self.text(at, runs, size, color=color, rtl=node.rtl)
            return
        node.say("".join([run.text for run in runs]), turned=False)
        node.kids.append(Mark(self.page, self._marks))
        self._code.append(
            f"/{node.tag} <</MCID {self._marks}>> BDC "
            f"BT 1 0 0 1 {at[0]:.3f} {PAGE_HEIGHT - at[1]:.3f} Tm "
            f"{self._written(runs, size, color)} ET EMC"
        )
        self._marks += 1

    def _written(self, runs: Line, size: float, color: str, *, rtl: bool = False) -> str:
        """Return the codes of a line, wherever it stands; letters by the run repeat it."""
        found = self._lines.get((runs, size, color, rtl))
        if found is None:
            words = [word for run in runs for word in self._words(run, size, color, rtl=rtl)]
            found = " ".join([f"{ink_of(color)} rg", *words])
            self._lines[runs, size, color, rtl] = found
        return found

    def _words(self, run: Run, size: float, color: str, *, rtl: bool) -> Iterator[str]:
        for face, part in pdf.stretches(as_drawn(run.text, rtl=rtl)):
            bolder = bool(face) and run.bold  # a face of one weight: a stroke makes the other
            if bolder:
                yield f"{ink_of(color)} RG {size * _BOLDER:.3f} w 2 Tr"
            for name, codes in self._coded(face or (pdf.BOLD if run.bold else pdf.REGULAR), part):
                yield f"{name} {size:g} Tf <{codes}> Tj"
            if bolder:
                yield "0 Tr"

    def _coded(self, face: str, text: str) -> list[tuple[str, str]]:
        """Return the codes of `text` in the subsets that this file has of a face."""
        font, document = pdf.reportlab("pdfbase.pdfmetrics").getFont(face), self._document
        return [
            (font.getSubsetInternalName(subset, document), codes.hex())
            for subset, codes in font.splitString(text, document)
        ]

    @contextmanager
    def decor(self) -> Generator[None]:
        """Draw what a screen reader must skip."""
        with self._marked(_LAYOUT):
            yield

    @contextmanager
    def footer(self) -> Generator[None]:
        """Draw the foot of a page: décor that a reader knows as such."""
        with self._marked(_FOOTER):
            yield

    @contextmanager
    def _marked(self, opening: str) -> Generator[None]:
        if self._inside:
            yield  # a shape inside content is part of it
            return
        self._inside = True
        self._code.append(opening)
        yield
        self._code.append("EMC")
        self._inside = False

    def text(  # noqa: PLR0913 - what a line of text has
        self,
        at: Point,
        runs: Sequence[Run],
        size: float,
        *,
        color: str = INK,
        squeeze: float = 1.0,
        rtl: bool = False,
    ) -> None:
        """Write one line whose baseline starts at `at`; `squeeze` below 1 narrows its letters.

        `rtl` says that it belongs to a paragraph read from right to left: its weight is that of
        its first run. `at` is the left end of the line all the same.
        """
        if not self._inside:
            raise RuntimeError("text must be marked as content or as décor")
        if rtl and runs:
            runs = (Run("".join(run.text for run in runs), runs[0].bold),)
        if self._node is not None:
            said = "".join(run.text for run in runs)
            self._node.say(said, turned=rtl or turns(said))
        narrow, wide = (f" {100 * squeeze:.3f} Tz", "100 Tz ") if squeeze < 1 else ("", "")
        self._code.append(  # the width of letters outlives the line
            f"BT 1 0 0 1 {at[0]:.3f} {PAGE_HEIGHT - at[1]:.3f} Tm{narrow} "
            f"{self._written(tuple(runs), size, color, rtl=rtl)} {wide}ET"
        )

    def rectangle(
        self,
        at: Point,
        size: tuple[float, float],
        *,
        fill: str = "",
        stroke: str = "",
        radius: float = 0,
    ) -> None:
        """Draw a box whose top left corner is `at`; without colour nothing shows."""
        painted = paint(fill, stroke)
        wide, high = size
        left, low = at[0], PAGE_HEIGHT - at[1] - high
        self._reach(left, low, left + wide, low + high)
        if painted:
            self._shape(
                f"{inks(fill, stroke, 0.8)} {outline(wide, high, radius, left, low)} {painted}"
            )

    def circle(self, centre: Point, radius: float, *, fill: str = "", stroke: str = "") -> None:
        """Draw a disc or a ring."""
        x, y = centre[0] - radius, PAGE_HEIGHT - centre[1] - radius
        self._reach(x, y, x + 2 * radius, y + 2 * radius)
        path = outline(2 * radius, 2 * radius, radius, x, y)
        self._shape(f"{inks(fill, stroke, 1)} {path} {paint(fill, stroke)}")

    def stroke(self, points: Sequence[Point], *, color: str, line: float = 0.8) -> None:
        """Draw a line through `points`."""
        places = [(x, PAGE_HEIGHT - y) for x, y in points]
        across, along = [x for x, _ in places], [y for _, y in places]
        half = line / 2
        self._reach(min(across) - half, min(along) - half, max(across) + half, max(along) + half)
        path = " ".join(
            f"{x:.2f} {y:.2f} {'l' if index else 'm'}" for index, (x, y) in enumerate(places)
        )
        self._shape(f"{inks('', color, line)} {path} S")

    def _shape(self, code: str) -> None:
        """Write a shape: part of the figure being drawn, else décor."""
        self._code.append(code if self._inside else f"{_LAYOUT} {code} EMC")

    def _reach(self, left: float, low: float, right: float, high: float) -> None:
        """Widen the box of the figure being drawn."""
        node = self._node
        if node is None or node.tag != _FIGURE:
            return
        box = node.box or (left, low, right, high)
        node.box = (min(box[0], left), min(box[1], low), max(box[2], right), max(box[3], high))

    def modules(
        self, at: Point, side: float, dark: Sequence[Sequence[bool]], *, quiet: int
    ) -> None:
        """Draw a square code whose top left corner is `at`, with `quiet` white modules around it.

        Neighbours in a row are one rectangle: two rectangles side by side show a hairline.
        """
        module = side / (len(dark) + 2 * quiet)
        low = PAGE_HEIGHT - at[1] - side
        self._reach(at[0], low, at[0] + side, low + side)
        boxes: list[str] = []
        for y, line in enumerate(dark):
            start = None
            for x, one in enumerate((*line, False)):
                if one and start is None:
                    start = x
                elif not one and start is not None:
                    left = at[0] + (quiet + start) * module
                    bottom = PAGE_HEIGHT - at[1] - (quiet + y + 1) * module
                    wide = (x - start) * module
                    boxes.append(f"{left:.3f} {bottom:.3f} {wide:.3f} {module:.3f} re")
                    start = None
        self._shape(f"0 0 0 rg {' '.join(boxes)} f")

    def image(self, at: Point, room: tuple[float, float], data: bytes) -> None:
        """Draw a picture at the top left of `room`, as high as it, or narrowed to its width."""
        reader = pdf.reportlab("lib.utils").ImageReader(io.BytesIO(data))
        wide, high = reader.getSize()
        tall = min(room[1], room[0] * high / wide)
        box = (at[0], PAGE_HEIGHT - at[1] - tall, tall * wide / high, tall)
        self._reach(box[0], box[1], box[0] + box[2], box[1] + box[3])
        self._canvas.drawImage(reader, *box, mask="auto")

    def bookmark(self, words: str, level: int, top: float) -> None:
        """Add a line to the file's own contents, leading to `top` of this page; levels from 0."""
        name = f"s{len(self._bookmarks)}"
        self._bookmarks.append(words)
        canvas = self._canvas
        canvas.bookmarkHorizontalAbsolute(name, PAGE_HEIGHT - top)
        canvas.addOutlineEntry(words, name, level, closed=level > 0)
        canvas.showOutline()

    def watermark(self, words: str, node: Node) -> None:
        """Write `words` across the page, over everything: a print that must not be used.

        It is content, not décor: who listens to the paper must hear it too.
        """
        canvas = self._canvas
        with self.mark(node):
            canvas.saveState()
            canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
            canvas.rotate(52)
            canvas.setFont(pdf.BOLD, 62)
            canvas.setFillColor(pdf.reportlab("lib.colors").HexColor(INK), alpha=0.13)
            canvas.drawCentredString(0, -20, words)
            canvas.restoreState()

    def _mark_practice(self) -> None:
        """Say across the page and at its top that this is practice: décor, on every paper."""
        wide, high = self._canvas._pagesize  # noqa: SLF001 - labels and envelopes have their own
        canvas = self._canvas
        with self._marked(_WATERMARK):
            canvas.saveState()
            canvas.setFillColor(pdf.reportlab("lib.colors").HexColor(INK), alpha=0.16)
            canvas.setFont(pdf.BOLD, wide / 6)
            canvas.translate(wide / 2, high / 2)
            canvas.rotate(math.degrees(math.atan2(high, wide)))
            canvas.drawCentredString(0, -wide / 18, practice_mark.ACROSS)
            canvas.restoreState()
            canvas.saveState()
            canvas.setFillColor(pdf.reportlab("lib.colors").HexColor(INK))
            canvas.setFont(pdf.BOLD, _PRACTICE_SIZE)
            canvas.drawCentredString(wide / 2, high - 2.4 * _PRACTICE_SIZE, practice_mark.LINE)
            canvas.restoreState()

    @property
    def _code(self) -> list[str]:
        code: list[str] = self._canvas._code  # noqa: SLF001 - a new list on each page
        return code
