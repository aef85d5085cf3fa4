"""The same page by reportlab alone: what the papers draw, noted once, then drawn without us.

What is left out is ours: laying out, tags, structure, metadata. Fonts, colours, places, compression
are the same.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from app.documents import pdf
from app.documents.pen import Pen, Point
from app.documents.scripts import as_drawn
from app.documents.structure import Node
from app.documents.tokens import INK, PAGE_HEIGHT, PAGE_WIDTH
from app.documents.typography import Line, Run

Act = Callable[[Any], None]  # on a canvas of reportlab


@dataclass(slots=True)
class Notes:
    """What was drawn, page by page."""

    pages: list[list[Act]] = field(default_factory=lambda: [[]])

    def text(self, at: tuple[float, float], runs: Sequence[Run], size: float, color: str) -> None:
        """Note one line of text: each run as one string."""
        parts = [
            (face or (pdf.BOLD if run.bold else pdf.REGULAR), part)
            for run in runs
            for face, part in pdf.stretches(as_drawn(run.text))
        ]

        def act(canvas: Any) -> None:  # noqa: ANN401
            line = canvas.beginText(at[0], PAGE_HEIGHT - at[1])
            line.setFillColor(_color(color))
            for font, words in parts:
                line.setFont(font, size)
                line.textOut(words)
            canvas.drawText(line)

        self.pages[-1].append(act)

    def box(self, at: tuple[float, float], size: tuple[float, float], look: dict[str, Any]) -> None:
        """Note a rectangle."""

        def act(canvas: Any) -> None:  # noqa: ANN401
            fill, stroke = look.get("fill", ""), look.get("stroke", "")
            canvas.setLineWidth(0.8)
            if fill:
                canvas.setFillColor(_color(fill))
            if stroke:
                canvas.setStrokeColor(_color(stroke))
            place = (at[0], PAGE_HEIGHT - at[1] - size[1], *size, look.get("radius", 0))
            canvas.roundRect(*place, stroke=int(bool(stroke)), fill=int(bool(fill)))

        self.pages[-1].append(act)

    def line(self, points: Sequence[tuple[float, float]], color: str, wide: float) -> None:
        """Note a line."""

        def act(canvas: Any) -> None:  # noqa: ANN401
            canvas.setLineWidth(wide)
            canvas.setStrokeColor(_color(color))
            path = canvas.beginPath()
            path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, PAGE_HEIGHT - y)
            canvas.drawPath(path, stroke=1, fill=0)

        self.pages[-1].append(act)


def noted(make: Callable[[], object]) -> Notes:
    """Return what `make` draws with a pen."""
    notes = Notes()
    text, rectangle, stroke, end = Pen.text, Pen.rectangle, Pen.stroke, Pen.end_page

    def on_paragraph(  # noqa: PLR0913, PLR0917 - as `Pen.line`
        pen: Pen, node: Node, at: Point, runs: Line, size: float, color: str
    ) -> None:
        with pen.mark(node):  # the long way: `on_text` notes it
            pen.text(at, runs, size, color=color, rtl=node.rtl)

    def on_text(pen: Pen, at: Any, runs: Any, size: float, **look: Any) -> None:  # noqa: ANN401
        notes.text(at, runs, size, look.get("color", INK))
        text(pen, at, runs, size, **look)

    def on_box(pen: Pen, at: Any, size: Any, **look: Any) -> None:  # noqa: ANN401
        notes.box(at, size, look)
        rectangle(pen, at, size, **look)

    def on_line(pen: Pen, points: Any, **look: Any) -> None:  # noqa: ANN401
        notes.line(points, look["color"], look.get("line", 0.8))
        stroke(pen, points, **look)

    def on_end(pen: Pen) -> None:
        notes.pages.append([])
        end(pen)

    with (
        patch.object(Pen, "text", on_text),
        patch.object(Pen, "line", on_paragraph),
        patch.object(Pen, "rectangle", on_box),
        patch.object(Pen, "stroke", on_line),
        patch.object(Pen, "end_page", on_end),
    ):
        make()
    notes.pages.pop()
    return notes


def draw_bare(notes: Notes) -> bytes:
    """Draw what was noted with a canvas of reportlab, as anybody would."""
    buffer = io.BytesIO()
    canvas = pdf.reportlab("pdfgen.canvas").Canvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=pdf.REGULAR,
    )
    for page in notes.pages:
        for act in page:
            act(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _color(code: str) -> Any:  # noqa: ANN401
    return pdf.reportlab("lib.colors").HexColor(code)
