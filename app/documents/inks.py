"""Colours and outlines in the words of a PDF page."""

from functools import lru_cache
from typing import Final

_CURVE: Final = 0.5523  # of the radius: how far the handles of a quarter of a circle stand


@lru_cache(maxsize=64)
def ink_of(code: str) -> str:
    """Return « r g b » for « #rrggbb »."""
    return " ".join(f"{int(code[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


@lru_cache(maxsize=256)
def inks(fill: str, stroke: str, line: float) -> str:
    """Return what sets the width of a line and the colours inside and around a shape."""
    inside = f" {ink_of(fill)} rg" if fill else ""
    edge = f" {ink_of(stroke)} RG" if stroke else ""
    return f"{line:g} w 1 j 1 J{inside}{edge}"


def paint(fill: str, stroke: str) -> str:
    """Return the operator that paints a closed path, empty where nothing shows."""
    if fill:
        return "b" if stroke else "f"
    return "s" if stroke else ""


def outline(wide: float, high: float, radius: float, left: float, low: float) -> str:
    """Return the path of a rectangle with round corners."""
    if not radius:
        return f"{left:.2f} {low:.2f} {wide:.2f} {high:.2f} re"
    right, top, bend = left + wide, low + high, radius * (1 - _CURVE)
    return (
        f"{left + radius:.2f} {low:.2f} m {right - radius:.2f} {low:.2f} l "
        f"{right - bend:.2f} {low:.2f} {right:.2f} {low + bend:.2f} "
        f"{right:.2f} {low + radius:.2f} c {right:.2f} {top - radius:.2f} l "
        f"{right:.2f} {top - bend:.2f} {right - bend:.2f} {top:.2f} "
        f"{right - radius:.2f} {top:.2f} c {left + radius:.2f} {top:.2f} l "
        f"{left + bend:.2f} {top:.2f} {left:.2f} {top - bend:.2f} "
        f"{left:.2f} {top - radius:.2f} c {left:.2f} {low + radius:.2f} l "
        f"{left:.2f} {low + bend:.2f} {left + bend:.2f} {low:.2f} {left + radius:.2f} {low:.2f} c"
    )
