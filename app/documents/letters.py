"""Many letters for one file, drawn while it is written: memory does not grow with their number."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Final

from app.documents.binding import Binder
from app.documents.letter import LetterData, draw_letter
from app.documents.pen import Pen
from app.documents.structure import Node

_TOGETHER: Final = 50  # letters that share their fonts; more take more memory, fewer a larger file


def bind_letters(
    binder: Binder, letters: Iterable[LetterData], pen: Callable[[], Pen]
) -> Iterator[bytes]:
    """Draw letters into a file being bound: yield something, if only nothing, after each.

    Whoever stops asking stops the drawing before the next letter. `pen` begins another part.
    """
    source = iter(letters)
    for first in source:
        root, drawing = Node("Document"), pen()
        for data in chain((first,), islice(source, _TOGETHER - 1)):
            draw_letter(drawing, root.child("Part"), data)
            yield b""
        yield from binder.add(drawing.close(root))
