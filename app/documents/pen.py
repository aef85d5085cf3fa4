"""Draws on pages, top-down and in points, and marks everything either as content or as décor.

A screen reader skips décor (rules, boxes, footers) and reads content in the order of its structure
tree. Text that is neither is a fault of ours, and raises.
"""

import io
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from app.documents import pdf
from app.documents.scripts import as_drawn, turns
from app.documents.structure import Mark, Node
from app.documents.tokens import INK, PAGE_HEIGHT, PAGE_WIDTH
from app.documents.typography import Run

Point = tuple[float, float]
_BOLDER = 0.035  # of the size: the stroke around letters of a face without a bold


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
        self._title = title
        self._describe(title, author, subject, printed_on)
        self._marks = 0
        self._inside = False
        self._node: Node | None = None  # whose content is being drawn
        self._pages: list[Any] = []

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
        self._canvas.showPage()
        self._pages.append(self._canvas._doc.Pages.pages[-1])  # noqa: SLF001
        self._marks = 0

    def close(self, root: Node) -> bytes:
        """Write the structure under `root` and return the file."""
        pdf.finish(self._canvas, self._pages, root, self._title)
        self._canvas.save()
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

    @contextmanager
    def decor(self) -> Generator[None]:
        """Draw what a screen reader must skip."""
        with self._marked("/Artifact BMC"):
            yield

    @contextmanager
    def _marked(self, opening: str) -> Generator[None]:
        if self._inside:
            yield  # a shape inside content is part of it
            return
        self._inside = True
        self._canvas._code.append(opening)  # noqa: SLF001
        yield
        self._canvas._code.append("EMC")  # noqa: SLF001
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
        self._line(at, runs, size, color, squeeze, rtl=rtl)

    def _line(  # noqa: PLR0913 - as `text`
        self,
        at: Point,
        runs: Sequence[Run],
        size: float,
        color: str,
        squeeze: float,
        *,
        rtl: bool,
    ) -> None:
        line = self._canvas.beginText(at[0], PAGE_HEIGHT - at[1])
        line.setFillColor(self._color(color))
        if squeeze < 1:
            line.setHorizScale(100 * squeeze)
        for run in runs:
            for face, part in pdf.stretches(as_drawn(run.text, rtl=rtl)):
                if face and run.bold:  # these faces come in one weight: a stroke makes the other
                    line.setStrokeColor(self._color(color))
                    self._canvas.setLineWidth(size * _BOLDER)
                    line.setTextRenderMode(2)
                line.setFont(face or (pdf.BOLD if run.bold else pdf.REGULAR), size)
                line.textOut(part)
                if face and run.bold:
                    line.setTextRenderMode(0)
        if squeeze < 1:
            line.setHorizScale(100)  # text state outlives the line
        self._canvas.drawText(line)

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
        with self.decor():
            self._ink(fill, stroke, 0.8)
            box = (at[0], PAGE_HEIGHT - at[1] - size[1], size[0], size[1], radius)
            self._canvas.roundRect(*box, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def circle(self, centre: Point, radius: float, *, fill: str = "", stroke: str = "") -> None:
        """Draw a disc or a ring."""
        with self.decor():
            self._ink(fill, stroke, 1)
            shape = (centre[0], PAGE_HEIGHT - centre[1], radius)
            self._canvas.circle(*shape, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def stroke(self, points: Sequence[Point], *, color: str, line: float = 0.8) -> None:
        """Draw a line through `points`."""
        with self.decor():
            self._ink("", color, line)
            path = self._canvas.beginPath()
            path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, PAGE_HEIGHT - y)
            self._canvas.drawPath(path, stroke=1, fill=0)

    def modules(
        self, at: Point, side: float, dark: Sequence[Sequence[bool]], *, quiet: int
    ) -> None:
        """Draw a square code whose top left corner is `at`, with `quiet` white modules around it.

        Neighbours in a row are one rectangle: two rectangles side by side show a hairline.
        """
        module = side / (len(dark) + 2 * quiet)
        with self.decor():
            self._ink("#000000", "", 0)
            path = self._canvas.beginPath()
            for y, line in enumerate(dark):
                start = None
                for x, one in enumerate((*line, False)):
                    if one and start is None:
                        start = x
                    elif not one and start is not None:
                        left = at[0] + (quiet + start) * module
                        bottom = PAGE_HEIGHT - at[1] - (quiet + y + 1) * module
                        path.rect(left, bottom, (x - start) * module, module)
                        start = None
            self._canvas.drawPath(path, stroke=0, fill=1)

    def image(self, at: Point, room: tuple[float, float], data: bytes) -> None:
        """Draw a picture at the top left of `room`, as high as it, or narrowed to its width."""
        reader = pdf.reportlab("lib.utils").ImageReader(io.BytesIO(data))
        wide, high = reader.getSize()
        tall = min(room[1], room[0] * high / wide)
        box = (at[0], PAGE_HEIGHT - at[1] - tall, tall * wide / high, tall)
        self._canvas.drawImage(reader, *box, mask="auto")

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
            canvas.setFillColor(self._color(INK), alpha=0.13)
            canvas.drawCentredString(0, -20, words)
            canvas.restoreState()

    def _ink(self, fill: str, stroke: str, line: float) -> None:
        self._canvas.setLineWidth(line)
        self._canvas.setLineJoin(1)
        self._canvas.setLineCap(1)
        if fill:
            self._canvas.setFillColor(self._color(fill))
        if stroke:
            self._canvas.setStrokeColor(self._color(stroke))

    def _color(self, code: str) -> Any:  # noqa: ANN401
        return pdf.reportlab("lib.colors").HexColor(code)
