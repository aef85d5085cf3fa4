"""Many letters in one file, drawn while it is written: memory does not grow with their number."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from typing import Final

from app.documents.binding import Binder
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.letter import LetterData, draw_letter
from app.documents.pen import Pen
from app.documents.structure import Node

_TOGETHER: Final = 50  # letters that share their fonts


def letters_pdf(
    letters: Iterable[LetterData], *, title: str, author: str, made_on: date
) -> Iterator[bytes]:
    """Yield the file piece by piece: something, if only nothing, after each letter.

    Whoever stops asking stops the drawing before the next letter. The last pieces close the file;
    without them it is none.
    """
    binder = Binder(title=title, author=author, made_on=made_on)
    source = iter(letters)
    for first in source:
        root, pen = Node("Document"), _pen(title, author, made_on)
        for data in chain((first,), islice(source, _TOGETHER - 1)):
            draw_letter(pen, root.child("Part"), data)
            yield b""
        yield from binder.add(pen.close(root))
    yield from binder.close()


def _pen(title: str, author: str, made_on: date) -> Pen:
    subject = TEMPLATES[PapierKind.LETTRE].label
    return Pen(title=title, author=author, subject=subject, printed_on=made_on)
